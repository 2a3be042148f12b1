"""CLM001 and CLM002: where they fire, exactly, and where they must not."""

import pytest

from assistant.article import Article
from assistant.view import View
from factcheck_claims import ClaimsStage
from factcheck_claims.rules import CLM001, CLM002, RULES
from factcheck_claims.superlatives import superlatives


def breaches(rule, text, **metadata):
    view = View((Article.from_text(text, id="a", language="en", **metadata),))
    view = View(view.articles, claims=ClaimsStage().draft(view).claims)
    return [breach.anchors[0].exact for breach in rule.check(view, {})]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is the first time since 1953 that a ferry sank.", "first time"),
        ("She became the first woman to lead the port.", "first"),
        ("It was Rovers' first win in Tarrow.", "first"),
        ("It is the largest reservoir in Osmark.", "largest"),
        ("It is the country's second-largest reservoir.", "largest"),
        ("It is the most powerful engine on the market.", "most powerful"),
        ("Such a flood had never before been seen in Tarrow.", "never before"),
        ("The losses are unprecedented.", "unprecedented"),
        ("Output reached a record high in May.", "record high"),
        ("Pell is the only town on the island.", "the only"),
        ("It was the deadliest fire in decades.", "deadliest"),
    ],
)
def test_a_rank_is_found_by_its_own_words(text, words):
    (found,) = superlatives(text)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "At first the crew hesitated.",
        "The first minister resigned.",
        "The first lady arrived.",
        "They led in the first half.",
        "Profits rose in the first quarter.",
        "Most people left.",
        "Most of the crew left.",
        "At least 12 people left.",
        "They did their best to help.",
        "First aid was given.",
        "First, the gates were closed.",
        "He made the most of it.",
        "The latest figures are out.",
    ],
)
def test_what_only_looks_like_a_rank_is_none(text):
    assert superlatives(text) == ()


def test_clm001_anchors_the_words_of_a_claim_once():
    text = "Pell is the largest port in Osmark; it was the first harbour to close in June 2020."
    assert breaches(CLM001, text) == ["largest", "first"]


def test_clm001_leaves_alone_what_is_no_claim():
    assert breaches(CLM001, "Is it the largest port in Osmark?") == []


def test_clm002_fires_on_relative_times_of_an_article_without_a_date():
    text = "The two firms recently signed a contract. It runs until 3 May 2027. They met on Tuesday."
    assert breaches(CLM002, text) == ["recently", "Tuesday"]
    assert breaches(CLM002, text, published_at="2026-07-14T09:00:00+02:00") == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_fires_on_its_own_example(rule):
    assert breaches(rule, rule.example)


def test_the_better_wording_of_clm002_does_not_fire():
    assert breaches(CLM002, CLM002.better) == []


@pytest.mark.parametrize(
    "text",
    [
        "The first alarm was raised at noon, and the first crew arrived later.",
        "Police said the first suspect did not resist.",
        "First, whisk the first egg.",
        "Lind doubled the lead with the first corner of the match.",
    ],
)
def test_the_first_of_a_series_claims_no_rank(text):
    assert superlatives(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "It was the first fatal fire in the county since 1998.",
        "It was the first drop in twelve years.",
        "Quill was the first woman in the post.",
        "The first ship to cross the strait reached Norla.",
    ],
)
def test_a_first_with_a_scope_claims_a_rank(text):
    assert [phrase.entry for phrase in superlatives(text)] == ["first"]


def test_clm002_counts_from_the_date_of_a_dateline():
    told = "PORT VERRIN, 14 October 2025 — Two men died on Monday, the police said."
    assert breaches(CLM002, told) == []
    assert breaches(CLM002, told.replace("14 October 2025", "14 October")) == ["14 October", "Monday"]
