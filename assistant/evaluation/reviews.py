"""An annotation file from decisions: each check with a finding that a person confirmed or dismissed."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.article import Anchor, Article
from assistant.evaluation.gold import whole_words
from assistant.report import Finding, Report
from assistant.store import Store

DECIDED = frozenset({"confirmed", "dismissed"})


def lines(store: Store, desk: str) -> Iterator[dict[str, Any]]:
    """The annotated articles, those of the newest check first. The same articles are taken once.

    A check whose text an embargo removed cannot be evaluated on and is left out. Raises StoreError.
    """
    seen: set[tuple[str, ...]] = set()
    for report in kept_reports(store, desk):
        key = tuple(article.sha256 for article in report.articles)
        decided = [finding for finding in report.findings if finding.decision.state in DECIDED]
        if decided and key not in seen:
            seen.add(key)
            yield from _story(report, decided)


def kept_reports(store: Store, desk: str, *, bare: bool = False) -> Iterator[Report]:
    """The desk's reports with the decisions as they are now, newest first.

    `bare`: those too whose text an embargo removed.
    """
    cursor: str | None = None
    while True:
        page = store.page(desk, cursor=cursor)
        for summary in page.checks:
            report = None if summary.bare_since and not bare else store.report(summary.id, desk)
            if report is not None:
                yield store.shown(report, desk)
        cursor = page.cursor
        if cursor is None:
            return


def _story(report: Report, decided: list[Finding]) -> Iterator[dict[str, Any]]:
    articles = {article.id: article for article in report.articles}
    for place, article in enumerate(report.articles):
        mine = [
            _finding(finding, articles, report.id)
            for finding in decided
            if _first(finding, articles) == place
        ]
        fields = article.model_dump(
            mode="json", include={"headline", "outlet", "published_at", "language", "text"}, exclude_none=True
        )
        yield {"id": _id(report.id, article.id), "story": report.id, **fields, "findings": mine}


def _first(finding: Finding, articles: dict[str, Article]) -> int:
    """The article that the finding is written with: that of its first anchor, else the first of the check."""
    ids = list(articles)
    return ids.index(finding.anchors[0].article) if finding.anchors else 0


def _finding(finding: Finding, articles: dict[str, Article], check: str) -> dict[str, Any]:
    places = [
        {"article": _id(check, anchor.article), "words": _words(articles[anchor.article], anchor)}
        for anchor in finding.anchors
    ]
    return {"code": finding.code, "confirmed": finding.decision.state == "confirmed", "places": places}


def _words(article: Article, anchor: Anchor) -> dict[str, Any]:
    """The anchor's words and which of their occurrences they are; its sentence's, where it cuts a word."""
    starts = _starts(article, anchor)
    if anchor.start not in starts:
        anchor = article.anchor_of(next(article.sentences_at(anchor)))
        starts = _starts(article, anchor)
    return {"exact": anchor.exact, "occurrence": starts.index(anchor.start) + 1, "part": anchor.part}


def _starts(article: Article, anchor: Anchor) -> list[int]:
    found = re.finditer(whole_words(anchor.exact), article.source(anchor.part))
    return [match.start() for match in found]


def _id(check: str, article: str) -> str:
    return f"{check}/{article}"
