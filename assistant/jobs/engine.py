"""The durable engine: DBOS, in the database of the store. The one module that knows it, and imports it late.

What it keeps is the id of a check and the digests of its units, as JSON: nothing of an article, and nothing
pickled. What a unit gave lies in our own tables. Names that change the meaning of what it keeps (queue,
workflow, application) never change; STEP_ORDER is bumped when the steps of a check come in another order,
and then only workers of that release take what was accepted since.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.errors import ConfigError, FactcheckError, StoreError
from assistant.store import Store, checks
from assistant.store.store import told
from assistant.store.tables import CheckRow

if TYPE_CHECKING:
    from dbos import DBOSClient, DBOSConfig, StepOptions, StepReservation

STEP_ORDER = "1"
_QUEUE, _WORKFLOW, _APPLICATION = "checks", "check", "factcheck"
_CONNECTIONS, _THREADS = 5, 32
_BATCH = 500
_STEP: "StepOptions" = {"name": "unit", "preemptible": True}
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]

_queues: "WeakKeyDictionary[Store, Queue]" = WeakKeyDictionary()
_queues_lock = Lock()
_running = Lock()


class LostError(FactcheckError):
    """The check is no longer this worker's: erased, ended, or taken over."""


class StoppedError(FactcheckError):
    """The check was cancelled before this unit had ended."""


def queue(store: Store) -> "Queue":
    """The queue of the store, ready for use. Blocks; the first one imports DBOS. Raises StoreError."""
    with _queues_lock:
        if (found := _queues.get(store)) is None:
            found = Queue(store)
            if store.is_local:
                _migrate(store, found)
            _queues[store] = found
        return found


def prepare(store: Store) -> None:
    """Be ready to accept checks at once: the import of DBOS takes a second. Blocks. Raises StoreError."""
    _ = queue(store).client


def upgrade(store: Store) -> None:
    """Bring the database to this release's schema, the engine's part of it too.

    What an earlier release has accepted and not made is enqueued.
    """
    store.upgrade()
    _migrate(store, Queue(store))


def _migrate(store: Store, queue: "Queue") -> None:
    from dbos import DBOS

    # The store comes first: a new file becomes one that several connections may write in.
    with store.reading() as session:
        waiting = session.scalars(select(CheckRow.id).where(CheckRow.status.in_(checks.UNENDED))).all()
    with _asked():
        DBOS.migrate(_address(store))
    unknown = set(waiting) - queue.known(waiting)
    if unknown:
        with store.transaction() as session:
            for id_ in sorted(unknown):
                queue.enqueue(session, id_)


class Queue:
    """The checks that wait, and those that a worker has. Methods block, and raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._engine = store.writing

    @cached_property
    def client(self) -> "DBOSClient":
        """DBOS, as somebody who runs no workflow."""
        from dbos import DBOSClient, DBOSPortableJSONSerializer

        _be_discreet()
        return DBOSClient(
            system_database_engine=self._engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name=_APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )

    def enqueue(self, session: Session, id_: str) -> None:
        """Have the check made, as a part of the caller's transaction."""
        self.client.enqueue_in_transaction(
            session.connection(),
            {"queue_name": _QUEUE, "workflow_name": _WORKFLOW, "workflow_id": id_},
            id_,
        )

    def cancel(self, id_: str) -> None:
        """Stop the step that a worker is at, within a second or two."""
        with _asked():
            self.client.cancel_workflow(id_)

    def resume(self, worker: str) -> None:
        """Have everything made by another that this worker had, cancelled checks included."""
        with _asked():
            held = self.client.list_workflows(
                executor_id=worker, status=["PENDING", "CANCELLED"], load_input=False, load_output=False
            )
            if held:
                self.client.resume_workflows([found.workflow_id for found in held], queue_name=_QUEUE)

    def busy(self) -> set[str]:
        """The workers that the engine believes to be making something."""
        with _asked():
            held = self.client.list_workflows(status="PENDING", load_input=False, load_output=False)
        return {found.executor_id for found in held if found.executor_id}

    def discard(self, ids: Collection[str]) -> None:
        """Forget these checks."""
        with _asked():
            self.client.delete_workflows(list(ids))

    def known(self, ids: Collection[str]) -> set[str]:
        """Those of these checks that were enqueued once."""
        with _asked():
            found = self.client.list_workflows(workflow_ids=list(ids), load_input=False, load_output=False)
        return {workflow.workflow_id for workflow in found}

    def ended(self, after: int = 0) -> list[str]:
        """Some of the checks that the engine is done with."""
        with _asked():
            found = self.client.list_workflows(
                status=_ENDED, limit=_BATCH, offset=after, load_input=False, load_output=False
            )
        return [workflow.workflow_id for workflow in found]


