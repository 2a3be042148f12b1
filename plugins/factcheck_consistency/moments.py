"""Time mismatches: one event on two dates."""

from datetime import timedelta

from factcheck_consistency.comparable import both_real, clashing, on_one_thing, say_no_more
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Period
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import keys

_ONE_EVENT = timedelta(days=10)  # two like events closer than this are taken for one


def moments(pair: Pair) -> Difference | None:
    """Two dates for one event, of a kind that happens once or too close to be two."""
    if not pair.times_apart or not on_one_thing(pair, overlap=0.75, likeness=0.5):
        return None
    if pair.names_differ or not say_no_more(pair) or not both_real(pair) or clashing(pair):
        return None
    mine, theirs = pair.a.times[0], pair.b.times[0]
    if not (_gap(mine, theirs) <= _ONE_EVENT and _is_day(mine) and _is_day(theirs)) and not _once(pair):
        return None
    postponed = pair.published_apart and pair.a.has("unreal")
    return Difference("superseded" if postponed else "time_mismatch", mine.text, theirs.text)


def _once(pair: Pair) -> bool:
    return bool(pair.shared & keys("once"))


def _is_day(time: Period) -> bool:
    return time.first == time.last


def _gap(one: Period, other: Period) -> timedelta:
    return max(one.first, other.first) - min(one.last, other.last)
