"""Checks: accepted, ended, found again, erased. Every function is one part of the caller's transaction."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import JsonValue
from pydantic_core import from_json
from sqlalchemy import Select, and_, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session, load_only

from assistant.article import Article, digest
from assistant.changes import Thresholds, outline
from assistant.errors import InputError, StoreError
from assistant.report import Report
from assistant.store import archive, bare, tallies
from assistant.store.tables import CheckArticleRow, CheckRow, ReviewRow

_FIRST_WORDS = 80
UNENDED = ("queued", "running")
_IN_A_LIST = (CheckRow.id, CheckRow.status, CheckRow.created_at, CheckRow.ended_at, CheckRow.bare_since)
# Built once: to build a statement takes longer than to run it.
_ONE = (CheckRow.id == bindparam("check"), CheckRow.desk == bindparam("owner"))
_SUMMARY = select(*_IN_A_LIST).where(*_ONE)
_KEYED = exists().where(CheckArticleRow.check_id == bindparam("check"), CheckArticleRow.key != "")
_DECIDED = exists().where(ReviewRow.desk == bindparam("owner"))
_KEPT = select(*_IN_A_LIST, CheckRow.report, _KEYED, _DECIDED).where(*_ONE)


@dataclass(frozen=True)
class Summary:
    """A check without its report. `bare_since` is when its embargo removed the text.

    `headlines` are its articles', or their first words, where they were asked for.
    """

    id: str
    status: str
    created_at: datetime
    ended_at: datetime | None
    bare_since: datetime | None
    headlines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A check with its report as it is kept, as JSON.

    `keyed` is whether its articles may have been checked before, `decided` whether its desk has decisions.
    """

    id: str
    status: str
    created_at: datetime
    ended_at: datetime | None
    bare_since: datetime | None
    report: str | None
    keyed: bool
    decided: bool


@dataclass(frozen=True)
class Page:
    """Some of a desk's checks, newest first, and the cursor of the next page if there is one."""

    checks: tuple[Summary, ...]
    cursor: str | None


def accept(
    session: Session,
    id_: str,
    desk: str,
    articles: Sequence[Article],
    *,
    request: JsonValue = None,
    settings: JsonValue = None,
    embargo: int | None = None,
    origin: JsonValue = None,
) -> Summary:
    """Take a check in, `queued`. `embargo` is in minutes after its end, `origin` what logs and traces name."""
    accepted = Summary(id_, "queued", datetime.now(UTC), None, None)
    connection = session.connection()
    connection.execute(
        insert(CheckRow),
        {
            "id": id_,
            "desk": desk,
            "status": accepted.status,
            "created_at": accepted.created_at,
            "embargo": embargo,
            "request": request,
            "settings": settings,
            "origin": origin,
        },
    )
    if articles:
        connection.execute(
            insert(CheckArticleRow),
            [
                {"check_id": id_, "place": n, "key": hashed(article.key or ""), "revision": article.revision}
                for n, article in enumerate(articles, 1)
            ],
        )
    return accepted


def finish(session: Session, report: Report, desk: str) -> bool:
    """Keep the report of a check that was accepted; False if it has ended already, or was erased."""
    row = session.scalars(_of(report.id, desk).with_for_update()).first()
    if row is None or row.status not in UNENDED:
        return False
    row.status, row.ended_at = report.status, datetime.now(UTC)
    row.text_until = None if row.embargo is None else row.ended_at + timedelta(minutes=row.embargo)
    row.report = archive.standing(session, report, desk).model_dump_json(by_alias=True)
    archive.keep(session, report, desk)
    row.outline = outline(report, _thresholds(row.settings)).model_dump(mode="json")
    row.worker = None
    tallies.check_ended(session, row, report)
    return True


def save(
    session: Session,
    report: Report,
    desk: str,
    *,
    settings: JsonValue = None,
    embargo: int | None = None,
) -> None:
    """Keep the report of a check that ran elsewhere. Raises StoreError if there is a check of its id."""
    if session.get(CheckRow, report.id) is not None:
        raise StoreError(f"there is a check {report.id} already, and a report never changes")
    submitted = [article for article in report.articles if article.role == "submitted"]
    accept(session, report.id, desk, submitted, settings=settings, embargo=embargo)
    session.execute(update(CheckRow).where(CheckRow.id == report.id).values(created_at=report.created_at))
    finish(session, report, desk)


def row(session: Session, id_: str, desk: str, *, lock: bool = False) -> CheckRow | None:
    """The desk's check of that id; locked, nobody else changes it until the transaction ends."""
    found = _of(id_, desk)
    return session.scalars(found.with_for_update() if lock else found).first()


