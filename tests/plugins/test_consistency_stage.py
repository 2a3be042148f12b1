"""The consistency stage as a check runs it: alone, with a model, on one article and on real ones."""

import asyncio
from pathlib import Path

import pytest

from assistant.article import Article, identified
from assistant.pipeline import examine
from assistant.policy import Policy, evaluate
from assistant.testing import ScriptedModel, verify_stage
from factcheck_claims import ClaimsStage
from factcheck_consistency import ConsistencyStage
from factcheck_consistency.judging import CALLS, left_out, pairs_to_judge, windows_of
from factcheck_sources import SourcesStage

ROOT = Path(__file__).parents[2]
REAL = sorted((ROOT.parent / "shared" / "articles").glob("*.txt"))
BEFORE = (ClaimsStage(), SourcesStage())


def article(text, outlet="Harbour Post", at="2025-05-06T08:00:00+00:00", **more):
    return Article.from_text(text, outlet=outlet, published_at=at, language="en", **more)


CRASH = article(
    "A bus crash near Vallon killed 12 people on Monday. The road was closed for hours.", id="one"
)
OTHER = article(
    "A bus crash near Vallon killed 17 people on Monday. The bus was new.", outlet="Valley Courier", id="two"
)


def run(articles, model=None):
    stages = (*BEFORE, ConsistencyStage())
    chosen = {"consistency": model}
    return asyncio.run(examine(identified(articles), stages, chosen.get))


def findings(view):
    rules = [(rule, "consistency") for rule in ConsistencyStage.rules]
    return evaluate(view, rules, Policy()).findings


def judgement(verdict, quote="12 people", other="17 people", first=1):
    second = {"sentences": [first + 1], "quote": other}
    return {"items": [{"sentences": [first], "quote": quote, "other": second, "verdict": verdict}]}


def test_it_keeps_the_contract():
    examined = verify_stage(ConsistencyStage(), CRASH, OTHER, among=BEFORE)
    (relation,) = examined.view.relations
    assert relation.kind == "number_mismatch"
    assert [anchor.article for anchor in relation.anchors] == ["one", "two"]
    assert [examined.view.claim(id_).article for id_ in relation.claims] == ["one", "two"]


def test_the_explanation_has_both_sides_with_outlet_date_and_words():
    (relation,) = run([CRASH, OTHER]).view.relations
    for words in ("Harbour Post", "Valley Courier", "6 May 2025", "12 people", "17 people"):
        assert words in relation.explanation


def test_one_article_is_compared_with_itself():
    text = "The senate of Orland approved the tax reform. So the senate of Orland rejected the tax reform."
    view = run([article(text)]).view
    assert [finding.code for finding in findings(view)] == ["CON008"]


def test_an_absent_detail_and_a_reported_dispute_make_no_finding():
    said = article("The mine in Dorn was unsafe, the inspector Ada Rolle said. It closed.", id="one")
    denied = article(
        "The mine in Dorn was not unsafe, the owner Carl Munk said.", id="two", outlet="Valley Courier"
    )
    bare = article("The mine in Dorn closed on Monday.", id="three", outlet="Evening Star")
    assert findings(run([said, denied, bare]).view) == ()


def test_the_model_confirms():
    examined = run([CRASH, OTHER], ScriptedModel({"consistency": [judgement("number")]}))
    assert [(r.kind, r.by, r.vetoed) for r in examined.view.relations] == [("number_mismatch", "both", None)]


def test_a_veto_is_shown_with_its_reason_and_makes_no_finding():
    view = run([CRASH, OTHER], ScriptedModel({"consistency": [judgement("different_thing")]})).view
    (relation,) = view.relations
    assert relation.vetoed.reason == "the two speak of different things, going by “12 people” and “17 people”"
    assert findings(view) == ()


@pytest.mark.parametrize(
    "answer",
    [
        judgement("compatible", quote="13 people"),
        judgement("compatible", first=2),
        {"items": []},
    ],
)
def test_an_ungrounded_or_misplaced_verdict_changes_nothing(answer):
    examined = run([CRASH, OTHER], ScriptedModel({"consistency": [answer]}))
    (relation,) = examined.view.relations
    assert (relation.by, relation.vetoed) == ("baseline", None)


