"""How the work of a function grows with what it is given: a ratio within one run, never a time."""

from collections.abc import Callable
from time import process_time

LINEAR = 2.5
_TRIES = 5
_NOISE = 0.005


def growth(work: Callable[[int], object], size: int) -> float:
    """The processor time for four times the size against four times that for the size.

    About 1 where time is linear, and 4 where it is quadratic; below LINEAR counts as linear, and ends it. What is
    above is tried up to five times, the least counting for each, for other work on the machine makes it more.
    Five milliseconds are added to both: what is faster than that is noise.
    """
    work(size)
    small = large = float("inf")
    for _ in range(_TRIES):
        small, large = min(small, _seconds(work, size)), min(large, _seconds(work, 4 * size))
        found = (large + _NOISE) / (4 * (small + _NOISE))
        if found < LINEAR:
            break
    return found


def _seconds(work: Callable[[int], object], size: int) -> float:
    began = process_time()
    work(size)
    return process_time() - began
