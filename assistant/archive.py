"""The archive's step of a check: related claims of the desk's earlier checks, and the articles they stand in.

Claims are related when they share words that few others have. Each word of a submitted claim is looked up
in the full-text index, newest first and POSTINGS rows at most, so that a fetch costs the same however much
the desk has checked. What shares most, word by word weighed by how rare it is, is compared; the rest is told
under `rejected`.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import log2

from sqlalchemy.orm import Session

from assistant.archived import ARCHIVE, Against, Archived, taken
from assistant.article import Article
from assistant.asking import Model
from assistant.fold import fold
from assistant.language.lookup import lookup_words
from assistant.report import Coverage, Rejected, Trace
from assistant.rule import Rule, Scope
from assistant.stage import Outcome, Provided
from assistant.store import Store, archive, checks, fulltext
from assistant.store.archive import Place
from assistant.view import View

WORDS = 12  # of one claim that are looked up
POSTINGS = 64  # archived claims that one word leads to
CLAIMS = 8  # archived claims that one submitted claim leads to
LOOKED_AT = 3  # times `limit` articles are read at most, so that copies leave room for others
_FEWEST = 2  # words that two related claims share
_LEAST_WEIGHT = 6.0  # of these words: a word that no other claim has weighs 7, one that 64 have weighs 1
_LEAST_SHARE = 0.35  # of the weight of all words of the submitted claim that the archive knows
_COPY = 0.8  # of the sentences of the shorter
_VERSION = 0.6


class FromArchive:
    """Fetches from a desk's archive. Implements `assistant.stage.Stage`; a check runs it on its claims."""

    name: str = ARCHIVE
    scope: Scope = "story"
    needs: frozenset[str] = frozenset({"claims"})
    provides: frozenset[str] = frozenset({ARCHIVE})
    rules: tuple[Rule, ...] = ()

    def __init__(self, store: Store, desk: str, against: Against) -> None:
        self._store, self._desk, self._against = store, desk, against

    async def run(self, view: View, model: Model | None) -> Outcome:  # noqa: ARG002 - as every stage
        """The related articles of the desk's earlier checks, the most related first. Raises StoreError."""
        provided = await asyncio.to_thread(self._fetched, view)
        lacking = view.lacking()
        sentences = {article.id: len(article.sentences) for article in view.articles}
        coverage = Coverage(
            sentences=sum(sentences.values()),
            examined=sum(size for id_, size in sentences.items() if id_ not in lacking),
        )
        trace = Trace(
            name=self.name,
            status="ok",
            engine="full text",
            coverage=coverage,
            parameters=self._against.model_dump(),
        )
        return Outcome(provided=provided, trace=trace)

    def _fetched(self, view: View) -> Provided:
        with self._store.reading() as session:
            choice = _Choice(view.articles, self._against.limit)
            related = _ranked(session, self._desk, view, timedelta(days=self._against.days))
            ranked = [place for place in related if place.identity not in choice.known]
            for place in ranked[: LOOKED_AT * self._against.limit]:
                if choice.full:
                    break
                choice.consider(_read(session, self._desk, place))
        choice.leave_out(len(ranked) - choice.considered, "related archived articles beyond the limit")
        return Provided(archived=tuple(choice.chosen), rejected=tuple(choice.rejected()))


def _ranked(session: Session, desk: str, view: View, reach: timedelta) -> list[Place]:
    """The places of related archived articles, the most related first, then the newest; an article once."""
    scores: Counter[Place] = Counter()
    for article in view.articles:
        window = _window(archive.moment(article, datetime.now(UTC)), reach)
        claims = [
            lookup_words(claim.statement, article.language)[:WORDS]
            for claim in view.claims
            if claim.article == article.id and claim.checkable
        ]
        words = sorted({word for words in claims for word in words})
        found = fulltext.postings(session, words, desk, window, POSTINGS)
        related = [_related(words, found) for words in claims]
        at_place = archive.places(session, desk, {row for rows in related for row in rows})
        for rows in related:
            best: dict[Place, float] = {}
            for row, score in rows.items():
                if (place := at_place.get(row)) is not None:
                    best[place] = max(best.get(place, 0.0), score)
            scores.update(best)
    newest: dict[str, int] = {}
    for place in scores:
        newest[place.identity] = max(newest.get(place.identity, 0), place.row)
    once = (place for place in scores if newest[place.identity] == place.row)
    return sorted(once, key=lambda place: (-scores[place], -place.row))


def _window(at: datetime, reach: timedelta) -> tuple[datetime, datetime]:
    earliest, latest = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    return (
        at - reach if at - earliest > reach else earliest,
        at + reach if latest - at > reach else latest,
    )


def _related(words: Sequence[str], found: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """The archived claims that share most with a claim; a word weighs the more, the fewer claims have it."""
    scores: dict[int, float] = {}
    shared: Counter[int] = Counter()
    weight = {word: 1 + log2(POSTINGS / len(found[word])) if found[word] else 0.0 for word in words}
    for word in words:
        for row in found[word]:
            scores[row] = scores.get(row, 0.0) + weight[word]
            shared[row] += 1
    least = max(_LEAST_WEIGHT, _LEAST_SHARE * sum(map(weight.__getitem__, words)))
    likely = (row for row in scores if shared[row] >= _FEWEST and scores[row] >= least)
    return {row: scores[row] for row in sorted(likely, key=lambda row: (-scores[row], -row))[:CLAIMS]}


def _read(session: Session, desk: str, place: Place) -> Archived | None:
    report = checks.report(session, place.check, desk)
    return None if report is None else taken(report, place.article)


class _Choice:
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
