"""What a bound left out: counted while the comparison runs, and told under `rejected`."""

from collections import Counter
from collections.abc import Iterator

from assistant.report import Rejected

_STAGE = "consistency"


class Bounds:
    """How often each bound left something out, by what was left out and why."""

    def __init__(self) -> None:
        self._left: Counter[str] = Counter()

    def leave_out(self, what: str, count: int = 1) -> None:
        """Note that so many of these were left out."""
        if count > 0:
            self._left[what] += count

    def rejected(self) -> Iterator[Rejected]:
        """One entry for each bound that left something out."""
        for what, count in sorted(self._left.items()):
            reason = f"left_out_by_bound: {count} {what}"
            yield Rejected(stage=_STAGE, article=None, item={"left_out": count}, reason=reason)
