"""Errors as problem details (RFC 9457): what was expected, what came, and in which field.

Nothing of what was sent is repeated unless an error made on purpose says it, and nothing is logged.
"""

import re
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from assistant.errors import FactcheckError, StoreError
from assistant.jobs import FieldError
from assistant.jobs.intake import UnderWayError

MEDIA_TYPE = "application/problem+json"
_MOST_FAULTS = 20
_UNENCODABLE = re.compile("[\ud800-\udfff]")


class Fault(BaseModel):
    """One field that is wrong: a JSON pointer into the body, or the name of a parameter or header."""

    pointer: str | None = Field(default=None, examples=["#/articles/0"])
    parameter: str | None = Field(default=None, examples=["limit"])
    detail: str


class Problem(BaseModel):
    """Problem details. `check` is the check that stands in the way, where there is one."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[Fault] = []
    check: str | None = None


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """A request that is answered with a problem. `headers` go with it."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


def response(
    status: int,
    detail: str,
    faults: Sequence[Fault] = (),
    *,
    check: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """A problem as an answer."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=_UNENCODABLE.sub("\ufffd", detail),
        errors=list(faults),
        check=check,
    )
    return Response(problem.model_dump_json(exclude_none=True), status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answer every error that a route raises with a problem."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused_by_framework)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(FactcheckError, _failed)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - the handler is installed for nothing else
    return response(error.status, error.detail, headers=error.headers)


def _refused_by_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - the handler is installed for nothing else
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_methods(request)))
    return response(error.status_code, error.detail, headers=headers)


def _methods(request: Request) -> set[str]:
    """All methods of the resource; the framework names those of the first route alone."""
    found: set[str] = set()
    for context in iter_route_contexts(request.app.routes):
        route = context.original_route
        pattern = context.path_regex if isinstance(route, Route) else None
        if pattern is not None and pattern.match(request.scope["path"]):
            found |= context.methods or set()
    return found


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, FactcheckError)  # noqa: S101 - the handler is installed for nothing else
    if isinstance(error, FieldError):
        pointer = None if error.pointer is None else f"#{error.pointer}"
        fault = Fault(pointer=pointer, parameter=error.parameter, detail=str(error))
        return response(error.status, str(error), [fault])
    if isinstance(error, UnderWayError):
        where = str(request.url_for("get_check", id=error.check).path)
        return response(error.status, str(error), check=error.check, headers={"Location": where})
    headers = {"Retry-After": "5"} if isinstance(error, StoreError) else None
    return response(error.status, str(error), headers=headers)


def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - the handler is installed for nothing else
    faults = [_fault(found["loc"], found["type"], found["msg"]) for found in error.errors()[:_MOST_FAULTS]]
    said = "; ".join(f"{fault.pointer or fault.parameter}: {fault.detail}" for fault in faults[:3])
    return response(422, said, faults)


def _fault(loc: tuple[int | str, ...], kind: str, message: str) -> Fault:
    detail = "no such field" if kind == "extra_forbidden" else message.removeprefix("Value error, ")
    where, *path = loc
    if kind == "json_invalid":
        return Fault(pointer="#", detail="expected JSON")
    if where == "body":
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
        return Fault(
            pointer=_UNENCODABLE.sub("\ufffd", "#" + "".join(f"/{step}" for step in steps)), detail=detail
        )
    return Fault(parameter=_UNENCODABLE.sub("\ufffd", str(path[0] if path else where)), detail=detail)
