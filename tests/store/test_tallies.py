"""Figures that only grow: exact whoever adds to them at once, and none of a transaction that failed."""

import threading

import pytest

from assistant.store import tallies
from assistant.store.tallies import Tallies


def figures(store):
    with store.reading() as session:
        return {(tally.name, *tally.labels.values()): tally.value for tally in tallies.all_of(session)}


def test_what_many_add_at_once_is_added_exactly(store):
    names = [f"n{number}" for number in range(8)]

    def add(order):
        for _ in range(20):
            tally = Tallies()
            for name in order:
                tally.add(name, 0.5, kind="a")
            with store.transaction() as session:
                tally.keep(session)

    threads = [threading.Thread(target=add, args=(order,)) for order in (names, names[::-1], names[3:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    expected = {(name, "a"): 20.0 if number < 3 else 30.0 for number, name in enumerate(names)}
    assert figures(store) == expected


def test_what_failed_was_not_counted(store):
    tally = Tallies()
    tally.add("n")

    def fail():
        with store.transaction() as session:
            tally.keep(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert figures(store) == {}


@pytest.mark.parametrize(
    ("seconds", "bound"), [(0.0, "0.1"), (0.1, "0.1"), (0.11, "0.3"), (600, "600.0"), (601, "+Inf")]
)
def test_a_time_counts_up_to_the_bound_that_it_kept(store, seconds, bound):
    tally = Tallies()
    tally.took("t", seconds)
    with store.transaction() as session:
        tally.keep(session)
    assert figures(store) == {("t_bucket", bound): 1.0, ("t_sum",): seconds}


def test_an_empty_database_has_nothing_waiting(store):
    with store.reading() as session:
        standing = tallies.standing(session)
    assert (standing.checks, standing.waiting_since) == ({}, None)
