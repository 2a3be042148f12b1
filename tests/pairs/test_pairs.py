"""The article pairs: balanced as their guideline says, and found as well as they were when last measured."""

import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.article import Article
from tests.pairs.scoring import articles_of, examined, pairs, reported, score

# Measured with these very functions; raise them when the rules get better, never lower them.
FLOORS = {"dev": (0.98, 0.91), "test": (0.94, 0.82)}
KINDS = {
    "contradiction", "number_mismatch", "time_mismatch", "entity_mismatch", "certainty_drift",
    "quote_mismatch", "superseded", "precedent", "self_contradiction", "circular", "reported_dispute",
    "agreement",
}  # fmt: skip
UNRELATED = Article.from_text(
    "The orchestra of Quellin gave eleven concerts in the winter. A new cellist, Bram Oster, joined it. "
    "“Music needs no passport,” the conductor Ada Wirth told the audience. It was the largest hall of all.",
    outlet="Quellin Gazette",
    published_at="2025-05-06T08:00:00+00:00",
    language="en",
    id="unrelated",
)


@pytest.mark.parametrize("split", sorted(FLOORS))
def test_precision_and_recall_do_not_fall(split, capsys):
    total = score(split)
    with capsys.disabled():
        sys.stdout.write("\n" + total.table(split) + "\n")
    precision, recall = FLOORS[split]
    assert total.precision >= precision
    assert total.recall >= recall


def test_each_kind_is_balanced_against_its_look_alike():
    count = Counter((pair["kind"], bool(pair["expected"])) for pair in pairs())
    assert len(pairs()) >= 120
    assert {kind for kind, _ in count} == KINDS
    assert all(count[kind, True] == count[kind, False] >= 6 for kind in KINDS)
    assert Counter(pair["split"] for pair in pairs())["test"] * 3 == len(pairs())


def test_expected_sides_are_verbatim():
    for pair in pairs():
        first, last = pair["articles"][0], pair["articles"][-1]
        for expected in pair["expected"]:
            for words, article in zip(expected["sides"], (first, last), strict=True):
                assert words in article["text"] or words in article.get("headline", ""), pair["id"]


def places(view, *, without=()):
    """What is reported, as places in articles and without regard to order."""
    return Counter(
        (one.kind, frozenset((a.article, a.part, a.start, a.end) for a in one.anchors))
        for one in reported(view)
        if not any(a.article in without for a in one.anchors)
    )


def support(view):
    return Counter((frozenset(c.articles), c.independent, c.circular) for c in view.corroboration)


some_pair = st.sampled_from([pair for pair in pairs() if len(pair["articles"]) == 2])
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(some_pair)
def test_swapping_the_articles_mirrors_the_relations(pair):
    one, other = articles_of(pair)
    straight, swapped = examined([one, other]).view, examined([other, one]).view
    assert places(straight) == places(swapped)
    assert support(straight) == support(swapped)


@few
@given(some_pair, st.integers(0, 2))
def test_an_unrelated_article_changes_nothing(pair, at):
    articles = articles_of(pair)
    alone = examined(articles).view
    articles.insert(at, UNRELATED)
    together = examined(articles).view
    assert places(alone) == places(together)
    assert support(alone) == support(together)


@few
@given(some_pair, st.integers(0, 1), st.integers(0, 2))
def test_a_duplicate_adds_no_conflict_and_no_independent_source(pair, which, at):
    articles = articles_of(pair)
    before = examined(articles).view
    articles.insert(at, articles[which].model_copy(update={"id": "copy"}))
    after = examined(articles).view
    conflicts = Counter(r.kind for r in before.relations)
    assert Counter(r.kind for r in after.relations) <= conflicts
    assert _independent(after) <= _independent(before)


def _independent(view):
    """The most independent sources that any claim of both outlets has."""
    both = [c.independent for c in view.corroboration if {"article-1", "article-2"} <= set(c.articles)]
    return max(both, default=1)
