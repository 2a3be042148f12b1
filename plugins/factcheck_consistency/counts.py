"""Counts within one story: "the blaze destroyed 140 containers" beside "it destroyed 180".

Sentences so short share too little to meet as statements of their own. In two articles that tell one story
their subject goes without saying, so that what is counted and what happened to it are enough, as long as
the clause has no other word that tells it from the other one.
"""

from collections.abc import Iterator, Sequence

from factcheck_consistency.amounts import updated_or_wrong
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.comparable import (
    both_affirm,
    both_real,
    clause,
    is_part,
    mates,
    neighbours,
    placed_apart,
)
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.figures import Figure
from factcheck_consistency.index import Index
from factcheck_consistency.pairs import Pair
from factcheck_consistency.scopes import of_two_measures
from factcheck_consistency.topics import LEAD_NAMES, goes_without_saying

_Found = tuple[Pair, Difference]


def counted(facts: Sequence[Fact], bounds: Bounds) -> Iterator[_Found]:
    """Every two figures for one count of one story that cannot both be right, equal words taken once."""
    index: Index[Fact] = Index(bounds, "counts")
    for fact in facts:
        units = {figure.unit for figure in fact.figures if figure.unit}
        keys = [(name, unit) for name in sorted(fact.topic.names)[:LEAD_NAMES] for unit in sorted(units)]
        rivals = index.candidates(keys)
        if any(_in_equal_words(fact, rival) for rival in rivals):
            continue
        for pair in (Pair(rival, fact) for rival in rivals):
            if found := _clash(pair):
                yield pair, found
        index.add(fact, keys)


def _in_equal_words(one: Fact, other: Fact) -> bool:
    return one.every_word.tokens == other.every_word.tokens and [f.low for f in one.figures] == [
        f.low for f in other.figures
    ]


def _clash(pair: Pair) -> Difference | None:
    if not pair.one_story or pair.times_apart or pair.contrasted or not both_real(pair):
        return None
    if not both_affirm(pair):
        return None
    if pair.a.tells_of_long_ago != pair.b.tells_of_long_ago or placed_apart(pair):
        return None
    for one in pair.a.figures:
        for other in pair.b.figures:
            if one.unit and one.unit == other.unit and not one.fits(other) and _one_count(pair, one, other):
                found = updated_or_wrong(pair, one, other)
                if found and pair.disputed:
                    return Difference("reported_dispute", found.words_a, found.words_b)
                return found
    return None


def _one_count(pair: Pair, one: Figure, other: Figure) -> bool:
    """Whether the same happened to what is counted, and no further word of either clause tells them apart."""
    if is_part(pair.a, one) or is_part(pair.b, other) or of_two_measures(pair, one, other):
        return False
    if any(one.fits(mate) for mate in mates(one, pair.b)) or any(other.fits(m) for m in mates(other, pair.a)):
        return False
    mine, theirs = clause(pair.a, one.start, one.number_end), clause(pair.b, other.start, other.number_end)
    happened = (mine & theirs) - {one.unit} - pair.a.names
    if not happened & neighbours(pair.a, one) & neighbours(pair.b, other):
        return False
    return goes_without_saying(mine ^ theirs, pair.a.topic, pair.b.topic)
