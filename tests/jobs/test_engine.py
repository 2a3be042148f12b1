"""The durable engine: what it keeps of a check, for how long, and what it logs."""

import logging

from sqlalchemy import inspect, text

from assistant import jobs
from assistant.jobs import engine
from assistant.jobs.tidying import tidy
from assistant.store.tables import Base
from tests.jobs.test_durable import NEWS, accepted, ended


def kept(store):
    """Everything in the engine's tables, as text."""
    with store.reading() as session:
        found = inspect(session.connection())
        schema = None if store.is_local else "dbos"
        names = set(found.get_table_names(schema=schema)) - set(Base.metadata.tables)
        prefix = "" if store.is_local else "dbos."
        rows = [session.execute(text(f'SELECT * FROM {prefix}"{name}"')).all() for name in sorted(names)]  # noqa: S608
        return str(rows)


def test_the_engine_keeps_ids_and_nothing_else_and_forgets_them(store, work):
    id_ = accepted(store, articles=[{"text": NEWS, "id": "harbour-17", "headline": "Harbour open"}])
    work()
    assert ended(store, id_) == "complete"
    found = kept(store)
    assert id_ in found
    assert not any(word in found for word in ("arbour", "ships", "gASV")), "gASV begins a pickle"
    tidy(store, 30)
    while id_ in kept(store):
        tidy(store, 30)


def test_erasing_erases_what_the_engine_keeps_at_once(store):
    id_ = accepted(store)
    assert id_ in kept(store)
    assert jobs.erase(store, "north", id_)
    assert id_ not in kept(store)


def test_a_check_that_was_not_accepted_is_not_enqueued(store):
    queue = engine.queue(store)
    with store.transaction() as session:
        queue.enqueue(session, "0" * 32)
        session.rollback()
    assert "0" * 32 not in kept(store)


def test_what_an_earlier_release_left_waiting_is_enqueued(store, work):
    id_ = accepted(store)
    engine.queue(store).discard([id_])
    jobs.upgrade(store)
    jobs.upgrade(store)
    work()
    assert ended(store, id_) == "complete"


def test_the_engines_log_tells_the_kind_of_an_error_and_not_what_it_says(store, caplog):
    engine.queue(store).ended()
    logger = logging.getLogger("dbos")
    logger.addHandler(caplog.handler)
    logger.error("broke:", exc_info=ValueError("the harbour"))
    logger.removeHandler(caplog.handler)
    assert "broke: ValueError" in caplog.text
    assert "harbour" not in caplog.text
