"""Places in markup as a browser can find them: an element, and offsets into that element's text.

The way is an XPath and the offsets count code points of the element's `textContent`. A fragment, without
html, head or body tags of its own, is taken as the inside of one element, and its paths begin there (`.`).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from assistant.anchors import Span
from assistant.reading.markup.align import Piece, align
from assistant.reading.markup.tree import Tree, parse

_PAGE = re.compile(r"<(?:html|head|body)[\s>]", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
    """A place between two characters of an element's text."""

    xpath: str
    offset: int


class Markup:
    """Markup as it was posted. Parsing is linear in its length."""

    def __init__(self, markup: str) -> None:
        self._tree: Tree = parse(markup)
        self._whole = _PAGE.search(markup) is not None
        pieces = [
            (piece, node)
            for node, name in enumerate(self._tree.names)
            if not name
            for piece in align(self._tree.texts[node], markup, self._tree.origins[node])
        ]
        self._pieces: list[tuple[Piece, int]] = sorted(pieces, key=lambda pair: pair[0].html_start)
        self._starts = [piece.html_start for piece, _ in self._pieces]

    def points(self, span: Span) -> tuple[Point, Point] | None:
        """Where a span of the markup begins and ends; None if it cannot be placed for certain."""
        if span.start >= span.end:
            return None
        start, end = self._point(span.start, at_start=True), self._point(span.end - 1, at_start=False)
        return None if start is None or end is None else (start, end)

    def _point(self, at: int, *, at_start: bool) -> Point | None:
        """The place before the character at this position of the markup, or after it."""
        place = bisect_right(self._starts, at) - 1
        if place < 0 or self._pieces[place][0].html_end <= at:
            return None
        piece, node = self._pieces[place]
        if piece.one_to_one:
            within = piece.start + at - piece.html_start + (0 if at_start else 1)
        else:
            within = piece.start if at_start else piece.end
        element = self._tree.parents[node]
        return Point(self._path(element), self._before[node] - self._before[element] + within)

    @cached_property
    def _before(self) -> list[int]:
        """How many characters of text stand before each node."""
        return [0, *accumulate(len(text) for text in self._tree.texts)][:-1]

    def _path(self, element: int) -> str:
        steps: list[str] = []
        while self._tree.parents[element] >= 0:
            name, parent = self._tree.names[element], self._tree.parents[element]
            if name == "body" and not self._whole:
                return "/".join([".", *reversed(steps)])
            steps.append(f"{name}[{self._ordinal(element, name, parent)}]")
            element = parent
        return "/" + "/".join(reversed(steps))

    def _ordinal(self, element: int, name: str, parent: int) -> int:
        """The element's number among its parent's children of the same name."""
        count, child = 0, parent + 1
        while child <= element:
            count += self._tree.names[child] == name
            child = self._tree.ends[child]
        return count
