import asyncio
import json

import pytest
import typer
from alembic import command
from typer.testing import CliRunner

from assistant import Article, Assistant, FactcheckError, Settings
from assistant.cli import db, replay
from assistant.exports.json import to_json
from assistant.saving import check_and_save
from assistant.store import Store, schema
from assistant.store.migrations import HEAD

NEWS = "The weir at Ostrava Lane burst on Tuesday, a source said."
app = typer.Typer()
app.command()(replay.replay)
app.add_typer(db.app, name="db")


@pytest.fixture
def url(tmp_path, monkeypatch):
    """The configured database: a file in an empty folder."""
    found = f"sqlite:///{tmp_path / 'facts.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", found)
    return found


@pytest.fixture
def report(url):
    """A kept report."""

    async def make():
        with Store(url) as store:
            async with Assistant(Settings()) as assistant:
                return await check_and_save(
                    assistant, [Article.from_text(NEWS, language="en", id="a")], store
                )

    return asyncio.run(make())


def factcheck(*args, code=0):
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    if isinstance(result.exception, FactcheckError):
        assert result.exception.exit_code == code
        return str(result.exception)
    assert result.exit_code == code, result.output + repr(result.exception)
    return result.stdout


def test_a_kept_report_is_listed_shown_replayed_and_erased(report):
    assert report.id in factcheck("db", "checks")
    assert json.loads(factcheck("db", "show", report.id)) == json.loads(to_json(report))
    assert "equal, from 0 kept exchanges" in factcheck("replay", report.id)
    assert "erased" in factcheck("db", "erase", report.id)
    assert factcheck("db", "checks") == ""
    assert "no such check" in factcheck("db", "erase", report.id, code=2)
    assert "found neither" in factcheck("replay", report.id, code=2)


def test_an_upgrade_from_before_the_archive_says_how_it_is_filled(url):
    with Store(url) as store, store.writing.begin() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    assert "`factcheck db reindex` adds them" in factcheck("db", "upgrade")
    assert "reindex" not in factcheck("db", "upgrade")
    assert "filled from every kept report" in factcheck("db", "reindex")


def test_a_reports_file_is_replayed_and_a_change_in_it_is_shown(report, tmp_path):
    file = tmp_path / "report.json"
    file.write_text(to_json(report), "utf-8")
    assert "equal" in factcheck("replay", file)
    forged = json.loads(to_json(report))
    forged["claims"][0]["statement"] = "The weir stood."
    file.write_text(json.dumps(forged), "utf-8")
    said = factcheck("replay", file, code=1)
    assert "claims[0].statement: kept 'The weir stood.', rebuilt" in said
    assert "not equal: 1 differences" in said


def test_a_report_whose_text_was_changed_is_not_replayed(report, tmp_path):
    file = tmp_path / "report.json"
    file.write_text(to_json(report).replace("Ostrava Lane burst", "Ostrava Lane stood"), "utf-8")
    assert "article 'a': its text is not the one that was checked" in factcheck("replay", file, code=2)


def test_a_report_that_was_never_kept_cannot_be_replayed(report, tmp_path):
    file = tmp_path / "report.json"
    file.write_text(to_json(report.model_copy(update={"id": "elsewhere"})), "utf-8")
    assert "not kept" in factcheck("replay", file, code=2)


def test_the_schema_is_told_and_upgraded_without_the_password(url, monkeypatch):
    assert f"schema none, expected {HEAD}" in factcheck("db", "status")
    assert f"schema none -> {HEAD}" in factcheck("db", "upgrade")
    assert f"schema {HEAD} -> {HEAD}" in factcheck("db", "upgrade")
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", "postgresql://me:hunter2@127.0.0.1:9/x?connect_timeout=2")
    assert "hunter2" not in factcheck("db", "status", code=3)
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", "mysql://me:hunter2@db/x")
    assert "hunter2" not in factcheck("db", "status", code=2)
