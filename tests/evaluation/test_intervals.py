"""Intervals: honest about few units, the same every time, around the value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evaluation.intervals import draws, interval, totals, value

shares = st.integers(1, 20).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
units = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.tuples(shares), min_size=3, max_size=12)


def test_a_measure_is_the_mean_of_its_shares():
    assert value([(1, 2)]) == 0.5
    assert value([(1, 2), (1, 1)]) == 0.75
    assert value([(1, 2), (0, 0)]) is None


def test_fewer_than_three_units_with_cases_give_no_interval():
    counted = {"a": ((1, 2),), "b": ((2, 2),), "c": ((0, 0),)}
    assert interval(counted, draws(3)) is None


def test_a_mean_of_shares_of_which_one_has_no_case_anywhere_has_no_interval():
    assert interval(dict.fromkeys("abc", ((0, 0), (1, 2))), draws(3)) is None


def test_units_that_are_all_alike_leave_no_doubt():
    assert interval(dict.fromkeys("abcde", ((1, 2),)), draws(5)) == (0.5, 0.5)


def test_more_units_make_a_narrower_interval():
    def width(n):
        low, high = interval({str(k): ((k % 2, 1),) for k in range(n)}, draws(n))
        return high - low

    assert width(100) < width(10)


def test_the_interval_of_a_coin_is_near_the_normal_one():
    low, high = interval({str(k): ((k % 2, 1),) for k in range(100)}, draws(100))
    assert (low, high) == pytest.approx((0.402, 0.598), abs=0.03)


@settings(max_examples=15)
@given(units)
def test_an_interval_is_ordered_within_bounds_and_the_same_again(counted):
    low, high = interval(counted, draws(len(counted)))
    assert 0 <= low <= high <= 1
    assert (low, high) == interval(counted, draws(len(counted)))
    assert 0 <= value(totals(counted)) <= 1
