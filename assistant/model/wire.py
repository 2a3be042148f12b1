"""What really goes over the wire, below LiteLLM and the SDKs.

LiteLLM has no setting for any of this, and its exceptions lose it: a bound on the size of a reply, a
connect timeout for every provider, the provider's own status, headers and body, and whether the
connection broke. It also repeats some requests by itself: after a broken connection, after a 422,
after a reply that it could not read. So every transport that it makes is wrapped here, and each
attempt carries a `Wire` that notes what happened and lets a request to one address through once.
"""

from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

import httpx

MAX_REPLY_BYTES = 4 * 1024 * 1024
_HEAD_BYTES = 16 * 1024
_OPEN: WeakSet["BoundedTransport"] = WeakSet()
_current: ContextVar["Wire | None"] = ContextVar("wire", default=None)


class TooLargeError(httpx.TransportError):
    """The reply is larger than we read."""


class RepeatedError(httpx.NetworkError):
    """A layer above would send the request again, which is ours to decide."""


@dataclass
class Wire:
    """What happened on the wire during one attempt: the status, headers and beginning of the reply.

    `broken` is set when the connection failed. `on_sending` is called when the request goes out: what
    LiteLLM does before, and it may import for seconds, is not the provider's time.
    """

    connect_timeout: float
    on_sending: Callable[[], None] = lambda: None
    status: int | None = None
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    head: str = ""
    broken: httpx.TransportError | None = None
    sent: set[str] = field(default_factory=set)


@contextmanager
def watching(connect_timeout: float) -> Iterator[Wire]:
    """A wire that notes what the calls made inside do."""
    wire = Wire(connect_timeout)
    token = _current.set(wire)
    try:
        yield wire
    finally:
        _current.reset(token)


def install(handler: Any) -> None:  # noqa: ANN401 - LiteLLM's handler class, imported lazily by the caller
    """Make LiteLLM wrap every transport that it creates from now on."""
    create = handler.create_async_transport

    def create_bounded(*args: object, **kwargs: object) -> BoundedTransport:
        return BoundedTransport(create(*args, **kwargs) or httpx.AsyncHTTPTransport())

    handler.create_async_transport = staticmethod(create_bounded)


async def close() -> None:
    """Close the connections that were opened in this event loop; a transport reopens when used again."""
    for transport in [transport for transport in _OPEN if transport.loop is get_running_loop()]:
        await transport.aclose()


class BoundedTransport(httpx.AsyncBaseTransport):
    """A transport that notes on the current wire what happened, and reads no more than `MAX_REPLY_BYTES`."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.loop: AbstractEventLoop | None = None
        _OPEN.add(self)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request. A failed connection becomes a NetworkError: LiteLLM does not repeat that."""
        self.loop = get_running_loop()
        wire = _current.get() or Wire(connect_timeout=10)
        if str(request.url) in wire.sent:
            raise RepeatedError("one attempt is one request", request=request)
        wire.sent.add(str(request.url))
        wire.on_sending()
        # A small compressed reply could unpack to gigabytes after the bytes were counted.
        request.headers["accept-encoding"] = "identity"
        request.extensions["timeout"] = {"connect": wire.connect_timeout}
        try:
            response = await self._inner.handle_async_request(request)
        except httpx.TransportError as error:
            wire.broken = error
            raise httpx.NetworkError(str(error), request=request) from error
        wire.status, wire.headers = response.status_code, response.headers
        content = _Bounded(response.stream, wire)  # type: ignore[arg-type]
        if response.headers.get("content-encoding", "identity") != "identity":
            await content.aclose()
            wire.broken = TooLargeError("the reply is compressed, although it was asked not to be")
            raise httpx.NetworkError(str(wire.broken), request=request)
        return httpx.Response(response.status_code, headers=response.headers, stream=content, request=request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, inner: httpx.AsyncByteStream, wire: Wire) -> None:
        self._inner = inner
        self._wire = wire

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size, head = 0, bytearray()
        try:
            async for chunk in self._inner:
                size += len(chunk)
                if size > MAX_REPLY_BYTES:
                    raise TooLargeError(f"the reply is larger than {MAX_REPLY_BYTES:,} bytes")
                if len(head) < _HEAD_BYTES:
                    head += chunk[: _HEAD_BYTES - len(head)]
                    self._wire.head = head.decode("utf-8", "replace")
                yield chunk
        except httpx.TransportError as error:
            self._wire.broken = error
            raise httpx.NetworkError(str(error)) from error

    async def aclose(self) -> None:
        await self._inner.aclose()
