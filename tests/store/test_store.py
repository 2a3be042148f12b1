import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from assistant import Article, ConfigError, InputError, Settings, StoreError, check
from assistant.decisions import Review, with_decisions
from assistant.errors import TransientStoreError
from assistant.policy import Policy, Waiver
from assistant.report import Rejected
from assistant.store import Store, checks, engine, place, schema
from assistant.store.migrations import HEAD
from assistant.store.tables import Base

NEWS = (
    "The weir at Ostrava Lane burst on Tuesday, a source said.\n\nIt was the largest breach ever, he added."
)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def made(text_=NEWS, settings=None, **metadata):
    return check(Article.from_text(text_, language="en", **metadata), settings=settings or Settings())


@pytest.fixture(scope="module")
def report():
    found = made(id="weir-1", url="https://news.example/weir-burst", headline="Weir bursts at Ostrava Lane")
    assert found.findings
    return found


def test_a_saved_report_is_found_again_equal(store, report):
    store.save(report, "north")
    assert store.report(report.id, "north") == report


def test_a_report_never_changes(store, report):
    store.save(report, "north")
    other = report.model_copy(update={"findings": ()})
    with pytest.raises(StoreError, match="never changes"):
        store.save(other, "north")
    with store.transaction() as session:
        assert not checks.finish(session, other, "north")
    assert store.report(report.id, "north") == report


def test_two_desks_never_see_each_others_checks(store, report):
    store.save(report, "north")
    assert store.report(report.id, "south") is None
    assert store.settings(report.id, "south") is None
    assert store.page("south").checks == ()
    assert not store.erase(report.id, "south")
    with store.transaction() as session:
        assert not checks.finish(session, report, "south")
    assert store.report(report.id, "north") == report


def test_a_check_is_accepted_runs_and_ends_once(store, report):
    with store.transaction() as session:
        checks.accept(session, report.id, "north", report.articles, request={"articles": [{"text": NEWS}]})
    assert store.page("north").checks[0].status == "queued"
    assert store.report(report.id, "north") is None
    with store.transaction() as session:
        assert checks.finish(session, report, "north")
    with store.transaction() as session:
        assert not checks.finish(session, report, "north")
    assert store.page("north", status="complete").checks[0].id == report.id


def test_a_transaction_that_fails_leaves_nothing(store, report):
    def broken():
        with store.transaction() as session:
            checks.accept(session, report.id, "north", report.articles)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert store.page("north").checks == ()


def test_pages_show_every_check_once_and_newest_first(store, report):
    for n in range(7):
        at = NOW + timedelta(minutes=n // 2)
        store.save(report.model_copy(update={"id": f"c{n}", "created_at": at}), "north")
    seen, cursor = [], None
    while True:
        page = store.page("north", cursor=cursor, limit=3)
        seen += [(found.created_at, found.id) for found in page.checks]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert {id_ for _, id_ in seen} == {f"c{n}" for n in range(7)}
    for strange in ("nonsense", "é", "MjAyNi0wMS0wMXxh"):
        with pytest.raises(InputError, match="cursor"):
            store.page("north", cursor=strange)


def test_checks_are_found_by_the_key_of_an_article(store, report):
    store.save(report, "north")
    store.save(made(id="else"), "north")
    assert [found.id for found in store.page("north", article="weir-1").checks] == [report.id]
    assert store.page("north", article="nobody").checks == ()


def test_what_a_model_sent_that_no_database_takes_does_not_stop_the_store(store):
    with store.transaction() as session:
        checks.accept(session, "c", "north", (), request={"said": "half \ud800 and \0 NUL"})
    with store.reading() as session:
        assert checks.row(session, "c", "north").request == {"said": "half \ud800 and \0 NUL"}


def test_the_newest_review_of_a_finding_wins_also_over_a_waiver(store, report):
    first, *others = report.findings
    waived = Settings(policy=Policy(waivers=(Waiver(fingerprint=first.fingerprint, reason="house style"),)))
    again = made(
        id="weir-1",
        url="https://news.example/weir-burst",
        headline="Weir bursts at Ostrava Lane",
        settings=waived,
    )
    store.save(again, "north")
    assert store.shown(again, "north") == again
    assert next(f for f in again.findings if f.fingerprint == first.fingerprint).decision.state == "waived"
    mark = first.fingerprint
    store.review("north", Review(fingerprint=mark, state="confirmed", reviewer="ana", at=NOW))
    store.review(
        "north",
        Review(fingerprint=mark, state="dismissed", reviewer="bo", at=NOW, reason="it is named below"),
    )
    store.review("north", Review(fingerprint=mark, reviewer="ana", at=NOW, comment="agreed"))
    shown = {f.fingerprint: f.decision for f in store.shown(again, "north").findings}
    assert (shown[mark].state, shown[mark].by, shown[mark].reason) == ("dismissed", "bo", "it is named below")
    assert shown[mark].at == NOW
    assert {shown[f.fingerprint].state for f in others if f.fingerprint != mark} <= {"open"}
    assert store.shown(again, "south") == again
    assert store.report(again.id, "north") == again


def test_decisions_join_only_what_they_speak_of(report):
    stray = Review(fingerprint="0" * 16, state="confirmed", reviewer="ana", at=NOW)
    assert with_decisions(report, [stray]) == report


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "neither"),
        ({"state": "dismissed"}, "reason"),
        ({"comment": "a\0b"}, "NUL"),
        ({"state": "waived"}, "state"),
    ],
)
def test_a_review_says_something_that_can_be_kept(fields, says):
    with pytest.raises(ValueError, match=says):
        Review(fingerprint="0" * 16, reviewer="ana", at=NOW, **fields)


