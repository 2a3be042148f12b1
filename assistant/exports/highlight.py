"""Overlapping anchors laid flat: one pass over a text that gives runs, each with the items it belongs to.

Offsets are code points, so that the runs joined together are the text itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Mark(Generic[T]):
    """One item's place: the half-open range `start:end` of code points."""

    start: int
    end: int
    item: T


@dataclass(frozen=True)
class Run(Generic[T]):
    """A stretch of text without a boundary inside; `items` in the order in which they were marked.

    `opens` are the items that begin here, `closes` those that end here.
    """

    start: int
    end: int
    items: tuple[T, ...] = ()
    opens: tuple[T, ...] = ()
    closes: tuple[T, ...] = ()


def flat_runs(length: int, marks: Iterable[Mark[T]], cuts: Iterable[int] = ()) -> Iterator[Run[T]]:
    """The runs of a text of that length, in order and without a gap; `cuts` are further boundaries.

    A mark is kept to the text's own characters; one with none left is ignored. Takes time in
    proportion to the marks sorted once and to the runs with their items.
    """
    kept = [clipped for mark in marks if (clipped := _clipped(mark, length)) is not None]
    opening = sorted(range(len(kept)), key=lambda n: (kept[n].start, n))
    closing = sorted(range(len(kept)), key=lambda n: (kept[n].end, n))
    inner = {at for at in cuts if 0 < at < length}
    bounds = sorted({0, length} | inner | {mark.start for mark in kept} | {mark.end for mark in kept})
    active: dict[int, None] = {}
    opened = closed = 0
    for start, end in pairwise(bounds):
        first = opened
        while opened < len(opening) and kept[opening[opened]].start == start:
            active[opening[opened]] = None
            opened += 1
        last = closed
        while closed < len(closing) and kept[closing[closed]].end == end:
            closed += 1
        yield Run(
            start,
            end,
            _items(kept, sorted(active)),
            _items(kept, opening[first:opened]),
            _items(kept, closing[last:closed]),
        )
        for n in closing[last:closed]:
            del active[n]


def _clipped(mark: Mark[T], length: int) -> Mark[T] | None:
    start, end = max(mark.start, 0), min(mark.end, length)
    return Mark(start, end, mark.item) if start < end else None


def _items(kept: Sequence[Mark[T]], numbers: Iterable[int]) -> tuple[T, ...]:
    return tuple(kept[n].item for n in numbers)
