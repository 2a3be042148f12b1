"""What two facts that speak of the same thing disagree on: one difference at most, the plainest first."""

from collections.abc import Callable
from dataclasses import replace

from factcheck_consistency.amounts import amounts
from factcheck_consistency.comparable import LEAST_WEIGHT
from factcheck_consistency.denials import denial
from factcheck_consistency.difference import Difference
from factcheck_consistency.drift import drift
from factcheck_consistency.moments import moments
from factcheck_consistency.naming import naming
from factcheck_consistency.opposites import opposition
from factcheck_consistency.ordinals import ordinals
from factcheck_consistency.pairs import Pair
from factcheck_consistency.rewrites import rewritten
from factcheck_consistency.scores import scores

_OF_WHOLE: tuple[Callable[[Pair], Difference | None], ...] = (
    ordinals,
    opposition,
    denial,
    amounts,
    scores,
    moments,
    naming,
    rewritten,
)
_COMPARISONS = (*_OF_WHOLE, drift)


def difference(pair: Pair) -> Difference | None:
    """What the two disagree on, or None. A conflict between sources of their own is a reported dispute."""
    if pair.whole.weight < LEAST_WEIGHT:
        return None
    found = _first(_COMPARISONS, pair)
    if found is None and (pair.a.credits or pair.b.credits):
        found = _first(_OF_WHOLE, pair.whole)
    if found and pair.disputed and found.kind in _DISPUTABLE:
        return replace(found, kind="reported_dispute")
    return found


_DISPUTABLE = frozenset({"contradiction", "number_mismatch", "time_mismatch"})


def _first(comparisons: tuple[Callable[[Pair], Difference | None], ...], pair: Pair) -> Difference | None:
    return next((found for compare in comparisons if (found := compare(pair))), None)
