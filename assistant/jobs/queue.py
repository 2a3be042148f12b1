"""Who works on which check. The lease in the row is the only state, so any process can take over.

A worker renews its leases while it lives. Whatever it writes about a check, it writes in a transaction
that first makes sure that the lease is still its own: two workers never both finish one check.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from assistant.store import checks
from assistant.store.tables import CheckRow, JobRow, UnitRow

MOST_ATTEMPTS = 4


class Hold(Enum):
    """What has become of a lease."""

    OURS = "ours"
    CANCELLED = "cancelled"
    LOST = "lost"


@dataclass(frozen=True)
class Claimed:
    """A check to make. `attempt` counts from 1; more than MOST_ATTEMPTS means that it kills its workers."""

    id: str
    desk: str
    attempt: int
    cancelled: bool


def add(session: Session, id_: str) -> None:
    """Queue a check that was accepted in the same transaction."""
    session.add(JobRow(check_id=id_, queued_at=datetime.now(UTC), attempts=0, cancelled=False))


def waiting(session: Session) -> bool:
    """Whether there is something to claim."""
    return session.scalar(select(JobRow.check_id).where(_free()).limit(1)) is not None


def claim(session: Session, worker: str, seconds: float) -> Claimed | None:
    """Take the oldest check that nobody holds, for so many seconds."""
    job = session.scalars(
        select(JobRow).where(_free()).order_by(JobRow.queued_at).limit(1).with_for_update(skip_locked=True)
    ).first()
    if job is None:
        return None
    check = session.get_one(CheckRow, job.check_id)
    job.worker, job.until = worker, datetime.now(UTC) + timedelta(seconds=seconds)
    job.attempts += 1
    checks.proceed(session, check.id, check.desk, "running")
    return Claimed(check.id, check.desk, job.attempts, job.cancelled)


def renew(session: Session, worker: str, ids: Iterable[str], seconds: float) -> Mapping[str, Hold]:
    """Hold on to these checks, and hear what became of each."""
    wanted = tuple(ids)
    held = session.execute(
        update(JobRow)
        .where(JobRow.check_id.in_(wanted), JobRow.worker == worker)
        .values(until=datetime.now(UTC) + timedelta(seconds=seconds))
        .returning(JobRow.check_id, JobRow.cancelled)
    )
    found = {id_: Hold.CANCELLED if cancelled else Hold.OURS for id_, cancelled in held}
    return {id_: found.get(id_, Hold.LOST) for id_ in wanted}


def holds(session: Session, id_: str, worker: str) -> bool:
    """Whether the check is still this worker's, for the rest of the transaction."""
    found = select(JobRow.worker).where(JobRow.check_id == id_).with_for_update()
    return session.scalar(found) == worker


def give_back(session: Session, id_: str, worker: str) -> None:
    """Let another worker take the check at once; a shutdown is no failed attempt."""
    session.execute(
        update(JobRow)
        .where(JobRow.check_id == id_, JobRow.worker == worker)
        .values(worker=None, until=None, attempts=JobRow.attempts - 1)
    )


def request_cancel(session: Session, id_: str) -> None:
    """Have whoever works on the check stop."""
    session.execute(update(JobRow).where(JobRow.check_id == id_).values(cancelled=True))


def held_by_nobody(session: Session, id_: str) -> bool:
    """Whether no worker has begun the check."""
    found = select(JobRow.attempts).where(JobRow.check_id == id_).with_for_update()
    return session.scalar(found) == 0


def remove(session: Session, id_: str) -> None:
    """The check has ended: there is nothing to do any more, and what units gave is in the report."""
    session.execute(delete(JobRow).where(JobRow.check_id == id_))
    session.execute(delete(UnitRow).where(UnitRow.check_id == id_))


def _free() -> ColumnElement[bool]:
    return or_(JobRow.until.is_(None), JobRow.until < datetime.now(UTC))
