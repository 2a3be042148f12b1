"""Hedges and conditions are told from the words that only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.hedges import hedges, modality


@pytest.mark.parametrize(
    "text",
    [
        "Norwick may send troops.",
        "The fire could spread.",
        "The minister reportedly resigned.",
        "He allegedly took the money.",
        "The drug appears to work.",
        "The letter suggests that he knew.",
        "The firm is likely to close.",
        "The firm is said to be closing.",
        "The reported movements were small.",
        "Norwick May Send Troops to Border",
    ],
)
def test_a_hedge_is_heard(text):
    assert modality(text) == "hedged"


@pytest.mark.parametrize(
    "text",
    [
        "If confirmed, it would be the first case.",
        "The deal, if approved, creates a new group.",
        "The strike goes on unless the firm moves.",
        "The bridge opens provided that the test succeeds.",
    ],
)
def test_a_condition_weighs_more_than_a_hedge(text):
    assert modality(text) == "conditional"


@pytest.mark.parametrize(
    "text",
    [
        "The minister resigned in May.",
        "Theresa May Resigns",
        "About 300 people died.",
        "Roughly half of them left.",
        "She asked if they were ready.",
        "They behaved as if nothing had happened.",
        "Officials provided a list.",
        "The agency reported that twelve people died.",
        "He appeared in court.",
        "Police suspected of fraud were dismissed.",
    ],
)
def test_what_only_looks_like_a_hedge_is_none(text):
    assert modality(text) == "asserted"


def test_cues_carry_their_exact_place():
    text = "If it is true, the fire may have been set."
    assert [(cue.text, cue.strength) for cue in hedges(text)] == [("If", "conditional"), ("may", "hedged")]
    assert all(text[cue.start : cue.end] == cue.text for cue in hedges(text))


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["may", "May", "if", "provided", "reported", "the", ",", "’"])).map(" ".join)
)
def test_any_text_has_exact_cues(text):
    assert all(text[cue.start : cue.end] == cue.text for cue in hedges(text))


@pytest.mark.parametrize(
    "text",
    [
        "Drinkers were 4% less likely to die.",
        "They were twice as likely to fall.",
        "It is 15 percent more likely.",
    ],
)
def test_a_measured_likelihood_is_no_hedge(text):
    assert hedges(text) == ()


def test_a_likelihood_without_a_measure_is_one():
    assert [hedge.text for hedge in hedges("He is more likely to resign.")] == ["likely"]
