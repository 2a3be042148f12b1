"""One happening of one story on two days, told in too few words to meet as statements of their own.

"An agreement will be signed on Wednesday" and "the deal will be signed on Friday" share what happens, and
to what; who signs goes without saying in both. It takes something that happens once, and a day on each side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.report import RelationKind
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.comparable import clause, placed_apart
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact, Period
from factcheck_consistency.index import Index
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import keys
from factcheck_consistency.topics import LEAD_NAMES, goes_without_saying

_BESIDE = 1  # words besides the one for what happens that both must have
_Found = tuple[Pair, Difference]


@dataclass(frozen=True)
class Happening:
    """What happens once, its day, and the keys of the clause that tells it."""

    fact: Fact
    what: str
    day: Period
    clause: frozenset[str]


def happenings(facts: Sequence[Fact], bounds: Bounds) -> Iterator[_Found]:
    """Every two days that one story gives for one happening."""
    index: Index[Happening] = Index(bounds, "happenings")
    for fact in facts:
        for happening in _of_fact(fact.whole):
            keys = [(name, happening.what) for name in sorted(fact.topic.names)[:LEAD_NAMES]]
            for other in index.candidates(keys):
                if _at_odds(other, happening):
                    kind = _kind(pair := Pair(other.fact, happening.fact))
                    yield pair, Difference(kind, other.day.text, happening.day.text)
            index.add(happening, keys)


def _of_fact(fact: Fact) -> Iterator[Happening]:
    if fact.negations:  # "will not be signed on Friday" gives no day
        return
    for time in fact.times:
        at = fact.text.find(time.text)
        if at < 0 or time.first != time.last:
            continue
        around = clause(fact, at, at + len(time.text))
        for what in sorted(around & keys("once")):
            yield Happening(fact, what, time, around)


def _at_odds(one: Happening, other: Happening) -> bool:
    pair = Pair(one.fact, other.fact)
    if not pair.one_story or one.day.meets(other.day) or pair.contrasted or placed_apart(pair):
        return False
    shared, names = one.clause & other.clause, pair.a.names | pair.b.names
    if len(shared - names - {one.what}) < _BESIDE:
        return False
    if one.clause & names and other.clause & names and not shared & names:
        return False
    apart = one.clause ^ other.clause
    return goes_without_saying(apart, pair.a.topic, pair.b.topic)


def _kind(pair: Pair) -> RelationKind:
    return "superseded" if pair.published_apart and pair.a.has("unreal") else "time_mismatch"
