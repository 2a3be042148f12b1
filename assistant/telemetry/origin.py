"""Which request something is done for, in whatever process it is done."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.telemetry import tracing

if TYPE_CHECKING:
    from pydantic import JsonValue

_NOTHING: Mapping[str, str] = MappingProxyType({})
_about: ContextVar[Mapping[str, str]] = ContextVar("about", default=_NOTHING)


@contextmanager
def about(**what: str | None) -> Iterator[None]:
    """Whatever is logged inside is about this `request`, this `check`."""
    token = _about.set({**_about.get(), **{name: value for name, value in what.items() if value}})
    try:
        yield
    finally:
        _about.reset(token)


def known() -> Mapping[str, str]:
    """What the work at hand is about."""
    return _about.get()


def origin() -> "dict[str, JsonValue] | None":
    """The request and the span at hand, to be kept with work that is done later, perhaps elsewhere."""
    found = {"request": known().get("request"), "traceparent": tracing.traceparent()}
    return {name: value for name, value in found.items() if value is not None} or None