def test_a_failed_model_leaves_the_rules_relations_and_says_partial():
    examined = run([CRASH, OTHER], ScriptedModel({"consistency": ["the provider is down"]}))
    trace = next(trace for trace in examined.traces if trace.name == "consistency")
    assert (trace.status, trace.error) == ("partial", "the provider is down")
    assert [relation.by for relation in examined.view.relations] == ["baseline"]


OPEN = (
    article(
        "The council of Merwick bought the old brewery for the theatre company. It needs a roof.", id="one"
    ),
    article(
        "The council of Merwick sold land beside the old brewery, and the theatre company left in anger.",
        id="two",
        outlet="Valley Courier",
    ),
)


def test_the_model_decides_what_the_rules_leave_open_where_the_words_bear_it_out():
    answer = judgement("contradiction", "bought the old brewery", "sold land beside the old brewery")
    assert run(OPEN).view.relations == ()
    (relation,) = run(OPEN, ScriptedModel({"consistency": [answer]})).view.relations
    assert (relation.kind, relation.by) == ("contradiction", "model")
    number = {"items": [{**answer["items"][0], "verdict": "number"}]}
    assert run(OPEN, ScriptedModel({"consistency": [number]})).view.relations == ()


def many(count):
    texts = [
        f"The fire at the Orlo mill in Denn injured {30 + n} people and {n} dogs on Monday."
        for n in range(count)
    ]
    return [article(text, outlet=f"Outlet {n}", id=f"a{n}") for n, text in enumerate(texts)]


@pytest.mark.parametrize("limit", [2, 6, 7, None])
def test_windows_hold_whole_pairs_within_the_limit_and_the_number_of_calls_is_bounded(limit):
    view = run(many(12)).view
    windows = windows_of(pairs_to_judge(view), limit)
    assert 0 < len(windows) <= CALLS
    assert all(len(window.places) % 2 == 0 for window in windows)
    assert all(len(window.places) <= (limit or 16) for window in windows)
    pairs = [window.places[at : at + 2] for window in windows for at in range(0, len(window.places), 2)]
    assert len(pairs) == len({tuple((p.article.id, p.sentence.n) for p in pair) for pair in pairs})


def test_pairs_that_the_bound_on_calls_kept_from_the_model_are_told():
    view = run(many(12)).view
    pairs = pairs_to_judge(view)
    asked = windows_of(pairs, 2)
    (entry,) = left_out(pairs, asked)
    assert entry.item == {"left_out": len(pairs) - CALLS}
    assert "not put to the model" in entry.reason
    assert list(left_out(pairs[:CALLS], asked)) == []


@pytest.mark.skipif(len(REAL) != 2, reason="the two real articles are not here")
def test_the_two_real_articles():
    articles = [Article.from_text(path.read_text("utf-8")) for path in REAL]
    view = run(articles).view
    codes = [finding.code for finding in findings(view)]
    assert set(codes) == {"CON006", "CON010"}
    circular = next(shared for shared in view.corroboration if shared.circular)
    assert circular.independent == 1
    assert {anchor.article for anchor in circular.anchors} == {"article-1", "article-2"}
    assert all("Reuters" in anchor.exact for anchor in circular.anchors)
    contested = [relation for relation in view.relations if relation.kind == "precedent"]
    assert any("already seen" in anchor.exact for relation in contested for anchor in relation.anchors)


DRAWN = (
    article("The parliament of Orland elected Ada Holm as its speaker on Monday.", id="one"),
    article(
        "On Monday the parliament of Orland elected Bert Lang as its speaker.", id="two", outlet="Courier"
    ),
)


@pytest.mark.parametrize(
    ("quotes", "vetoed"),
    [
        (("parliament of Orland", "parliament of Orland"), False),
        (("elected Ada Holm", "parliament of Orland"), False),
        (("elected Ada Holm", "elected Bert Lang"), True),
    ],
)
@pytest.mark.parametrize("verdict", ["same", "compatible"])
def test_who_says_that_both_can_be_right_has_to_go_by_the_words_at_odds(verdict, quotes, vetoed):
    (relation,) = run(DRAWN, ScriptedModel({"consistency": [judgement(verdict, *quotes)]})).view.relations
    assert relation.kind == "entity_mismatch"
    assert (relation.vetoed is not None) == vetoed


def test_a_dispute_that_sets_a_conflict_aside_has_two_sources():
    quotes = ("elected Ada Holm", "elected Bert Lang")
    (relation,) = run(DRAWN, ScriptedModel({"consistency": [judgement("dispute", *quotes)]})).view.relations
    assert relation.vetoed is None
