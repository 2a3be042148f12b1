"""The rules that the consistency stage brings."""

import pytest

from assistant.article import Article
from assistant.report import Corroboration, Relation, Veto
from assistant.view import View
from factcheck_consistency import ConsistencyStage

ONE = Article.from_text("The mill burnt down. The mill stands.", language="en", id="one")
TWO = Article.from_text("The mill stands. Nobody knows why.", language="en", id="two")
RULES = {rule.code: rule for rule in ConsistencyStage.rules}
ACROSS = {
    "CON001": "contradiction",
    "CON002": "number_mismatch",
    "CON003": "time_mismatch",
    "CON004": "certainty_drift",
    "CON005": "quote_mismatch",
    "CON007": "superseded",
    "CON009": "entity_mismatch",
    "CON010": "precedent",
}


def anchors(first, second):
    return first.anchor_of(first.sentence(1)), second.anchor_of(second.sentence(len(second.sentences)))


def relation(kind, first=ONE, second=TWO, vetoed=None):
    return Relation(kind=kind, anchors=anchors(first, second), explanation="Both sides.", vetoed=vetoed)


def codes(*relations, corroboration=()):
    view = View(articles=(ONE, TWO), relations=relations, corroboration=corroboration)
    return [code for code, rule in RULES.items() for _ in rule.check(view, rule.thresholds)]


def test_the_codes_of_the_design():
    severities = {code: rule.severity for code, rule in RULES.items()}
    assert list(severities) == [f"CON{n:03}" for n in range(1, 11)]
    assert [code for code, severity in severities.items() if severity == "error"] == [
        "CON001", "CON002", "CON005", "CON008", "CON009",
    ]  # fmt: skip
    assert severities["CON007"] == "info"
    assert all(rule.scope == "story" for rule in RULES.values())
    assert RULES["CON006"].reads == {"corroboration"}


@pytest.mark.parametrize(("code", "kind"), ACROSS.items())
def test_each_kind_has_its_rule(code, kind):
    found = relation(kind).model_copy(update={"id": "r7"})
    (breach,) = RULES[code].check(View(articles=(ONE, TWO), relations=(found,)), {})
    assert breach.relation == "r7"
    assert codes(relation(kind)) == [code]
    assert codes(relation(kind, vetoed=Veto(reason="another mill"))) == []


@pytest.mark.parametrize("kind", ["contradiction", "number_mismatch", "time_mismatch", "entity_mismatch"])
def test_inside_one_article_it_is_a_self_contradiction(kind):
    assert codes(relation(kind, ONE, ONE)) == ["CON008"]


def test_inside_one_article_certainty_and_updates_are_none_and_a_precedent_is():
    inside = [relation(kind, ONE, ONE) for kind in ("certainty_drift", "superseded", "precedent")]
    assert codes(*inside) == ["CON010"]


def test_disputes_and_agreement_make_no_finding():
    assert codes(relation("reported_dispute"), relation("agreement")) == []


def shared(sources, *, circular):
    return Corroboration(
        claims=("c1-1", "c2-1"),
        articles=("one", "two"),
        sources=sources,
        independent=1,
        circular=circular,
        anchors=anchors(ONE, TWO),
    )


def test_circular_sourcing_is_reported_once_for_the_same_articles_with_all_sources():
    several = (shared(("an official",), circular=True), shared(("a clerk",), circular=True))
    assert codes(corroboration=(*several, shared(("a mayor",), circular=False))) == ["CON006"]
    (breach,) = RULES["CON006"].check(View(articles=(ONE, TWO), corroboration=several), {})
    assert "an official; a clerk" in breach.message
    assert codes(corroboration=(shared(("a mayor",), circular=False),)) == []
