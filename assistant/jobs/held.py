"""A check that a worker has. What it writes about it, it writes only while it lives and the check is its own."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pydantic import JsonValue
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.jobs import heartbeat
from assistant.jobs.ending import Key
from assistant.jobs.engine import LostError
from assistant.stage import Outcome
from assistant.store import Store, checks
from assistant.store.outlasting import outlasting
from assistant.store.tables import CheckRow, UnitRow

T = TypeVar("T")


@dataclass(frozen=True)
class Begun:
    """A check as a worker finds it: whose it is, what was asked and in which request, what its units gave before."""

    desk: str
    request: JsonValue
    origin: Mapping[str, str]
    cancelled: bool
    kept: Mapping[Key, Outcome]


class Held:
    """A check in the hands of a worker. A database that does not answer is waited for."""

    def __init__(self, store: Store, id_: str, worker: str) -> None:
        self._store = store
        self.id, self.worker = id_, worker

    async def begin(self) -> Begun | None:
        """Take the check over; None if it has ended or was erased. Raises LostError, StoreError."""
        return await self._outlasting(self._begin)

    async def write(self, change: Callable[[Session], T]) -> T:
        """Make a change in a transaction of its own. Raises LostError, StoreError."""
        return await self._outlasting(partial(self._write, change))

    async def is_cancelled(self) -> bool:
        """Whether the check is still this worker's, and is to stop."""
        try:
            return await self.write(self._is_cancelled)
        except LostError:
            return False

    async def status(self) -> str | None:
        """The status of the check, whoever has it; None if it was erased."""
        return await self._outlasting(self._status)

    async def erase_again(self, desk: str) -> None:
        """Erase what was written of an erased check since."""
        await self._outlasting(partial(self._store.erase, self.id, desk))

    async def _outlasting(self, work: Callable[[], T]) -> T:
        return await outlasting(partial(asyncio.to_thread, work))

    def _begin(self) -> Begun | None:
        with self._store.transaction() as session:
            self._verify_alive(session)
            taken = session.execute(
                update(CheckRow)
                .where(CheckRow.id == self.id, CheckRow.status.in_(checks.UNENDED))
                .values(status="running", worker=self.worker)
                .returning(CheckRow.desk, CheckRow.request, CheckRow.origin, CheckRow.cancelled)
            ).first()
            if taken is None:
                return None
            rows = session.scalars(select(UnitRow).where(UnitRow.check_id == self.id))
            kept = {(row.stage, row.article or None): row.outcome for row in rows}
        return Begun(
            desk=taken.desk,
            request=taken.request,
            origin=taken.origin or {},
            cancelled=taken.cancelled,
            kept={key: Outcome.model_validate_json(outcome) for key, outcome in kept.items()},
        )

    def _write(self, change: Callable[[Session], T]) -> T:
        with self._store.transaction() as session:
            self._verify_alive(session)
            held = select(CheckRow.worker).where(CheckRow.id == self.id).with_for_update()
            if session.scalar(held) != self.worker:
                raise LostError(f"check {self.id} is no longer held by {self.worker}")
            return change(session)

    def _is_cancelled(self, session: Session) -> bool:
        return session.scalar(select(CheckRow.cancelled).where(CheckRow.id == self.id)) or False

    def _verify_alive(self, session: Session) -> None:
        if not heartbeat.lives(session, self.worker):
            raise LostError(f"{self.worker} was taken for dead")

    def _status(self) -> str | None:
        with self._store.reading() as session:
            return session.scalar(select(CheckRow.status).where(CheckRow.id == self.id))
