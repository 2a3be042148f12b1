"""A worker: takes checks from the queue and makes them, in an event loop of its own.

Where it runs beside the HTTP service it has its own thread, so that the rules of language, which need
the processor, do not hold up requests. A second thread renews its leases, whatever the first is doing.
"""

import asyncio
import logging
import os
import socket
import threading
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from uuid import uuid4

from sqlalchemy.orm import Session

from assistant.archive import FromArchive
from assistant.article import Article
from assistant.checking import Assistant
from assistant.config import Settings
from assistant.errors import FactcheckError, StoreError
from assistant.jobs import events, memo, queue
from assistant.jobs.intake import end_without_report
from assistant.jobs.memo import Held, LostError, Memo
from assistant.jobs.queue import Claimed, Hold
from assistant.jobs.request import CheckRequest
from assistant.ledger import Ledger
from assistant.report import Report
from assistant.stage import Outcome
from assistant.store import Store, checks
from assistant.store.tables import CheckRow

LEASE_SECONDS = 15.0
_SWEEP_SECONDS = 60.0
_log = logging.getLogger("factcheck.jobs")


@dataclass(frozen=True)
class _Running:
    task: asyncio.Task[None]
    stopped: asyncio.Event


@dataclass
class Worker:
    """Makes checks until it is told to stop. A dead worker's checks are free after `lease` seconds.

    `concurrency` is how many checks it makes at once, `poll` the seconds between looks at the queue,
    `grace` how long a stop waits for what is under way before it is given back.
    """

    store: Store
    settings: Settings
    concurrency: int = 2
    lease: float = LEASE_SECONDS
    poll: float = 0.2
    grace: float = 10.0
    name: str = field(default_factory=lambda: f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:6]}")
    _swept: float = field(default=float("-inf"), init=False)
    _stop: threading.Event = field(default_factory=threading.Event, init=False)
    _ended: threading.Event = field(default_factory=threading.Event, init=False)
    _running: dict[str, _Running] = field(default_factory=dict, init=False)

    def run(self) -> None:
        """Work until `stop`. Blocks. Raises what the configuration raises."""
        asyncio.run(self._work())

    def stop(self) -> None:
        """Take no more checks, and end. From any thread."""
        self._stop.set()

    async def _work(self) -> None:
        pulse = threading.Thread(target=self._beat, args=(asyncio.get_running_loop(),), daemon=True)
        pulse.start()
        try:
            async with Assistant(self.settings) as assistant:
                while not self._stop.is_set():
                    claimed = await self._claimed()
                    if claimed is None:
                        await asyncio.sleep(self.poll)
                    else:
                        self._begin(assistant, claimed)
                await self._wind_up()
        finally:
            self._ended.set()

    async def _claimed(self) -> Claimed | None:
        """The next check, if there is one and a hand free for it."""
        try:
            if monotonic() - self._swept >= _SWEEP_SECONDS:
                self._swept = monotonic()
                await asyncio.to_thread(self.store.sweep, self.settings.retention_days)
            if len(self._running) < self.concurrency:
                return await asyncio.to_thread(self._claim)
        except StoreError as error:
            _log.warning("the queue cannot be read: %s", error)
        return None

    def _claim(self) -> Claimed | None:
        with self.store.reading() as session:
            if not queue.waiting(session):
                return None
        with self.store.transaction() as session:
            return queue.claim(session, self.name, self.lease)

    def _begin(self, assistant: Assistant, claimed: Claimed) -> None:
        stopped = asyncio.Event()
        if claimed.cancelled:
            stopped.set()
        task = asyncio.create_task(self._make(assistant, claimed, stopped))
        self._running[claimed.id] = _Running(task, stopped)
        task.add_done_callback(lambda _: self._running.pop(claimed.id))

    async def _wind_up(self) -> None:
        """Wait for what is under way, then give back what has not ended."""
        tasks = [running.task for running in self._running.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=self.grace)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make(self, assistant: Assistant, claimed: Claimed, stopped: asyncio.Event) -> None:
        """Make one check to its end, whatever that is."""
        held = Held(self.store, claimed.id, self.name)
        _log.info("check %s: attempt %d", claimed.id, claimed.attempt)
        try:
            await self._end(held, claimed, await self._outcome(assistant, held, claimed, stopped))
        except asyncio.CancelledError:
            await asyncio.to_thread(self._let_go, claimed)
            raise
        except LostError:
            await asyncio.to_thread(self._let_go, claimed)
        except StoreError as error:
            _log.warning("check %s: left for another attempt: %s", claimed.id, error)
        except Exception as error:  # noqa: BLE001 - its message may quote the article
            _log.error("check %s: left for another attempt: %s", claimed.id, type(error).__name__)

    async def _outcome(
        self, assistant: Assistant, held: Held, claimed: Claimed, stopped: asyncio.Event
    ) -> tuple[Report, Memo] | str:
        """The report, or why there is none."""
        if claimed.attempt > queue.MOST_ATTEMPTS:
            return f"given up: {queue.MOST_ATTEMPTS} workers died or were lost while they made this check"
        try:
            return await self._report(assistant, held, claimed, stopped)
        except (LostError, StoreError):
            raise
        except FactcheckError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - it ends this check, by name; its message may quote the article
            _log.error("check %s: broke with %s", claimed.id, type(error).__name__)
            return f"this is a fault of the service ({type(error).__name__})"

    async def _report(
        self, assistant: Assistant, held: Held, claimed: Claimed, stopped: asyncio.Event
    ) -> tuple[Report, Memo]:
        request, articles, kept = await asyncio.to_thread(self._asked, claimed.id)
        stages = assistant.stages(request.stages)
        of = sum(len(articles) if stage.scope == "article" else 1 for stage in stages)
        archive = FromArchive(self.store, claimed.desk, request.against) if request.against else None
        units = Memo(held, kept, of + (archive is not None), stopped)
        report = await assistant.check(
            articles,
            stages=request.stages,
            model=request.model,
            policy=request.policy,
            id_=claimed.id,
            exchanges=Ledger(self.store, self.settings, desk=claimed.desk, check=claimed.id),
            run_unit=units,
            archive=archive,
        )
        return (report.model_copy(update={"status": "cancelled"}) if stopped.is_set() else report), units

    def _asked(self, id_: str) -> tuple[CheckRequest, tuple[Article, ...], dict[memo.Key, Outcome]]:
        with self.store.reading() as session:
            asked = session.get_one(CheckRow, id_).request
            kept = dict(memo.kept(session, id_))
        request = CheckRequest.model_validate(asked)
        return request, request.read(self.settings), kept

    async def _end(self, held: Held, claimed: Claimed, outcome: tuple[Report, Memo] | str) -> None:
        if isinstance(outcome, str):
            await held.write(
                lambda session: end_without_report(
                    session, session.get_one(CheckRow, claimed.id), "failed", outcome
                )
            )
        else:
            await held.write(partial(_finish, report=outcome[0], units=outcome[1], desk=claimed.desk))
        _log.info("check %s: ended", claimed.id)

    def _let_go(self, claimed: Claimed) -> None:
        """Give a check back; if it was erased meanwhile, erase what was written since."""
        with self.store.transaction() as session:
            queue.give_back(session, claimed.id, self.name)
            gone = session.get(CheckRow, claimed.id) is None
        if gone:
            self.store.erase(claimed.id, claimed.desk)

    def _beat(self, loop: asyncio.AbstractEventLoop) -> None:
        """Renew the leases, and hear of checks that were cancelled or lost."""
        while not self._ended.wait(min(1.0, self.lease / 5)):
            held = dict(self._running)
            if not held:
                continue
            try:
                with self.store.transaction() as session:
                    fates = queue.renew(session, self.name, held, self.lease)
            except StoreError as error:
                _log.warning("leases cannot be renewed: %s", error)
                continue
            for id_, fate in fates.items():
                if fate is Hold.CANCELLED:
                    loop.call_soon_threadsafe(held[id_].stopped.set)
                elif fate is Hold.LOST:
                    loop.call_soon_threadsafe(held[id_].task.cancel)


def _finish(session: Session, *, report: Report, units: Memo, desk: str) -> None:
    """Keep the report and tell of it, all in one transaction: an event never speaks of what is not there."""
    ended = len(units.told)
    own = [trace for trace in report.stages if trace.of_check is None]
    for trace in own:
        if (trace.name, trace.article) not in units.told:
            ended += 1
            events.add(session, report.id, "progress", events.progress(trace, ended, len(own)))
    for finding in report.findings:
        events.add(session, report.id, "finding", events.finding(finding))
    checks.finish(session, report, desk)
    events.add(session, report.id, "done", {"status": report.status, "problem": None})
    queue.remove(session, report.id)
