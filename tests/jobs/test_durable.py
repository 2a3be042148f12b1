"""Durable checks: nothing accepted is lost, nothing is done twice, nothing is made by two."""

import time

import pytest
from sqlalchemy import func, select, update

from assistant.checking import Assistant
from assistant.config import Settings
from assistant.errors import TransientStoreError
from assistant.jobs import CheckRequest, FieldError, accept, cancel, engine, erase, events
from assistant.jobs.intake import UnderWayError
from assistant.jobs.memo import Memo
from assistant.store import checks
from assistant.store.tables import CheckRow, EventRow, IdempotencyRow, UnitRow
from tests.jobs.stages import Gate, installed

NEWS = "The harbour reopened on Friday. Sources said 12 ships were damaged."


def request(**more):
    return CheckRequest.model_validate({"articles": [{"text": NEWS, "language": "en"}], **more})


@pytest.fixture
def stages(monkeypatch):
    """Have these stages instead of the installed ones."""

    def use(*gates):
        monkeypatch.setattr("assistant.checking.installed", lambda: installed(*gates))

    return use


def accepted(store, **more):
    return accept(store, Assistant(Settings()), "north", request(**more)).id


def until(condition, seconds=60):
    """Wait for a condition; its last value."""
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    assert found
    return found


def status(store, id_):
    with store.reading() as session:
        row = checks.row(session, id_, "north")
        return row.status if row else None


def ended(store, id_):
    return until(lambda: (s := status(store, id_)) not in {None, "queued", "running"} and s)


def told(store, id_):
    with store.reading() as session:
        return [(event.kind, event.data) for event in events.since(session, id_, 0)]


def count(store, table):
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_check_is_accepted_before_there_is_any_worker_and_made_once_there_is_one(store, work):
    id_ = accepted(store)
    assert status(store, id_) == "queued"
    work()
    assert ended(store, id_) == "complete"
    report = store.report(id_, "north")
    assert report.id == id_
    assert {trace.name for trace in report.stages} == {"claims", "sources", "consistency"}


def test_events_tell_every_stage_finding_and_the_end_and_quote_nothing(store, work):
    id_ = accepted(store)
    work()
    ended(store, id_)
    happened = told(store, id_)
    kinds = [kind for kind, _ in happened]
    assert kinds.count("stage_started") == kinds.count("progress") == 3
    assert [data["ended"] for kind, data in happened if kind == "progress"] == [1, 2, 3]
    report = store.report(id_, "north")
    assert kinds.count("finding") == len(report.findings) > 0
    assert happened[-1] == ("done", {"status": "complete", "problem": None})
    assert "ships" not in str(happened)


def test_what_a_worker_that_lost_its_check_writes_is_not_kept(store, work, stages):
    gate = Gate(is_open=False)
    stages(gate)
    id_ = accepted(store)
    work(grace=0.0)
    gate.entered.wait(60)
    with store.transaction() as session:
        session.execute(update(CheckRow).values(worker="another"))
    gate.opened.set()
    time.sleep(0.5)
    assert status(store, id_) == "running"
    assert count(store, UnitRow) == 0
    assert ("done", {"status": "complete", "problem": None}) not in told(store, id_)


def test_stopping_a_worker_gives_its_check_back_and_counts_no_takeover(store, work, stages):
    gate = Gate(is_open=False)
    stages(gate)
    id_ = accepted(store)
    worker = work(grace=0.1, lease=60.0)
    gate.entered.wait(60)
    worker.stop()
    until(lambda: only(store).worker is None)
    gate.opened.set()
    work()
    assert ended(store, id_) == "complete"
    assert only(store).takeovers == 0


def test_cancelling_keeps_what_was_found_and_says_what_was_not_examined(store, work, stages):
    first, second = Gate("first"), Gate("second", is_open=False)
    stages(first, second)
    id_ = accepted(store)
    work()
    second.entered.wait(60)
    until(lambda: count(store, UnitRow) == 1)
    assert cancel(store, "north", id_)
    assert ended(store, id_) == "cancelled"
    second.opened.set()
    traces = {trace.name: trace for trace in store.report(id_, "north").stages}
    assert (traces["first"].status, traces["second"].status) == ("ok", "failed")
    assert "cancelled" in traces["second"].error


