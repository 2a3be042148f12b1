import asyncio

import pytest

from assistant import Anchor, InputError, Provided, View
from assistant.article import identified
from assistant.pipeline import Unit, examine, run_directly
from tests.fakes import Fake, article, claim, statuses

ONE, TWO = identified([article(), article("The school is open. Nobody was hurt.")])


def claims(view: View) -> Provided:
    return Provided(claims=tuple(claim(view.article, s.n) for s in reversed(view.article.sentences)))


def run(stages, articles=(ONE, TWO), **more):
    return asyncio.run(examine(articles, stages, lambda _: None, **more))


def test_an_article_stage_runs_once_per_article_and_a_story_stage_once():
    each, story = Fake("each"), Fake("story", scope="story")
    examined = run([each, story])
    assert (each.runs, story.runs) == (2, 1)
    assert examined.status == "complete"
    assert [view.article.id for view in each.views] == ["article-1", "article-2"]


def test_a_stage_sees_what_it_needs_and_nothing_else():
    first, other = Fake("first", claims, provides={"claims"}), Fake("other", lambda _: Provided(extra=1))
    last = Fake("last", needs={"claims"}, scope="story")
    run([first, other, last])
    (view,) = last.views
    assert [c.id for c in view.claims] == ["c1-1", "c1-2", "c2-1", "c2-2"]
    assert view.extra == {}


def test_ids_follow_reading_order_whatever_order_a_stage_gives():
    examined = run([Fake("first", claims, provides={"claims"})])
    assert [(c.id, c.sentences) for c in examined.view.claims[:2]] == [("c1-1", (1,)), ("c1-2", (2,))]


def test_own_results_lie_under_the_stage_by_article():
    examined = run([Fake("tone", lambda view: Provided(extra=view.article.id))])
    assert examined.view.extra == {"tone": {"article-1": "article-1", "article-2": "article-2"}}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InputError("no such text"), "no such text"),
        (ZeroDivisionError("division by zero"), "stage bad broke: ZeroDivisionError: division by zero"),
    ],
)
def test_what_a_stage_raises_fails_its_unit_and_no_other(error, said):
    def work(view):
        if view.article.id == "article-2":
            raise error
        return Provided()

    examined = run([Fake("bad", work), Fake("good")])
    assert statuses(examined)["bad", "article-2"] == "failed"
    assert [t.error for t in examined.traces if t.error] == [said]
    assert examined.status == "partial"
    assert [m.why for m in examined.view.missing if m.field == "bad"] == ["bad failed"]


def test_a_story_stage_is_told_what_is_missing_and_runs_on_the_rest():
    def work(view):
        if view.article.id == "article-1":
            raise InputError("unreadable")
        return claims(view)

    story = Fake("story", scope="story", needs={"claims"})
    examined = run([Fake("first", work, provides={"claims"}), story])
    (view,) = story.views
    assert view.lacking() == {"article-1"}
    assert statuses(examined)["story", None] == "ok"
    assert any(m.field == "story" and m.partly and "article-1" in m.why for m in examined.view.missing)


def test_a_stage_with_nothing_to_go_on_is_skipped_with_the_reason():
    def work(_):
        raise InputError("unreadable")

    second = Fake("second", needs={"claims"})
    examined = run([Fake("first", work, provides={"claims"}), second])
    assert second.runs == 0
    assert {t.skipped_because for t in examined.traces if t.name == "second"} == {"first failed"}
    assert examined.status == "failed"


def test_undeclared_results_break_the_contract():
    examined = run([Fake("sly", claims)], articles=(ONE,))
    assert "does not declare" in examined.traces[0].error
    assert examined.view.claims == ()


@pytest.mark.parametrize("wrong", [{"exact": "bogus"}, {"start": 1}, {"article": "elsewhere"}])
def test_an_anchor_that_does_not_hold_never_reaches_the_report(wrong):
    def work(view):
        good = claim(view.article, 1)
        anchor = Anchor(**{**good.anchors[0].model_dump(), **wrong})
        return Provided(claims=(good.model_copy(update={"anchors": (anchor,)}),))

    examined = run([Fake("loose", work, provides={"claims"})], articles=(ONE,))
    assert "anchor that does not hold" in examined.traces[0].error
    assert examined.view.claims == ()


def test_stages_that_do_not_need_each_other_run_at_the_same_time():
    together = asyncio.Barrier(4)

    async def meet(unit: Unit, view: View, model: None):
        await asyncio.wait_for(together.wait(), 5)
        return await run_directly(unit, view, model)

    assert run([Fake("a"), Fake("b")], run_unit=meet).status == "complete"


def test_the_listener_hears_every_unit_once():
    heard = []
    run([Fake("a"), Fake("b", scope="story")], listener=heard.append)
    assert sorted((t.name, t.article) for t in heard if t.article) == [("a", "article-1"), ("a", "article-2")]
    assert [t.article for t in heard if t.name == "b"] == [None]


def test_a_partial_unit_is_told_with_its_coverage():
    examined = run([Fake("half", claims, provides={"claims"}, status="partial")], articles=(ONE,))
    assert examined.status == "partial"
    assert [m.why for m in examined.view.missing if m.field == "claims"] == ["half examined 1 of 2 sentences"]


def test_fields_that_nobody_was_asked_for_are_missing_and_not_empty():
    examined = run([Fake("a")], articles=(ONE,))
    assert {m.field for m in examined.view.missing} == {
        "claims",
        "attributions",
        "relations",
        "corroboration",
    }
    assert all("no stage that provides" in m.why for m in examined.view.missing)
