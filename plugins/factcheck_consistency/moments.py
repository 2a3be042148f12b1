"""Time mismatches: one event on two dates."""

import re
from datetime import timedelta

from factcheck_consistency.comparable import both_affirm, both_real, clashing, on_one_thing, say_no_more
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact, Period
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import keys

_CLOSE = 8  # what two statements share before two such numbers are taken for one
_RECKONED = (" ago", " earlier", " later")
_NUMBER = re.compile(r"\d+")
_ONE_EVENT = timedelta(days=10)  # two like events closer than this are taken for one


def moments(pair: Pair) -> Difference | None:
    """Two dates for one event, of a kind that happens once or too close to be two."""
    if not on_one_thing(pair, overlap=0.75, likeness=0.5):
        return None
    if not pair.times_apart:
        return _reckoned_apart(pair)
    if pair.names_differ or not say_no_more(pair) or not both_real(pair) or clashing(pair):
        return None
    if not both_affirm(pair):
        return None
    mine, theirs = pair.a.times[0], pair.b.times[0]
    if not (_gap(mine, theirs) <= _ONE_EVENT and _is_day(mine) and _is_day(theirs)) and not _once(pair):
        return None
    postponed = pair.published_apart and pair.a.has("unreal")
    return Difference("superseded" if postponed else "time_mismatch", mine.text, theirs.text)


def _reckoned_apart(pair: Pair) -> Difference | None:
    """Two numbers in one expression, "35 years ago" and "30 years ago", reckoned from one day or from none."""
    if pair.a.times or pair.b.times or pair.published_apart or pair.same_article or pair.names_differ:
        return None
    mine, theirs = (_shapes(fact) for fact in (pair.a, pair.b))
    for shape in sorted(mine.keys() & theirs.keys()):
        if mine[shape] != theirs[shape] and pair.weight >= _CLOSE:
            return Difference("time_mismatch", mine[shape], theirs[shape])
    return None


def _shapes(fact: Fact) -> dict[str, str]:
    """The times that are reckoned in numbers from another day, by their words without the numbers."""
    texts = (time.text for time in fact.claim.times if time.text.lower().endswith(_RECKONED))
    return {_NUMBER.sub("#", text.lower()): text for text in texts if _NUMBER.search(text)}


def _once(pair: Pair) -> bool:
    return bool(pair.shared & keys("once"))


def _is_day(time: Period) -> bool:
    return time.first == time.last


def _gap(one: Period, other: Period) -> timedelta:
    return max(one.first, other.first) - min(one.last, other.last)
