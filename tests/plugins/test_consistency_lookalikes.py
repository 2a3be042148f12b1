"""Two short articles that share nearly all their words and can both be right."""

import asyncio

import pytest

from assistant.article import Article, identified
from assistant.pipeline import examine
from factcheck_claims import ClaimsStage
from factcheck_consistency import ConsistencyStage
from factcheck_sources import SourcesStage

STAGES = (ClaimsStage(), SourcesStage(), ConsistencyStage())
DAY = "2025-05-07T08:00:00+00:00"


def examined(*texts):
    articles = [
        Article.from_text(text, language="en", published_at=DAY, outlet=outlet)
        for text, outlet in zip(texts, ("Herald", "Courier"), strict=True)
    ]
    return asyncio.run(examine(identified(articles), STAGES, lambda _: None)).view


def kinds(*texts):
    return [relation.kind for relation in examined(*texts).relations]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The treaty of Vallon was signed on Wednesday.", "The treaty of Vallon was not signed on Friday."),
        ("The fire in Vallon killed 12 people.", "The fire in Vallon did not kill 17 people."),
        ("The ministry of Orland ordered 40 buses.", "The ministry of Orland did not order 60 buses."),
        ("Ada Holm was elected mayor of Vallon.", "Bert Lang was not elected mayor of Vallon."),
        ("The port of Vallon will close if the union strikes.", "The port of Vallon will not close."),
        ("A bus crash near Vallon killed 12 people.", "A train crash near Vallon killed 17 people."),
        ("Of the 40 miners in Orlo, 12 died.", "12 miners died in Orlo."),
    ],
)
def test_a_denial_a_condition_another_sort_and_a_part_make_no_conflict(first, second):
    assert kinds(first, second) == []
    assert kinds(second, first) == []


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (
            "The treaty of Vallon was signed on Wednesday.",
            "The treaty of Vallon was signed on Tuesday.",
            "time",
        ),
        ("The fire in Vallon killed 12 people.", "The fire in Vallon killed 17 people.", "number"),
        ("Ada Holm was elected mayor of Vallon.", "Bert Lang was elected mayor of Vallon.", "entity"),
        ("A bus crash near Vallon killed 12 people.", "A bus crash near Vallon killed 17 people.", "number"),
        ("Of the 40 miners in Orlo, 12 died.", "19 miners died in Orlo.", "number"),
    ],
)
def test_without_them_it_is_one(first, second, kind):
    assert kinds(first, second) == [f"{kind}_mismatch"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The aid group Lantern says it fed 2,000 people in Vallon in March.",
            "The aid group Lantern says it fed 14,000 people in Vallon since January.",
        ),
        (
            "Inflation in Orland fell to 3.1% in April from 3.4%.",
            "Inflation in Orland has fallen from a peak of 9.2% to 3.1%.",
        ),
        (
            "Turnout in the Vallon election was 61%, up from 54% in 2021. Ada Holm won 52% of the vote.",
            "Ada Holm won the election in Vallon with 52% of the vote. Four years ago turnout was 54%.",
        ),
        (
            "Ada Holm was not hurt in the crash near Vallon.",
            "Ada Holm's driver was hurt in the crash near Vallon.",
        ),
        (
            "Of the 40 miners in the Orlo pit, 12 died on Monday.",
            "Twelve miners died in the Orlo pit on Monday; 40 were underground.",
        ),
        (
            "The fair in Vallon opened at 10 a.m. on Monday, local time.",
            "The fair in Vallon opened at 8 a.m. GMT on Monday.",
        ),
    ],
)
def test_what_is_measured_otherwise_or_said_of_another_is_no_conflict(first, second):
    assert kinds(first, second) == []
    assert kinds(second, first) == []


def circular(*texts):
    return [shared.circular for shared in examined(*texts).corroboration]


def test_who_holds_an_office_is_on_record_and_who_is_like_others_is_not():
    said = "Two people were killed in the raid on Vallon on Monday, {} said."
    assert circular(said.format("Orlo's mayor"), said.format("the mayor of Orlo")) == [False]
    assert circular(said.format("an aide to the mayor"), said.format("an aide to the mayor")) == [True]
