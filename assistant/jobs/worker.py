"""A worker: a process that makes checks, in an event loop of its own.

Where it runs beside the HTTP service it has its own thread, so that the rules of language, which need
the processor, do not hold up requests. A second thread is its heartbeat, whatever the first is doing;
it also watches the other workers, and has made by others what a silent one held. Whoever asked to be told
of the end of a check is told from here.
"""

import asyncio
import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from uuid import uuid4

from assistant.checking import Assistant
from assistant.config import Settings
from assistant.errors import StoreError, TransientStoreError
from assistant.jobs import engine, heartbeat
from assistant.jobs.engine import Executor
from assistant.jobs.heartbeat import LEASE_SECONDS, Watch
from assistant.jobs.making import Maker
from assistant.jobs.tidying import rescue, tidy
from assistant.store import Store
from assistant.webhooks import Courier

_SLOWEST_BEAT = 3.0
_TIDY_SECONDS = 60.0
_LOOK_SECONDS = 0.1
_WAIT_SECONDS = 2.0
_log = logging.getLogger("factcheck.jobs")


@dataclass
class Worker:
    """Makes checks until it is told to stop. If it dies, others make its checks after `lease` seconds.

    `concurrency` is how many checks it makes at once, `poll` the seconds between looks at the queue,
    `grace` how long a stop waits for what is under way before it is given back. A process has one at a time.
    """

    store: Store
    settings: Settings
    concurrency: int = 2
    lease: float = LEASE_SECONDS
    poll: float = 0.2
    grace: float = 10.0
    _stop: threading.Event = field(default_factory=threading.Event, init=False)

    def run(self) -> None:
        """Work until `stop`. Blocks, and waits for a database that does not answer.

        Raises what the configuration raises, and StoreError for a database that is not ready for use.
        """
        while not self._stop.is_set():
            try:
                asyncio.run(_Shift(self, self._stop).work())
            except TransientStoreError as error:
                _log.warning("waiting for the database: %s", error)
                self._stop.wait(_WAIT_SECONDS)

    def stop(self) -> None:
        """Take no more checks, and end. From any thread."""
        self._stop.set()


class _Shift:
    """From signing on to signing off, or to being taken for dead: then a new one begins, under a new name."""

    def __init__(self, worker: Worker, stop: threading.Event) -> None:
        self._worker, self._store = worker, worker.store
        self._name = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:6]}"
        self._stop, self._over = stop, threading.Event()
        self._making: set[asyncio.Task[None]] = set()
        self._let_go: set[asyncio.Task[None]] = set()

    async def work(self) -> None:
        """Make checks until told to stop."""
        worker = self._worker
        executor = Executor(self._store, self._name, worker.concurrency, worker.poll)
        courier = Courier(self._store, worker.settings.service.webhooks)
        async with Assistant(worker.settings) as assistant:
            maker = Maker(self._store, assistant, self._name)
            with self._signed_on():
                await executor.start(lambda id_: self._make(maker, id_))
                try:
                    async with courier.at_work():
                        await self._until_over()
                        await self._wind_up()
                finally:
                    await asyncio.to_thread(executor.stop)
                    await _cancelled(self._let_go)

    async def _make(self, maker: Maker, id_: str) -> None:
        """To the engine, what returns has been made: an unended check stays here, and takes up a place."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - there is one inside a coroutine
        if not self._over.is_set() and not self._stop.is_set():
            self._making.add(task)
            try:
                if await maker.make(id_):
                    return
            finally:
                self._making.discard(task)
        # Once the engine has stopped, nothing else refers to the task: the collector would find it first.
        self._let_go.add(task)
        await asyncio.get_running_loop().create_future()

    async def _until_over(self) -> None:
        tidied = float("-inf")
        while not self._stop.is_set() and not self._over.is_set():
            if monotonic() - tidied >= _TIDY_SECONDS:
                tidied = monotonic()
                await asyncio.to_thread(self._tidy)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _wind_up(self) -> None:
        """Wait for what is under way, then let go of what has not ended."""
        tasks = set(self._making)
        if tasks and not self._over.is_set():
            await asyncio.wait(tasks, timeout=self._worker.grace)
        await _cancelled(tasks)

    def _tidy(self) -> None:
        try:
            rescue(self._store)
            tidy(self._store, self._worker.settings.retention_days)
        except StoreError as error:
            _log.warning("what is due cannot be removed: %s", error)

    @contextmanager
    def _signed_on(self) -> Iterator[None]:
        """Have the others know that this worker lives; in the end, have them make what it gives back."""
        with self._store.transaction() as session:
            heartbeat.sign_on(session, self._name, self._worker.lease)
        ended = threading.Event()
        pulse = threading.Thread(target=self._pulse, args=(ended,), name="factcheck-heartbeat", daemon=True)
        pulse.start()
        try:
            yield
        finally:
            ended.set()
            pulse.join(_SLOWEST_BEAT)
            self._give_back()

    def _give_back(self) -> None:
        try:
            self._resume(self._name)
        except StoreError as error:
            _log.warning("others take over when the lease has run out: %s", error)

    def _pulse(self, ended: threading.Event) -> None:
        watch = Watch(self._name)
        while not ended.wait(min(_SLOWEST_BEAT, self._worker.lease / 5)):
            try:
                with self._store.transaction() as session:
                    if not heartbeat.beat(session, self._name):
                        _log.warning("%s was taken for dead; going on under another name", self._name)
                        self._over.set()
                        return
                self._look_after(watch)
            except StoreError as error:
                _log.warning("no heartbeat: %s", error)
                watch.forget()
            except Exception as error:  # noqa: BLE001 - without a heartbeat a worker must not go on
                _log.error("the heartbeat broke with %s", type(error).__name__)
                self._over.set()
                return

    def _look_after(self, watch: Watch) -> None:
        """Have made by others what a silent worker held, if this worker is the one elected to."""
        with self._store.reading() as session:
            silent = watch.silent(session)
        for sighting in silent:
            with self._store.transaction() as session:
                elected = heartbeat.elect(session, sighting, self._name)
            if elected:
                _log.warning("%s is silent: its checks are taken over", sighting.name)
                self._resume(sighting.name)

    def _resume(self, name: str) -> None:
        """The order matters: as long as its row is there, what a worker held is found."""
        engine.queue(self._store).resume(name)
        with self._store.transaction() as session:
            heartbeat.sign_off(session, name)


async def _cancelled(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
