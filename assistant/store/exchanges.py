"""Exchanges: requests and replies as cache and audit trail. What may be sent is decided in `admission`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import JsonValue
from sqlalchemy import ColumnElement, delete, exists, func, null, select, update
from sqlalchemy.orm import Session

from assistant.store import tallies
from assistant.store.tables import ExchangeRow, ExchangeUseRow

ENDED = ("answered", "failed", "refused")


@dataclass(frozen=True)
class Exchange:
    """An exchange as one check sees it: `paid` says whether the check paid for it or found it there.

    `failure` is `{kind, message, retry_after}`. `cost_usd` None is unknown.
    """

    id: int
    stage: str
    article: str | None
    alias: str
    place: int
    model: str
    status: str
    valid: bool
    paid: bool
    request: Any
    reply: Any
    failure: Any
    prompt_tokens: int | None
    completion_tokens: int | None
    cost_usd: float | None
    created_at: datetime
    ended_at: datetime | None


def answered(
    session: Session,
    id_: int,
    reply: JsonValue,
    *,
    prompt_tokens: int,
    completion_tokens: int,
    cost_usd: float | None,
) -> None:
    """Complete a row with its reply; one whose check was erased meanwhile gets the figures alone."""
    row = session.get(ExchangeRow, id_)
    if row is None or row.status != "admitted":
        return
    row.status, row.ended_at = "answered", datetime.now(UTC)
    row.reply = None if row.key is None else reply
    row.prompt_tokens, row.completion_tokens, row.cost_usd = prompt_tokens, completion_tokens, cost_usd
    tallies.call_ended(session, row)


def failed(session: Session, id_: int, failure: JsonValue, *, cost_usd: float | None) -> None:
    """Complete a row with what went wrong. `cost_usd` None: it may have been paid for."""
    row = session.get(ExchangeRow, id_)
    if row is None or row.status != "admitted":
        return
    row.status, row.ended_at, row.cost_usd = "failed", datetime.now(UTC), cost_usd
    row.failure = None if row.key is None else failure
    if cost_usd is not None:
        row.prompt_tokens = row.completion_tokens = 0
    tallies.call_ended(session, row, failure)


def approve(session: Session, ids: Iterable[int]) -> None:
    """Mark exchanges as valid: other checks of the desk may use them."""
    session.execute(update(ExchangeRow).where(ExchangeRow.id.in_(tuple(ids))).values(valid=True))


def same_of_check(session: Session, check: str, desk: str, key: str) -> tuple[Exchange, ...]:
    """The check's own exchanges of that key, in order."""
    return tuple(_of_check(session, check, desk, ExchangeRow.key == key))


def of_check(session: Session, check: str, desk: str) -> tuple[Exchange, ...]:
    """All exchanges that a check used, in order."""
    return tuple(_of_check(session, check, desk))


def use_valid(session: Session, check: str, desk: str, key: str) -> Exchange | None:
    """The desk's newest valid exchange of that key, if any; notes that the check uses it."""
    row = session.scalars(
        select(ExchangeRow)
        .where(ExchangeRow.desk == desk, ExchangeRow.key == key, ExchangeRow.valid)
        .order_by(ExchangeRow.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    session.merge(ExchangeUseRow(exchange_id=row.id, check_id=check, paid=False))
    return _exchange(row, paid=False)


def has_valid(session: Session, desk: str, key: str) -> bool:
    """Whether the desk has a valid reply to this request."""
    found = select(ExchangeRow.id).where(ExchangeRow.desk == desk, ExchangeRow.key == key, ExchangeRow.valid)
    return session.scalar(found.limit(1)) is not None


def release(session: Session, desk: str, checks: Iterable[str], *, story: bool = False) -> None:
    """These checks use their exchanges no more; what no other check uses loses its text and its key.

    With `story` only those about a whole story, which may quote every article of it.
    The figures stay until the retention ends, or an erased check would give its cost back to the budget.
    """
    mine = select(ExchangeRow.id).where(ExchangeRow.desk == desk)
    mine = mine.where(ExchangeRow.article.is_(None)) if story else mine
    unused = ~exists().where(ExchangeUseRow.exchange_id == ExchangeRow.id)
    for check in checks:
        of_check = (ExchangeUseRow.check_id == check, ExchangeUseRow.exchange_id.in_(mine))
        used = session.scalars(delete(ExchangeUseRow).where(*of_check).returning(ExchangeUseRow.exchange_id))
        session.execute(
            update(ExchangeRow)
            .where(ExchangeRow.id.in_(used.all()), unused)
            .values(key=None, article=None, request=null(), reply=null(), failure=null(), valid=False)
            .execution_options(synchronize_session=False)
        )


def expire(session: Session, now: datetime, days: int) -> int:
    """Delete the exchanges older than the retention; gives how many."""
    old = delete(ExchangeRow).where(ExchangeRow.created_at < now - timedelta(days=days))
    return len(session.scalars(old.returning(ExchangeRow.id)).all())


def spent(session: Session, desk: str, since: datetime) -> tuple[float, int]:
    """What the desk's calls have cost since then in US dollars, and how many calls have an unknown cost."""
    known, unknown = session.execute(
        select(
            func.coalesce(func.sum(ExchangeRow.cost_usd), 0.0),
            func.count().filter(ExchangeRow.cost_usd.is_(None)),
        ).where(ExchangeRow.desk == desk, ExchangeRow.created_at >= since, ExchangeRow.status != "refused")
    ).one()
    return float(known or 0), int(unknown)


def _of_check(session: Session, check: str, desk: str, *more: ColumnElement[bool]) -> Iterable[Exchange]:
    found = session.execute(
        select(ExchangeRow, ExchangeUseRow.paid)
        .join(ExchangeUseRow, ExchangeUseRow.exchange_id == ExchangeRow.id)
        .where(ExchangeUseRow.check_id == check, ExchangeRow.desk == desk, *more)
        .order_by(ExchangeRow.id)
    )
    return (_exchange(row, paid=paid) for row, paid in found)


def _exchange(row: ExchangeRow, *, paid: bool) -> Exchange:
    names = (name for name in Exchange.__dataclass_fields__ if name != "paid")
    return Exchange(**{name: getattr(row, name) for name in names}, paid=paid)
