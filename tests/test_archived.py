"""Archived articles in a check: what they bring along, and what must not be said of them."""

import asyncio

from assistant import Article, Assistant, Breach, InputError, Outcome, Provided, Settings, View
from assistant.archived import ARCHIVE, fetched, origins, taken
from assistant.article import identified
from assistant.pipeline import examine
from assistant.policy import Policy, evaluate
from assistant.report import Coverage, Rejected, Report, Trace
from tests.fakes import Fake, article, claim, rule, statuses

WIRE = "The weir at Ostrava Lane burst on Tuesday. The flood killed 12 people in Ostrava, police said."
POST = "The weir at Ostrava Lane burst on Tuesday. The flood killed 17 people in Ostrava, police said."
STAR = "The weir at Ostrava Lane burst on Tuesday. The flood killed 29 people in Ostrava, police said."


def news(text, id_, **more):
    return Article.from_text(text, language="en", id=id_, published_at="2026-05-04", **more)


def checked(*articles, archive=None, **more):
    async def run():
        async with Assistant(Settings()) as assistant:
            return await assistant.check(articles, archive=archive, **more)

    return asyncio.run(run())


class Fetch(Fake):
    """The archive's step, giving these articles of these reports."""

    def __init__(self, *found, rejected=()):
        super().__init__(ARCHIVE, scope="story", needs={"claims"}, provides={ARCHIVE})
        self.found, self.rejected = found, rejected

    async def run(self, view, model):
        self.views.append(view)
        size = sum(len(a.sentences) for a in view.articles)
        trace = Trace(name="", status="ok", coverage=Coverage(sentences=size, examined=size))
        return Outcome(provided=Provided(archived=self.found, rejected=self.rejected), trace=trace)


def claims(view: View) -> Provided:
    return Provided(claims=tuple(claim(view.article, s.n) for s in view.article.sentences))


def of_check(text="The school is open. Nobody was hurt.", status="ok", id_="article-1", **more):
    """An article as its own check, of one stage, left it."""
    stage = Fake("first", claims, provides={"claims"}, status=status)
    (found,) = identified([article(text, id=id_, **more)])
    done = asyncio.run(examine([found], [stage], lambda _: None))
    report = Report(
        id="old",
        status=done.status,
        created_at="2026-05-04T10:00:00Z",
        articles=done.view.articles,
        claims=done.view.claims,
        stages=done.traces,
    )
    return taken(report, id_)


def run(stages, archive, articles=None):
    own = identified(articles or [article()])
    return asyncio.run(examine(own, stages, lambda _: None, archive=archive))


def test_a_story_stage_sees_archived_claims_and_an_article_stage_does_not_run_on_them():
    first, story = Fake("first", claims, provides={"claims"}), Fake("story", scope="story", needs={"claims"})
    done = run([first, story], Fetch(of_check()))
    assert first.runs == 1
    (view,) = story.views
    assert [(a.id, a.role) for a in view.articles] == [
        ("article-1", "submitted"),
        ("article-1 (2)", "archive"),
    ]
    assert [c.id for c in view.claims] == ["c1-1", "c1-2", "c2-1", "c2-2"]
    assert {a.article for c in view.claims[2:] for a in c.anchors} == {"article-1 (2)"}
    assert done.view.articles == view.articles


def test_the_fetch_comes_after_the_claims_and_sees_the_submitted_articles_alone():
    fetch = Fetch(of_check(), of_check("Rain fell.", id_="b"))
    run([Fake("first", claims, provides={"claims"}), Fake("story", scope="story")], fetch)
    (view,) = fetch.views
    assert [a.id for a in view.articles] == ["article-1"]
    assert len(view.claims) == 2


def test_a_trace_of_an_archived_article_names_its_check_and_costs_nothing():
    done = run([Fake("first", claims, provides={"claims"}), Fake("tone")], Fetch(of_check(id_="b")))
    own, there = (next(t for t in done.traces if t.article == "b" and t.name == n) for n in ("first", "tone"))
    assert (own.status, own.of_check, own.seconds, own.coverage.examined) == ("ok", "old", 0.0, 2)
    assert (there.status, there.of_check, there.coverage.examined) == ("skipped", "old", 0)
    assert "did not run tone" in there.skipped_because


def test_what_an_archived_article_lacks_is_told_and_is_no_shortfall_of_this_check():
    story = Fake("story", scope="story", needs={"claims"})
    done = run(
        [Fake("first", claims, provides={"claims"}), story], Fetch(of_check(id_="b", status="partial"))
    )
    assert done.status == "complete"
    (missing,) = story.views[0].missing
    assert (missing.article, missing.partly) == ("b", True)


