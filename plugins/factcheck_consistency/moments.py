"""Time mismatches: one event on two dates."""

import re
from datetime import timedelta
from functools import cache

from assistant.language.lists import entries
from factcheck_consistency.clocks import hours_apart
from factcheck_consistency.comparable import both_affirm, both_real, clashing, on_one_thing, say_no_more
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact, Period
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import PACKAGE, key_of, keys

_CLOSE = 8  # what two statements share before two such numbers are taken for one
_RECKONED = (" ago", " earlier", " later")
_NUMBER = re.compile(r"\d+")
_BOTH_ENDS = 2  # numbers of a span that gives its first and its last day
_ONE_EVENT = timedelta(days=10)  # two like events closer than this are taken for one


def moments(pair: Pair) -> Difference | None:
    """Two dates for one event, of a kind that happens once or too close to be two."""
    if not on_one_thing(pair, overlap=0.75, likeness=0.5):
        return None
    if not pair.times_apart:
        return _reckoned_apart(pair) or _of_one_day(pair)
    if pair.names_differ or not say_no_more(pair) or not both_real(pair) or clashing(pair):
        return None
    if not both_affirm(pair) or _counts_on(pair):
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


def _of_one_day(pair: Pair) -> Difference | None:
    """Two hours of one day, or two spans of days that overlap and do not begin and end alike."""
    if pair.names_differ or not pair.same_time or not both_real(pair) or not both_affirm(pair):
        return None
    if clashing(pair) or _counts_on(pair):
        return None
    apart = hours_apart(pair) or _spans_apart(pair)
    return Difference("time_mismatch", *apart) if apart else None


def _spans_apart(pair: Pair) -> tuple[str, str] | None:
    """The one span that each gives in days, "from 3 to 8 June", if they are two."""
    if len(pair.a.times) != 1 or len(pair.b.times) != 1:
        return None
    mine, theirs = pair.a.times[0], pair.b.times[0]
    in_days = all(len(_NUMBER.findall(time.text)) >= _BOTH_ENDS for time in (mine, theirs))
    if not in_days or _is_day(mine) or _is_day(theirs):
        return None
    return (mine.text, theirs.text) if (mine.first, mine.last) != (theirs.first, theirs.last) else None


def _shapes(fact: Fact) -> dict[str, str]:
    """The times that are reckoned in numbers from another day, by their words without the numbers."""
    texts = (time.text for time in fact.claim.times if time.text.lower().endswith(_RECKONED))
    return {_NUMBER.sub("#", text.lower()): text for text in texts if _NUMBER.search(text)}


def _counts_on(pair: Pair) -> bool:
    """Whether one speaks of one more than the other: "a fourth man", "another ship"."""
    ordinals = [{n.value for n in fact.numbers if n.ordinal} for fact in (pair.a, pair.b)]
    return ordinals[0] != ordinals[1] or pair.a.has("additions") != pair.b.has("additions")


def _once(pair: Pair) -> bool:
    return bool(pair.shared & keys("once")) or any(row <= pair.shared for row in _once_together())


@cache
def _once_together() -> tuple[frozenset[str], ...]:
    """Words that only together speak of what happens once."""
    return tuple(frozenset(map(key_of, row.split())) for row in entries(PACKAGE, "data/once_together.txt"))


def _is_day(time: Period) -> bool:
    return time.first == time.last


def _gap(one: Period, other: Period) -> timedelta:
    return max(one.first, other.first) - min(one.last, other.last)
