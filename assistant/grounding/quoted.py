"""What an answer quotes: the marks on its fields, and the walk that finds every one of them.

Answers are models of any make: items may stand in lists, tuples, dictionaries and other models, and an
item may hold further items.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Annotated, Any, get_args
from weakref import WeakKeyDictionary

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from assistant.errors import PluginError


class Verbatim:
    """Marks a text field of an answer that must occur, word for word, in the sentences it names."""


SentenceNumber = Annotated[int, Field(ge=1, json_schema_extra={"x-sentence-number": True})]
Words = Annotated[str, Verbatim()]


class Quoted(BaseModel):
    """The base of every item in an answer: which sentences it speaks of, and their own words."""

    model_config = ConfigDict(extra="forbid")

    sentences: list[SentenceNumber] = Field(min_length=1, max_length=3)
    quote: Words
    statement: str | None = None


_MARKS: WeakKeyDictionary[type, dict[str, bool]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Speech:
    """One `Quoted` and the words it must bear out, by path; `path` leads to it from the item it is in."""

    path: str
    quoted: Quoted
    words: tuple[tuple[str, str], ...]


def items_of(answer: BaseModel) -> Iterator[Quoted]:
    """The items of an answer, outermost only. Raises PluginError for words that stand in no item."""
    for path, value in _values(answer, "", marked=False):
        if isinstance(value, Quoted):
            yield value
        elif value:
            raise PluginError(f"{type(answer).__name__}.{path}: Words belong into an item based on Quoted")


def speeches_of(item: Quoted) -> tuple[Speech, ...]:
    """The item and the items within it."""
    speeches: list[Speech] = []
    pending: list[tuple[str, Quoted]] = [("", item)]
    while pending:
        prefix, quoted = pending.pop()
        words: list[tuple[str, str]] = []
        for path, value in _fields(quoted, prefix):
            if isinstance(value, Quoted):
                pending.append((f"{path}.", value))
            else:
                words.append((path, value))
        speeches.append(Speech(prefix, quoted, tuple(words)))
    return tuple(speeches)


def _values(value: object, path: str, *, marked: bool) -> Iterator[tuple[str, Any]]:
    """Every Quoted and every marked text below a value, not looking into a Quoted."""
    if isinstance(value, str):
        if marked:
            yield path, value
    elif isinstance(value, Quoted):
        yield path, value
    elif hasattr(type(value), "__pydantic_fields__"):
        yield from _fields(value, f"{path}." if path else "")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _values(inner, f"{path}.{key}", marked=marked)
    elif isinstance(value, Sequence | AbstractSet) and not isinstance(value, bytes | bytearray):
        for at, inner in enumerate(value):
            yield from _values(inner, f"{path}.{at}", marked=marked)


def _fields(model: object, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, marked in _marks(type(model)).items():
        yield from _values(getattr(model, name, None), f"{prefix}{name}", marked=marked)


def _marks(model: type) -> dict[str, bool]:
    """Which fields of a model are marked, in their order."""
    if model not in _MARKS:
        fields: Mapping[str, FieldInfo] = model.__pydantic_fields__  # type: ignore[attr-defined]
        _MARKS[model] = {name: _is_marked((info.annotation, *info.metadata)) for name, info in fields.items()}
    return _MARKS[model]


def _is_marked(parts: Sequence[object]) -> bool:
    """Whether the mark is anywhere in an annotation, as in `list[Words] | None`."""
    return any(
        isinstance(part, Verbatim) or part is Verbatim or _is_marked((*get_args(part), *_meaning(part)))
        for part in parts
    )


def _meaning(part: object) -> tuple[object, ...]:
    """What a named alias (`type Cue = Words`) stands for."""
    return (part.__value__,) if hasattr(part, "__value__") else ()
