"""How the work of a function grows with what it is given: a ratio within one run, never a time."""

from collections.abc import Callable
from time import process_time

_TRIES = 3
_NOISE = 0.002


def growth(work: Callable[[int], object], size: int) -> float:
    """The processor time for four times the size against four times that for the size.

    About 1 where time is linear, and 4 where it is quadratic. The least of three tries counts for each, and
    two milliseconds are added to both: what is faster than that is noise.
    """
    return _least(work, 4 * size) / (4 * _least(work, size))


def _least(work: Callable[[int], object], size: int) -> float:
    times = []
    for _ in range(_TRIES):
        began = process_time()
        work(size)
        times.append(process_time() - began)
    return min(times) + _NOISE
