"""A store, and workers that are stopped in the end, for the tests of durable checks."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.jobs import Worker
from assistant.store import Store
from tests.store.conftest import postgres, postgres_url

__all__ = ["postgres", "postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store on each kind of database."""
    local = f"sqlite:///{tmp_path / 'facts.db'}"
    with Store(local if request.param == "sqlite" else request.getfixturevalue("postgres_url")) as opened:
        opened.upgrade()
        yield opened


@pytest.fixture
def work(store: Store) -> Iterator[Callable[..., Worker]]:
    """Start a worker in a thread; it is stopped with the test."""
    started: list[tuple[Worker, threading.Thread]] = []

    def start(**fields: object) -> Worker:
        worker = Worker(store, Settings(), **{"poll": 0.02, "grace": 5.0, **fields})
        thread = threading.Thread(target=worker.run)
        thread.start()
        started.append((worker, thread))
        return worker

    yield start
    for worker, _ in started:
        worker.stop()
    for _, thread in started:
        thread.join(20)
        assert not thread.is_alive()
