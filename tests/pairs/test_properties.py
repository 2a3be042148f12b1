"""What holds of every story: order does not matter, nor what is unrelated, nor the same article twice."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pairs.scoring import articles_of, examined, pairs
from tests.pairs.stories import UNRELATED, stories

CONFLICTS = {"contradiction", "number_mismatch", "time_mismatch", "entity_mismatch", "quote_mismatch"}
some_story = stories() | st.sampled_from([p for p in pairs() if len(p["articles"]) == 2]).map(articles_of)
few = settings(max_examples=40, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def places(view):
    """What is related, as places in articles and without regard to order."""
    return Counter(
        (one.kind, frozenset((a.article, a.part, a.start, a.end) for a in one.anchors))
        for one in view.relations
    )


def support(view):
    return Counter((frozenset(c.articles), c.independent, c.circular) for c in view.corroboration)


def behind(view):
    """For each statement the most independent sources that it has."""
    found = {}
    for shared in view.corroboration:
        for statement in (view.claim(id_).statement for id_ in shared.claims):
            found[statement] = max(shared.independent, found.get(statement, 1))
    return found


@few
@given(some_story, st.randoms(use_true_random=False))
def test_another_order_of_the_articles_mirrors_the_relations(articles, random):
    straight = examined(articles).view
    random.shuffle(articles)
    swapped = examined(articles).view
    assert places(straight) == places(swapped)
    assert support(straight) == support(swapped)


@few
@given(some_story, st.integers(0, 2))
def test_an_unrelated_article_changes_nothing(articles, at):
    alone = examined(articles).view
    articles.insert(at, UNRELATED)
    together = examined(articles).view
    assert places(alone) == places(together)
    assert support(alone) == support(together)


@few
@given(some_story, st.integers(0, 1), st.integers(0, 2))
def test_a_duplicate_adds_no_conflict_and_no_independent_source(articles, which, at):
    before = examined(articles).view
    articles.insert(at, articles[which].model_copy(update={"id": "copy", "outlet": "Evening Copy"}))
    after = examined(articles).view
    known = behind(before)
    assert conflicts(after) <= conflicts(before)
    assert all(count <= known.get(statement, 1) for statement, count in behind(after).items())


def conflicts(view):
    """The sentences that are at odds, whichever of two like articles has them."""
    return {
        (
            r.kind,
            frozenset(view.article_of(a).words(next(view.article_of(a).sentences_at(a))) for a in r.anchors),
        )
        for r in view.relations
        if r.kind in CONFLICTS
    }