def test_a_unit_that_ends_while_its_check_is_cancelled_counts(store, work, stages, monkeypatch):
    first, second = Gate("first"), Gate("second", is_open=False)
    stages(first, second)
    keep = Memo._keep

    def kept_and_cancelled(memo, session, **more):
        keep(memo, session, **more)
        session.execute(update(CheckRow).values(cancelled=True))
        session.commit()
        engine.queue(store).cancel(memo._held.id)

    monkeypatch.setattr(Memo, "_keep", kept_and_cancelled)
    id_ = accepted(store)
    work()
    assert ended(store, id_) == "cancelled"
    second.opened.set()
    assert {t.name: t.status for t in store.report(id_, "north").stages} == {
        "first": "ok",
        "second": "failed",
    }


def test_cancelling_anothers_check_or_none_does_nothing(store):
    id_ = accepted(store)
    assert not cancel(store, "south", id_)
    assert not cancel(store, "north", "0" * 32)
    assert status(store, id_) == "queued"


def test_erasing_a_running_check_stops_it_and_leaves_nothing(store, work, stages):
    gate = Gate(is_open=False)
    stages(gate)
    id_ = accepted(store)
    work(grace=0.1)
    gate.entered.wait(60)
    assert erase(store, "north", id_)
    gate.opened.set()
    time.sleep(0.5)
    assert [count(store, table) for table in (CheckRow, UnitRow, EventRow, IdempotencyRow)] == [0] * 4


def test_a_stage_that_breaks_fails_its_unit_and_not_the_check(store, work, stages):
    stages(Gate("good"), Gate("bad", error=RuntimeError("no")))
    id_ = accepted(store)
    work()
    assert ended(store, id_) == "partial"
    ends = {data["stage"]: data["status"] for kind, data in told(store, id_) if kind == "progress"}
    assert ends == {"good": "ok", "bad": "failed"}


def test_a_database_that_fails_for_a_moment_costs_nothing(store, work, stages, monkeypatch):
    gate = Gate()
    stages(gate)
    id_ = accepted(store)
    finish, failures = checks.finish, [TransientStoreError("the disk is full")]

    def failing(*args):
        if failures:
            raise failures.pop()
        return finish(*args)

    monkeypatch.setattr("assistant.store.checks.finish", failing)
    work()
    assert ended(store, id_) == "complete"
    assert gate.ran == 1


def test_embargo_counts_from_the_end_even_without_a_report(store):
    id_ = accepted(store, embargo=0)
    cancel(store, "north", id_)
    store.sweep(30)
    with store.reading() as session:
        row = checks.row(session, id_, "north")
        assert (row.request, row.settings) == (None, None)


def test_one_key_is_one_check_per_desk_and_one_body(store):
    assistant = Assistant(Settings())
    first = accept(store, assistant, "north", request(), "k")
    with pytest.raises(UnderWayError) as caught:
        accept(store, assistant, "north", request(), "k")
    assert caught.value.check == first.id
    assert accept(store, assistant, "south", request(), "k").id != first.id
    cancel(store, "north", first.id)
    again = accept(store, assistant, "north", request(), "k")
    assert (again.id, again.again) == (first.id, True)
    store.erase(first.id, "north")
    assert accept(store, assistant, "north", request(), "k").id != first.id


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"stages": ["nonsense"]}, "/stages/0"),
        ({"model": "openai/gpt-unheard-of"}, "/model"),
        ({"policy": {"select": ["XYZ"]}}, "/policy"),
        ({"policy": {"thresholds": {"SRC001": {"none": 1}}}}, "/policy"),
        ({"articles": [{"text": "Fine, he said."}, {"text": "a\0b"}]}, "/articles/1"),
        ({"articles": [{"text": "One.", "id": "a"}, {"text": "Two.", "id": "a"}]}, "/articles"),
        ({"articles": [{"text": "One."}] * 51}, "/articles"),
        ({"articles": [{"text": "x" * 400_001}]}, "/articles/0"),
    ],
)
def test_what_cannot_be_done_is_refused_before_it_is_accepted(store, asked, pointer):
    with pytest.raises(FieldError) as caught:
        accepted(store, **asked)
    assert caught.value.pointer == pointer
    assert count(store, CheckRow) == 0


def only(store):
    with store.reading() as session:
        return session.scalars(select(CheckRow)).one()