class Executor:
    """DBOS in this process, as the worker of that name: one at a time. To be used inside one event loop.

    `concurrency` and `poll`, the seconds between looks at the queue, hold for all workers on the database:
    those of the one that was started last.
    """

    def __init__(self, store: Store, name: str, concurrency: int, poll: float) -> None:
        self._store, self._name = store, name
        self._concurrency, self._poll = concurrency, poll

    async def start(self, make: Callable[[str], Coroutine[Any, Any, None]]) -> None:
        """Begin to make checks. Raises ConfigError, StoreError."""
        from dbos import DBOS, error

        if not _running.acquire(blocking=False):
            raise ConfigError("a process has one worker; start another process for another")
        try:
            with _asked():
                await queue(self._store).client.register_queue_async(
                    _QUEUE, worker_concurrency=self._concurrency, polling_interval_sec=self._poll
                )
            DBOS(config=self._config())

            async def check(id_: str) -> None:
                await make(id_)

            DBOS.workflow(name=_WORKFLOW, max_recovery_attempts=None)(check)
            with told():
                DBOS.launch()
        except error.DBOSInitializationError as fault:
            self.stop()
            raise StoreError(f"{fault} Run `factcheck db upgrade`.") from fault
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Make no more checks. What runs must have been cancelled before. Blocks for a moment."""
        from dbos import DBOS

        DBOS.destroy(destroy_registry=True)
        _running.release()

    def _config(self) -> "DBOSConfig":
        from dbos import DBOSPortableJSONSerializer

        return {
            "name": _APPLICATION,
            "system_database_url": _address(self._store),
            "application_version": STEP_ORDER,
            "executor_id": self._name,
            "serializer": DBOSPortableJSONSerializer(),
            "run_migrations": False,
            "sys_db_pool_size": _CONNECTIONS,
            "max_executor_threads": _THREADS,
            "log_level": "ERROR",
            "enable_otlp": False,
        }


class Steps:
    """The steps of the check that is being made: one for each unit, numbered in the order of the units."""

    def __init__(self, units: Iterable[str]) -> None:
        from dbos import DBOS

        self._reserved: dict[str, StepReservation] = {unit: DBOS.reserve_step() for unit in units}

    async def run(self, unit: str, work: Callable[[], Awaitable[str]]) -> None:
        """Do the work of a unit unless it is recorded as done; `work` gives the unit's name if it is.

        A record of another unit was made when other stages were configured, and one without a name tells of
        a failure: then the work is done as a further step. Raises StoppedError, LostError.
        """
        from dbos import DBOS, error

        tried = False

        async def attempt() -> str:
            nonlocal tried
            tried = True
            return await work()

        try:
            done = await self._reserved[unit].run_async(_STEP, attempt)
            while done != unit and not tried:
                done = await DBOS.run_step_async(_STEP, attempt)
        except error.DBOSWorkflowCancelledError:
            raise StoppedError("the check was cancelled before this stage had ended") from None
        except error.DBOSWorkflowConflictIDError as conflict:
            raise LostError("another worker has the check") from conflict


@contextmanager
def _asked() -> Iterator[None]:
    """Turn what the engine raises into a StoreError."""
    from dbos import error as errors

    try:
        with told():
            yield
    except errors.DBOSException as error:
        raise StoreError(f"the durable engine failed: {type(error).__name__}") from error


def _address(store: Store) -> str:
    return store.url.render_as_string(hide_password=False)


def _be_discreet() -> None:
    """Have the engine's log without what exceptions say, which may quote an article."""
    logger = logging.getLogger("dbos")
    if not any(isinstance(found, _Discretion) for found in logger.filters):
        logger.addFilter(_Discretion())
        # With a handler there, DBOS adds none of its own.
        logger.addHandler(logging.NullHandler())


class _Discretion(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and (kind := record.exc_info[0]) is not None:
            if kind.__name__ == "DBOSAwaitedWorkflowCancelledError":
                return False
            record.msg, record.args = f"{record.getMessage()} {kind.__name__}", ()
            record.exc_info = record.exc_text = None
        return True
