"""Confidence intervals by the bootstrap: whole units are drawn again, so that an article stays together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from assistant.evaluation.sheet import Share

ROUNDS = 2_000
SEED = 20_250_611
LEVEL = 0.95
FEWEST = 3


def value(shares: Sequence[Share]) -> float | None:
    """The mean of the shares; None where one of them has no cases."""
    if any(of == 0 for _, of in shares):
        return None
    return sum(hits / of for hits, of in shares) / len(shares)


def totals(units: Mapping[str, Sequence[Share]]) -> tuple[Share, ...]:
    """The sums over all units."""
    columns = zip(*units.values(), strict=True)
    return tuple((sum(h for h, _ in column), sum(n for _, n in column)) for column in columns)


def draws(units: int) -> list[Counter[int]]:
    """How often each unit comes in each of the seeded resamples: the same for every measure."""
    random = Random(SEED)  # noqa: S311 - resampling, not secrecy
    return [Counter(random.choices(range(units), k=units)) for _ in range(ROUNDS)]


def interval(
    units: Mapping[str, Sequence[Share]], resamples: Sequence[Counter[int]]
) -> tuple[float, float] | None:
    """The 95 % percentile interval. None with fewer than three units that have cases: it would say nothing.

    A resample without cases is left out; None if that is all of them, as where one of two shares has no case.
    """
    rows = [[number for share in shares for number in share] for shares in units.values()]
    kept = [n for n, row in enumerate(rows) if any(row[1::2])]
    if len(kept) < FEWEST:
        return None
    drawn = (_drawn(rows, kept, times) for times in resamples)
    values = sorted(one for one in drawn if one is not None)
    if not values:
        return None
    tail = (1 - LEVEL) / 2
    return values[int(tail * len(values))], values[int((1 - tail) * len(values)) - 1]


def _drawn(rows: Sequence[Sequence[int]], kept: Sequence[int], times: Counter[int]) -> float | None:
    sums = [0] * len(rows[0])
    for n in kept:
        if many := times[n]:
            for column, number in enumerate(rows[n]):
                sums[column] += many * number
    return value(list(zip(sums[::2], sums[1::2], strict=True)))
