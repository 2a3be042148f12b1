"""Lists of phrases, looked up in the words of a text.

A lookup costs one dictionary access a word however long the list is, so that the many word lists of
the baselines stay fast and linear on any text.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from assistant.language.lists import entries
from assistant.language.words import Words, words_of

_Entry: TypeAlias = tuple[int, str, str]  # its length in words, its text, its list


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
        for i in self._entries.places(words.tokens):
            if i >= free and (found := self.at(words, i)):
                free = found.last
                yield found

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
        tokens = words.tokens
        for i in self._entries.places(tokens):
            for size, entry, name in self._entries.at(tokens, i):
                mine = found.get(name)
                if mine is None:
                    found[name] = [_phrase(Phrase, (entry, i, i + size, words))]
                elif mine[-1].last <= i:
                    mine.append(_phrase(Phrase, (entry, i, i + size, words)))
        return found


class _Entries:
    """The entries of lists by their first two words, so that "in" alone does not try all that begin with it."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.first_words: dict[str, list[_Entry]] = {}
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], _Entry]]]] = {}
        for entry, name in entries:
            tokens = words_of(entry).tokens
            alone = self.first_words.setdefault(tokens[0], [])
            if len(tokens) == 1:
                alone.append((1, entry, name))
            else:
                longer = self._longer.setdefault(tokens[0], {}).setdefault(tokens[1], [])
                longer.append((tokens, (len(tokens), entry, name)))
                longer.sort(key=lambda choice: -len(choice[0]))

    def places(self, tokens: tuple[str, ...]) -> list[int]:
        """The words that an entry may begin at. Most texts hold none for a short list, which is told fast."""
        firsts = self.first_words
        if firsts.keys().isdisjoint(tokens):
            return []
        return [i for i, token in enumerate(tokens) if token in firsts]

    def at(self, tokens: tuple[str, ...], i: int) -> Sequence[_Entry]:
        """The entries that begin at the i-th word, the longest first."""
        alone = self.first_words.get(tokens[i], ())
        seconds = self._longer.get(tokens[i])
        if seconds is None or i + 1 == len(tokens) or tokens[i + 1] not in seconds:
            return alone
        longer = seconds[tokens[i + 1]]
        return [entry for words, entry in longer if tokens[i : i + len(words)] == words] + [*alone]
