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


def kinds(*texts):
    articles = [
        Article.from_text(text, language="en", published_at=DAY, outlet=outlet)
        for text, outlet in zip(texts, ("Herald", "Courier"), strict=True)
    ]
    view = asyncio.run(examine(identified(articles), STAGES, lambda _: None)).view
    return [relation.kind for relation in view.relations]


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
