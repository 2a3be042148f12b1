"""Units of work of one check, each done once: the outcome lies in our tables and is the memo."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.asking import Model
from assistant.errors import FactcheckError
from assistant.jobs import events, queue
from assistant.pipeline import Unit
from assistant.report import Trace
from assistant.stage import Outcome
from assistant.store import Store
from assistant.store.tables import UnitRow
from assistant.view import View

T = TypeVar("T")
Key = tuple[str, str | None]


class LostError(FactcheckError):
    """The check is no longer this worker's: erased, or taken over."""


class StoppedError(FactcheckError):
    """The check was cancelled before this unit had ended."""


class Held:
    """A check that a worker holds. What is written about it is written only while the lease is ours."""

    def __init__(self, store: Store, id_: str, worker: str) -> None:
        self._store = store
        self.id, self.worker = id_, worker

    async def write(self, change: Callable[[Session], T]) -> T:
        """Make a change in a transaction of its own. Raises LostError, StoreError."""
        return await asyncio.to_thread(partial(self._write, change))

    def _write(self, change: Callable[[Session], T]) -> T:
        with self._store.transaction() as session:
            if not queue.holds(session, self.id, self.worker):
                raise LostError(f"check {self.id} is no longer held by {self.worker}")
            return change(session)


class Memo:
    """Runs the units of a check, or gives what a unit gave before. A `UnitRunner`.

    `told` are the units whose end is an event already; `stopped` ends what is under way.
    """

    def __init__(self, held: Held, kept: Mapping[Key, Outcome], of: int, stopped: asyncio.Event) -> None:
        self._held, self._kept, self._of, self._stopped = held, kept, of, stopped
        self.told: set[Key] = set(kept)

    async def __call__(self, unit: Unit, view: View, model: Model | None) -> Outcome:
        """Run the unit unless it has run. Raises StoppedError besides what the stage raises."""
        key = unit.stage.name, unit.article
        if key in self._kept:
            return self._kept[key]
        await self._held.write(
            lambda session: events.add(
                session, self._held.id, "stage_started", {"stage": key[0], "article": key[1]}
            )
        )
        outcome = await self._until_stopped(unit.stage.run(view, model))
        trace = outcome.trace.model_copy(update={"name": key[0], "article": key[1]})
        self.told.add(key)
        await self._held.write(partial(self._keep, outcome=outcome, trace=trace))
        return outcome

    def _keep(self, session: Session, *, outcome: Outcome, trace: Trace) -> None:
        """Keep an outcome and tell of it."""
        check, article = self._held.id, trace.article or ""
        dumped = outcome.model_dump_json(by_alias=True)
        session.add(UnitRow(check_id=check, stage=trace.name, article=article, outcome=dumped))
        session.flush()
        ended = session.scalar(select(func.count()).select_from(UnitRow).where(UnitRow.check_id == check))
        events.add(session, check, "progress", events.progress(trace, ended or 0, self._of))

    async def _until_stopped(self, work: Awaitable[Outcome]) -> Outcome:
        running = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait([running, stop], return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise StoppedError("the check was cancelled before this stage had ended")
            return running.result()
        finally:
            running.cancel()
            stop.cancel()
            await asyncio.gather(running, stop, return_exceptions=True)


def kept(session: Session, check: str) -> Mapping[Key, Outcome]:
    """What the units of a check gave so far."""
    rows = session.scalars(select(UnitRow).where(UnitRow.check_id == check))
    return {(row.stage, row.article or None): Outcome.model_validate_json(row.outcome) for row in rows}
