"""The archive of a desk: what it has checked, found again by the words of its claims.

Every function is one part of the caller's transaction. An article is in the archive as its newest check has
it, from the moment that keeps the report to the one that erases it or removes its text.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select
from sqlalchemy.orm import Session

from assistant.archived import origins
from assistant.article import Article, digest
from assistant.language.lookup import lookup_words
from assistant.report import Claim, Report
from assistant.store import bare, exchanges, fulltext
from assistant.store.tables import ArchivedArticleRow, ArchivedClaimRow, ArchivedUseRow, CheckRow

MOST_WORDS = 40  # of one claim that are indexed
_AT_ONCE = 50  # reports that one transaction indexes anew


@dataclass(frozen=True)
class Place:
    """Where an archived claim stands: an article of a check. `row` grows with the time of the check."""

    row: int
    check: str
    article: str
    identity: str


@dataclass(frozen=True)
class ArchivedClaim:
    """An archived claim: its place, when it was published, and the tokens of its words."""

    place: Place
    at: datetime
    tokens: str


def identity(article: Article) -> str:
    """What tells an article from others through all its revisions: its key, else its very text."""
    return digest(article.key) if article.key else article.sha256


def moment(article: Article, checked_at: datetime) -> datetime:
    """When an article stands in time: its publication, else its check.

    The first and the last year that a calendar has are no dates: they cannot be brought to UTC.
    """
    at = article.published_at
    return at if at is not None and MINYEAR < at.year < MAXYEAR else checked_at


def keep(session: Session, report: Report, desk: str) -> None:
    """Let the submitted articles of a report be found; earlier revisions of them are found no more."""
    checkable: dict[str, list[Claim]] = {}
    for claim in report.claims:
        if claim.checkable:
            checkable.setdefault(claim.article, []).append(claim)
    articles = {identity(a): a for a in report.articles if a.role == "submitted" and a.id in checkable}
    _remove(session, ArchivedArticleRow.desk == desk, ArchivedArticleRow.identity.in_(articles))
    rows = [
        ArchivedArticleRow(desk=desk, identity=known_by, check_id=report.id, article=article.id)
        for known_by, article in articles.items()
    ]
    session.add_all(rows)
    session.flush()
    values = [
        value
        for row, article in zip(rows, articles.values(), strict=True)
        for value in _values(row.id, article, checkable[article.id], report.created_at, desk)
    ]
    if values:
        session.execute(insert(ArchivedClaimRow), values)


def refill(session: Session, after: tuple[datetime, str] | None) -> tuple[datetime, str] | None:
    """Index the kept reports of the next checks anew, oldest first; where to go on, None at the end.

    For checks made before there was an archive, and after a change of what is indexed.
    """
    order = (CheckRow.created_at, CheckRow.id)
    which = select(CheckRow).where(CheckRow.report.is_not(None), CheckRow.bare_since.is_(None))
    if after is not None:
        which = which.where(or_(order[0] > after[0], and_(order[0] == after[0], order[1] > after[1])))
    found = session.scalars(which.order_by(*order).limit(_AT_ONCE).with_for_update(read=True)).all()
    for check in found:
        keep(session, Report.model_validate_json(check.report or ""), check.desk)
    if len(found) < _AT_ONCE:
        fulltext.overwrite(session)
        return None
    return found[-1].created_at, found[-1].id


def standing(session: Session, report: Report, desk: str) -> Report:
    """The report that may be kept: what was erased since it was fetched from the archive is not in it."""
    of = origins(report)
    there = set(
        session.scalars(
            select(CheckRow.id)
            .where(CheckRow.id.in_(set(of.values())), CheckRow.desk == desk, CheckRow.bare_since.is_(None))
            .with_for_update(read=True)
        )
        if of
        else ()
    )
    uses = [
        {"check_id": report.id, "article": article, "of_check": check}
        for article, check in of.items()
        if check in there
    ]
    if uses:
        session.execute(insert(ArchivedUseRow), uses)
    gone = {article for article, check in of.items() if check not in there}
    if not gone:
        return report
    exchanges.release(session, desk, [report.id], story=True)
    return bare.without(report, gone)


def forget(session: Session, desk: str, checks: Collection[str]) -> None:
    """These checks are erased, or lose their text: so do the index and every report that shows their articles.

    What a model was asked about a story that had such an article goes too: it quotes the article.
    """
    _remove(session, ArchivedArticleRow.desk == desk, ArchivedArticleRow.check_id.in_(checks))
    fulltext.overwrite(session)
    shown: dict[str, set[str]] = {}
    uses = delete(ArchivedUseRow).where(ArchivedUseRow.of_check.in_(checks))
    for use in session.scalars(uses.returning(ArchivedUseRow)):
        shown.setdefault(use.check_id, set()).add(use.article)
    found = select(CheckRow).where(CheckRow.id.in_(shown), CheckRow.desk == desk).order_by(CheckRow.id)
    for check in session.scalars(found.with_for_update()):
        if check.report is not None:
            kept = bare.without(Report.model_validate_json(check.report), shown[check.id])
            check.report = kept.model_dump_json(by_alias=True)
    exchanges.release(session, desk, shown, story=True)


def claims(session: Session, desk: str, rows: Iterable[int]) -> Mapping[int, ArchivedClaim]:
    """The archived claims of these rows that are the desk's."""
    found = session.execute(
        select(ArchivedClaimRow, ArchivedArticleRow)
        .join(ArchivedArticleRow, ArchivedArticleRow.id == ArchivedClaimRow.archived_id)
        .where(ArchivedClaimRow.id.in_(list(rows)))
    )
    return {
        claim.id: ArchivedClaim(
            Place(article.id, article.check_id, article.article, article.identity), claim.at, claim.tokens
        )
        for claim, article in found
        if article.desk == desk  # as a condition it would lead SQLite through all that the desk has
    }


def _remove(session: Session, *which: ColumnElement[bool]) -> None:
    session.execute(delete(ArchivedArticleRow).where(*which).execution_options(synchronize_session=False))


def _values(
    row: int, article: Article, checkable: Iterable[Claim], checked_at: datetime, desk: str
) -> Iterator[dict[str, object]]:
    at = moment(article, checked_at)
    for claim in checkable:
        words = lookup_words(claim.statement, article.language)[:MOST_WORDS]
        if words:
            yield {"archived_id": row, "at": at, "tokens": fulltext.indexed(words, desk, at)}
