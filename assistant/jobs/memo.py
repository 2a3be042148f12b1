"""Units of work of one check, each done once: the outcome lies in our tables and is the memo."""

from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.asking import Model
from assistant.jobs import events
from assistant.jobs.ending import Key
from assistant.jobs.engine import LostError, Steps, StoppedError
from assistant.jobs.held import Begun, Held
from assistant.pipeline import Unit
from assistant.stage import Outcome
from assistant.store.tables import UnitRow
from assistant.view import View

_NOT_DONE = ""


class Memo:
    """Runs the units of a check, or gives what a unit gave before. A `UnitRunner`.

    `units` are all of them in order. `told` are those whose end is an event already; `stopped` is whether
    the check was cancelled before all had ended, `lost` why it is no longer ours to end.
    """

    def __init__(self, held: Held, begun: Begun, units: Sequence[Key]) -> None:
        self._held = held
        self._outcomes = dict(begun.kept)
        self._failures: dict[Key, Exception] = {}
        self._of = len(units)
        self._steps = Steps(_name(key) for key in units)
        self.told: set[Key] = set(begun.kept)
        self.stopped = begun.cancelled
        self.lost: LostError | None = None

    async def __call__(self, unit: Unit, view: View, model: Model | None) -> Outcome:
        """Run the unit unless it has run. Raises StoppedError besides what the stage raises."""
        key = unit.stage.name, unit.article
        if self.stopped and key not in self._outcomes:
            raise StoppedError("the check was cancelled before this stage had begun")
        try:
            await self._steps.run(_name(key), partial(self._done, unit, view, model))
            if (failure := self._failures.pop(key, None)) is not None:
                raise failure
        except StoppedError:
            self.stopped = True
            raise
        except LostError as lost:
            await self._verify_cancelled(key, lost)
        return self._outcomes[key]

    async def _verify_cancelled(self, key: Key, lost: LostError) -> None:
        """A step that ends while its check is cancelled is told that it lost it: what it gave counts."""
        if not await self._held.is_cancelled():
            self.lost = lost
            raise lost
        self.stopped = True
        if key not in self._outcomes:
            raise StoppedError("the check was cancelled before this stage had ended") from lost

    async def _done(self, unit: Unit, view: View, model: Model | None) -> str:
        """The step of a unit. What it raised stays out of the engine's tables: it may quote the article."""
        key = unit.stage.name, unit.article
        if key in self._outcomes:
            return _name(key)
        try:
            await self._held.write(partial(self._tell_of_start, key=key))
            outcome = await unit.stage.run(view, model)
            await self._held.write(partial(self._keep, key=key, outcome=outcome))
        except Exception as error:  # noqa: BLE001 - raised again by who called for the unit
            self._failures[key] = error
            return _NOT_DONE
        self._outcomes[key] = outcome
        self.told.add(key)
        return _name(key)

    def _tell_of_start(self, session: Session, *, key: Key) -> None:
        events.add(session, self._held.id, "stage_started", {"stage": key[0], "article": key[1]})

    def _keep(self, session: Session, *, key: Key, outcome: Outcome) -> None:
        """Keep an outcome and tell of it; once, however often the database lost its answer."""
        check, (stage, article) = self._held.id, key
        if session.get(UnitRow, (check, stage, article or "")) is not None:
            return
        dumped = outcome.model_dump_json(by_alias=True)
        session.add(UnitRow(check_id=check, stage=stage, article=article or "", outcome=dumped))
        session.flush()
        ended = session.scalar(select(func.count()).select_from(UnitRow).where(UnitRow.check_id == check))
        trace = outcome.trace.model_copy(update={"name": stage, "article": article})
        events.add(session, check, "progress", events.progress(trace, ended or 0, self._of))


def _name(key: Key) -> str:
    """A unit's name in the engine's tables. The id of an article is the caller's, so it is not in it."""
    return sha256("\0".join((key[0], key[1] or "")).encode("utf-8", "surrogatepass")).hexdigest()[:32]
