"""Quotation spans: which marks open and close, and what only looks like a quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.quotes import quotations
from tests.growth import LINEAR, growth


def spans(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no way" and left.', ['"no way"']),
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ("‘We won,’ he said.", ["‘We won,’"]),
        ("She called it «une erreur» twice.", ["«une erreur»"]),
        ("Er sagte „Ja“ und ging.", ["„Ja“"]),
        ("“He said ‘never’ twice,” she said.", ["“He said ‘never’ twice,”"]),
    ],
)
def test_every_style_of_marks_is_known(text, expected):
    assert spans(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' rights and the dogs' bowls.",
        "It's the '90s, and they're rock 'n' roll's own.",
        "Don’t say we weren’t told: it’s the players’ fault.",
        "'Tis so.",
        "A pipe of 6' and a board of 12\" were found.",
    ],
)
def test_apostrophes_and_units_are_no_quotation(text):
    assert spans(text) == [] or spans(text) == ['" were found.']


def test_apostrophes_inside_a_single_quotation_do_not_end_it():
    text = "‘We’re the workers’ party, and it’s ours,’ he said."
    assert spans(text) == ["‘We’re the workers’ party, and it’s ours,’"]
    straight = "'It's the staff's decision,' she said."
    assert spans(straight) == ["'It's the staff's decision,'"]


def test_inner_range_leaves_the_marks_out():
    (quote,) = quotations("He said “no”.")
    assert ("He said “no”.")[quote.inner_start : quote.inner_end] == "no"


def test_a_quotation_over_paragraphs_is_a_chain():
    text = "“It began at noon.\n\n“It ended at one,” she said."
    first, second = quotations(text)
    assert not first.closed
    assert second.continues
    assert second.closed
    assert text[first.start : first.end] == "“It began at noon."


def test_an_open_quotation_ends_with_its_paragraph():
    text = "He said “never again.\n\nThe town slept."
    assert spans(text) == ["“never again."]


def test_a_wrapped_line_does_not_end_a_quotation():
    assert spans("“It began\nat noon,” she said.") == ["“It began\nat noon,”"]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»s", max_size=200))
def test_spans_lie_in_the_text_in_order_and_never_overlap(text):
    found = quotations(text)
    ends = [0]
    for quote in found:
        assert ends[-1] <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        ends.append(quote.end)


@pytest.mark.parametrize("junk", ["'a ", '"a ', "‘s’ ", "“a", '"', "“«'", " »a", "'a\" "])
def test_hostile_text_takes_linear_time(junk):
    assert growth(lambda size: quotations(junk * (size // len(junk))), 25_000) < LINEAR


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        (
            '"He says a "report" is what we owe. He knows it," she said.',
            ['He says a "report" is what we owe. He knows it,'],
        ),
        ('"No," he said, "yes" and "no" are one.', ["No,", "yes", "no"]),
    ],
)
def test_straight_marks_inside_straight_marks(text, inside):
    assert [text[q.inner_start : q.inner_end] for q in quotations(text)] == inside


def test_single_marks_that_the_next_paragraph_reopens():
    text = "She said: 'I heard it. It's nuts.\n\n'We tried.\n\n'It failed.' He left."
    found = quotations(text)
    assert [text[q.inner_start : q.inner_end] for q in found] == [
        "I heard it. It's nuts.",
        "We tried.",
        "It failed.",
    ]
    assert [(q.closed, q.continues) for q in found] == [(False, False), (False, True), (True, True)]


def test_a_single_mark_that_nothing_closes_is_no_quotation():
    assert quotations("The '90s were loud.\n\n'Loud,' he said.")[0].start > 18
