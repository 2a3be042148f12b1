"""Whether two results differ by more than noise: a paired permutation test over units."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from assistant.errors import InputError
from assistant.evaluation.intervals import SEED, totals, value
from assistant.evaluation.results import Measured, Results
from assistant.evaluation.sheet import Share
from assistant.evaluation.table import number, spending, title

ROUNDS = 5_000
LEVEL = 0.05
_ROUNDING = 1e-12

Pair = tuple[tuple[Share, ...], tuple[Share, ...]]


@dataclass(frozen=True)
class Difference:
    """A measure of two results on the units that both scored. `p` is by itself, `adjusted` Holm's."""

    field: str
    name: str
    first: float
    second: float
    units: int
    p: float
    adjusted: float

    @property
    def more_than_noise(self) -> bool:
        """Whether chance alone would show so much less than once in twenty, over all measures compared."""
        return self.adjusted < LEVEL


def compare(first: Results, second: Results) -> list[Difference]:
    """The measures that both have, floors left out. Raises InputError if they are of different data."""
    if first.subject.sha256 != second.subject.sha256:
        raise InputError(
            "expected results on the same articles, got "
            f"{title(first)!r} and {title(second)!r} with different texts; evaluate both again"
        )
    others = {(measure.field, measure.name): measure for measure in second.measures}
    raw = [
        difference
        for measure in first.measures
        if not measure.floor and (other := others.get((measure.field, measure.name)))
        if (difference := _difference(measure, other))
    ]
    return _holm(raw)


def to_table(first: Results, second: Results, differences: Sequence[Difference]) -> str:
    """The differences as text, second minus first, under what either was and cost."""
    heads = [*_head("A", first), *_head("B", second)]
    return "\n".join([*heads, "", *_lines(differences)]) + "\n"


def _head(letter: str, results: Results) -> Iterator[str]:
    yield f"{letter}: {title(results)}"
    yield from (f"   {spending(spent)}" for spent in results.spent)


def _lines(differences: Sequence[Difference]) -> Iterator[str]:
    yield f"{'':46}{'A':>7}{'B':>7}{'B - A':>8}{'units':>7}{'p':>8}{'Holm':>8}"
    for one in differences:
        change = f"{one.second - one.first:+.3f}"
        verdict = "  more than noise" if one.more_than_noise else ""
        name = f"{one.field}: {one.name}"
        yield (
            f"{name:46}{number(one.first):>7}{number(one.second):>7}{change:>8}{one.units:>7}"
            f"{one.p:>8.4f}{one.adjusted:>8.4f}{verdict}"
        )
    yield ""
    yield (
        f"paired permutation test over units that both scored, {ROUNDS} rounds, seed {SEED}; "
        "p adjusted over all measures by Holm's method"
    )


def _difference(first: Measured, second: Measured) -> Difference | None:
    """None where one of them has no cases on the units in common."""
    common = sorted(first.units.keys() & second.units.keys())
    pairs = [(first.units[unit], second.units[unit]) for unit in common]
    ends = _values(pairs)
    if ends is None:
        return None
    a, b = ends
    p = _chance(pairs, abs(b - a))
    return Difference(first.field, first.name, a, b, len(pairs), p, p)


def _values(pairs: Sequence[Pair]) -> tuple[float, float] | None:
    if not pairs:
        return None
    sides = [totals({str(n): pair[side] for n, pair in enumerate(pairs)}) for side in (0, 1)]
    a, b = value(sides[0]), value(sides[1])
    return None if a is None or b is None else (a, b)


def _chance(pairs: Sequence[Pair], seen: float) -> float:
    """How often swapping A and B at random, unit by unit, gives a difference as large as the one seen."""
    random = Random(SEED)  # noqa: S311 - resampling, not secrecy
    differing = [n for n, (a, b) in enumerate(pairs) if a != b]
    as_large = 0
    for _ in range(ROUNDS):
        swapped = list(pairs)
        for n in differing:
            if random.random() < 0.5:
                swapped[n] = (pairs[n][1], pairs[n][0])
        ends = _values(swapped)
        as_large += ends is not None and abs(ends[1] - ends[0]) >= seen - _ROUNDING
    return (1 + as_large) / (1 + ROUNDS)


def _holm(differences: Sequence[Difference]) -> list[Difference]:
    """Each p times the number of measures still in play, in rising order, and never below the one before."""
    order = sorted(range(len(differences)), key=lambda n: differences[n].p)
    adjusted, least = {}, 0.0
    for rank, n in enumerate(order):
        least = max(least, min(1.0, differences[n].p * (len(order) - rank)))
        adjusted[n] = least
    return [Difference(**{**vars(one), "adjusted": adjusted[n]}) for n, one in enumerate(differences)]
