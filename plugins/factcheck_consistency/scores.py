"""Results of a match or a vote: "beat Rovers 3-1" beside "beat Rovers 2-1"."""

import re

from factcheck_consistency.comparable import both_affirm, both_real, on_one_thing
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import keys

_RESULT = re.compile(r"(?<![\d.,:/–-])\d{1,3}[-–]\d{1,3}(?![\d.,:/–-]*\d)")


def scores(pair: Pair) -> Difference | None:
    """Two results of one contest, whichever side is named first."""
    if not on_one_thing(pair, overlap=0.6) or pair.names_differ or not pair.same_time:
        return None
    if not both_real(pair) or not both_affirm(pair):
        return None
    mine, theirs = (_only_result(fact) for fact in (pair.a, pair.b))
    if mine is None or theirs is None or _figures(mine) == _figures(theirs):
        return None
    return Difference("number_mismatch", mine, theirs)


def _only_result(fact: Fact) -> str | None:
    """The result, if the fact speaks of winning, losing or drawing and has just one."""
    found = _RESULT.findall(fact.text) if fact.keys & keys("contests") else []
    return found[0] if len(found) == 1 else None


def _figures(result: str) -> list[int]:
    return sorted(map(int, re.split("[-–]", result)))
