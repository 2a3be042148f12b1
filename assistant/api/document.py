"""The OpenAPI document: the framework's, made so that a client generated from it is good to use.

- The report's words (`CheckStatus`, `Severity`, …) are one named enumeration each, wherever they stand.
- What only answers have is required: an answer is always whole, null where there is nothing.
- Each operation lists the problems that it may answer with, and an answer with a check links to what
  can be done with it.
"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from itertools import chain
from typing import Any, Literal, get_args, get_origin

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from assistant import article, changes, decisions, report
from assistant.api import describing
from assistant.api.problems import MEDIA_TYPE, Problem
from assistant.webhooks import outbox

_ANYWHERE = (400, 401, 403, 408, 413, 415, 500, 503)
_WITH_KEY = {401, 403}
_HEADERS = {
    401: {"WWW-Authenticate": describing.header("How to send a key.", "Bearer")},
    503: {"Retry-After": describing.header("Seconds after which to try again.", "5")},
}
_REQUEST_ID = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
_CHECKS = {"CheckSummary", "CheckBody"}
_OF_A_CHECK = "/v1/checks/{id}"
_NAMES = {
    get_args(words): name
    for module in (report, decisions, article, changes, outbox)
    for name, words in vars(module).items()
    if get_origin(words) is Literal
}

Node = dict[str, Any]


def operation_id(route: APIRoute) -> str:
    """An operation is called as its function is: clients name their methods by it."""
    return route.name


def install(app: FastAPI) -> None:
    """Have the app serve this document."""

    def written() -> Node:
        if app.openapi_schema is None:
            app.openapi_schema = _written(app)
        return app.openapi_schema

    app.openapi = written  # type: ignore[method-assign]


def _written(app: FastAPI) -> Node:
    found = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        separate_input_output_schemas=True,
    )
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = {**found["components"]["schemas"], **problem.pop("$defs"), "Problem": problem}
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for operation in _operations(found):
        _complete(operation)
    _require(schemas, _reachable(schemas, _answers(found)) - _reachable(schemas, _requests(found)))
    _link(found)
    found["components"] |= {
        "schemas": schemas,
        "headers": {"RequestId": describing.header("Names the request in the service's log.", "5d41402a")},
        "responses": {_phrase(status): _problem(status) for status in _statuses(found)},
    }
    named: Node = _with_names(found)
    named["components"]["schemas"] |= {
        name: {"type": "string", "enum": list(words)} for words, name in _NAMES.items()
    }
    return named


def _operations(document: Node) -> Iterator[Node]:
    return chain.from_iterable(methods.values() for methods in document["paths"].values())


def _complete(operation: Node) -> None:
    """The problems by reference, the request's id on every answer."""
    anywhere = [s for s in _ANYWHERE if "security" in operation or s not in _WITH_KEY]
    declared = operation["responses"]
    statuses = sorted({*map(str, anywhere), *declared})
    operation["responses"] = {
        status: _told(declared[status]) if status < "400" else {"$ref": _reference("responses", int(status))}
        for status in statuses
    }


def _told(answer: Node) -> Node:
    stream = answer.get("content", {}).get("text/event-stream")
    if stream is not None:
        # The framework tells each event by `itemSchema`, of OpenAPI 3.2; what does not know that reads text.
        stream |= {
            "schema": {"description": "The events as text."},
            "example": stream.get("example", describing.EVENTS),
        }
    return {**answer, "headers": {**answer.get("headers", {}), **_REQUEST_ID}}


def _problem(status: int) -> Node:
    return {
        "description": HTTPStatus(status).phrase,
        "headers": {**_HEADERS.get(status, {}), **_REQUEST_ID},
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _statuses(document: Node) -> list[int]:
    found = {int(status) for operation in _operations(document) for status in operation["responses"]}
    return sorted(status for status in found if status >= HTTPStatus.BAD_REQUEST)


def _phrase(status: int) -> str:
    return HTTPStatus(status).name.title().replace("_", "")


def _reference(kind: str, status: int) -> str:
    return f"#/components/{kind}/{_phrase(status)}"


def _link(document: Node) -> None:
    """From every answer with one check to what can be done with it."""
    operations = [
        operation
        for path, methods in document["paths"].items()
        if path.startswith(_OF_A_CHECK)
        for operation in methods.values()
    ]
    links = {
        operation["operationId"]: {
            "operationId": operation["operationId"],
            "parameters": {"id": "$response.body#/id"},
            "description": operation["summary"],
        }
        for operation in operations
    }
    for operation in _operations(document):
        for answer in operation["responses"].values():
            if set(_references(answer.get("content", {}))) & _CHECKS:
                answer["links"] = links


def _require(schemas: Node, names: set[str]) -> None:
    for name in names:
        properties = schemas[name].get("properties")
        if properties:
            schemas[name]["required"] = list(properties)
            for field in properties.values():
                field.pop("default", None)


def _answers(document: Node) -> list[Node]:
    return [operation["responses"] for operation in _operations(document)]


def _requests(document: Node) -> list[Node]:
    return [
        {"body": operation.get("requestBody", {}), "parameters": operation.get("parameters", [])}
        for operation in _operations(document)
    ]


def _reachable(schemas: Node, nodes: list[Node]) -> set[str]:
    found: set[str] = set()
    new = set(chain.from_iterable(map(_references, nodes)))
    while new:
        found |= new
        new = set(chain.from_iterable(_references(schemas[name]) for name in new)) - found
    return found


def _references(node: object) -> Iterator[str]:
    """The names of the schemas that a part of the document refers to."""
    if isinstance(node, Mapping):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
            yield reference.rpartition("/")[2]
        for part in node.values():
            yield from _references(part)
    elif isinstance(node, list):
        for part in node:
            yield from _references(part)


def _with_names(node: Any) -> Any:  # noqa: ANN401 - any part of the document
    """The part with the enumerations that have a name referred to by it."""
    if isinstance(node, list):
        return [_with_names(part) for part in node]
    if not isinstance(node, dict):
        return node
    words = node.get("enum")
    if isinstance(words, list) and tuple(words) in _NAMES:
        return {"$ref": f"#/components/schemas/{_NAMES[tuple(words)]}"}
    return {key: _with_names(part) for key, part in node.items()}
