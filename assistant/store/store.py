"""The store: one database, and every transaction on it. Where it is opened, nothing is read or made yet."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock
from typing import Self

from pydantic import JsonValue
from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from assistant.changes import Changes
from assistant.decisions import Review, with_decisions
from assistant.errors import StoreError, TransientStoreError
from assistant.report import Report
from assistant.store import archive, checks, earlier, exchanges, reviews, schema
from assistant.store.checks import Page
from assistant.store.engine import BUSY_SECONDS, connected, parsed
from assistant.store.exchanges import Exchange
from assistant.store.place import default_url


class Store:
    """Checks, reviews and exchanges of every desk, on SQLite or PostgreSQL. Keep one for each process.

    A SQLite file is made and upgraded at its first use; a server's database by `upgrade`. Methods block:
    call them with `asyncio.to_thread` where there is an event loop. They raise StoreError for what the
    database does, and ConfigError for an address that cannot be.
    """

    def __init__(self, url: str | None = None) -> None:
        self.url = parsed(url or default_url())
        self._lock = Lock()
        self._writer = Lock()
        self._ready = False

    @cached_property
    def engine(self) -> Engine:
        """The connections."""
        return connected(self.url)

    @property
    def is_local(self) -> bool:
        """Whether it is a file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction that may write: all of it happens or nothing."""
        self._prepare()
        with self._turn(), told(), Session(self.writing) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads."""
        self._prepare()
        with told(), Session(self.engine) as session:
            yield session

    def upgrade(self) -> None:
        """Bring the database to this release's schema."""
        with told(), self.writing.begin() as connection:
            schema.upgrade(connection)

    def revision(self) -> str | None:
        """The schema version that the database has; None for an empty one."""
        with told(), self.engine.connect() as connection:
            return schema.revision(connection)

    def close(self) -> None:
        """Close the connections."""
        if "engine" in vars(self):
            self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(
        self, report: Report, desk: str, *, settings: JsonValue = None, embargo: int | None = None
    ) -> None:
        """Keep a report. `settings` are what `replay` rebuilds it with; `embargo` is in minutes."""
        with self.transaction() as session:
            checks.save(session, report, desk, settings=settings, embargo=embargo)

    def report(self, id_: str, desk: str) -> Report | None:
        """The report as it was made, if the desk has one of that id."""
        with self.reading() as session:
            return checks.report(session, id_, desk)

    def shown(self, report: Report, desk: str) -> Report:
        """The report with the desk's decisions as they are now."""
        return with_decisions(report, self.reviews(desk, (f.fingerprint for f in report.findings)))

    def reviews(self, desk: str, fingerprints: Iterable[str]) -> tuple[Review, ...]:
        """The desk's reviews of these findings, oldest first."""
        with self.reading() as session:
            return reviews.of(session, desk, fingerprints)

    def ids(self, desk: str, most: int) -> tuple[str, ...]:
        """The ids of the desk's newest checks."""
        return tuple(check.id for check in self.page(desk, limit=most).checks)

    def changes(self, id_: str, desk: str) -> Changes | None:
        """What the check found otherwise than the newest earlier ones of its articles, if there are any."""
        with self.reading() as session:
            return earlier.changes(session, id_, desk)

    def settings(self, id_: str, desk: str) -> JsonValue:
        """What the check ran with, if that was kept."""
        with self.reading() as session:
            row = checks.row(session, id_, desk)
            return None if row is None else row.settings

    def page(
        self,
        desk: str,
        *,
        cursor: str | None = None,
        limit: int = 50,
        status: str | None = None,
        article: str | None = None,
        headlines: bool = False,
    ) -> Page:
        """A page of the desk's checks, newest first. Raises InputError for a cursor that is none."""
        with self.reading() as session:
            return checks.page(
                session,
                desk,
                cursor=cursor,
                limit=limit,
                status=status,
                article=article,
                headlines=headlines,
            )

    def exchanges(self, check: str, desk: str) -> tuple[Exchange, ...]:
        """The exchanges that the check used, in order."""
        with self.reading() as session:
            return exchanges.of_check(session, check, desk)

    def review(self, desk: str, review: Review) -> None:
        """Add a review."""
        with self.transaction() as session:
            reviews.add(session, desk, review)

    def erase(self, id_: str, desk: str) -> bool:
        """Erase a check: report, request, and the exchanges that no other check uses. False: there is none.

        From reports that show its articles as archived ones their text goes too.
        Exchanges go even if the check was never saved. On SQLite the bytes are overwritten before this
        returns; PostgreSQL overwrites them when it vacuums.
        """
        with self.transaction() as session:
            found = checks.erase(session, id_, desk)
            if found:
                archive.forget(session, desk, [id_])
            exchanges.release(session, desk, [id_])
        self._overwrite()
        return found

    def reindex(self) -> None:
        """Fill the archive anew from every kept report; checks may be made meanwhile."""
        after = None
        while True:
            with self.transaction() as session:
                after = archive.refill(session, after)
            if after is None:
                return

    def sweep(self, days: int) -> None:
        """Remove what is due: text under embargo, and exchanges older than so many days."""
        now = datetime.now(UTC)
        with self.transaction() as session:
            for desk, ids in checks.lay_bare(session, now).items():
                archive.forget(session, desk, ids)
                exchanges.release(session, desk, ids)
            exchanges.expire(session, now, days)
        self._overwrite()

    @cached_property
    def writing(self) -> Engine:
        return self.engine.execution_options(writes=True)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """SQLite has one writer: the others of this process wait here, in turn and without a connection, so
        that those who read find one. What other processes write is waited for by SQLite, which asks again
        and again.
        """
        if not self.is_local:
            yield
            return
        if not self._writer.acquire(timeout=BUSY_SECONDS):
            raise TransientStoreError(
                "the database failed: another transaction of this process took too long"
            )
        try:
            yield
        finally:
            self._writer.release()

    def _prepare(self) -> None:
        """Make sure, once, that the schema is this release's."""
        if self._ready:
            return
        with self._lock:
            if self.is_local:
                self.upgrade()
            else:
                with told(), self.engine.connect() as connection:
                    schema.verify(connection)
            self._ready = True

    def _overwrite(self) -> None:
        """Bring what was erased from SQLite's log into the file, and empty the log."""
        if not self.is_local:
            return
        with told(), closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def told() -> Iterator[None]:
    """Turn what the database raises into a StoreError that tells nothing of the content."""
    try:
        yield
    except SQLAlchemyError as error:
        original = getattr(error, "orig", None)
        kind = type(original or error).__name__
        said = str(original).splitlines()[0] if type(original).__name__ == "OperationalError" else ""
        passing = isinstance(error, OperationalError | InterfaceError | PoolTimeoutError)
        fault = TransientStoreError if passing else StoreError
        raise fault(f"the database failed ({kind}){': ' + said if said else ''}") from error
