"""Quotation spans: what stands between quotation marks, and what only looks like it.

Knows straight and curly double marks, „low“ and «angle» ones, and single marks, which are told from
apostrophes by what stands beside them. A quotation that a paragraph leaves open and the next one
reopens is a chain: each paragraph's part is a quotation of its own, linked by `continues`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

# A blank line, or a line that ends as sentences end before one that begins as they do; else text is wrapped.
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEW_LINE = re.compile(r"\n[^\S\n]*(?=[\"“‘'«„]|[^\W\d_a-z])")
_LINE_ENDS = frozenset(".!?…:”\"’»'")
_MARK = re.compile(r"[\"“”„«»‘’'‚]")
_CLOSERS = {"“": '”"', "„": '“”"', "«": "»", "»": "«"}
_SINGLE = frozenset("‘'‚")
_ELIDED = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset('([{—–-/…"“«:')
_LOOK = 40
_GOES_ON = re.compile(r"[^\S\n][a-z]")


class Quotation(NamedTuple):
    """A quotation, marks included; `inner_start` and `inner_end` leave the marks out.

    `closed` is False where the paragraph ends first; `continues` where it carries on the quotation
    that the paragraph before left open.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    continues: bool = False


def quotations(text: str) -> tuple[Quotation, ...]:
    """Every outermost quotation of a text, in reading order."""
    found: list[Quotation] = []
    open_before = False
    paragraphs = list(_paragraphs(text))
    following = [*(text[start : start + 1] for start, _ in paragraphs[1:]), ""]
    for (start, end), opening in zip(paragraphs, following, strict=True):
        mine = list(_within(text, start, end, reopens=opening in _SINGLE))
        if open_before and mine and text[start : mine[0].start].strip() == "":
            mine[0] = mine[0]._replace(continues=True)
        open_before = bool(mine) and not mine[-1].closed
        found += mine
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches in which a quotation must close; a line that goes on in lower case is only wrapped."""
    start, at = 0, text.find("\n")
    while at >= 0:
        stop, cut = at, _BLANK_LINE.match(text, at)
        if cut is None and (line := text[start:at].rstrip()) and line[-1] in _LINE_ENDS:
            stop, cut = start + len(line), _NEW_LINE.match(text, at)
        if cut is not None:
            yield start, stop
            start = cut.end()
        at = text.find("\n", cut.end() if cut else at + 1)
    yield start, len(text)


def _within(text: str, start: int, end: int, *, reopens: bool) -> Iterator[Quotation]:
    """The quotations of a paragraph; `reopens` where the next one begins with a single mark."""
    marks = _Marks(text, start, end)
    i = 0
    while i < len(marks.all):
        at, mark = marks.all[i]
        if not _may_open(text, at, mark, start, end):
            i += 1
            continue
        closing = marks.single_end(i) if mark in _SINGLE else marks.double_end(i)
        if closing is not None:
            stop = marks.all[closing][0]
            yield Quotation(at, stop + 1, at + 1, stop)
            i = closing + 1
        elif mark == "»" or (mark in _SINGLE and not (reopens and _opens_speech(text, at, start))):
            i += 1
        else:
            stop = len(text[at:end].rstrip()) + at
            yield Quotation(at, stop, at + 1, stop, closed=False)
            return


class _Marks:
    """The quotation marks of a paragraph, and which of them close which."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.all = [(at.start(), at.group()) for at in _MARK.finditer(text, start, end)]
        self._text = text
        self._end = end
        self._singles = [
            i for i, (at, mark) in enumerate(self.all) if mark in "’'" and _may_close(text, at, end)
        ]
        self._openings = [
            i
            for i, (at, mark) in enumerate(self.all)
            if mark in '"“«' and _may_open(text, at, mark, start, end)
        ]

    def double_end(self, i: int) -> int | None:
        """The mark that closes a double or angle one; a straight mark that opens another word does not."""
        opening = self.all[i][1]
        closers = _CLOSERS.get(opening, '"”')
        last = min(len(self.all), i + 1 + _LOOK) if opening == "»" else len(self.all)
        depth = 0
        inner = -1
        for j in range(i + 1, last):
            at, mark = self.all[j]
            if mark in closers and j > inner and not _opens_again(self._text, at, mark, self._end):
                if depth == 0:
                    return j
                depth -= 1
            elif mark == opening and mark in "“«":
                depth += 1
            elif mark == '"' and j > inner and self._is_nested(j):
                inner = j + 1
        return None

    def _is_nested(self, j: int) -> bool:
        """Whether a straight mark inside a quotation opens a few words that end in mid-sentence."""
        if j + 2 >= len(self.all):
            return False
        at, (end, mark) = self.all[j][0], self.all[j + 1]
        ends_inside = self._text[end - 1].isalnum() and _GOES_ON.match(self._text, end + 1)
        return mark == '"' and end - at <= _LOOK and bool(ends_inside)

    def single_end(self, i: int) -> int | None:
        """The closing single mark; a plural's apostrophe only where no other comes before a double one."""
        first = bisect_right(self._singles, i)
        at = bisect_right(self._openings, i)
        limit = self._openings[at] if at < len(self._openings) else len(self.all)
        plural = None
        for j in self._singles[first : first + _LOOK]:
            if j > limit:
                break
            if not _is_plural(self._text, self.all[j][0]):
                return j
            plural = j if plural is None else plural
        return plural


def _opens_speech(text: str, at: int, start: int) -> bool:
    """Whether a mark opens a paragraph, or stands behind a colon: "she said: 'We waited."."""
    before = text[start:at].rstrip()
    return not before or before.endswith(":")


def _is_plural(text: str, at: int) -> bool:
    """Whether a mark may be the apostrophe of a plural possessive: "the workers' rights"."""
    return text[at - 1] in "sS" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()


def _may_open(text: str, at: int, mark: str, start: int, end: int) -> bool:
    """Whether the mark stands where a quotation can begin."""
    if at + 1 >= end or text[at + 1].isspace():
        return False
    if mark in "“„«":
        return True
    if mark in "”’":
        return False
    before = text[at - 1] if at > start else " "
    if not (before.isspace() or before in _BEFORE_OPENING):
        return False
    return mark not in _SINGLE or not _ELIDED.match(text, at + 1, end)


def _may_close(text: str, at: int, end: int) -> bool:
    """Whether a single mark can end a quotation: not inside a word, nor before one."""
    if at == 0 or text[at - 1].isspace():
        return False
    return at + 1 >= end or not (text[at + 1].isalnum() or text[at + 1] == "_")


def _opens_again(text: str, at: int, mark: str, end: int) -> bool:
    """Whether a straight mark stands before a word and after a blank, as an opening one does."""
    return mark == '"' and text[at - 1].isspace() and at + 1 < end and not text[at + 1].isspace()
