"""Admission: whether one more request may be sent now, decided in one short transaction.

The rows of `exchanges` are the only state, so limits hold across processes and machines; clocks of
machines that share a database are expected to agree within a second or so.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import JsonValue
from sqlalchemy import ColumnElement, and_, case, func, select, text
from sqlalchemy.orm import Session

from assistant.store import tallies
from assistant.store.tables import ExchangeRow, ExchangeUseRow

_LOCK = 7_291_002
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Wanted:
    """A request that wants to be sent. `tokens` and `usd` are the most it may take, `seconds` how long.

    `usd` None is an unknown price. After `seconds` without an outcome its process is taken for dead.
    """

    desk: str
    check: str
    stage: str
    article: str | None
    alias: str
    place: int
    model: str
    key: str
    request: JsonValue
    tokens: int
    usd: float | None
    seconds: float


@dataclass(frozen=True)
class Limits:
    """What bounds a request; None is no bound. `day_began` is when the desk's day began."""

    concurrent: int | None = None
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    check_usd: float | None = None
    day_usd: float | None = None
    day_began: datetime | None = None

    @property
    def any(self) -> bool:
        """Whether there is a bound at all."""
        return any(
            getattr(self, name) is not None for name in self.__dataclass_fields__ if name != "day_began"
        )


@dataclass(frozen=True)
class Denied:
    """Why a request may not be sent, in plain words; `later` when waiting helps."""

    why: str
    later: bool


def admit(session: Session, wanted: Wanted, limits: Limits) -> int | Denied:
    """The id of the new row of a request that may be sent now, or why it may not."""
    if limits.any and session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    now = datetime.now(UTC)
    if limits.any and (denied := _denied(session, wanted, limits, now)) is not None:
        return denied
    return _added(session, wanted, now, status="admitted")


def refuse(session: Session, wanted: Wanted, failure: JsonValue) -> int:
    """Keep a request that a limit refused for good; gives the row's id."""
    id_ = _added(session, wanted, datetime.now(UTC), status="refused", failure=failure, cost_usd=0.0)
    tallies.call_ended(session, session.get_one(ExchangeRow, id_), failure)
    return id_


def _added(session: Session, wanted: Wanted, now: datetime, **more: Any) -> int:  # noqa: ANN401
    row = ExchangeRow(
        desk=wanted.desk,
        key=wanted.key,
        stage=wanted.stage,
        article=wanted.article,
        alias=wanted.alias,
        place=wanted.place,
        model=wanted.model,
        request=wanted.request,
        valid=False,
        reserved_tokens=wanted.tokens,
        reserved_usd=wanted.usd,
        created_at=now,
        expires_at=now + timedelta(seconds=wanted.seconds),
        **more,
    )
    session.add(row)
    session.flush()
    session.add(ExchangeUseRow(exchange_id=row.id, check_id=wanted.check, paid=True))
    return row.id


def _denied(session: Session, wanted: Wanted, limits: Limits, now: datetime) -> Denied | None:
    return (
        _over_budget(session, wanted, limits, now)
        or _too_many(session, wanted, limits, now)
        or _too_fast(session, wanted, limits, now)
    )


def _in_flight(now: datetime) -> ColumnElement[bool]:
    return and_(ExchangeRow.status == "admitted", ExchangeRow.expires_at > now)


def _too_many(session: Session, wanted: Wanted, limits: Limits, now: datetime) -> Denied | None:
    if limits.concurrent is None:
        return None
    count = session.scalar(
        select(func.count())
        .select_from(ExchangeRow)
        .where(ExchangeRow.alias == wanted.alias, _in_flight(now))
    )
    if (count or 0) < limits.concurrent:
        return None
    return Denied(f"{limits.concurrent} calls to {wanted.alias} at the same time", later=True)


def _too_fast(session: Session, wanted: Wanted, limits: Limits, now: datetime) -> Denied | None:
    """A request larger than the limit on tokens goes out alone."""
    if limits.requests_per_minute is None and limits.tokens_per_minute is None:
        return None
    used = func.coalesce(
        ExchangeRow.prompt_tokens + ExchangeRow.completion_tokens, ExchangeRow.reserved_tokens
    )
    requests, tokens = session.execute(
        select(func.count(), func.coalesce(func.sum(used), 0)).where(
            ExchangeRow.alias == wanted.alias,
            ExchangeRow.created_at > now - _MINUTE,
            ExchangeRow.status != "refused",
        )
    ).one()
    if limits.requests_per_minute is not None and requests >= limits.requests_per_minute:
        return Denied(f"{limits.requests_per_minute} requests to {wanted.alias} per minute", later=True)
    most = limits.tokens_per_minute
    if most is not None and tokens and tokens + wanted.tokens > most:
        return Denied(f"{most} tokens of {wanted.alias} per minute", later=True)
    return None


def _over_budget(session: Session, wanted: Wanted, limits: Limits, now: datetime) -> Denied | None:
    if limits.check_usd is None and limits.day_usd is None:
        return None
    if wanted.usd is None:
        return Denied(
            f"there is a budget, and the price of {wanted.alias} is unknown; set input_cost_per_token and "
            "output_cost_per_token in its model_info (0 if it is free)",
            later=False,
        )
    own = ExchangeRow.id.in_(
        select(ExchangeUseRow.exchange_id).where(ExchangeUseRow.check_id == wanted.check, ExchangeUseRow.paid)
    )
    today = ExchangeRow.created_at >= (limits.day_began or now - timedelta(days=1))
    for most, of, what in (
        (limits.check_usd, own, "this check"),
        (limits.day_usd, today, "the desk's day"),
    ):
        if most is not None and (denied := _beyond(session, wanted, of, most, what, now)):
            return denied
    return None


def _beyond(
    session: Session, wanted: Wanted, of: ColumnElement[bool], most: float, what: str, now: datetime
) -> Denied | None:
    """Whether what was paid, what is in flight and this request may come to more than `most` dollars."""
    cost = func.coalesce(ExchangeRow.cost_usd, ExchangeRow.reserved_usd, 0.0)
    settled, pending = session.execute(
        select(
            func.coalesce(func.sum(case((_in_flight(now), 0.0), else_=cost)), 0.0),
            func.coalesce(func.sum(case((_in_flight(now), cost), else_=0.0)), 0.0),
        ).where(ExchangeRow.desk == wanted.desk, ExchangeRow.status != "refused", of)
    ).one()
    usd = wanted.usd or 0.0
    if settled + pending + usd <= most:
        return None
    return Denied(
        f"the budget of {what} is ${most:g}, ${settled:.4f} of it is used, and this call may cost ${usd:.4f}",
        later=settled + usd <= most,
    )
