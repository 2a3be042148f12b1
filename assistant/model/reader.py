"""The strict reader: from the text of a reply to one JSON object, or an error that says what is wrong.

Models wrap their answers. Four wrappings are taken off, and nothing is repaired or guessed:

1. reasoning: everything up to the first `</think>` (or thinking, reasoning), when the reply begins
   with its opening tag or the closing tag stands before the first brace;
2. a code fence, or any words, before the first `{`;
3. whatever follows the object, as long as there is no brace in it;
4. white space and a byte order mark.

An error is: no object, two objects, an object that ends early, a name that occurs twice in one object,
`NaN` and `Infinity`, numbers of thousands of digits, nesting deeper than `DEEPEST`, half a character (a
lone surrogate such as `\\ud800`, which no file or database takes). Nothing is ever evaluated.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from pydantic import JsonValue

from assistant.errors import MalformedModelError

DEEPEST = 50
_OPENING = re.compile(r"<(think|thinking|reasoning)>")
_CLOSING = re.compile(r"</(?:think|thinking|reasoning)>")


def read(text: str) -> dict[str, JsonValue]:
    """The one JSON object of a reply. Raises MalformedModelError in words that a model can act on."""
    body = _without_reasoning(text.lstrip("\ufeff \t\r\n"))
    start = body.find("{")
    if start < 0:
        raise MalformedModelError(
            "expected one JSON object, came " + ("text without one" if body.strip() else "nothing")
        )
    value, end = _decode(body, start)
    if re.search(r"[{}]", body[end:]):
        raise MalformedModelError(
            "expected one JSON object, came more than one, or text with braces after it"
        )
    _check_depth(value)
    _check_characters(value)
    return value


def _without_reasoning(text: str) -> str:
    closing = _CLOSING.search(text)
    if _OPENING.match(text):
        if closing is None:
            raise MalformedModelError("the reply is reasoning without an end, and no answer")
        return text[closing.end() :]
    brace = text.find("{")
    if closing is not None and (brace < 0 or closing.start() < brace):
        return text[closing.end() :]
    return text


def _decode(text: str, start: int) -> tuple[dict[str, JsonValue], int]:
    decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
    try:
        value, end = decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise MalformedModelError(f"not valid JSON: {error.msg} at character {error.pos - start}") from error
    except (ValueError, RecursionError) as error:
        raise MalformedModelError(f"not usable JSON: {error}") from error
    return value, end


def _check_depth(value: JsonValue) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise MalformedModelError(f"not usable JSON: nested deeper than {DEEPEST}")


def _inside(value: JsonValue) -> Iterable[JsonValue]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _check_characters(value: JsonValue) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise MalformedModelError(
            f"not usable JSON: {half} is half a character, a lone surrogate; copy the text as it is"
        ) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise MalformedModelError(f"the name {twice[:40]!r} occurs twice in one object")
    return value


def _no_constant(name: str) -> None:
    raise MalformedModelError(f"{name} is not JSON")
