"""Figures: the quantities of a claim, and whether two of them can both be right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import floor, inf, log10

from assistant.language.lists import entries
from assistant.language.numbers import numbers
from assistant.report import Quantity
from factcheck_consistency.terms import PACKAGE, key_of

APPROXIMATE = 0.1  # "about 50" covers 45 to 55
CONVERTED = 0.03  # converted measures are rounded before they are printed
_ROUND_FROM = 1000  # from here on a figure with fewer digits is taken for a rounded one


@dataclass(frozen=True)
class Figure:
    """A quantity at `start:end` of its fact's text; the number itself ends at `number_end`."""

    quantity: Quantity
    start: int
    number_end: int
    end: int
    unit: str
    low: float
    high: float
    converted: bool = False

    @property
    def value(self) -> float:
        """The figure's own number: the finite end, or the middle of both."""
        if self.low == -inf or self.high == inf:
            return self.high if self.low == -inf else self.low
        return (self.low + self.high) / 2

    def fits(self, other: "Figure") -> bool:
        """Whether both can be right: ranges, bounds, approximation and rounding allowed for."""
        slack = CONVERTED if self.converted != other.converted else 0.0
        mine, theirs = self._widened(slack), other._widened(slack)
        return (mine[0] <= theirs[1] and theirs[0] <= mine[1]) or _rounds_to(self.value, other.value)

    def _widened(self, slack: float) -> tuple[float, float]:
        slack += APPROXIMATE if self.quantity.approximate else 0.0
        width = slack * abs(self.value) if slack else 0.0
        return self.low - width, self.high + width


def figures_of(text: str, quantities: Sequence[Quantity]) -> tuple[Figure, ...]:
    """The quantities that have a value and whose words are found in the text, in order."""
    return tuple(_figures(text, quantities))


def _figures(text: str, quantities: Sequence[Quantity]) -> Iterator[Figure]:
    free = 0
    for quantity in quantities:
        start = text.find(quantity.text, free)
        if start < 0 or (quantity.low is None and quantity.high is None):
            continue
        free = end = start + len(quantity.text)
        inside = [number.end for number in numbers(quantity.text)]
        unit, factor = _measured(quantity.unit)
        yield Figure(
            quantity=quantity,
            start=start,
            number_end=start + inside[-1] if inside else end,
            end=end,
            unit=unit,
            low=-inf if quantity.low is None else quantity.low * factor,
            high=inf if quantity.high is None else quantity.high * factor,
            converted=factor != 1,
        )


def _measured(unit: str) -> tuple[str, float]:
    """The unit that this one is compared in, and how many of it this one is."""
    if unit == "%" or unit.isupper():
        return unit, 1.0
    key = key_of(unit.lower()) if unit else ""
    return _units().get(key, (key, 1.0))


@cache
def _units() -> dict[str, tuple[str, float]]:
    rows = (entry.split() for entry in entries(PACKAGE, "data/units.txt"))
    return {key_of(unit): (key_of(base), float(factor)) for unit, factor, base in rows}


def _rounds_to(one: float, other: float) -> bool:
    """Whether one is the other with fewer digits, as 49,000 is 48,750."""
    if min(abs(one), abs(other)) < _ROUND_FROM:
        return False
    return any(_rounded(a, digits(b)) == b for a, b in ((one, other), (other, one)))


def digits(value: float) -> int:
    """How many digits the number is given with, trailing zeros left out."""
    return len(f"{abs(value):.12g}".replace(".", "").strip("0"))


def _rounded(value: float, digits: int) -> float:
    return round(value, digits - 1 - floor(log10(abs(value))))
