"""Who calls, and whether they may.

With keys: a bearer token of a desk. Before the first key is made the service is a tool on one's own
machine: then it must be called by a loopback name, and not from another site's page, so that no page
in the browser and no name that is pointed at 127.0.0.1 can reach it.
"""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from fastapi.security.base import SecurityBase

from assistant.api.problems import Refusal
from assistant.api.service import Service
from assistant.keys import Scope
from assistant.store import LOCAL_DESK

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="A key of a desk: `factcheck keys create --desk NAME --scope read`.",
)


@dataclass(frozen=True)
class Caller:
    """The desk that calls, and who its reviews are by."""

    desk: str
    reviewer: str


class Allowed(SecurityBase):
    """A dependency: the caller, if they may do this. Raises Refusal.

    It is the document's security scheme and reads the header itself: what depends on more is solved for longer.
    """

    model, scheme_name = _bearer.model, _bearer.scheme_name

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    async def __call__(self, request: Request) -> Caller:
        """Who calls."""
        service: Service = request.app.state.service
        bearer = await _bearer(request)
        token = bearer.credentials if bearer else None
        found = await service.doors.ask(token)
        if token is None and found.unlocked:
            _verify_local(request)
            return Caller(LOCAL_DESK, LOCAL_DESK)
        key = found.keys.get(token) if token is not None else None
        if key is None:
            came = "none came" if token is None else "what came is none, or was revoked"
            raise Refusal(
                401, f"expected a key of a desk as bearer token, {came}", {"WWW-Authenticate": "Bearer"}
            )
        if not key.allows(self._scope):
            raise Refusal(
                403, f"expected a key with the scope {self._scope}, this one has {' '.join(key.scopes)}"
            )
        return Caller(key.desk, key.reviewer)


Reader = Annotated[Caller, Depends(Allowed("read"))]
Checker = Annotated[Caller, Depends(Allowed("check"))]
Reviewer = Annotated[Caller, Depends(Allowed("review"))]


def is_loopback(host: str) -> bool:
    """Whether this name or address is the machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _verify_local(request: Request) -> None:
    host = request.headers.get("host", "")
    if not is_loopback(_name(host)):
        raise Refusal(
            403, "without keys the service is called as localhost; make a key with `factcheck keys create`"
        )
    origin = request.headers.get("origin")
    if origin is not None and origin != f"{request.url.scheme}://{host}":
        raise Refusal(403, "without keys the service takes no request from the page of another site")
    if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        raise Refusal(403, "without keys the service takes no request from the page of another site")


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