TELLING = ("weir", "burst", "Ostrava", "Tuesday", "largest", "breach ever", "news.example")


def test_under_embargo_only_codes_offsets_and_counts_remain(store, report):
    telling = report.model_copy(
        update={
            "extra": {"tone": {"words": NEWS}},
            "rejected": (
                Rejected(stage="claims", article="weir-1", item={"quote": NEWS}, reason=f"not found: {NEWS}"),
            ),
            "stages": tuple(
                t.model_copy(update={"error": NEWS, "parameters": {"instead_of": NEWS}})
                for t in report.stages
            ),
        }
    )
    store.save(telling, "north", embargo=0, settings={"policy": {"note": NEWS}})
    kept = report.model_copy(update={"id": "kept"})
    store.save(kept, "north", embargo=60)
    store.sweep(30)
    bare = store.report(report.id, "north")
    said = bare.model_dump_json()
    assert all(word in telling.model_dump_json() for word in TELLING)
    assert not [word for word in TELLING if word in said.replace("weir-1", "")]
    assert store.settings(report.id, "north") is None
    assert [(f.code, f.fingerprint, f.severity) for f in bare.findings] == [
        (f.code, f.fingerprint, f.severity) for f in report.findings
    ]
    assert [(a.start, a.end) for f in bare.findings for a in f.anchors] == [
        (a.start, a.end) for f in report.findings for a in f.anchors
    ]
    assert len(bare.claims) == len(report.claims)
    assert all(trace.error for trace in bare.stages)
    assert (
        store.page("north", article="weir-1").checks[-1].bare_since
        or store.page("north").checks[0].bare_since
    )
    assert store.report("kept", "north") == kept


def test_erased_text_is_gone_from_the_file_and_its_log(tmp_path, report):
    """Many checks of other sizes around it, so that its bytes have been moved between pages."""
    store = Store(f"sqlite:///{tmp_path / 'facts.db'}")
    long = "\n\n".join(f"Councillor Zebulon-{n} of Quillmoor denied it, a source said." for n in range(300))
    victims = [made(text_) for text_ in (long, "Only Zebulon of Quillmoor knows, a source said.")]
    for n in range(12):
        store.save(report.model_copy(update={"id": f"before-{n}"}), "north")
    for victim in victims:
        store.save(victim, "north", settings={"note": "Quillmoor"})
    for n in range(12):
        store.save(report.model_copy(update={"id": f"after-{n}"}), "north")
        store.erase(f"before-{n}", "north")
    assert any(b"Quillmoor" in path.read_bytes() for path in tmp_path.iterdir())
    for victim in victims:
        assert store.erase(victim.id, "north")
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert "facts.db" in left
    assert not [name for name, data in left.items() if b"Quillmoor" in data or b"Zebulon" in data]
    store.close()


