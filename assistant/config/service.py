"""Settings of the service over HTTP."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

from pydantic import AfterValidator, Field

from assistant.config.section import Seconds, Section

Network = IPv4Network | IPv6Network
HTTPS = 443
_HOST = re.compile(
    r"(?=.{1,253}(?::|$))([a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_-]{1,63})*)(?::(\d{1,5}))?"
)
_ORIGIN = re.compile(r"https?://(?:\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?")


def _origin(value: str) -> str:
    if not _ORIGIN.fullmatch(value):
        raise ValueError(
            "expected an origin as a browser sends it, such as https://cms.example or http://localhost:3000: "
            "lower case, no path, no pattern"
        )
    return value


def named(entry: str) -> Network | tuple[str, int]:
    """What an entry of the allow-list names: a network, or a host and a port. Raises ValueError."""
    try:
        return ip_network(entry)
    except ValueError:
        match = _HOST.fullmatch(entry)
    if not match:
        raise ValueError(
            "expected a host such as cms.example or cms.example:8443, or a network such as 10.1.0.0/16: "
            "lower case, no pattern"
        )
    return match[1], int(match[2] or HTTPS)


def _entry(value: str) -> str:
    named(value)
    return value


class Webhooks(Section):
    """Who may be told that a check has ended, and how persistently."""

    allow: tuple[Annotated[str, AfterValidator(_entry)], ...] = Field(
        default=(),
        description="Hosts (`cms.example`, `cms.example:8443`) and networks (`10.1.0.0/16`, `127.0.0.1`) that "
        "a `callback_url` may lead to; a private address only if a network here holds it. Unset: none.",
    )
    attempts: int = Field(default=8, ge=1, description="Attempts to deliver one message, the first included.")
    first_wait: Seconds = Field(
        default=5, description="Seconds before the second attempt; four times as long before each next one."
    )
    timeout: Seconds = Field(default=10, description="Seconds that one attempt may take in all.")


class Service(Section):
    """What the service takes, and from whom."""

    cors_origins: tuple[Annotated[str, AfterValidator(_origin)], ...] = Field(
        default=(),
        description="Origins whose pages may call the service with a key from the browser, such as "
        "`https://cms.example`. Unset: none.",
    )
    body_bytes: int = Field(default=32 * 2**20, ge=1, description="Most bytes of a request's body.")
    body_seconds: Seconds = Field(default=60, description="Seconds that a request's body may take to arrive.")
    wait_seconds: float = Field(
        default=60, ge=0, description="Longest wait in seconds that `Prefer: wait=N` is given."
    )
    webhooks: Webhooks = Field(default=Webhooks(), description="Who may be told that a check has ended.")
