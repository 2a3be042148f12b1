"""Passages: adjoining sentences of a window, and the exact places of a quotation in them.

Only what folding allows is allowed, and a quotation begins and ends where words and numbers do: "art" is
not in "party", "12" not in "1250", "12.5" or "twelve hundred".
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.article import Anchor, Article, Part
from assistant.fold import Folded, fold_with_offsets
from assistant.language.clauses import Clauses, clauses_of
from assistant.language.numbers import Number, numbers
from assistant.windows import Place, Window

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_POINTS = frozenset(".,:/'٫٬")
_LONG_DASHES = frozenset("—–")
_ARTICLES = frozenset({"a ", "an "})
_MOST = 20


@dataclass(frozen=True)
class Found:
    """Where a folded quotation stands in a passage, in the passage's folded characters."""

    passage: "Passage"
    start: int
    end: int

    @property
    def text(self) -> str:
        """The folded words found."""
        return self.passage.folded.text[self.start : self.end]

    def anchor(self) -> Anchor:
        """The exact characters."""
        passage = self.passage
        start, end = passage.folded.original(self.start, self.end)
        return passage.article.anchor(passage.part, passage.start + start, passage.start + end)


@dataclass(frozen=True, eq=False)
class Passage:
    """Adjoining sentences of one article, read once however many quotations are looked for."""

    places: tuple[Place, ...]

    @property
    def article(self) -> Article:
        """The article it is part of."""
        return self.places[0].article

    @property
    def part(self) -> Part:
        """The part of the article it is part of."""
        return self.places[0].sentence.part

    @property
    def start(self) -> int:
        """Where it begins in that part."""
        return self.places[0].sentence.start

    @cached_property
    def english(self) -> bool:
        """Whether the rules of English hold for it."""
        return (self.article.language or "").lower().replace("_", "-").split("-")[0] == "en"

    @cached_property
    def original(self) -> str:
        """Its exact characters."""
        return self.article.source(self.part)[self.start : self.places[-1].sentence.end]

    @cached_property
    def folded(self) -> Folded:
        """Its characters as they are compared."""
        return fold_with_offsets(self.original)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers in the folded text."""
        return numbers(self.folded.text)

    @cached_property
    def clauses(self) -> Clauses:
        """The clauses of the folded text."""
        return clauses_of(dashed(self.original, self.folded))

    def find(self, quote: str) -> list[Found]:
        """The places of a folded quotation that cut no word and no number; of very many the first."""
        found: list[Found] = []
        at = self.folded.text.find(quote)
        while at >= 0 and len(found) < _MOST:
            end = at + len(quote)
            if self._is_edge(at) and self._is_edge(end) and not self._cuts_number(at, end):
                found.append(Found(self, at, end))
            at = self.folded.text.find(quote, self._next_edge(at + 1))
        return found

    def _next_edge(self, at: int) -> int:
        while not self._is_edge(at):
            at += 1
        return at

    def sentences_of(self, found: Found) -> set[int]:
        """The numbers of the sentences that a place in this passage touches."""
        start, end = self.folded.original(found.start, found.end)
        sentences = (place.sentence for place in self.places)
        return {s.n for s in sentences if s.start < self.start + end and self.start + start < s.end}

    def _is_edge(self, at: int) -> bool:
        """Whether a quotation may begin or end before the folded character `at`."""
        text, offsets = self.folded.text, self.folded.offsets
        if at in {0, len(text)}:
            return True
        before, after = text[at - 1], text[at]
        if offsets[at - 1] == offsets[at] or unicodedata.category(after)[0] == "M":
            return False
        if before.isnumeric() and after.isnumeric():
            return False
        if before == "'" or after == "'":
            return not (self.english and self._within_word(at))
        if not (_in_word(before) and _in_word(after)):
            return True
        return bool(_SPACELESS.match(before) or _SPACELESS.match(after))

    def _within_word(self, at: int) -> bool:
        """Whether an apostrophe makes both sides one word: "O'Hara" and "can't", but not "Hara's"."""
        text = self.folded.text
        apostrophe = at - 1 if text[at - 1] == "'" else at
        joins = (
            apostrophe > 0
            and text[apostrophe - 1].isalpha()
            and text[apostrophe + 1 : apostrophe + 2].isalpha()
        )
        if not joins:
            return False
        possessive = text[apostrophe + 1] == "s" and not text[apostrophe + 2 : apostrophe + 3].isalpha()
        return not (possessive and at == apostrophe)

    def _cuts_number(self, start: int, end: int) -> bool:
        """Whether either end falls inside a number, or the second before its percent sign."""
        if self._parts_digits(start) or self._parts_digits(end):
            return True
        first, last = self._number_before(start), self._number_before(end)
        if first and start < first.end and self.folded.text[first.start : start] not in _ARTICLES:
            return True
        return bool(last and (end < last.end or (end == last.end and last.percent)))

    def _parts_digits(self, at: int) -> bool:
        """Whether a point stands right beside `at`, with digits around it."""
        near = self.folded.text[max(0, at - 2) : at + 2]
        triples = zip(near, near[1:], near[2:], strict=False)
        return any(a.isdecimal() and point in _POINTS and b.isdecimal() for a, point, b in triples)

    def _number_before(self, at: int) -> Number | None:
        """The last number that begins before the folded character `at`."""
        after = bisect_right(self.numbers, at - 1, key=lambda number: number.start)
        return self.numbers[after - 1] if after else None


class Passages:
    """The passages of one window, by the sentence numbers that an item names."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._known: dict[tuple[int, int], Passage] = {}

    def of(self, numbers: Sequence[int]) -> list[Passage]:
        """The named sentences, those that adjoin as one; `numbers` ascending and within the window."""
        passages, first = [], 0
        for at in range(1, len(numbers) + 1):
            if at == len(numbers) or not self._adjoin(numbers[at - 1], numbers[at]):
                passages.append(self._passage(numbers[first], numbers[at - 1]))
                first = at
        return passages

    def _passage(self, first: int, last: int) -> Passage:
        if (first, last) not in self._known:
            self._known[first, last] = Passage(self._window.places[first - 1 : last])
        return self._known[first, last]

    def _adjoin(self, first: int, second: int) -> bool:
        one, other = self._window.place(first), self._window.place(second)
        follows = second == first + 1 and other.sentence.n == one.sentence.n + 1
        return follows and one.article is other.article and one.sentence.part == other.sentence.part


def dashed(original: str, folded: Folded) -> str:
    """The folded text with its long dashes put back: they part clauses, and hyphens do not."""
    if _LONG_DASHES.isdisjoint(original):
        return folded.text
    pairs = zip(folded.text, folded.offsets, strict=True)
    return "".join(original[at] if original[at] in _LONG_DASHES else char for char, at in pairs)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"
