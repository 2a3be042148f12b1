"""Quantities: the figure, its bound and range, and what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.quantities import find_quantities
from tests.growth import LINEAR, growth


def only(text):
    (mention,) = find_quantities(text)
    quantity = mention.quantity
    return quantity.text, quantity.low, quantity.high, quantity.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They counted 300 people.", ("300 people", 300, 300, "person")),
        ("They saw 300 North Osmark soldiers.", ("300 North Osmark soldiers", 300, 300, "soldier")),
        ("It lost twelve ships.", ("twelve ships", 12, 12, "ship")),
        ("It lost dozens of homes.", ("dozens of homes", 12, None, "home")),
        ("It cost $1.2bn.", ("$1.2bn", 1.2e9, 1.2e9, "USD")),
        ("It cost $1.2 million.", ("$1.2 million", 1.2e6, 1.2e6, "USD")),
        ("It cost US$40 billion.", ("US$40 billion", 40e9, 40e9, "USD")),
        ("It cost 240 million crowns.", ("240 million crowns", 240e6, 240e6, "crown")),
        ("It cost €3-5 million.", ("€3-5 million", 3e6, 5e6, "EUR")),
        ("It cost between $5 and $7 million.", ("between $5 and $7 million", 5e6, 7e6, "USD")),
        ("It fell by between 5 and 7 per cent.", ("between 5 and 7 per cent", 5, 7, "%")),
        ("It fell by 6.5%.", ("6.5%", 6.5, 6.5, "%")),
        ("It fell by three percentage points.", ("three percentage points", 3, 3, "percentage point")),
        ("They need 12-15.", ("12-15", 12, 15, "")),
        ("They need 12 to 15 boats.", ("12 to 15 boats", 12, 15, "boat")),
        ("It is 5,000km away.", ("5,000km", 5000, 5000, "km")),
        ("It fell 40 centimetres a day.", ("40 centimetres", 40, 40, "cm")),
        ("It burned up 40,000 hectares.", ("40,000 hectares", 40000, 40000, "ha")),
        ("One in five voters stayed home.", ("One in five voters", 20, 20, "%")),
        ("Half of voters stayed home.", ("Half of voters", 50, 50, "%")),
        ("It took half an hour.", ("half an hour", 0.5, 0.5, "hour")),
        ("It happened twice.", ("twice", 2, 2, "time")),
        ("The 55-year-old fled.", ("55-year-old", 55, 55, "years old")),
        ("Josef Amsel, 71, fled.", ("71", 71, 71, "years old")),
        ("It was 5°C outside.", ("5°C", 5, 5, "°C")),
        ("The 18-month study ended.", ("18-month", 18, 18, "month")),
    ],
)
def test_a_quantity_is_read(text, expected):
    assert only(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("at least 12 houses", 12, None, False),
        ("more than 300 people", 300, None, False),
        ("no fewer than 300 people", 300, None, False),
        ("300 people or more", 300, None, False),
        ("300-plus flights", 300, None, False),
        ("up to 500 troops", None, 500, False),
        ("fewer than ten cases", None, 10, False),
        ("about a dozen homes", 12, 12, True),
        ("some 1,100 people", 1100, 1100, True),
        ("nearly a million people", 1e6, 1e6, True),
        ("500 or so protesters", 500, 500, True),
        ("exactly 500 protesters", 500, 500, False),
    ],
)
def test_a_bound_opens_an_end_and_an_estimate_is_marked(text, low, high, approximate):
    (mention,) = find_quantities(f"They saw {text}.")
    quantity = mention.quantity
    assert (quantity.low, quantity.high, quantity.approximate) == (low, high, approximate)


def test_a_third_is_a_share():
    (mention,) = find_quantities("A third of voters stayed home.")
    assert mention.quantity.unit == "%"
    assert mention.quantity.low == pytest.approx(100 / 3)


def test_from_and_to_are_two_figures_and_no_range():
    assert [m.quantity.low for m in find_quantities("It rose from 5 to 7 per cent.")] == [5, 7]


@pytest.mark.parametrize(
    "text",
    [
        "Rovers won 2-1.",
        "Flight 370 is missing.",
        "The Covid-19 ward closed.",
        "Article 5 was invoked.",
        "It happened on 14 July 2026.",
        "It opens at 4:20 a.m.",
        "It was built in the 1990s.",
        "She came third.",
        "It was the 21st win.",
        "Call (706) 881-2740.",
        "It never closes, 24/7.",
        "The F-16 fleet flew home.",
        "A 5G network was built.",
        "They led at half-time.",
        "No one came.",
        "One of the engineers left.",
    ],
)
def test_dates_times_scores_ordinals_and_names_are_no_quantities(text):
    assert find_quantities(text) == ()


WORDS = [
    "about",
    "12",
    "-",
    "15",
    "$",
    "million",
    "per cent",
    "one",
    "in",
    "half",
    "of",
    "people",
    "twice",
    "Amsel,",
    "é",
    "%",
]


@given(st.lists(st.sampled_from(WORDS)).map(" ".join) | st.text(max_size=200))
def test_mentions_are_exact_and_their_ends_in_order(text):
    for mention in find_quantities(text):
        quantity = mention.quantity
        assert text[mention.start : mention.end] == quantity.text
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


@pytest.mark.parametrize("unit", ["1 ", "12-", "one in ", "between 5 and ", "more than ", "$", "10% to "])
def test_quantities_are_linear_on_junk(unit):
    assert growth(lambda size: find_quantities((unit * size)[:size]), 12_500) < LINEAR


def test_a_share_and_a_level_are_no_range():
    found = find_quantities("The index fell 1.2 percent to 7,421.33 points.")
    assert [(q.quantity.low, q.quantity.high, q.quantity.unit) for q in found] == [
        (1.2, 1.2, "%"),
        (7421.33, 7421.33, "point"),
    ]


def test_the_parts_of_a_written_date_are_no_quantities():
    assert find_quantities("The law was passed on 03/04/2024.") == ()
