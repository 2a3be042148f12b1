"""Fact, opinion or prediction; and when an unnamed source's opinion is a finding."""

import pytest

from assistant.article import Article
from assistant.view import View
from factcheck_sources import SourcesStage
from factcheck_sources.baseline import attributions
from factcheck_sources.voices import content_kind

RULE = next(rule for rule in SourcesStage.rules if rule.code == "SRC003")
NONE: frozenset[str] = frozenset()


def fires(text: str) -> bool:
    article = Article.from_text(text, id="a", language="en")
    view = View((article,), attributions=attributions(article))
    return bool(list(RULE.check(view, RULE.thresholds)))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("the trial will begin on Tuesday", "fact"),
        ("the plan will fail", "prediction"),
        ("the plan could fail on Tuesday", "prediction"),
        ("the pier closed on 2 May", "fact"),
        ("the pier may close", "prediction"),
        ("there are too many cars", "opinion"),
        ("the cars were there too", "fact"),
        ("the bridge is in Velm", "fact"),
    ],
)
def test_what_words_show(content, kind):
    assert content_kind(content, NONE) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("I slept in the bath", "fact"),
        ("We counted 40 boats", "fact"),
        ("We love this town", "opinion"),
        ("It came as I feared and that is that", "opinion"),
    ],
)
def test_in_somebodys_own_words(content, kind):
    assert content_kind(content, NONE, direct=True) == kind


def test_a_decision_of_ones_own_is_a_fact_and_a_warning_of_what_is_so_too():
    assert content_kind("it will close the pier", frozenset({"decision"})) == "fact"
    assert content_kind("the dam is cracked", frozenset({"prediction"})) == "fact"
    assert content_kind("the dam could crack", frozenset({"prediction"})) == "prediction"


@pytest.mark.parametrize(
    "text",
    [
        "A Velmian official warned that the dam could burst.",
        "A senior official said the plan was a disgrace.",
        "Two officials said the talks would fail.",
    ],
)
def test_an_unnamed_opinion_is_found(text):
    assert fires(text)


@pytest.mark.parametrize(
    "text",
    [
        "Velmian officials have called for urgent action.",
        "Two Harbour Ministry officials urged the town to leave.",
        "A senior official said the envoy will fly to Velm on Tuesday.",
        "“The gate is red,” a senior official said.",
    ],
)
def test_positions_plans_and_plain_quotations_are_not(text):
    assert not fires(text)
