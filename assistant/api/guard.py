"""What stands before every route: a request id, limits, security headers, a line of log, the last resort.

Pure ASGI, for it also sees what no route ever sees. The log has no query string, no body and no header.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api import problems
from assistant.telemetry import tracing
from assistant.telemetry.origin import about
from assistant.telemetry.tracing import Span

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
Answered = Callable[[str, str, int, float], None]
_log = logging.getLogger("factcheck.http")


class Guard:
    """The outermost layer of the service. A body may have `most` bytes and take `seconds` to arrive.

    `answered` hears of every request: its method, route, status and seconds.
    """

    def __init__(self, app: ASGIApp, answered: Answered, *, most: int, seconds: float) -> None:
        self._app, self._answered, self._most, self._seconds = app, answered, most, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer, began = _Answer(send, _request_id(scope)), perf_counter()
        parent = Headers(scope=scope).get("traceparent")
        with about(request=answer.id), tracing.span(scope["method"], kind="server", parent=parent) as span:
            try:
                await self._serve(scope, receive, answer)
            finally:
                self._tell(scope, answer, perf_counter() - began, span)

    async def _serve(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        try:
            refused = self._refused(scope)
            if refused is None:
                await self._app(scope, _Body(receive, self._most, self._seconds), answer)
            else:
                await problems.response(*refused)(scope, receive, answer)
        except Exception as error:  # noqa: BLE001 - the message of what nobody foresaw may quote an article
            _log.error("request %s broke with %s at %s", answer.id, type(error).__name__, _place(error))
            await answer.instead(
                scope, receive, 500, f"a fault of the service; its log has request {answer.id}"
            )

    def _tell(self, scope: Scope, answer: "_Answer", seconds: float, span: Span) -> None:
        method, status = scope["method"], answer.status
        route = getattr(scope.get("route"), "path", "-")
        self._answered(method, route, status, seconds)
        fields = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        _log.info(
            "%s %s %s %s %.1f ms", answer.id, method, route, status, seconds * 1000, extra={"fields": fields}
        )
        span.rename(f"{method} {route}")
        span.set(
            {
                "http.request.method": method,
                "http.route": route,
                "http.response.status_code": status,
                "factcheck.request": answer.id,
            }
        )
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            span.fail(str(status))

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """What is wrong with the request before its body is read."""
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return 400, "Content-Length: expected a number"
        if int(length) > self._most:
            return 413, _too_large(self._most)
        has_body = int(length) > 0 or "transfer-encoding" in headers
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if has_body and scope["method"] in {"POST", "PUT", "PATCH"} and kind != "application/json":
            return 415, "Content-Type: expected application/json"
        return None


class _Body:
    """Receives a body, of so many bytes and for so long. Raises what the framework lets pass."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive, self._left, self._most = receive, most, most
        self._deadline = perf_counter() + seconds
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._deadline - perf_counter()):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, "the body took too long to arrive") from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413, _too_large(self._most))
        self._whole = not message.get("more_body", False)
        return message


class _Answer:
    """Sends an answer with our headers; a route's own headers win."""

    def __init__(self, send: Send, id_: str) -> None:
        self._send = send
        self.id, self.status = id_, 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers["X-Request-Id"] = self.id
        await self._send(message)

    async def instead(self, scope: Scope, receive: Receive, status: int, detail: str) -> None:
        """Answer with a problem, unless an answer has begun."""
        if not self.status:
            await problems.response(status, detail, headers={"Connection": "close"})(scope, receive, self)


def _request_id(scope: Scope) -> str:
    """The caller's own id, if it is safe to be repeated in a log."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _SAFE_ID.fullmatch(given) else uuid4().hex


def _too_large(most: int) -> str:
    return f"expected a body of at most {most:,} bytes; send fewer articles at once"


def _place(error: Exception) -> str:
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return "-" if last is None else f"{last.tb_frame.f_code.co_qualname}:{last.tb_lineno}"
