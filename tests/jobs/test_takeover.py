"""A worker that goes silent: exactly one other is elected, and has made by others what it held."""

import asyncio
import gc
import threading
import time

import pytest
from sqlalchemy import func, select, update

from assistant.config import Settings
from assistant.errors import ConfigError
from assistant.jobs import Worker, cancel, engine, events, heartbeat
from assistant.jobs.engine import Executor
from assistant.jobs.heartbeat import Sighting, Watch
from assistant.jobs.making import Maker
from assistant.jobs.worker import _Shift
from assistant.store.tables import CheckRow, UnitRow, WorkerRow
from tests.jobs.stages import Gate
from tests.jobs.test_durable import accepted, count, ended, only, stages, status, told, until

__all__ = ["stages"]


@pytest.fixture
def killed(monkeypatch):
    """Have the next worker that stops give nothing back: what a kill looks like from outside."""

    def kill():
        monkeypatch.setattr(_Shift, "_give_back", lambda self: None)

    yield kill
    monkeypatch.undo()


def workers(store):
    with store.reading() as session:
        return session.scalars(select(WorkerRow)).all()


def no_heartbeat():
    return not any(thread.name == "factcheck-heartbeat" for thread in threading.enumerate())


def sighting(store, name):
    with store.reading() as session:
        row = session.get_one(WorkerRow, name)
        return Sighting(row.id, row.seen_at, 0.0)


def signed_on(store, *names, lease=60.0):
    with store.transaction() as session:
        for name in names:
            heartbeat.sign_on(session, name, lease)


def test_a_worker_that_died_has_its_check_taken_over_and_no_unit_is_done_twice(store, work, stages, killed):
    first, second = Gate("first"), Gate("second", is_open=False)
    stages(first, second)
    id_ = accepted(store)
    dying = work(lease=1.0, grace=0.0)
    second.entered.wait(60)
    until(lambda: count(store, UnitRow) == 1)
    killed()
    dying.stop()
    until(no_heartbeat)
    second.opened.set()
    work(lease=1.0)
    assert ended(store, id_) == "complete"
    assert (first.ran, second.ran) == (1, 2)
    assert [kind for kind, _ in told(store, id_)].count("done") == 1
    assert count(store, UnitRow) == 0
    assert only(store).takeovers == 1
    until(lambda: len(workers(store)) == 1)


def test_a_cancelled_check_whose_worker_died_is_ended_by_another(store, work, stages, killed):
    first, second = Gate("first"), Gate("second", is_open=False)
    stages(first, second)
    id_ = accepted(store)
    dying = work(lease=1.0, grace=0.0)
    second.entered.wait(60)
    until(lambda: count(store, UnitRow) == 1)
    killed()
    dying.stop()
    until(no_heartbeat)
    assert cancel(store, "north", id_)
    work(lease=1.0)
    assert ended(store, id_) == "cancelled"
    second.opened.set()
    traces = {trace.name: trace.status for trace in store.report(id_, "north").stages}
    assert traces == {"first": "ok", "second": "failed"}


def test_exactly_one_is_elected_and_the_silent_one_may_write_no_more(store):
    signed_on(store, "silent", "a", "b")
    seen = sighting(store, "silent")
    with store.transaction() as session:
        assert heartbeat.lives(session, "silent")
    with store.transaction() as session:
        assert heartbeat.elect(session, seen, "a")
    with store.transaction() as session:
        assert not heartbeat.elect(session, seen, "b")
        assert not heartbeat.lives(session, "silent")
        assert not heartbeat.beat(session, "silent")
        assert heartbeat.beat(session, "b")


def test_who_died_while_it_took_over_is_itself_taken_over(store):
    signed_on(store, "silent")
    with store.transaction() as session:
        assert heartbeat.elect(session, sighting(store, "silent"), "died too")
    with store.transaction() as session:
        assert heartbeat.elect(session, sighting(store, "silent"), "b")


def test_only_a_worker_unchanged_for_its_own_lease_is_silent(store, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(heartbeat, "monotonic", lambda: clock[0])
    watch = Watch("me")

    def silent_at(now):
        clock[0] = now
        with store.reading() as session:
            return [seen.name for seen in watch.silent(session)]

    signed_on(store, "me", "quick", lease=5.0)
    signed_on(store, "slow", lease=50.0)
    assert silent_at(100.0) == []
    assert silent_at(104.0) == []
    assert silent_at(106.0) == ["quick"]
    with store.transaction() as session:
        heartbeat.beat(session, "quick")
    assert silent_at(107.0) == []
    assert silent_at(113.0) == ["quick"]
    watch.forget()
    assert silent_at(152.0) == []


def test_a_check_that_kills_its_workers_is_given_up_after_three_takeovers(store, work):
    id_ = accepted(store)
    for number in range(heartbeat.MOST_TAKEOVERS + 1):
        assert status(store, id_) == "queued"
        name = f"dying-{number}"
        signed_on(store, name)
        with store.transaction() as session:
            session.execute(update(CheckRow).values(worker=name))
        with store.transaction() as session:
            assert heartbeat.elect(session, sighting(store, name), "me")
    assert status(store, id_) == "failed"
    with store.reading() as session:
        assert "4 workers died" in events.problem(session, id_)
    work()
    time.sleep(0.5)
    assert [kind for kind, _ in told(store, id_)] == ["done"]


def test_a_worker_that_was_taken_for_dead_goes_on_under_another_name(store, work, stages):
    gate = Gate(is_open=False)
    stages(gate)
    id_ = accepted(store)
    work(lease=1.0)
    gate.entered.wait(60)
    (before,) = workers(store)

    def elected():
        with store.transaction() as session:
            return heartbeat.elect(session, sighting(store, before.id), "taker")

    until(elected)
    engine.queue(store).resume(before.id)
    with store.transaction() as session:
        heartbeat.sign_off(session, before.id)
    until(lambda: [row.id for row in workers(store)] not in ([], [before.id]))
    gate.opened.set()
    assert ended(store, id_) == "complete"
    assert gate.ran == 2


def test_a_process_has_one_worker(store, work, stages):
    gate = Gate(is_open=False)
    stages(gate)
    accepted(store)
    work(grace=0.1)
    gate.entered.wait(60)
    with pytest.raises(ConfigError, match="one worker"):
        Worker(store, Settings()).run()
    gate.opened.set()
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(WorkerRow)) == 1


def test_a_check_that_a_worker_lets_go_stays_its_own_until_it_stops(store, work, monkeypatch):
    ends = []

    async def let_go(_maker, _id):
        asyncio.current_task().add_done_callback(lambda task: ends.append(task.cancelled()))
        entered.set()
        return False

    def stop_and_collect(executor):
        stop(executor)
        gc.collect()

    entered, stop = threading.Event(), Executor.stop
    monkeypatch.setattr(Maker, "make", let_go)
    monkeypatch.setattr(Executor, "stop", stop_and_collect)
    id_ = accepted(store)
    worker = work()
    assert entered.wait(60)
    assert not ends
    worker.stop()
    until(lambda: ends)
    assert ends == [True], "cancelled, and not found by the collector"
    monkeypatch.undo()
    work()
    assert ended(store, id_) == "complete"
