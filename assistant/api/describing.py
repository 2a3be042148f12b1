"""What the OpenAPI document says besides what the routes say themselves: problems, examples."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.models import Example
from fastapi.openapi.utils import get_openapi

from assistant.api.problems import MEDIA_TYPE, Problem

Responses = dict[int | str, dict[str, Any]]
_REFERENCE = {"$ref": "#/components/schemas/Problem"}
_ANYWHERE = (400, 401, 403, 408, 413, 415, 500, 503)

REQUESTS: dict[str, Example] = {
    "text": {
        "summary": "One article as text",
        "value": {
            "articles": [
                {
                    "id": "harbour-17",
                    "revision": "3",
                    "headline": "Harbour reopens after storm",
                    "text": "The harbour reopened on Friday. Sources said it had been shut since 1990.",
                    "outlet": "The Lowbridge Courier",
                    "published_at": "2025-03-28T09:30:00+00:00",
                    "language": "en",
                }
            ]
        },
    },
    "story": {
        "summary": "Two articles of one story, one of them HTML, under an embargo of an hour",
        "value": {
            "articles": [
                {"html": "<p>Officials said <b>12</b> ships were damaged.</p>", "outlet": "Coast Wire"},
                {"text": "The mayor said 15 ships were damaged.", "outlet": "The Lowbridge Courier"},
            ],
            "model": "baseline",
            "policy": {"ignore": ["SRC009"], "severity": {"SRC004": "info"}},
            "embargo": 60,
        },
    },
}


def problems(*statuses: int) -> Responses:
    """The problems that a route may answer with, besides those that any route may."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": _REFERENCE}},
        }
        for status in statuses
    }


def located(status: int, description: str) -> Responses:
    """An answer that says where the check is."""
    header = {"description": "Where the check is.", "schema": {"type": "string"}}
    return {status: {"description": description, "headers": {"Location": header}}}


def install(app: FastAPI) -> None:
    """Have the app describe itself, with the problems that any route may answer with."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(
                title=app.title, version=app.version, description=app.description, routes=app.routes
            )
            parts = schema.setdefault("components", {}).setdefault("schemas", {})
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            parts |= {**problem.pop("$defs", {}), "Problem": problem}
            for name in ("HTTPValidationError", "ValidationError"):
                parts.pop(name, None)
            for methods in schema["paths"].values():
                for operation in methods.values():
                    anywhere = {str(status): said for status, said in problems(*_ANYWHERE).items()}
                    operation["responses"] = {**anywhere, **operation["responses"]}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
