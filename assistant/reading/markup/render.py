"""Text and segments: what a browser would show of the selected part, white space as rendered."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.anchors import Segment
from assistant.reading.markup.align import Piece, align
from assistant.reading.markup.body import Selection
from assistant.reading.markup.tree import BLANKS, Tree

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = HEADINGS | frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir",
    "div", "dl", "dt", "fieldset", "figure", "footer", "form", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_RUN = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_GAP = "\n\n"


@dataclass
class Block:
    """One block of text under way: its characters, where they came from, and what kind of block it is.

    `links` counts the characters inside links.
    """

    name: str
    words: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    length: int = 0
    links: int = 0
    pending: tuple[str, int | None, int] | None = None

    @property
    def text(self) -> str:
        """The block's characters."""
        return "".join(self.words)

    def write(self, words: str, start: int | None, end: int) -> None:
        """Add characters that came from the markup at `start:end` (None: from nowhere certain)."""
        if self.pending is not None:
            blank, low, high = self.pending
            self.pending = None
            self.write(blank, low, high)
        if start is not None:
            self._lead_back(len(words), start, end)
        self.words.append(words)
        self.length += len(words)

    def space(self, start: int | None, end: int) -> None:
        """Note white space: one blank, unless at the beginning or end of a line."""
        if self.length and self.pending is None:
            self.pending = (" ", start, end)

    def newline(self) -> None:
        """Note a line break, unless at the beginning of the block."""
        if self.length:
            before = self.pending[0].strip(" ") if self.pending else ""
            self.pending = (before + "\n", None, 0)

    def _lead_back(self, length: int, start: int, end: int) -> None:
        last = self.segments[-1] if self.segments else None
        plain = length == end - start
        if last and plain and last.end == self.length and last.html_end == start and _plain(last):
            self.segments[-1] = Segment(
                start=last.start, end=self.length + length, html_start=last.html_start, html_end=end
            )
        else:
            self.segments.append(
                Segment(start=self.length, end=self.length + length, html_start=start, html_end=end)
            )


def _plain(segment: Segment) -> bool:
    return segment.end - segment.start == segment.html_end - segment.html_start


def blocks(tree: Tree, markup: str, selection: Selection) -> list[Block]:
    """The blocks of the selected part that have any text, the headline's first."""
    found: list[Block] = []
    if selection.headline is not None:
        headline = range(selection.headline + 1, tree.ends[selection.headline])
        inside = frozenset(i for i in selection.dropped if i in headline)
        found.extend(_Renderer(tree, markup, inside).render(selection.headline))
    skipped = selection.dropped | ({selection.headline} if selection.headline is not None else set())
    for root in selection.roots:
        found.extend(_Renderer(tree, markup, frozenset(skipped)).render(root))
    return [block for block in found if block.length]


class _Renderer:
    """Walks one subtree in document order, opening and closing blocks."""

    def __init__(self, tree: Tree, markup: str, skipped: frozenset[int]) -> None:
        self.tree, self.markup, self.skipped = tree, markup, skipped
        self.found: list[Block] = [Block("body")]
        self.open: list[int] = []
        self.links = self.preformatted = 0

    def render(self, root: int) -> list[Block]:
        """The blocks of the subtree, some of them without text."""
        here = root
        while here < self.tree.ends[root]:
            self._leave(here)
            if here in self.skipped:
                here = self.tree.ends[here]
                continue
            name = self.tree.names[here]
            if not name:
                self._text(here)
            elif name == "br":
                self.found[-1].newline()
            else:
                self._enter(here, name)
            here += 1
        return self.found

    def _enter(self, here: int, name: str) -> None:
        if name in _BLOCKS:
            self.found.append(Block(name))
        if name in _BLOCKS or name == "a":
            self.open.append(here)
            self._count(name, 1)

    def _leave(self, here: int) -> None:
        while self.open and self.tree.ends[self.open[-1]] <= here:
            name = self.tree.names[self.open.pop()]
            self._count(name, -1)
            if name in _BLOCKS:
                self.found.append(Block(self.tree.names[self.open[-1]] if self.open else "body"))

    def _count(self, name: str, step: int) -> None:
        self.links += step * (name == "a")
        self.preformatted += step * (name == "pre")

    def _text(self, here: int) -> None:
        data = self.tree.texts[here]
        block = self.found[-1]
        before = block.length
        pieces = align(data, self.markup, self.tree.origins[here])
        for start, end, low, high in _runs(data, pieces):
            words = data[start:end]
            if self.preformatted or words.strip(BLANKS):
                block.write(words, low, high)
            else:
                block.space(low, high)
        if self.links:
            block.links += block.length - before


def _runs(data: str, pieces: list[Piece]) -> Iterator[tuple[int, int, int | None, int]]:
    """White space and words in turn, each cut where pieces meet, with its place in the markup."""
    at = 0
    for run in _RUN.finditer(data):
        start = run.start()
        while start < run.end():
            while at < len(pieces) and pieces[at].end <= start:
                at += 1
            piece = pieces[at] if at < len(pieces) else None
            if piece is None or piece.start > start:
                end = min(run.end(), piece.start if piece else run.end())
                yield start, end, None, 0
            elif piece.one_to_one:
                end = min(run.end(), piece.end)
                low = piece.html_start + start - piece.start
                yield start, end, low, low + end - start
            else:
                end = min(run.end(), piece.end)
                yield start, end, piece.html_start, piece.html_end
            start = end


def join(found: Iterable[Block]) -> tuple[str, tuple[Segment, ...]]:
    """The text, blocks apart by a blank line, and its segments."""
    words: list[str] = []
    segments: list[Segment] = []
    length = 0
    for block in found:
        if words:
            words.append(_GAP)
            length += len(_GAP)
        words.append(block.text)
        segments.extend(
            Segment(start=s.start + length, end=s.end + length, html_start=s.html_start, html_end=s.html_end)
            for s in block.segments
        )
        length += block.length
    return "".join(words), tuple(segments)
