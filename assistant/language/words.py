"""Words with offsets: a text, or a part of an article, cut once for every list that is looked up in it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias, TypeVar, cast

from assistant.article import Anchor, Article, Part, Sentence

_TOKEN = re.compile(r"(\w++(?:['’]\w++)?+|[^\w\s])")
T = TypeVar("T")
# What was found, and at which words, in order.
Found: TypeAlias = tuple[list[int], list[T]]
Seek: TypeAlias = Callable[["Words"], Found[T]]


class Words:
    """A text's words and punctuation marks in lower case, the i-th at `text[starts[i]:ends[i]]`.

    Where they stand is worked out when it is first asked for: most texts are only looked through.
    """

    def __init__(self, text: str) -> None:
        # White space and words in turn: the matches of a search have offsets too, and take twice the time.
        self._pieces: list[str] = _TOKEN.split(text)
        written = self._pieces[1::2]
        lower = [word.lower() for word in written]
        if "’" in text:
            lower = [word.replace("’", "'") for word in lower]
        self.text, self.written, self.tokens = text, written, tuple(lower)
        self._sought: dict[Seek[Any], Found[Any]] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def between(self, start: int, end: int) -> "Words":
        """The words of `text[start:end]`, as they are read by themselves; cut anew only inside a word."""
        starts, ends = self.starts, self.ends
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        if (first and ends[first - 1] > start) or (last > first and ends[last - 1] > end):
            return Words(self.text[start:end])
        return _Stretch(self, start, end, first, last)

    def sought(self, seek: Seek[T]) -> Found[T]:
        """What `seek` finds among the words, sought once in a whole text however many stretches of it ask."""
        found = self._sought.get(seek)
        if found is None:
            found = self._sought[seek] = seek(self)
        return cast("Found[T]", found)

    def where(self, which: AbstractSet[str]) -> Found[str]:
        """Where these words stand."""
        places = [i for i, word in enumerate(self.tokens) if word in which]
        return places, [self.tokens[i] for i in places]

    def without(self, spans: Iterable[tuple[int, int]]) -> "Words":
        """The words of the text with blanks in these spans, every other character in its place."""
        chars, kept, whole = list(self.text), list(range(len(self.tokens))), True
        for start, end in spans:
            low, high = max(0, start), min(end, len(chars))
            if low >= high:
                continue
            chars[low:high] = " " * (high - low)
            first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
            whole = whole and not any(i and self.ends[i - 1] > at for i, at in ((first, low), (last, high)))
            kept[first:last] = [-1] * (last - first)
        text = "".join(chars)
        if text == self.text:
            return self
        if not whole:
            return Words(text)
        left = [i for i in kept if i >= 0]
        return _Some(self, text, left)

    @cached_property
    def _offsets(self) -> list[int]:
        return list(accumulate(map(len, self._pieces)))

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins."""
        return self._offsets[:-1:2]

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends."""
        return self._offsets[1::2]

    @cached_property
    def distinct(self) -> frozenset[str]:
        """Its words without repetition."""
        return frozenset(self.tokens)

    @cached_property
    def odd(self) -> list[str]:
        """Those of its distinct words that are not all letters: figures, marks, "1990s", "Tuesday's"."""
        return [word for word in self.distinct if not word.isalpha()]

    @cached_property
    def capitalised(self) -> list[bool]:
        """Of each word, whether it begins with a capital."""
        return [word[0].isupper() for word in self.written]

    def is_capitalised(self, i: int) -> bool:
        """Whether the i-th word begins with a capital."""
        return self.capitalised[i]


class _Stretch(Words):
    """The words of a stretch of a text."""

    def __init__(self, whole: Words, start: int, end: int, first: int, last: int) -> None:
        self.text = whole.text[start:end]
        self.written, self.tokens = whole.written[first:last], whole.tokens[first:last]
        self._whole, self._start, self._first, self._last = whole, start, first, last

    def sought(self, seek: Seek[T]) -> Found[T]:
        places, found = self._whole.sought(seek)
        low = bisect_left(places, self._first)
        high = bisect_left(places, self._last, low)
        if low == high:
            return [], []
        return [place - self._first for place in places[low:high]], found[low:high]

    @cached_property
    def starts(self) -> list[int]:
        return [at - self._start for at in self._whole.starts[self._first : self._last]]

    @cached_property
    def ends(self) -> list[int]:
        return [at - self._start for at in self._whole.ends[self._first : self._last]]

    @cached_property
    def capitalised(self) -> list[bool]:
        return self._whole.capitalised[self._first : self._last]


class _Some(Words):
    """Some words of a text, the others blank."""

    def __init__(self, whole: Words, text: str, left: list[int]) -> None:
        written, tokens = whole.written, whole.tokens
        self.text = text
        self.written, self.tokens = [written[i] for i in left], tuple([tokens[i] for i in left])
        self._whole, self._left, self._sought = whole, left, {}

    @cached_property
    def starts(self) -> list[int]:
        whole = self._whole.starts
        return [whole[i] for i in self._left]

    @cached_property
    def ends(self) -> list[int]:
        whole = self._whole.ends
        return [whole[i] for i in self._left]


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
