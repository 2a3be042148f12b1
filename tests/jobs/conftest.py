"""A store, and workers that are stopped in the end, for the tests of durable checks."""

import threading
from collections.abc import Callable, Iterator

import pytest

from assistant.config import Settings
from assistant.jobs import Worker, upgrade
from assistant.store import Store
from tests.store.conftest import database, postgres

__all__ = ["postgres"]


@pytest.fixture(scope="session")
def upgraded(postgres: str) -> Iterator[str]:
    """The name of a PostgreSQL database to copy: the engine takes seconds to make its tables."""
    with database(postgres) as url:
        with Store(url) as opened:
            upgrade(opened)
        yield str(opened.url.database)


@pytest.fixture
def postgres_url(postgres: str, upgraded: str) -> Iterator[str]:
    """The address of a database that is ready for use."""
    with database(postgres, template=upgraded) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store on each kind of database."""
    with Store(request.getfixturevalue(f"{request.param}_url")) as opened:
        yield opened


@pytest.fixture
def work(store: Store) -> Iterator[Callable[..., Worker]]:
    """Start a worker in a thread; it is stopped with the test, or by the next: a process has one."""
    started: list[tuple[Worker, threading.Thread]] = []

    def stop() -> None:
        while started:
            worker, thread = started.pop()
            worker.stop()
            thread.join(30)
            assert not thread.is_alive()

    def start(**fields: object) -> Worker:
        stop()
        worker = Worker(store, Settings(), **{"poll": 0.02, "grace": 5.0, **fields})
        thread = threading.Thread(target=worker.run)
        thread.start()
        started.append((worker, thread))
        return worker

    yield start
    stop()
