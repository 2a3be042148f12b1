"""Whether two statements of one article say the same: by the words that carry them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import ceil

from factcheck_sources.lexicon import words

_WORD = re.compile(r"\d(?:[\d.,]*\d)?|[^\W\d_]{2,}")
_ROUNDING = 1e-9
_NEGATIONS = frozenset({"not", "no", "never", "none", "without"})
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s")


def terms(text: str) -> frozenset[str]:
    """The content words of a statement, without endings; figures as they stand."""
    return frozenset(map(_stem, set(_WORD.findall(text.lower())) - _function_words()))


def is_negative(text: str) -> bool:
    """Whether a statement is denied."""
    lows = text.lower().replace("’", "'").split()
    return not _NEGATIONS.isdisjoint(lows) or any(low.endswith("n't") for low in lows)


class Echoes:
    """Statements, found again by their rarest words: a search reads few of them, however many there are."""

    def __init__(self, statements: Sequence[str]) -> None:
        self._statements = statements
        self._terms = [terms(text) for text in statements]
        self._by_term: dict[str, list[int]] = defaultdict(list)
        for i, found in enumerate(self._terms):
            for term in found:
                self._by_term[term].append(i)

    def of(self, statement: str, overlap: float, fewest: float = 1) -> Iterator[int]:
        """Which statements hold `overlap` (0 to 1) of this one's words, all its figures, and its polarity.

        One of less than `fewest` words says too little to be found again.
        """
        mine = terms(statement)
        if len(mine) < fewest:
            return
        counted = {term for term in mine if term[0].isdigit()}
        for i in self._candidates(mine, counted, overlap):
            theirs = self._terms[i]
            if (
                counted <= theirs
                and len(mine & theirs) >= overlap * len(mine) - _ROUNDING
                and is_negative(self._statements[i]) == is_negative(statement)
            ):
                yield i

    def _candidates(self, mine: frozenset[str], counted: set[str], overlap: float) -> list[int]:
        """Those that share a word of which one must be shared: a figure, or one of the rarest words."""
        rarest = sorted(counted or mine, key=lambda term: (len(self._by_term.get(term, ())), term))
        needed = 1 if counted else len(mine) - ceil(overlap * len(mine) - _ROUNDING) + 1
        return sorted({i for term in rarest[:needed] for i in self._by_term.get(term, ())})


@lru_cache(4096)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@cache
def _function_words() -> frozenset[str]:
    return words("prepositions", "determiners", "subordinators", "auxiliaries")