def summary(session: Session, id_: str, desk: str) -> Summary | None:
    """The desk's check of that id, without what was asked and what came of it."""
    found = session.connection().execute(_SUMMARY, {"check": id_, "owner": desk}).first()
    return None if found is None else Summary(*found)


def kept(session: Session, id_: str, desk: str) -> Kept | None:
    """The desk's check of that id, with its report as text: what was asked is not read."""
    found = session.connection().execute(_KEPT, {"check": id_, "owner": desk}).first()
    return None if found is None else Kept(*found)


def report(session: Session, id_: str, desk: str) -> Report | None:
    """The report of the desk's check of that id, if it has one."""
    kept = session.scalar(select(CheckRow.report).where(CheckRow.id == id_, CheckRow.desk == desk))
    return None if kept is None else Report.model_validate_json(kept)


def page(
    session: Session,
    desk: str,
    *,
    cursor: str | None = None,
    limit: int = 50,
    status: str | None = None,
    article: str | None = None,
    headlines: bool = False,
) -> Page:
    """A page of the desk's checks, newest first; `article` is an article's key. Raises InputError.

    With `headlines` every report of the page is read: about a millisecond for 100 kB.
    """
    columns = (*_IN_A_LIST, CheckRow.report) if headlines else _IN_A_LIST
    found = select(CheckRow).options(load_only(*columns)).where(CheckRow.desk == desk)
    if status is not None:
        found = found.where(CheckRow.status == status)
    if article is not None:
        among = select(CheckArticleRow.check_id).where(CheckArticleRow.key == hashed(article))
        found = found.where(CheckRow.id.in_(among))
    if cursor is not None:
        at, id_ = _place(cursor)
        found = found.where(or_(CheckRow.created_at < at, and_(CheckRow.created_at == at, CheckRow.id < id_)))
    newest_first = found.order_by(CheckRow.created_at.desc(), CheckRow.id.desc())
    rows = session.scalars(newest_first.limit(limit + 1)).all()
    shown = rows[:limit]
    return Page(
        tuple(
            Summary(
                r.id,
                r.status,
                r.created_at,
                r.ended_at,
                r.bare_since,
                _headlines(r.report) if headlines else (),
            )
            for r in shown
        ),
        _cursor(shown[-1]) if len(rows) > limit else None,
    )


def erase(session: Session, id_: str, desk: str) -> bool:
    """Remove the row and its articles; False if there is none.

    Its exchanges are `exchanges.release`d, and `archive.forget` takes it from where else it is shown.
    """
    gone = session.execute(
        delete(CheckRow).where(CheckRow.id == id_, CheckRow.desk == desk).returning(CheckRow.id)
    )
    return gone.first() is not None


def lay_bare(session: Session, now: datetime) -> Mapping[str, Sequence[str]]:
    """Remove the text of every check whose embargo says so; gives their ids by desk."""
    due = session.scalars(select(CheckRow).where(CheckRow.text_until <= now).with_for_update()).all()
    for check in due:
        if check.report is not None:
            check.report = bare.bare(Report.model_validate_json(check.report)).model_dump_json(by_alias=True)
        check.request = check.settings = check.text_until = None
        check.bare_since = now
    desks = {check.desk for check in due}
    return {desk: [check.id for check in due if check.desk == desk] for desk in sorted(desks)}


def hashed(key: str) -> str:
    """An article's key as it is kept: a url may be long, and may be its headline."""
    return digest(key) if key else ""


def _thresholds(settings: JsonValue) -> Thresholds:
    """Those of the policy that a check ran with, where that was kept."""
    found: Any = settings
    for name in ("settings", "policy", "thresholds"):
        found = found.get(name) if isinstance(found, dict) else None
    return found or {}


def _of(id_: str, desk: str) -> Select[CheckRow]:
    return select(CheckRow).where(CheckRow.id == id_, CheckRow.desk == desk)


def _headlines(kept: str | None) -> tuple[str, ...]:
    """What the articles of a report are called; nothing where an embargo removed it."""
    articles = from_json(kept)["articles"] if kept else ()
    named = (article.get("headline") or article["text"].strip()[:_FIRST_WORDS] for article in articles)
    return tuple(filter(None, named))


def _cursor(row: CheckRow) -> str:
    return urlsafe_b64encode(f"{row.created_at.isoformat()}|{row.id}".encode()).decode()


def _place(cursor: str) -> tuple[datetime, str]:
    try:
        at, _, id_ = urlsafe_b64decode(cursor.encode()).decode().partition("|")
        moment = datetime.fromisoformat(at)
    except (ValueError, binascii.Error):
        raise InputError("cursor: expected one that an earlier page gave, came something else") from None
    if moment.tzinfo is None:
        raise InputError("cursor: expected one that an earlier page gave, came something else")
    return moment, id_
