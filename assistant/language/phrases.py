"""Lists of phrases, looked up in the words of a text.

A lookup costs one dictionary access a word however long the list is, so that the many word lists of
the baselines stay fast and linear on any text.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from assistant.language.lists import entries
from assistant.language.words import Words, words_of

_Entry: TypeAlias = tuple[int, str, str]  # its length in words, its text, its list
# The entries of one word that words begin with, and those of several by their second.
_Beginning: TypeAlias = tuple[list[_Entry], dict[str, list[tuple[tuple[str, ...], _Entry]]]]


class Phrase(NamedTuple):
    """A phrase of a list, found: words `first` up to but not including `last` of `words`."""

    entry: str
    first: int
    last: int
    words: Words

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.words.starts[self.first]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.words.ends[self.last - 1]


# A tuple is made faster than its named arguments are sorted out, and phrases are many.
_phrase = tuple.__new__


class Phrases:
    """A list of phrases. Of several that begin at one word the longest is found; none overlap."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries = _Entries((entry, "") for entry in entries)
        # The words that a phrase of the list begins with: a text without any of them holds none.
        self.first_words = frozenset(self._entries.first_words)

    def find(self, words: Words) -> Iterator[Phrase]:
        """The phrases in a text, in order."""
        free = 0
        for i, ((size, entry, _), *_) in self._entries.found(words.tokens):
            if i >= free:
                free = i + size
                yield _phrase(Phrase, (entry, i, free, words))

    def first(self, words: Words) -> Phrase | None:
        """The first phrase in a text."""
        return next(self.find(words), None)

    def at(self, words: Words, i: int) -> Phrase | None:
        """The longest phrase that begins at the i-th word."""
        for size, entry, _ in self._entries.at(words.tokens, i):
            return _phrase(Phrase, (entry, i, i + size, words))
        return None


@cache
def phrases(package: str, name: str) -> Phrases:
    """The word list `data/<name>.txt` of a package, ready to be looked up."""
    return Phrases(entries(package, f"data/{name}.txt"))


class PhraseLists:
    """Several word lists looked up at once, at about the cost of one."""

    def __init__(self, package: str, names: Iterable[str]) -> None:
        self._entries = _Entries(
            (entry, name) for name in names for entry in entries(package, f"data/{name}.txt")
        )

    def find(self, words: Words) -> dict[str, list[Phrase]]:
        """The phrases of each list, in order; a list without any is left out."""
        found: dict[str, list[Phrase]] = {}
        for i, here in self._entries.found(words.tokens):
            for size, entry, name in here:
                mine = found.get(name)
                if mine is None:
                    found[name] = [_phrase(Phrase, (entry, i, i + size, words))]
                elif mine[-1][2] <= i:
                    mine.append(_phrase(Phrase, (entry, i, i + size, words)))
        return found


class _Entries:
    """The entries of lists by their first two words, so that "in" alone does not try all that begin with it."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.first_words: dict[str, _Beginning] = {}
        for entry, name in entries:
            tokens = words_of(entry).tokens
            alone, longer = self.first_words.setdefault(tokens[0], ([], {}))
            if len(tokens) == 1:
                alone.append((1, entry, name))
            else:
                mine = longer.setdefault(tokens[1], [])
                mine.append((tokens, (len(tokens), entry, name)))
                mine.sort(key=lambda choice: -len(choice[0]))

    def found(self, tokens: tuple[str, ...]) -> list[tuple[int, list[_Entry]]]:
        """Where entries begin, with those that do, the longest first. Most texts hold none of a short list."""
        firsts = self.first_words
        if firsts.keys().isdisjoint(tokens):
            return []
        followers = (*tokens[1:], "")
        found: list[tuple[int, list[_Entry]]] = []
        for i in [i for i, token in enumerate(tokens) if token in firsts]:
            alone, longer = firsts[tokens[i]]
            here = self._from(tokens, i) if followers[i] in longer else alone
            if here:
                found.append((i, here))
        return found

    def at(self, tokens: tuple[str, ...], i: int) -> list[_Entry]:
        """The entries that begin at the i-th word, the longest first."""
        return self._from(tokens, i) if tokens[i] in self.first_words else []

    def _from(self, tokens: tuple[str, ...], i: int) -> list[_Entry]:
        alone, longer = self.first_words[tokens[i]]
        near = longer.get(tokens[i + 1], ()) if i + 1 < len(tokens) else ()
        return [entry for words, entry in near if tokens[i : i + len(words)] == words] + alone
