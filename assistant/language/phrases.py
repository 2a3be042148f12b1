"""Words with offsets, and lists of phrases looked up in them.

A lookup costs one dictionary access a word however long the list is, so that the many word lists of
the baselines stay fast and linear on any text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from assistant.language.lists import entries

_TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")


class Words:
    """A text's words and punctuation marks in lower case, the i-th at `text[starts[i]:ends[i]]`."""

    __slots__ = ("ends", "starts", "text", "tokens")

    def __init__(
        self, text: str, tokens: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.starts = starts
        self.ends = ends

    def __len__(self) -> int:
        return len(self.tokens)

    def written(self, i: int) -> str:
        """The i-th word as the text has it."""
        return self.text[self.starts[i] : self.ends[i]]

    def is_capitalised(self, i: int) -> bool:
        """Whether the i-th word begins with a capital."""
        return self.text[self.starts[i]].isupper()


class Phrase(NamedTuple):
    """A phrase of a list, found: words `first` up to but not including `last`, at `start:end` in the text."""

    entry: str
    first: int
    last: int
    start: int
    end: int


def words_of(text: str) -> Words:
    """The words of a text; a curly apostrophe counts as a straight one."""
    lower = text.lower().replace("’", "'")
    # Some capitals have a lower case of two characters; then no place in one is a place in the other.
    same = len(lower) == len(text)
    spans = [match.span() for match in _TOKEN.finditer(text)]
    said = [lower[a:b] for a, b in spans] if same else [text[a:b].lower().replace("’", "'") for a, b in spans]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Words(text, tuple(said), starts, ends)


class Phrases:
    """A list of phrases. Of several that begin at one word the longest is found; none overlap."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for entry in entries:
            tokens = words_of(entry).tokens
            self._by_first.setdefault(tokens[0], []).append((tokens, entry))
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def find(self, words: Words) -> Iterator[Phrase]:
        """The phrases in a text, in order."""
        free = 0
        by_first = self._by_first
        for i in [i for i, token in enumerate(words.tokens) if token in by_first]:
            if i >= free and (found := self.at(words, i)):
                free = found.last
                yield found

    def first(self, words: Words) -> Phrase | None:
        """The first phrase in a text."""
        return next(self.find(words), None)

    def at(self, words: Words, i: int) -> Phrase | None:
        """The longest phrase that begins at the i-th word."""
        for tokens, entry in self._by_first.get(words.tokens[i], ()):
            last = i + len(tokens)
            if len(tokens) == 1 or words.tokens[i:last] == tokens:
                return Phrase(entry, i, last, words.starts[i], words.ends[last - 1])
        return None


@cache
def phrases(package: str, name: str) -> Phrases:
    """The word list `data/<name>.txt` of a package, ready to be looked up."""
    return Phrases(entries(package, f"data/{name}.txt"))


class PhraseLists:
    """Several word lists looked up at once, at about the cost of one."""

    def __init__(self, package: str, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for name in names:
            for entry in entries(package, f"data/{name}.txt"):
                tokens = words_of(entry).tokens
                self._by_first.setdefault(tokens[0], []).append((tokens, entry, name))
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def find(self, words: Words) -> dict[str, list[Phrase]]:
        """The phrases of each list, in order; a list without any is left out."""
        found: dict[str, list[Phrase]] = {}
        by_first = self._by_first
        for i in [i for i, token in enumerate(words.tokens) if token in by_first]:
            for tokens, entry, name in by_first[words.tokens[i]]:
                last = i + len(tokens)
                mine = found.get(name)
                same = last == i + 1 or words.tokens[i:last] == tokens
                if same and (mine is None or mine[-1].last <= i):
                    phrase = Phrase(entry, i, last, words.starts[i], words.ends[last - 1])
                    found.setdefault(name, []).append(phrase)
        return found
