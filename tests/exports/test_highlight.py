"""Overlapping marks become flat runs that say exactly which items each character belongs to."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.exports.highlight import Mark, flat_runs

LENGTH = 40
marks = st.lists(
    st.builds(Mark, st.integers(-5, LENGTH + 5), st.integers(-5, LENGTH + 5), st.integers(0, 9)), max_size=12
)


@given(marks, st.lists(st.integers(-3, LENGTH + 3), max_size=5))
def test_runs_cover_the_text_in_order_without_a_gap(marked, cuts):
    runs = list(flat_runs(LENGTH, marked, cuts))
    assert [run.start for run in runs] == [0, *(run.end for run in runs[:-1])]
    assert runs[-1].end == LENGTH
    assert all(run.start < run.end for run in runs)
    assert {at for at in cuts if 0 < at < LENGTH} <= {run.start for run in runs}


@given(marks)
def test_every_character_has_exactly_the_items_marked_on_it(marked):
    for run in flat_runs(LENGTH, marked):
        for at in range(run.start, run.end):
            assert list(run.items) == [mark.item for mark in marked if mark.start <= at < mark.end]


@given(marks)
def test_each_mark_opens_and_closes_once_where_it_begins_and_ends(marked):
    runs = list(flat_runs(LENGTH, marked))
    kept = [(max(m.start, 0), min(m.end, LENGTH), m.item) for m in marked]
    kept = [mark for mark in kept if mark[0] < mark[1]]
    opened = sorted((run.start, item) for run in runs for item in run.opens)
    closed = sorted((run.end, item) for run in runs for item in run.closes)
    assert opened == sorted((start, item) for start, _, item in kept)
    assert closed == sorted((end, item) for _, end, item in kept)


def test_a_text_of_no_characters_has_no_runs():
    assert list(flat_runs(0, [Mark(0, 5, "x")])) == []
