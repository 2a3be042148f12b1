"""A kept check read without SQLAlchemy: as `Store` has it, or not at all."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from assistant import Article, StoreError, check
from assistant.decisions import Review
from assistant.store import Store
from assistant.store.glance import Glance


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'a b#c.db'}"


def kept(url):
    """A store with one check, of which a finding is decided."""
    report = check(Article.from_text("The quay was shut on Friday, a source said.", language="en"))
    review = Review(
        fingerprint=report.findings[0].fingerprint, state="confirmed", reviewer="Ada", at=datetime.now(UTC)
    )
    store = Store(url)
    store.save(report, "north")
    store.review("north", review)
    store.review("south", review.model_copy(update={"state": "open"}))
    return store, report, review


def test_it_has_what_the_store_has(url):
    store, report, review = kept(url)
    with store:
        marks = [finding.fingerprint for finding in report.findings]
        for reader in (store, Glance.at(url)):
            assert reader.report(report.id, "north") == report
            assert reader.report(report.id, "south") is None
            assert reader.reviews("north", marks) == (review,)
            assert reader.reviews("north", []) == ()
            assert reader.ids("north", 5) == (report.id,)
            assert reader.shown(report, "north").findings[0].decision.by == "Ada"


def test_it_leaves_to_the_store_what_is_not_plainly_there(url, tmp_path):
    store, _, _ = kept(url)
    store.close()
    assert Glance.at(url) is not None
    assert Glance.at("postgresql://localhost/facts") is None
    assert Glance.at(f"sqlite:///{tmp_path / 'none.db'}") is None
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "text.db").write_text("no database, but long enough to be one" * 100, "utf-8")
    assert Glance.at(f"sqlite:///{tmp_path / 'text.db'}") is None
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    assert Glance.at(url) is None


def test_what_sqlite_refuses_is_a_store_error(url):
    store, report, _ = kept(url)
    with store, store.transaction() as session:
        session.connection().exec_driver_sql("DROP TABLE reviews")
    with pytest.raises(StoreError, match="the database failed"):
        Glance.at(url).shown(report, "north")


def test_a_conversation_is_opened_without_heavy_libraries(url):
    store, report, _ = kept(url)
    with store:
        store.save(report.model_copy(update={"id": "a" * 32}), "local")
    code = (
        "import asyncio, sys; from assistant import Settings; from assistant.cli.chat import line;"
        "from assistant.conversation.local import InProcess;"
        f"opened = asyncio.run(InProcess(Settings(database_url={url!r}, models={{}})).open('{'a' * 32}'));"
        "sys.exit(len({'sqlalchemy', 'alembic', 'litellm', 'dbos', 'httpx'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
