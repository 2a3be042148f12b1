from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.numbers import Number, numbers
from tests.growth import LINEAR, growth


def read(text: str) -> list[tuple[str, Fraction]]:
    return [(text[number.start : number.end], number.value) for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("12,34,567", 1234567),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("1.2", Fraction(6, 5)),
        (".5", Fraction(1, 2)),
        ("1,200.50", Fraction(2401, 2)),
        ("twelve", 12),
        ("twenty-one", 21),
        ("three hundred", 300),
        ("two hundred and three", 203),
        ("one hundred and twenty-five thousand", 125_000),
        ("one million two hundred thousand", 1_200_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("two and a half million", 2_500_000),
        ("1.2 billion", 1_200_000_000),
        ("2.3 million", 2_300_000),
        ("5m", 5_000_000),
        ("3bn", 3_000_000_000),
        ("10k", 10_000),
        ("two-thirds", Fraction(2, 3)),
        ("one third", Fraction(1, 3)),
        ("3/4", Fraction(3, 4)),
        ("2½", Fraction(5, 2)),
        ("three quarters", Fraction(3, 4)),
        ("-5", -5),
        ("١٢٣", 123),
    ],
)
def test_a_number_is_read_whole_with_its_value(text, value):
    assert read(text) == [(text, value)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$3bn", [("3bn", 3_000_000_000)]),
        ("10-15 people", [("10", 10), ("15", 15)]),
        ("two hundred and three hundred", [("two hundred", 200), ("three hundred", 300)]),
        ("a third of voters", [("a third", Fraction(1, 3))]),
        ("on 11/05/2024", [("11", 11), ("05", 5), ("2024", 2024)]),
        ("in 2019 300 people", [("2019", 2019), ("300", 300)]),
        ("30km, 5mm, 5pm", [("30", 30), ("5", 5), ("5", 5)]),
        ("no one helped one another", []),
        ("the G7 and an F16", []),
        ("a ten-second delay", [("ten", 10)]),
        ("someone, tentative, onerous", []),
        ("the third quarter", [("third", 3)]),
    ],
)
def test_what_counts_as_a_number_and_where_it_ends(text, found):
    assert read(text) == found


def test_ordinals_are_flagged():
    first, second, third = numbers("the first, the 21st and the twenty-first")
    assert all(number.ordinal for number in (first, second, third))
    assert second.meaning == third.meaning != first.meaning


def test_percent_is_kept_apart_and_shared_by_a_range():
    assert [number.percent for number in numbers("15%, 15 percent, 15 per cent, 15 people")] == [
        True,
        True,
        True,
        False,
    ]
    assert [number.percent for number in numbers("10 to 15 percent")] == [True, True]
    assert [number.percent for number in numbers("up 5 percentage points")] == [False]


def test_plural_magnitudes_have_no_exact_value():
    vague, exact = numbers("hundreds of thousands, not one hundred thousand")
    assert (vague.value, vague.vague, exact.vague) == (100_000, True, False)
    assert vague.meaning != exact.meaning
    assert numbers("several hundred people")[0].vague


@pytest.mark.parametrize(
    "junk",
    [
        "9",
        "12,",
        "1 ",
        "one hundred and ",
        "hundreds of ",
        "half a ",
        "twenty-",
        "1.",
        "1/",
        "a ",
        "½",
        "million ",
    ],
)
def test_hostile_text_takes_linear_time(junk):
    assert growth(lambda size: list(numbers(junk * (size // len(junk)) + " a")), 10_000) < LINEAR


WORDS = "one two hundred thousand million and a half third dozen of twenty percent m bn no second several"
pieces = st.sampled_from([*WORDS.split(), "-", " ", ",", ".", "5", "1,200", "%", "/", "½", "٣", "\u00a0"])


@given(st.one_of(st.text(), st.lists(pieces).map("".join), st.lists(pieces).map(" ".join)))
def test_numbers_stand_in_order_within_the_text_and_never_overlap(text):
    found = numbers(text)
    ends = [0, *(number.end for number in found)]
    assert all(
        end <= number.start < number.end <= len(text) for end, number in zip(ends, found, strict=False)
    )


@given(st.integers(0, 10**12))
def test_an_integer_is_read_back_however_it_is_grouped(value):
    for text in (str(value), f"{value:,}"):
        assert numbers(f"about {text} people") == (Number(6, 6 + len(text), Fraction(value)),)
