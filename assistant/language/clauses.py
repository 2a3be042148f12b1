"""Clauses of an English text and how far each negation in them reaches.

The reach is taken widely: from the cue to the end of its clause, over later clauses of the sentence that
hang on it ("denied, hours after the strike, that …"), and back to the start of the clause where little
follows the cue ("the report is not true"). What is wrongly held to be negated is turned away; what is
wrongly held to be affirmed would be let through.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.language.lists import entries, words
from assistant.language.polarity import Negation, Polarity, negations_among, polarity_of
from assistant.language.words import Words, words_of

_STOPS = frozenset(".!?…")
_BREAKS = frozenset(",;:()—–") | _STOPS
_TURNS = frozenset({"but", "although", "though", "while", "whereas", "however", "yet"})
_LINKS = frozenset({"if", "because", "when", "where", "after", "before", "until", "unless"})
_TELLING = frozenset({"saying", "adding", "citing", "arguing", "insisting", "calling", "noting", "telling"})
_HANGING = frozenset({"that", "whether", "if", "to", "or", "nor", "of"})
_SUBJECTS = frozenset({"he", "she", "it", "they", "we", "i"})
_AUXILIARIES = frozenset(
    {"will", "would", "has", "have", "had", "is", "are", "was", "were", "can", "could", "may", "might"}
)
_FINITE = _SUBJECTS | _AUXILIARIES
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_ONWARD = frozenset({"no", "without", "non-", "nor", "neither", "instead of", "rather than", "absence of"})
_TRUTH = frozenset({"true", "correct", "accurat", "right", "confirm", "verifi", "verify", "prov", "proven"})
_FARTHEST = 12
_LONGEST = 100
_NEAR = 3
_SHORT = 3


@dataclass(frozen=True)
class Clause:
    """A clause at `start:end`: the stems of its content words, the polarity of the cues in it, and
    whether no negation reaches it.
    """

    start: int
    end: int
    stems: frozenset[str]
    polarity: Polarity
    affirmed: bool


@dataclass(frozen=True)
class Scope:
    """What a negation reaches: stretches of the text and the stems of their content words.

    `near` are the stems beside the cue: the next ones in its clause, the last ones where none follow.
    """

    negation: Negation
    polarity: Polarity
    stretches: tuple[tuple[int, int], ...]
    stems: frozenset[str]
    near: tuple[str, ...]


@dataclass(frozen=True)
class Clauses:
    """The clauses of a text and the scopes of its negations."""

    clauses: tuple[Clause, ...]
    scopes: tuple[Scope, ...]


def clauses_of(text: str) -> Clauses:
    """The clauses of a folded text, its negations and what they reach."""
    return _Reader(text).read()


@lru_cache(4096)
def stem(word: str) -> str:
    """The word without its commonest endings; the base of an irregular verb."""
    word = word.removesuffix("'s")
    word = _irregular().get(word, word)
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > _SHORT and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word.removesuffix("e") if len(word) > _SHORT else word


@cache
def _irregular() -> dict[str, str]:
    rows = (entry.split() for entry in entries("assistant.language", "data/irregular_verbs.txt"))
    return {form: row[0] for row in rows for form in row}


class _Bound(NamedTuple):
    """Where a clause is, in which sentence, and whether only a conjunction parts it from the last."""

    start: int
    end: int
    sentence: int
    joined: bool


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Words = words_of(text)
        self.negations = negations_among(self.words)
        skipped = words("name_function_words.txt")
        self.stems = [
            stem(word) if word[0].isalnum() and word not in skipped else "" for word in self.words.tokens
        ]
        self.bounds = self._bounds()

    def read(self) -> Clauses:
        scopes: list[Scope] = []
        reached: set[int] = set()
        polarities: list[Polarity] = []
        for at, bound in enumerate(self.bounds):
            found = self._within(bound.start, bound.end)
            polarities.append(polarity_of(found))
            for negation in found:
                scope, over = self._scope(at, negation, polarities[-1])
                scopes.append(scope)
                reached.update(over)
        clauses = tuple(
            Clause(b.start, b.end, frozenset(self._stems(b.start, b.end)), polarities[at], at not in reached)
            for at, b in enumerate(self.bounds)
        )
        return Clauses(clauses, tuple(scopes))

    def _bounds(self) -> list[_Bound]:
        bounds: list[_Bound] = []
        start, sentence, first, joined, denied = 0, 0, 0, False, False
        denials = {negation.start for negation in self.negations if negation.denial}
        for i, word in enumerate(self.words.tokens):
            at = self.words.starts[i]
            denied = denied or at in denials
            is_mark = word in _BREAKS and not self._inside(i)
            goes_on = not is_mark and (word in _LINKS or i - first >= _LONGEST)
            if (
                is_mark
                or goes_on
                or word in _TURNS
                or (word == "and" and not denied and self._is_finite(i + 1))
            ):
                if at > start:
                    bounds.append(_Bound(start, at, sentence, joined))
                    joined = goes_on
                start, first = (self.words.ends[i] if is_mark else at), i
                if is_mark and word in _STOPS:
                    sentence, denied, joined = sentence + 1, False, False
        if start < len(self.text):
            bounds.append(_Bound(start, len(self.text), sentence, joined))
        return bounds

    def _is_finite(self, i: int) -> bool:
        return i < len(self.words) and self.words.tokens[i] in _FINITE

    def _inside(self, i: int) -> bool:
        """Whether the mark is part of a word or figure ("1,200", "U.S.") or ends an abbreviation ("Mr.")."""
        start, end = self.words.starts[i], self.words.ends[i]
        if not 0 < start < end < len(self.text) or not self.text[start - 1].isalnum():
            return False
        last = self.words.tokens[i - 1]
        abbreviated = self.text[start] == "." and (len(last) == 1 or last in words("name_titles.txt"))
        return abbreviated or self.text[end].isalnum()

    def _within(self, start: int, end: int) -> tuple[Negation, ...]:
        first = bisect_left(self.negations, start, key=lambda negation: negation.start)
        last = bisect_left(self.negations, end, key=lambda negation: negation.start)
        return self.negations[first:last]

    def _stems(self, start: int, end: int) -> tuple[str, ...]:
        first, last = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
        return tuple(filter(None, self.stems[first:last]))

    def _scope(self, at: int, negation: Negation, polarity: Polarity) -> tuple[Scope, list[int]]:
        """The scope, and which clauses it is part of."""
        start, end, sentence, _ = self.bounds[at]
        behind = self._stems(negation.end, end)
        stretches, over = [(start if self._looks_back(negation, behind) else negation.end, end)], [at]
        for later in range(at + 1, min(at + 1 + _FARTHEST, len(self.bounds))):
            bound = self.bounds[later]
            if bound.sentence != sentence or self._opens_with(bound.start) in _TELLING:
                break
            follows = bound.joined and over[-1] == later - 1
            if not behind or follows or self._opens_with(bound.start) in _HANGING:
                stretches.append((bound.start, bound.end))
                over.append(later)
        stems = frozenset(stem_ for first, last in stretches for stem_ in self._stems(first, last))
        near = behind[:_NEAR] or self._stems(start, negation.start)[-_NEAR:]
        return Scope(negation, polarity, tuple(stretches), stems, near), over

    def _looks_back(self, negation: Negation, behind: tuple[str, ...]) -> bool:
        """Whether it negates what stands before it: "the report is not true", "was denied by the mayor"."""
        if negation.cue in _ONWARD:
            return False
        i = bisect_left(self.words.starts, negation.start)
        passive = negation.denial and i > 0 and self.words.tokens[i - 1] in _BEING
        return passive or len(behind) <= 1 or behind[0] in _TRUTH

    def _opens_with(self, start: int) -> str:
        i = bisect_left(self.words.starts, start)
        return self.words.tokens[i] if i < len(self.words) else ""
