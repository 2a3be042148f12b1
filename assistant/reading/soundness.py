"""What cannot be read, said in a way that helps: what was expected, what came, what to do."""

import re

from pydantic import ValidationError

from assistant.errors import InputError

LIMIT = 400_000
_UNUSABLE = re.compile("[\0\ud800-\udfff]")


def check(text: str, name: str, *, limit: int, what: str = "text") -> None:
    """Refuse what is empty, longer than `limit` characters, or not storable. Raises InputError.

    NUL and lone surrogates are refused wherever they stand: neither fits into a report, for JSON in
    UTF-8 cannot carry the one nor PostgreSQL the other, and leaving them out would shift every offset.
    """
    if not text or text.isspace():
        came = "nothing" if not text else "only white space"
        raise InputError(f"{name}: expected the {what} of an article, got {came}; send the {what} itself")
    if len(text) > limit:
        raise InputError(
            f"{name}: expected at most {limit:,} characters of {what}, got {len(text):,}; "
            "split the article or raise the limit"
        )
    found = _UNUSABLE.search(text)
    if found:
        raise InputError(f"{name}: {_unusable(found.group(), found.start(), what)}")


def check_line(value: object, name: str, field: str) -> None:
    """Refuse metadata with characters that no report can hold. Raises InputError."""
    found = _UNUSABLE.search(value) if isinstance(value, str) else None
    if found:
        raise InputError(f"{name}: {_unusable(found.group(), found.start(), field)}")


def _unusable(char: str, at: int, what: str) -> str:
    kind = "NUL" if char == "\0" else "half of a surrogate pair"
    place = f"at character {at} of the {what}"
    return f"expected Unicode characters, got {kind} (U+{ord(char):04X}) {place}; remove it"


def complaint(error: ValidationError) -> str:
    """The faults that pydantic found, in one line: each field, what was wrong and what came."""
    return "; ".join(
        _fault(fault["loc"], fault["type"], fault["msg"], fault["input"]) for fault in error.errors()[:5]
    )


def _fault(loc: tuple[int | str, ...], kind: str, message: str, came: object) -> str:
    field = ".".join(str(part) for part in loc)
    if kind == "extra_forbidden":
        return f"{field}: no such field"
    said = message.removeprefix("Value error, ")
    if not field or kind == "missing":
        return f"{field}: {said}" if field else said
    shown = repr(came)
    return f"{field}: {said}, got {shown if len(shown) <= 60 else shown[:57] + '...'}"
