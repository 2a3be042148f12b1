"""Validate an answer item by item: one bad item costs that item and not the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from assistant.asking import A, Question, Ungrounded
from assistant.errors import MalformedModelError
from assistant.model.reader import read

_MOST_PROBLEMS = 8


@dataclass(frozen=True)
class Examined(Generic[A]):
    """What a reply's text holds: the valid items, the others, and the problem when not all is well."""

    answer: A | None
    invalid: tuple[Ungrounded, ...] = ()
    problem: str | None = None


def examine(question: Question[A], text: str) -> Examined[A]:
    """Read and validate a reply. Numbers in quotes, unknown names and missing fields are errors."""
    try:
        value = read(text)
    except MalformedModelError as error:
        return Examined(None, problem=str(error))
    value, surplus = _within_bounds(value, question.schema)
    errors = _errors(question.answer, value)
    bad = {place for error in errors if (place := _item(error)) is not None}
    kept = _without(value, bad)
    invalid = (*_invalid(value, bad, errors), *surplus)
    problem = _problem([*map(_words, errors), *(item.reason for item in surplus)])
    if bad and _errors(question.answer, kept):
        return Examined(None, invalid, problem)
    if errors and not bad:
        return Examined(None, invalid, problem)
    return Examined(_validated(question.answer, kept), invalid, problem)


def _validated(answer: type[A], value: Mapping[str, JsonValue]) -> A:
    return answer.model_validate_json(json.dumps(value), strict=True)


def _errors(answer: type[A], value: Mapping[str, JsonValue]) -> list[ErrorDetails]:
    try:
        _validated(answer, value)
    except ValidationError as error:
        return error.errors(include_url=False, include_context=False)
    return []


def _item(error: ErrorDetails) -> tuple[str, int] | None:
    """The list and the index of the item that an error lies in, if it lies in one."""
    match error["loc"]:
        case (str(name), int(index), *_):
            return name, index
    return None


def _within_bounds(
    value: dict[str, JsonValue], schema: Mapping[str, JsonValue]
) -> tuple[dict[str, JsonValue], tuple[Ungrounded, ...]]:
    """Cut lists at the schema's `maxItems`: a model that repeats itself does not fill the report."""
    properties = schema.get("properties")
    kept, surplus = dict(value), []
    for name, part in (properties if isinstance(properties, dict) else {}).items():
        items, most = value.get(name), part.get("maxItems") if isinstance(part, dict) else None
        if isinstance(items, list) and isinstance(most, int) and len(items) > most:
            kept[name] = items[:most]
            surplus += [Ungrounded(item, f"{name}: more than {most} items") for item in items[most:]]
    return kept, tuple(surplus)


def _without(value: Mapping[str, JsonValue], bad: set[tuple[str, int]]) -> dict[str, JsonValue]:
    return {
        name: [item for n, item in enumerate(part) if (name, n) not in bad]
        if isinstance(part, list)
        else part
        for name, part in value.items()
    }


def _invalid(
    value: Mapping[str, JsonValue], bad: set[tuple[str, int]], errors: list[ErrorDetails]
) -> tuple[Ungrounded, ...]:
    reasons: dict[tuple[str, int], list[str]] = {}
    for error in errors:
        if (place := _item(error)) in bad and place is not None:
            reasons.setdefault(place, []).append(_words(error))
    return tuple(
        Ungrounded(
            part[index] if isinstance(part := value[name], list) else part, "; ".join(dict.fromkeys(why))
        )
        for (name, index), why in sorted(reasons.items())
    )


def _words(error: ErrorDetails) -> str:
    place = ".".join(str(part) for part in error["loc"]) or "the answer"
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"


def _problem(problems: list[str]) -> str | None:
    if not problems:
        return None
    distinct = list(dict.fromkeys(problems))
    more = f"; and {len(distinct) - _MOST_PROBLEMS} more" if len(distinct) > _MOST_PROBLEMS else ""
    return "; ".join(distinct[:_MOST_PROBLEMS]) + more
