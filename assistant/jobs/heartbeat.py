"""Which workers live. A worker changes its row while it does; unchanged for its lease, it is taken for dead.

Exactly one of the others is elected, by compare-and-set on that row, to have made by others what the silent
worker held. Time is measured by the clock of who watches, so clocks need not agree. A worker that was taken
for dead may write nothing more under its name.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assistant.jobs.ending import end_without_report
from assistant.store.tables import CheckRow, WorkerRow

LEASE_SECONDS = 15.0
MOST_TAKEOVERS = 3


def sign_on(session: Session, name: str, lease: float) -> None:
    """A worker begins."""
    session.add(WorkerRow(id=name, lease=lease, seen_at=datetime.now(UTC)))


def beat(session: Session, name: str) -> bool:
    """The worker lives. False: it was taken for dead."""
    changed = session.execute(
        update(WorkerRow)
        .where(WorkerRow.id == name, WorkerRow.taker.is_(None))
        .values(seen_at=datetime.now(UTC))
        .returning(WorkerRow.id)
    )
    return changed.first() is not None


def lives(session: Session, name: str) -> bool:
    """Whether the worker may write, for the rest of the transaction: an election waits for it."""
    found = select(WorkerRow.id).where(WorkerRow.id == name, WorkerRow.taker.is_(None))
    return session.scalar(found.with_for_update(read=True)) is not None


def sign_off(session: Session, name: str) -> None:
    """A worker ends. Whatever it held, somebody else is to make: that counts as no takeover."""
    session.execute(update(CheckRow).where(CheckRow.worker == name).values(worker=None))
    session.execute(delete(WorkerRow).where(WorkerRow.id == name))


def declare_dead(session: Session, names: Collection[str]) -> None:
    """Have those of these names that no worker has taken for workers that have just gone silent."""
    known = set(session.scalars(select(WorkerRow.id).where(WorkerRow.id.in_(names))))
    for name in sorted(set(names) - known):
        session.add(WorkerRow(id=name, lease=LEASE_SECONDS, seen_at=datetime.now(UTC), taker=""))


def elect(session: Session, silent: "Sighting", taker: str) -> bool:
    """Whether this worker is the one that resumes what the silent one held.

    A check over which more workers went silent than it may have takeovers ends here, failed.
    """
    changed = session.execute(
        update(WorkerRow)
        .where(WorkerRow.id == silent.name, WorkerRow.seen_at == silent.seen_at)
        .values(seen_at=datetime.now(UTC), taker=taker)
        .returning(WorkerRow.id)
    )
    if changed.first() is None:
        return False
    deadly = CheckRow.worker == silent.name, CheckRow.takeovers >= MOST_TAKEOVERS
    for row in session.scalars(select(CheckRow).where(*deadly).with_for_update()):
        end_without_report(
            session, row, "failed", f"given up: {MOST_TAKEOVERS + 1} workers died while they made this check"
        )
    session.flush()
    session.execute(
        update(CheckRow)
        .where(CheckRow.worker == silent.name)
        .values(worker=None, takeovers=CheckRow.takeovers + 1)
    )
    return True


@dataclass(frozen=True)
class Sighting:
    """A worker as its row was when it was last seen to change, and when that was, by our clock."""

    name: str
    seen_at: datetime
    since: float


@dataclass
class Watch:
    """What one worker knows of the others."""

    name: str
    _seen: dict[str, Sighting] = field(default_factory=dict)

    def silent(self, session: Session) -> Sequence[Sighting]:
        """Those whose row has not changed for their lease."""
        now, found, silent = monotonic(), dict[str, Sighting](), list[Sighting]()
        for row in session.scalars(select(WorkerRow).where(WorkerRow.id != self.name)):
            before = self._seen.get(row.id)
            same = before is not None and before.seen_at == row.seen_at
            found[row.id] = before if before and same else Sighting(row.id, row.seen_at, now)
            if now - found[row.id].since > row.lease:
                silent.append(found[row.id])
        self._seen = found
        return silent

    def forget(self) -> None:
        """Begin anew: while the database did not answer, nobody could be seen to live."""
        self._seen.clear()
