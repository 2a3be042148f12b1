"""Ordinals that differ: "in the 85th minute" beside "in the 88th", "her third title" beside "her fourth".

An ordinal is a value where it says when in its course something happened, or counts what somebody did so
far; anywhere else it only tells one of several things from the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.lists import entries
from assistant.report import RelationKind
from factcheck_consistency.comparable import LEAST_WEIGHT, both_real, clause
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import PACKAGE, key_of, keys

_ALIKE = 0.75  # of the shorter clause


@dataclass(frozen=True)
class Ordinal:
    """An ordinal, the word that it counts, its words in the text, and whether it is a position in a course.

    `clause` has the keys of the clause around it.
    """

    value: int
    noun: str
    written: str
    words: frozenset[str]
    position: bool
    clause: frozenset[str]


def ordinals(pair: Pair) -> Difference | None:
    """Two ordinals of one thing in two articles that cannot both be right."""
    if pair.same_article or pair.weight < LEAST_WEIGHT or not pair.same_time or not both_real(pair):
        return None
    mine, theirs = list(_ordinals(pair.a)), list(_ordinals(pair.b))
    for one in mine:
        for other in theirs:
            if _at_odds(one, other) and _in_one_statement(pair, one, other):
                kind: RelationKind = "time_mismatch" if one.position else "number_mismatch"
                return Difference(kind, one.written, other.written)
    return None


def _at_odds(one: Ordinal, other: Ordinal) -> bool:
    return one.noun == other.noun and one.position == other.position and one.value != other.value


def _in_one_statement(pair: Pair, one: Ordinal, other: Ordinal) -> bool:
    """Whether the clauses around both say the same of the same, a name included."""
    mine, theirs = one.clause - one.words, other.clause - other.words
    shared, fewer = mine & theirs, min((mine, theirs), key=pair.a.weight)
    named = bool(shared & pair.a.names) and not (fewer - shared) & (pair.names_a | pair.names_b)
    alike = pair.a.weight(shared) >= max(LEAST_WEIGHT, _ALIKE * pair.a.weight(fewer))
    return named and alike and pair.contrasts <= one.words | other.words


def _ordinals(fact: Fact) -> Iterator[Ordinal]:
    for number in fact.numbers:
        after = next((term for term in fact.terms if term.start >= number.end), None)
        if not number.ordinal or after is None or fact.text[number.end : after.start].strip(" -"):
            continue
        written = fact.text[number.start : after.end]
        position = after.key in keys("positions")
        if position or _counts(fact.text[: number.start]):
            words = frozenset({key_of(fact.text[number.start : number.end])})
            around = clause(fact, number.start, number.end)
            yield Ordinal(int(number.value), after.key, written, words, position, around)


def _counts(before: str) -> bool:
    ends = before.lower().replace("’", "'").rstrip()
    return ends.endswith(entries(PACKAGE, "data/counted_by_ordinals.txt"))
