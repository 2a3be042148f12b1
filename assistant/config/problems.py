"""What is wrong with a setting, in words: the key, what was expected, and what came."""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeGuard

from pydantic import BaseModel, ValidationError

from assistant.config.document import Key
from assistant.config.settings import Options


def first_problem(error: ValidationError) -> tuple[Key, str]:
    """The key of the first problem, and the problem in words."""
    problem = error.errors(include_url=False)[0]
    key = problem["loc"]
    if problem["type"] == "extra_forbidden":
        names = list(_fields(key[:-1]))
        close = get_close_matches(str(key[-1]), names, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(names)}"
        return key, f"no such setting; {hint}"
    words = problem["msg"].removeprefix("Value error, ")
    return key, f"{words[0].lower()}{words[1:]}; came {_shown(problem['input'])}"


def _fields(key: Key) -> Iterator[str]:
    """The names that the section at this key knows."""
    section: Any = Options
    for part in key:
        annotation = (
            section.model_fields[part].annotation
            if is_section(section) and part in section.model_fields
            else section
        )
        nested = [annotation, *getattr(annotation, "__args__", ())]
        section = next((kind for kind in nested if is_section(kind)), Options)
    yield from section.model_fields


def is_section(kind: object) -> TypeGuard[type[BaseModel]]:
    """Whether it is a model of settings."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _shown(value: object) -> str:
    text = json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."
