"""An index through which things meet that share keys, instead of all pairs of them."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from factcheck_consistency.bounds import Bounds

T = TypeVar("T")
POSTINGS = 48
CANDIDATES = 16


class Index(Generic[T]):
    """Things by their keys: each meets at most `candidates` others, so that work grows with their number.

    A key leads to at most `postings` things; one beyond them is met through its other keys only. `what`
    names the things where a bound left some out.
    """

    def __init__(
        self,
        bounds: Bounds,
        what: str,
        *,
        postings: int = POSTINGS,
        candidates: int = CANDIDATES,
        fewest: int = 1,
    ) -> None:
        self._bounds = bounds
        self._what = what
        self._postings = postings
        self._candidates = candidates
        self._fewest = fewest
        self._things: list[T] = []
        self._by_key: dict[Hashable, list[int]] = {}

    def add(self, thing: T, keys: Iterable[Hashable]) -> None:
        """Enter a thing under its keys."""
        for key in keys:
            posting = self._by_key.setdefault(key, [])
            if len(posting) < self._postings:
                posting.append(len(self._things))
            else:
                self._bounds.leave_out(
                    f"entries of {self._what} under words that {self._postings} others share"
                )
        self._things.append(thing)

    def candidates(self, keys: Iterable[Hashable]) -> list[T]:
        """The things that share most of these keys, `fewest` at least, the likest first."""
        hits = Counter(number for key in keys for number in self._by_key.get(key, ()))
        likely = [number for number, shared in hits.items() if shared >= self._fewest]
        best = sorted(likely, key=lambda number: (-hits[number], number))[: self._candidates]
        self._bounds.leave_out(
            f"pairs of {self._what} beyond the {self._candidates} likest of each", len(likely) - len(best)
        )
        return [self._things[number] for number in best]