def test_a_fetch_that_fails_is_a_failure_of_its_own_and_the_story_is_compared_all_the_same():
    broken = Fetch()
    broken.run = lambda *_: (_ for _ in ()).throw(InputError("the archive is away"))
    story = Fake("story", scope="story", needs={"claims"})
    done = run([Fake("first", claims, provides={"claims"}), story], broken)
    assert statuses(done)[ARCHIVE, None] == "failed"
    assert done.status == "partial"
    assert story.runs == 1


def test_without_claims_nothing_is_fetched_and_the_reason_is_told():
    fetch = Fetch(of_check())
    done = run([Fake("tone")], fetch)
    (trace,) = [t for t in done.traces if t.name == ARCHIVE]
    assert trace.status == "skipped"
    assert "no stage that provides claims" in trace.skipped_because
    assert fetch.views == []


def test_a_stage_that_the_claims_come_from_does_not_wait_for_the_archive():
    """They would wait for each other for ever."""
    whole = Fake("whole", lambda _: Provided(extra=1), scope="story")
    first = Fake("first", claims, provides={"claims"}, needs={"whole"})
    done = run([whole, first], Fetch(of_check(id_="b")))
    assert statuses(done)[ARCHIVE, None] == "ok"


def test_only_the_archives_step_may_bring_articles():
    old = of_check()
    done = run([Fake("first", lambda _: Provided(archived=(old,)))], None)
    assert "does not declare to provide" in done.traces[0].error


def test_an_archived_anchor_that_does_not_hold_is_refused():
    old = of_check()
    moved = old.article.model_copy(update={"text": "Something else altogether."})
    done = run([Fake("first", claims, provides={"claims"})], Fetch(old.model_copy(update={"article": moved})))
    assert "anchor that does not hold" in next(t.error for t in done.traces if t.name == ARCHIVE)
    assert len(done.view.articles) == 1


def test_no_rule_is_evaluated_on_an_archived_article_and_no_breach_is_about_it_alone():
    done = run([Fake("first", claims, provides={"claims"})], Fetch(of_check(id_="b")))
    every = rule("TST001", scope="article")

    def each(view, _):
        for a in view.articles:
            yield Breach("first", (a.anchor_of(a.sentences[0]),))

    whole = rule("TST002", scope="story", check=each)
    found = evaluate(done.view, [(every, "x"), (whole, "x")], Policy())
    assert [(f.code, f.anchors[0].article) for f in found.findings] == [
        ("TST001", "article-1"),
        ("TST002", "article-1"),
    ]
    assert [s.articles for s in found.statuses if s.code == "TST001"] == [("article-1",)]


def test_an_article_is_compared_with_archived_ones_and_these_not_with_each_other():
    wire, star = checked(news(WIRE, "wire")), checked(news(STAR, "star"))
    old = (taken(wire, "wire"), taken(star, "star"))
    report = checked(news(POST, "post"), archive=Fetch(*old))
    pairs = {tuple(sorted(a.article for a in r.anchors)) for r in report.relations}
    assert pairs == {("post", "wire"), ("post", "star")}
    numbers = [f for f in report.findings if f.code == "CON002"]
    assert {a.article for f in numbers for a in f.anchors} == {"post", "wire", "star"}
    assert all("from the archive" in f.message for f in numbers)
    alone = checked(news(POST, "post"))
    assert [f for f in report.findings if not f.code.startswith("CON")] == list(alone.findings)
    assert origins(report) == {"wire": wire.id, "star": star.id}


def test_archived_claims_keep_who_they_are_credited_to():
    wire = checked(news(WIRE, "wire"))
    report = checked(news(POST, "post"), archive=Fetch(taken(wire, "wire")))
    then = {c.statement: (c.modality, c.attribution is None) for c in wire.claims}
    now = {c.statement: (c.modality, c.attribution is None) for c in report.claims if c.article == "wire"}
    assert now == then
    assert ("attributed", False) in then.values()
    ids = {a.id for a in report.attributions if a.article == "wire"}
    assert {c.attribution for c in report.claims if c.article == "wire"} - {None} <= ids


def test_the_archived_articles_of_a_report_are_taken_as_they_entered():
    wire = checked(news(WIRE, "wire"))
    left = Rejected(stage=ARCHIVE, article=None, item=3, reason="left_out_by_bound: 3")
    report = checked(news(POST, "post"), archive=Fetch(taken(wire, "wire"), rejected=(left,)))
    (again,) = fetched(report)
    assert (again.check, again.article.role) == (wire.id, "archive")
    assert left in report.rejected
    second = checked(news(POST, "post"), archive=Fetch(again, rejected=(left,)))
    volatile = {"id", "created_at", "stages"}
    assert second.model_dump(exclude=volatile) == report.model_dump(exclude=volatile)
