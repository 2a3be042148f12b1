"""The score sheet: counts for each measure and each unit of sampling, and every fault in its text.

A measure is the mean of one or more shares, each a ratio of sums over units: recall is one share, F1 too
(twice the hits over found and expected together), balanced accuracy the mean of two.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from assistant.article import Anchor, Article, Frozen

Share = tuple[int, int]
What = Literal["missed", "false alarm", "wrong label"]
_CONTEXT = 160


class Passage(Frozen):
    """A place in an article, and the text around it."""

    article: str
    before: str
    exact: str
    after: str


class Fault(Frozen):
    """One miss, false alarm or wrong label, in its text. `measure` is the one that it lowers."""

    field: str
    measure: str
    what: What
    unit: str
    detail: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Key:
    """A measure: the report field it judges, its name, and whether it is only a floor to compare with."""

    field: str
    name: str
    floor: bool = False


@dataclass
class Sheet:
    """What was counted so far."""

    counts: dict[Key, dict[str, tuple[Share, ...]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def count(self, key: Key, unit: str, *shares: Share) -> None:
        """Add hits and cases of a unit to a measure."""
        units = self.counts.setdefault(key, {})
        before = units.get(unit, ((0, 0),) * len(shares))
        units[unit] = tuple((a + c, b + d) for (a, b), (c, d) in zip(before, shares, strict=True))

    def retrieval(self, field: str, what: str, unit: str, hits: int, found: int, expected: int) -> None:
        """Precision, recall and F1 of one unit."""
        self.found(field, what, unit, hits, found, expected)
        self.count(Key(field, f"{what} F1"), unit, (2 * hits, found + expected))

    def found(self, field: str, what: str, unit: str, hits: int, found: int, expected: int) -> None:
        """Precision and recall of one unit."""
        self.count(Key(field, f"{what} precision"), unit, (hits, found))
        self.count(Key(field, f"{what} recall"), unit, (hits, expected))

    def fault(
        self, key: tuple[str, str], what: What, unit: str, passages: Iterable[Passage], detail: str = ""
    ) -> None:
        """Note what lowered a measure."""
        self.faults.append(
            Fault(field=key[0], measure=key[1], what=what, unit=unit, detail=detail, passages=tuple(passages))
        )


def passage(article: Article, anchor: Anchor) -> Passage:
    """The anchor within its paragraph, at most 160 characters of it to either side."""
    source = article.source(anchor.part)
    start, end = max(0, anchor.start - _CONTEXT), anchor.end + _CONTEXT
    before = source[start : anchor.start]
    after = source[anchor.end : end]
    if start and "\n" not in before:
        before = "… " + before.partition(" ")[2]
    if end < len(source) and "\n" not in after:
        after = after.rpartition(" ")[0] + " …"
    return Passage(
        article=article.id,
        before=before.rpartition("\n")[2],
        exact=anchor.exact,
        after=after.partition("\n")[0],
    )
