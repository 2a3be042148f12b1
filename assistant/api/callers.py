"""Who calls, and whether they may.

With keys: a bearer token of a desk. Before the first key is made the service is a tool on one's own
machine: then it must be called by a loopback name, and not from another site's page, so that no page
in the browser and no name that is pointed at 127.0.0.1 can reach it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.api.problems import Refusal
from assistant.api.service import Served
from assistant.keys import Scope
from assistant.store import LOCAL_DESK

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="A key of a desk: `factcheck keys create --desk NAME --scope read`.",
)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


@dataclass(frozen=True)
class Caller:
    """The desk that calls, and who its reviews are by."""

    desk: str
    reviewer: str


def allowed(scope: Scope) -> Callable[..., Caller]:
    """A dependency: the caller, if they may do this. Raises Refusal."""

    def caller(request: Request, service: Served, bearer: Bearer) -> Caller:
        if bearer is None and not service.keys.required():
            _verify_local(request)
            return Caller(LOCAL_DESK, LOCAL_DESK)
        key = service.keys.verified(bearer.credentials) if bearer else None
        if key is None:
            came = "none came" if bearer is None else "what came is none, or was revoked"
            raise Refusal(
                401, f"expected a key of a desk as bearer token, {came}", {"WWW-Authenticate": "Bearer"}
            )
        if not key.allows(scope):
            raise Refusal(403, f"expected a key with the scope {scope}, this one has {' '.join(key.scopes)}")
        return Caller(key.desk, key.reviewer)

    return caller


Reader = Annotated[Caller, Depends(allowed("read"))]
Checker = Annotated[Caller, Depends(allowed("check"))]
Reviewer = Annotated[Caller, Depends(allowed("review"))]


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
