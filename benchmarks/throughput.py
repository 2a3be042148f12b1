"""Durable checks by rules, of one and two workers on each database: their rate, and what a check takes on disk."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import func, select, text

from assistant import Article, Assistant, Settings, jobs
from assistant.article import ArticleInput
from assistant.checking import check
from assistant.store import Store
from assistant.store.tables import CheckRow
from benchmarks.material import article
from tests.store.conftest import database, postgresql

CHECKS = 40
DIRECT = 5
WORKERS = (1, 2)
WORKER = "import typer; from assistant.cli.worker import worker; typer.run(worker)"
ROOT = Path(__file__).parent.parent


def lines() -> Iterator[str]:
    """Beside direct checks of the same article in this process, in the same minutes."""
    subject = article()
    check(subject)
    yield f"direct, one after the other, of {len(subject.text):,} characters: {_direct(subject)}"
    for name, opened in (("SQLite", _file), ("PostgreSQL", _server)):
        for workers in WORKERS:
            with opened() as url, Store(url) as store:
                jobs.upgrade(store)
                empty = _size(store)
                speed = _made(store, subject, workers)
                kept = (_size(store) - empty) / CHECKS / 1000
                yield f"{name}, workers: {workers}: {speed}; {kept:.0f} kB of database a check"


@dataclass(frozen=True)
class Speed:
    """How fast checks are made: how many, in how many seconds, with how many of processors."""

    checks: int
    seconds: float
    processor: float

    def __str__(self) -> str:
        return (
            f"{self.checks / self.seconds:.1f} checks a second, "
            f"{self.processor / self.checks:.2f} s of a processor each"
        )


def _direct(subject: Article) -> Speed:
    began, used = perf_counter(), process_time()
    for number in range(DIRECT):
        check(subject.model_copy(update={"id": f"a{number}"}))
    return Speed(DIRECT, perf_counter() - began, process_time() - used)


@contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/facts.db"


@contextmanager
def _server() -> Iterator[str]:
    with postgresql() as server, database(server.get_uri()) as url:
        yield url


def _made(store: Store, subject: Article, workers: int) -> Speed:
    """From when a fifth of the checks have ended, and all workers have started, to the last."""
    assistant = Assistant(Settings())
    for number in range(CHECKS):
        text_ = f"{subject.text}\n\nThis is article {number}."
        sent = ArticleInput(text=text_, id=f"a{number}", language="en")
        jobs.accept(store, assistant, "bench", jobs.CheckRequest(articles=[sent]))
    environment = {
        **os.environ,
        "FACTCHECK_DATABASE_URL": store.url.render_as_string(hide_password=False),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
    }
    command = [sys.executable, "-c", WORKER, "--concurrency", "2"]
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) for _ in range(workers)]
    try:
        first = _until(store, started, CHECKS // 5)
        last = _until(store, started, CHECKS)
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(60)
    return Speed(last.checks - first.checks, last.seconds - first.seconds, last.processor - first.processor)


def _until(store: Store, workers: Sequence["subprocess.Popen[bytes]"], ended: int) -> Speed:
    """What has ended, once so many checks have, what time it is, and what the workers have used by then."""
    counted = select(func.count()).where(CheckRow.ended_at.is_not(None))
    while True:
        with store.reading() as session:
            found = session.scalar(counted) or 0
        if found >= ended:
            return Speed(found, perf_counter(), sum(map(_used, workers)))
        time.sleep(0.1)


def _used(process: "subprocess.Popen[bytes]") -> float:
    """Seconds of processors that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _size(store: Store) -> int:
    """Bytes of the database, with what was deleted given back."""
    if store.is_local:
        with store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM")
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(store.url.database or "").stat().st_size
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM FULL"))
        size: int = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    return size
