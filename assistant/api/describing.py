"""What routes say of themselves for the OpenAPI document besides their types: problems, headers, examples."""

from typing import Any

from fastapi.openapi.models import Example
from pydantic import BaseModel

Responses = dict[int | str, dict[str, Any]]

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

EVENTS = """\
event: stage_started
id: 1
data: {"stage": "claims", "article": "harbour-17"}

event: finding
id: 4
data: {"code": "SRC005", "severity": "error", "fingerprint": "fd3b6a80e8bfb987"}

event: done
id: 5
data: {"status": "complete", "problem": null}
"""

ANSWER = """\
event: found
data: {"kind": "found", "looked": [{"article": 1, "sentences": 2, "of": 2}], "best": [], "asks": true}

event: statement
data: {"kind": "statement", "text": "Sources said so.", "cites": [{"article": 1, "sentence": 2}], "grounded": true}

event: ended
data: {"kind": "ended", "status": "answered", "engine": "default", "prompt": "questions/v2"}
"""


def problems(*statuses: int) -> Responses:
    """The problems that a route may answer with, besides those that any route may."""
    return {status: {} for status in statuses}


def located(status: int, description: str, model: type[BaseModel] | None = None) -> Responses:
    """An answer that says where the check is. `model` unset: the operation's own."""
    location = header("Where the check is.", "/v1/checks/5d41402abc4b2a76b9719d911017c592")
    own = {} if model is None else {"model": model}
    return {status: {**own, "description": description, "headers": {"Location": location}}}


def header(description: str, example: str) -> dict[str, Any]:
    """A header of an answer."""
    return {"description": description, "schema": {"type": "string"}, "example": example}
