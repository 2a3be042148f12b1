"""One claim in two accounts of one story that share few words: by its figure, or by its day.

"A crowd of 31,400 watched" and "the gate was 31,400" have no word in common. Two reporters of one event do
not hit on one exact figure by chance, nor on one round figure for what they both count in the same words,
from the same source, or as a price; nor on one day for what they both say happened.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from factcheck_consistency.bounds import Bounds
from factcheck_consistency.comparable import both_real, clause, is_part, neighbours, placed_elsewhere
from factcheck_consistency.differences import difference
from factcheck_consistency.facts import Fact, Period
from factcheck_consistency.figures import APPROXIMATE, Figure, digits
from factcheck_consistency.index import Index
from factcheck_consistency.pairs import Pair, from_one_source, source_keys
from factcheck_consistency.terms import key_of, keys
from factcheck_consistency.topics import LEAD_NAMES, goes_without_saying

_EXACT = 3  # digits of a figure that nobody hits on by chance
_LARGE = 100  # from here on one source has not two like figures
_TWO = 2  # units of which both have the same figure
_TIME = "second"  # the unit that all lengths of time are compared in
_SHARED = 2  # words, besides one day, of what both say happened


def accounts(facts: Sequence[Fact], bounds: Bounds) -> Iterator[Pair]:
    """Every two facts of two articles of one story that give one figure, or one day, for the same."""
    index: Index[Fact] = Index(bounds, "figures and days of a story")
    for fact in facts:
        marks = {*(_magnitude(figure) for figure in fact.figures), *(time.first for time in fact.times)}
        keys_ = [(name, mark) for name in sorted(fact.topic.names)[:LEAD_NAMES] for mark in marks]
        pairs = (Pair(other, fact) for other in index.candidates(keys_))
        yield from (pair for pair in pairs if _are_one(pair))
        index.add(fact, keys_)


def _are_one(pair: Pair) -> bool:
    if not pair.one_story or pair.both_archived or pair.times_apart:
        return False
    if pair.a.tells_of_long_ago != pair.b.tells_of_long_ago or _is_elsewhere(pair):
        return False
    agreed = _on_one_figure(pair) or (both_real(pair) and _on_one_day(pair))
    return agreed and difference(pair) is None


def _is_elsewhere(pair: Pair) -> bool:
    """Whether either names a place that is no place of the story: not in its own lead, nor in the other article."""
    both = ((pair.a, pair.b), (pair.b, pair.a))
    return any(placed_elsewhere(one, one.topic.names | other.topic.body) for one, other in both)


def _on_one_figure(pair: Pair) -> bool:
    alike = [(x, y) for x, y in product(pair.a.figures, pair.b.figures) if _alike(x, y)]
    of_one_unit = {one.unit for one, other in alike if one.unit and one.unit == other.unit}
    return len(of_one_unit) >= _TWO or any(_for_one_thing(pair, one, other) for one, other in alike)


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two figures are one, rounded or not."""
    near = abs(one.value - other.value) <= APPROXIMATE * max(abs(one.value), abs(other.value))
    return near and one.fits(other)


def _for_one_thing(pair: Pair, one: Figure, other: Figure) -> bool:
    """Whether what the two figures measure is the same, as far as the words show.

    A price and a length of time are one whether they are planned or not.
    """
    if one.unit != other.unit and not (_may_go_unsaid(one) and _may_go_unsaid(other)):
        return False
    if is_part(pair.a, one) != is_part(pair.b, other):
        return False
    if not both_real(pair) and not (one.unit.isupper() or one.unit == key_of(_TIME)):
        return False
    if one.value == other.value and min(map(_digits, (one, other))) >= _EXACT:
        return True
    if _from_one_source(pair) and one.value == other.value >= _LARGE:
        return True
    if one.unit.isupper():
        return one.unit == other.unit and all(fact.keys & keys("prices") for fact in (pair.a, pair.b))
    mine, theirs = neighbours(pair.a, one), neighbours(pair.b, other)
    return bool(one.unit == other.unit != "" and (mine & theirs) - _units(one) - pair.a.names)


def _may_go_unsaid(figure: Figure) -> bool:
    """Whether what is counted need not stand beside the figure: people, and nothing else that has a name."""
    return figure.unit in keys("people") | {""}


def _units(figure: Figure) -> frozenset[str]:
    return frozenset({figure.unit, key_of(figure.quantity.unit.lower())})


def _digits(figure: Figure) -> int:
    """How many digits the figure is given with, before it is converted."""
    return digits(next(end for end in (figure.quantity.low, figure.quantity.high) if end is not None))


def _from_one_source(pair: Pair) -> bool:
    """Whether one of the two is credited to somebody to whom the other is credited too, or whom it names."""
    return from_one_source(pair) or any(
        source_keys(credit) and source_keys(credit) <= other.whole.keys
        for one, other in ((pair.a, pair.b), (pair.b, pair.a))
        for credit in one.credits
    )


def _on_one_day(pair: Pair) -> bool:
    return any(
        (mine.first, mine.last) == (theirs.first, theirs.last) and _happen_alike(pair, mine, theirs)
        for mine, theirs in product(pair.a.times, pair.b.times)
    )


def _happen_alike(pair: Pair, mine: Period, theirs: Period) -> bool:
    """Whether the clauses around both times tell the same, and one of them nothing that the other lacks."""
    one, other = (_around(fact, time) for fact, time in ((pair.a, mine), (pair.b, theirs)))
    if not (one & other) - pair.a.names or len(pair.shared) < _SHARED:
        return False
    topics = pair.a.topic, pair.b.topic
    return any(goes_without_saying(extra, *topics) for extra in (one - pair.b.keys, other - pair.a.keys))


def _around(fact: Fact, time: Period) -> frozenset[str]:
    at = fact.text.find(time.text)
    return clause(fact, at, at + len(time.text)) if at >= 0 else frozenset()


def _magnitude(figure: Figure) -> float:
    """The figure with one digit, under which figures meet that may be one."""
    return float(f"{figure.value:.0e}")
