"""Hours of the clock: "at 3 a.m." beside "at 6 a.m.", in whatever notation."""

import re

from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair

_CLOCK = re.compile(
    r"\b(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?m\b"
    r"|\b(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)\b|\b(?P<noon>noon)\b|\b(?P<midnight>midnight)\b",
    re.IGNORECASE,
)
_ZONED = re.compile(r"\b(?:GMT|UTC|BST|CES?T|E[SD]?T|P[SD]?T|local time|Eastern|Pacific)\b")
_APART = 60  # minutes: who says "at 3" may mean "shortly before 4"
_DAY = 24 * 60


def hours_apart(pair: Pair) -> tuple[str, str] | None:
    """The one hour that each gives, if the two are more than an hour apart; none where a time zone is named."""
    mine, theirs = (_only_hour(fact) for fact in (pair.a, pair.b))
    if mine is None or theirs is None:
        return None
    apart = abs(mine[1] - theirs[1])
    return (mine[0], theirs[0]) if min(apart, _DAY - apart) > _APART else None


def _only_hour(fact: Fact) -> tuple[str, int] | None:
    """The words and the minute of the day, if the fact has just one."""
    found = list(_CLOCK.finditer(fact.text))
    if len(found) != 1 or _ZONED.search(fact.text):
        return None
    return found[0][0], _minute(found[0])


def _minute(clock: re.Match[str]) -> int:
    if clock["noon"] or clock["midnight"]:
        return 12 * 60 if clock["noon"] else 0
    if clock["h24"]:
        return int(clock["h24"]) * 60 + int(clock["m24"])
    hour = int(clock["h"]) % 12 + (12 if clock["half"].lower() == "p" else 0)
    return hour * 60 + int(clock["m"] or 0)
