"""The database's address, and an engine that behaves the same on SQLite and PostgreSQL."""

import sqlite3
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from assistant.errors import ConfigError

BUSY_SECONDS = 30
_PAUSE = 0.02
_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


def parsed(url: str) -> URL:
    """The address. Raises ConfigError, without the password, for a database that is not supported."""
    try:
        found = make_url(url)
    except ArgumentError:
        raise ConfigError(
            "database url: expected sqlite:///FILE or postgresql://…, came something else"
        ) from None
    name = found.drivername.partition("+")[0]
    if name not in _DRIVERS:
        raise ConfigError(f"database url: expected sqlite:///FILE or postgresql://…, came {name}://…")
    if name == "sqlite" and found.database in {None, "", ":memory:"}:
        raise ConfigError("database url: expected a file, as in sqlite:///FILE; a store is there to last")
    return found.set(drivername=_DRIVERS[name])


def connected(url: URL) -> Engine:
    """An engine. No error that it raises tells the values of a statement: they may be an article."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(url, hide_parameters=True, pool_pre_ping=True)


def _sqlite(url: URL) -> Engine:
    _own_file(Path(url.database or ""))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _own_file(path: Path) -> None:
    """Make the file readable by its owner alone; what SQLite puts beside it follows."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise ConfigError(
            f"database {path}: expected a file that can be written, got: {error.strerror}"
        ) from None


def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
    # The driver's implicit transactions begin too late for a read to be part of them.
    connection.isolation_level = None
    _log_ahead(connection)
    for pragma in ("foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _log_ahead(connection: Any) -> None:  # noqa: ANN401
    """Have changes in a log, so that readers go on beside a writer.

    SQLite itself does not wait for another process that does the same to a new file at the same moment.
    """
    until = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(_PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    """A transaction that will write takes the lock at once; one that read first might have to give up."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
