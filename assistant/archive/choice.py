"""Which archived articles a check is compared with, of those that are related."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.archived import ARCHIVE, Archived
from assistant.article import Article
from assistant.fold import fold
from assistant.report import Rejected
from assistant.store import archive

_COPY = 0.8  # of the sentences of the shorter
_VERSION = 0.6


class Choice:
    """Which archived articles to compare with: no earlier version of a submitted one, no two copies."""

    def __init__(self, submitted: Sequence[Article], limit: int) -> None:
        self._submitted, self._limit = submitted, limit
        self.known = {archive.identity(article) for article in submitted}
        self._left: Counter[str] = Counter()
        self.chosen: list[Archived] = []
        self.considered = 0

    @property
    def full(self) -> bool:
        """Whether there are as many as may be."""
        return len(self.chosen) >= self._limit

    def consider(self, found: Archived | None) -> None:
        """Take it unless it is an earlier version of a submitted article, or a copy of one that was taken."""
        self.considered += 1
        if found is None or found.article.sha256 in {article.sha256 for article in self._submitted}:
            return
        sentences = _sentences(found.article)
        if any(_is_version(found.article, article) for article in self._submitted):
            self.leave_out(1, "earlier versions of a submitted article")
        elif any(_share(sentences, _sentences(other.article)) >= _COPY for other in self.chosen):
            self.leave_out(1, "archived articles that repeat another one")
        else:
            self.chosen.append(found)

    def leave_out(self, number: int, what: str) -> None:
        """Note that so many of these were left out."""
        if number > 0:
            self._left[what] += number

    def rejected(self) -> Iterator[Rejected]:
        """What was left out, and why."""
        for what, number in sorted(self._left.items()):
            item = {"left_out": number}
            yield Rejected(
                stage=ARCHIVE, article=None, item=item, reason=f"left_out_by_bound: {number} {what}"
            )


def _is_version(one: Article, other: Article) -> bool:
    """Whether two articles of one outlet are mostly the same: without an id or url no more can be known."""
    same_outlet = one.outlet is not None and one.outlet == other.outlet
    return same_outlet and _share(_sentences(one), _sentences(other)) >= _VERSION


def _sentences(article: Article) -> frozenset[str]:
    return frozenset(fold(article.words(sentence)) for sentence in article.sentences)


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    """How much of the shorter text the longer one has too, 0 to 1."""
    return len(some & others) / min(len(some), len(others))
