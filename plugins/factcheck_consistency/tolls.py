"""Tolls: how many people an event killed, hurt or drove out, as each article of a story gives it.

"Killing at least two people" and "the number of people killed has risen to seven" share nothing but the
fate. Within one story that is enough, when an article has one such figure for the whole and no more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from factcheck_consistency.amounts import updated_or_wrong
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.comparable import (
    both_affirm,
    both_real,
    clause,
    is_part,
    of_two_sorts,
    placed_apart,
)
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.figures import APPROXIMATE, Figure
from factcheck_consistency.index import Index
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import keys
from factcheck_consistency.topics import LEAD_NAMES

_Found = tuple[Pair, Difference]


@dataclass(frozen=True)
class Toll:
    """How many people met a fate, as one article gives it."""

    fact: Fact
    figure: Figure
    fate: str


def tolls(facts: Sequence[Fact], bounds: Bounds) -> Iterator[_Found]:
    """Every two tolls of one fate in one story that differ, with what they are."""
    index: Index[Toll] = Index(bounds, "tolls")
    for toll in _of_articles(facts):
        keys = [(name, toll.fate) for name in sorted(toll.fact.topic.names)[:LEAD_NAMES]]
        for other in index.candidates(keys):
            if found := _compared(other, toll):
                yield Pair(other.fact, toll.fact), found
        index.add(toll, keys)


def _of_articles(facts: Iterable[Fact]) -> Iterator[Toll]:
    """The tolls of each article; none of a fate for which it has figures that do not fit together."""
    found: dict[tuple[str, str], list[Toll]] = {}
    for fact in facts:
        for toll in _of_fact(fact):
            found.setdefault((fact.article.id, toll.fate), []).append(toll)
    for mine in found.values():
        first = mine[0]
        if all(first.figure.fits(other.figure) for other in mine):
            yield first


def _of_fact(fact: Fact) -> Iterator[Toll]:
    if fact.tells_of_long_ago:
        return
    for figure in fact.figures:
        fates = _around(fact, figure) & keys("fates")
        if len(fates) == 1 and not is_part(fact, figure):
            yield Toll(fact, figure, *fates)


def _around(fact: Fact, figure: Figure) -> frozenset[str]:
    """The keys of the words that say what is counted, if it is people; "has risen to 7" ends such words."""
    if figure.unit in keys("people"):
        return clause(fact, figure.start, figure.number_end)
    if not figure.unit and fact.text[: figure.start].rstrip().endswith((" to", " at")):
        return frozenset(term.key for term in fact.terms if term.end <= figure.start)
    return frozenset()


def _compared(one: Toll, other: Toll) -> Difference | None:
    pair = Pair(one.fact, other.fact)
    if (
        not pair.one_story
        or not both_real(pair)
        or not both_affirm(pair)
        or of_two_sorts(pair)
        or placed_apart(pair)
    ):
        return None
    if pair.published_apart and not _is_about(one.figure, other.figure):
        return Difference("superseded", _words(one), _words(other))
    if one.figure.fits(other.figure) or pair.times_apart:
        return None
    found = updated_or_wrong(pair, one.figure, other.figure)
    if found and pair.disputed:
        return Difference("reported_dispute", found.words_a, found.words_b)
    return found


def _is_about(one: Figure, other: Figure) -> bool:
    """Whether the two are one figure, rounded or not."""
    return abs(one.value - other.value) <= APPROXIMATE * max(abs(one.value), abs(other.value))


def _words(toll: Toll) -> str:
    return toll.fact.text[toll.figure.start : toll.figure.end]
