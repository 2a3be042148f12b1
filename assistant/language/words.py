"""Words with offsets: a text, or a part of an article, cut once for every list that is looked up in it."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import Self

from assistant.article import Anchor, Article, Part, Sentence

_TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")


class Words:
    """A text's words and punctuation marks in lower case, the i-th at `text[starts[i]:ends[i]]`.

    Where they stand is found when it is first asked for: most texts are only looked through.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.written: list[str] = _TOKEN.findall(text)
        lower = [word.lower() for word in self.written]
        self.tokens = tuple([word.replace("’", "'") for word in lower] if "’" in text else lower)

    @classmethod
    def _made(cls, text: str, written: list[str], tokens: tuple[str, ...]) -> Self:
        words = cls.__new__(cls)
        words.text, words.written, words.tokens = text, written, tokens
        return words

    def __len__(self) -> int:
        return len(self.tokens)

    def between(self, start: int, end: int) -> "Words":
        """The words of `text[start:end]`, as they are read by themselves; cut anew only inside a word."""
        first, last = self._range(start, end)
        text = self.text[start:end]
        if self._cuts(first, start) or self._cuts(last, end):
            return Words(text)
        return Words._made(text, self.written[first:last], self.tokens[first:last])

    def without(self, spans: Iterable[tuple[int, int]]) -> "Words":
        """The words of the text with blanks in these spans, every other character in its place."""
        text, kept, whole = self.text, list(range(len(self.tokens))), True
        for start, end in spans:
            low, high = max(0, start), min(end, len(text))
            if low >= high:
                continue
            text = text[:low] + " " * (high - low) + text[high:]
            first, last = self._range(low, high)
            whole = whole and not (self._cuts(first, low) or self._cuts(last, high))
            kept[first:last] = [-1] * (last - first)
        if text == self.text:
            return self
        if not whole:
            return Words(text)
        left = [i for i in kept if i >= 0]
        written, tokens = self.written, self.tokens
        return Words._made(text, [written[i] for i in left], tuple([tokens[i] for i in left]))

    def _range(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the words that begin in a stretch of the text."""
        first = bisect_left(self.starts, start)
        return first, bisect_left(self.starts, end, first)

    def _cuts(self, i: int, at: int) -> bool:
        """Whether the word before the i-th goes on at a place of the text."""
        return i > 0 and self.ends[i - 1] > at

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins."""
        # Nothing but white space stands between two words, so that the next place of its letters is a word's own.
        text, at, starts = self.text, 0, []
        for word in self.written:
            at = text.index(word, at)
            starts.append(at)
            at += len(word)
        return starts

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends."""
        return [start + len(word) for start, word in zip(self.starts, self.written, strict=True)]

    @cached_property
    def capitalised(self) -> list[bool]:
        """Of each word, whether it begins with a capital."""
        return [word[0].isupper() for word in self.written]

    def is_capitalised(self, i: int) -> bool:
        """Whether the i-th word begins with a capital."""
        return self.capitalised[i]


def words_of(text: str) -> Words:
    """The words of a text; a curly apostrophe counts as a straight one."""
    return Words(text)


def words_in(article: Article, part: Part) -> Words:
    """The words of a part of an article, cut once for all that looks at it."""
    return article.once(_of_text if part == "text" else _of_headline)


def words_at(article: Article, place: Anchor | Sentence) -> Words:
    """The words of an anchor or a sentence, as they are read by themselves."""
    return words_in(article, place.part).between(place.start, place.end)


def _of_text(article: Article) -> Words:
    return Words(article.text)


def _of_headline(article: Article) -> Words:
    return Words(article.headline or "")
