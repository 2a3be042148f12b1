"""One attempt: a signed message to the one address that was checked. Nothing of the answer is read."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version

import httpx
from standardwebhooks import Webhook

from assistant.errors import InputError
from assistant.webhooks.address import AllowList, NotFoundError, Resolve, parsed, resolved

_AGENT = f"factcheck-assistant/{version('factcheck-assistant')}"


@dataclass(frozen=True)
class Message:
    """What is sent: `id` is the same at every attempt, by which a receiver knows what it has already."""

    id: str
    body: str
    url: str
    secrets: Sequence[str]


@dataclass(frozen=True)
class Result:
    """What came of an attempt: the status of the answer, or what went wrong in words without the address."""

    status: int | None = None
    problem: str | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver took it."""
        return self.problem is None

    @property
    def final(self) -> bool:
        """Whether the receiver wants no other attempt."""
        return self.status == httpx.codes.GONE


async def send(message: Message, allowed: AllowList, seconds: float, resolve: Resolve = resolved) -> Result:
    """Make one attempt, of so many seconds at most. Raises nothing that a receiver can cause."""
    try:
        async with asyncio.timeout(seconds):
            return await _sent(message, allowed, resolve)
    except TimeoutError:
        return Result(problem=f"no answer within {seconds:g} s")
    except NotFoundError as error:
        return Result(problem=str(error))
    except InputError:
        return Result(problem="the address may not be called: `service.webhooks.allow` does not name it")
    except httpx.HTTPError as error:
        return Result(problem=_told(error))


async def _sent(message: Message, allowed: AllowList, resolve: Resolve) -> Result:
    url = parsed(message.url)
    address = await asyncio.to_thread(allowed.address_of, url, resolve)
    # A proxy of the environment would connect somewhere else than was checked; the caller bounds the time.
    async with httpx.AsyncClient(
        verify=_trusted(),
        trust_env=False,
        follow_redirects=False,
        timeout=None,  # noqa: S113
    ) as client:
        request = client.build_request(
            "POST",
            url.copy_with(host=str(address)),
            content=message.body.encode(),
            headers={**_signed(message), "Host": url.netloc.decode("ascii"), "Connection": "close"},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        answer = await client.send(request, stream=True)
        await answer.aclose()
    if answer.is_success:
        return Result(answer.status_code)
    what = "a redirect, which is not followed" if answer.is_redirect else "no success"
    return Result(answer.status_code, f"answered {answer.status_code}: {what}")


@cache
def _trusted() -> ssl.SSLContext:
    """Whom receivers' certificates are trusted from; reading that takes a while, so it is read once."""
    return httpx.create_ssl_context(trust_env=False)


def _signed(message: Message) -> dict[str, str]:
    now = datetime.now(UTC)
    signatures = (Webhook(secret).sign(message.id, now, message.body) for secret in message.secrets)
    return {
        "Content-Type": "application/json",
        "User-Agent": _AGENT,
        "Webhook-Id": message.id,
        "Webhook-Timestamp": str(int(now.timestamp())),
        "Webhook-Signature": " ".join(signatures),
    }


def _told(error: httpx.HTTPError) -> str:
    """What went wrong on the wire; the error's own words may tell the address."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "the connection is not safe: " + (
                getattr(cause, "verify_message", "") or cause.reason or "TLS failed"
            )
        cause = cause.__cause__ or cause.__context__
    return "the host took no connection" if isinstance(error, httpx.ConnectError) else "the connection broke"
