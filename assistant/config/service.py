"""Settings of the service over HTTP."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from assistant.config.section import Seconds, Section

_ORIGIN = re.compile(r"https?://(?:\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?")


def _origin(value: str) -> str:
    if not _ORIGIN.fullmatch(value):
        raise ValueError(
            "expected an origin as a browser sends it, such as https://cms.example or http://localhost:3000: "
            "lower case, no path, no pattern"
        )
    return value


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