def test_a_local_file_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "data" / "facts.db"
    with Store(f"sqlite:///{path}") as store:
        assert store.page("north").checks == ()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert {stat.S_IMODE(beside.stat().st_mode) for beside in path.parent.iterdir()} == {0o600}


def test_migrations_lead_to_exactly_the_models(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == HEAD
    assert ScriptDirectory.from_config(schema._config()).get_current_head() == HEAD


def _ours(name, type_, parents):
    """Whether it is of the models: the full-text index is of each database's own kind."""
    return not (name or "").startswith("archive_index")


def test_upgrading_again_changes_nothing(store, report):
    store.save(report, "north")
    store.upgrade()
    assert store.report(report.id, "north") == report


def test_an_empty_server_asks_for_the_upgrade(postgres_url):
    with Store(postgres_url) as store:
        with pytest.raises(StoreError, match="came an empty one: run `factcheck db upgrade`"):
            store.page("north")
        store.upgrade()
        assert store.page("north").checks == ()


def test_a_database_of_a_newer_release_is_refused_and_not_touched(url):
    with Store(url) as store:
        store.upgrade()
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with Store(url) as store:
        for use in (store.upgrade, lambda: store.page("north")):
            with pytest.raises(StoreError, match="came version 9999 of a newer release: update"):
                use()
        assert store.revision() == "9999"


def test_someone_elses_tables_are_refused(tmp_path):
    url = f"sqlite:///{tmp_path / 'else.db'}"
    made = engine.connected(engine.parsed(url))
    with made.execution_options(writes=True).begin() as connection:
        connection.execute(text("CREATE TABLE checks (id INTEGER)"))
    made.dispose()
    with Store(url) as store, pytest.raises(StoreError, match="not ours"):
        store.page("north")


def test_processes_that_open_a_new_file_at_once_all_succeed(tmp_path):
    code = "import sys; from assistant.store import Store; Store(sys.argv[1]).page('north')"
    url = f"sqlite:///{tmp_path / 'facts.db'}"
    command = [sys.executable, "-c", code, url]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    outcomes = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert [code for _, code in outcomes] == [0, 0, 0], outcomes


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://me:hunter2@db/x", "came mysql"),
        ("sqlite://", "expected a file"),
        ("sqlite:///:memory:", "expected a file"),
        ("what hunter2 is this", "came something else"),
    ],
)
def test_an_address_that_cannot_be_is_told_without_its_password(url, says):
    with pytest.raises(ConfigError, match=says) as caught:
        Store(url)
    assert "hunter2" not in str(caught.value)


def test_what_the_database_refuses_is_told_without_content(store):
    with pytest.raises(StoreError) as caught, store.transaction() as session:
        session.execute(text("INSERT INTO checks (id) VALUES (:id)"), {"id": NEWS})
    assert "Ostrava" not in str(caught.value)


def test_a_server_that_is_not_there_is_a_store_error(tmp_path):
    with (
        Store(f"postgresql:///x?host={tmp_path}&connect_timeout=2") as store,
        pytest.raises(StoreError, match="failed"),
    ):
        store.page("north")


def test_the_default_is_a_file_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Path(engine.parsed(place.default_url()).database).is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_help_does_not_import_the_database_library():
    code = (
        "import sys; from typer.testing import CliRunner; from assistant.cli.app import app;"
        "CliRunner().invoke(app, ['--help']); sys.exit(len({'sqlalchemy', 'alembic'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_who_waits_to_write_to_a_file_keeps_no_reader_from_reading(tmp_path):
    crowd = threading.Barrier(41)
    with Store(f"sqlite:///{tmp_path}/facts.db") as store:

        def write():
            crowd.wait(30)
            with store.transaction():
                pass

        writers = [threading.Thread(target=write) for _ in range(40)]
        with store.transaction() as session:
            session.connection()
            for writer in writers:
                writer.start()
            crowd.wait(30)
            assert store.page("north").checks == ()
            assert store.engine.pool.checkedout() == 1
        for writer in writers:
            writer.join()


def test_a_writer_does_not_wait_for_ever_for_another_of_its_process(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.store.store.BUSY_SECONDS", 0.05)
    with Store(f"sqlite:///{tmp_path}/facts.db") as store, store.transaction():
        impatient = store.transaction()
        with pytest.raises(TransientStoreError, match="took too long"):
            impatient.__enter__()
