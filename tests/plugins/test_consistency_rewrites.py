"""Sentences rewritten after another: one word turned is found, a paraphrase is left alone."""

import asyncio

import pytest

from assistant.article import Article, identified
from assistant.pipeline import examine
from factcheck_claims import ClaimsStage
from factcheck_consistency import ConsistencyStage
from factcheck_sources import SourcesStage

STAGES = (ClaimsStage(), SourcesStage(), ConsistencyStage())
BURNT = "Officials in Marn burned the chemicals after a train derailed near the school."
WIRE = (
    "A wall of the quarry in Marn collapsed on Monday, killing at least two people and injuring 30. "
    "The council of Marn ordered its 300 employees to remove the small camera from their official phones."
)
DAY = "2025-10-14T08:00:00+00:00"


def kinds(second, first=WIRE):
    articles = [
        Article.from_text(text, language="en", published_at=DAY, outlet=outlet)
        for text, outlet in ((first, "Halm Wire"), (second, "Coast Courier"))
    ]
    view = asyncio.run(examine(identified(articles), STAGES, lambda _: None)).view
    return [relation.kind for relation in view.relations if relation.kind != "certainty_drift"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (
            "A quarry wall in Marn exploded on Monday, killing at least two people and injuring 30.",
            "contradiction",
        ),
        ("A quarry wall in Marn collapsed on Monday, killing at least three people.", "number_mismatch"),
        (
            "The council of Marn ordered its 300 employees to remove the large camera from their official phones.",
            "contradiction",
        ),
        (
            "The council of Marn ordered its 300 employees to remove the small camera from their official laptops.",
            "contradiction",
        ),
        (
            "The council of Marn has not ordered its 300 employees to remove the small camera.",
            "contradiction",
        ),
        (
            "The council of Tolwick ordered its 300 employees to remove the small camera from their official phones.",
            "entity_mismatch",
        ),
    ],
)
def test_a_word_turned_among_the_same_words_is_found(second, expected):
    assert kinds(second) == [expected]


def test_a_link_turned_between_the_same_words_is_found():
    assert kinds(BURNT.replace("after", "before"), BURNT) == ["contradiction"]
    assert kinds(BURNT.replace("after", "once"), BURNT) == []


@pytest.mark.parametrize(
    "second",
    [
        "A quarry wall in Marn came down on Monday, killing at least two people and injuring 30.",
        "A blast shook the quarry in Marn on Friday, killing at least two people.",
        "The council of Marn told its 300 workers to delete the tiny camera from their work phones.",
        "The council of Marn ordered some employees to remove the large camera from their official phones.",
        "The council of Marn has not ordered its pupils to remove anything.",
        "The council of Marn, near Tolwick, ordered its 300 employees to remove the small camera.",
        "The council of Marn plans to ask its 300 employees to keep the small camera on their official phones.",
    ],
)
def test_a_paraphrase_a_part_and_a_plan_are_left_alone(second):
    assert kinds(second) == []


def test_a_negation_that_only_the_longer_one_adds_turns_nothing_that_both_deny():
    first = "The mayor of Marn rejected a claim for 500 crowns, saying the guild had delivered nowhere near that sum."
    second = first.replace(".", " so far and offered no proof in its letter.")
    assert kinds(second, first) == []


def test_two_subjects_in_one_formula_are_two():
    first = "The Halm brigade sent 7 engines to the refinery."
    assert kinds("The Orbel brigade sent 12 engines to the refinery.", first) == []
    assert kinds("The Orbel brigade sent engines to the refinery.", first) == []
