"""The main job on two real articles of one story, skipped where they are not beside the project."""

from pathlib import Path

import pytest

from assistant import Assistant, Settings, check
from assistant.files import read

REAL = Path(__file__).parents[2] / "shared" / "articles"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the two real articles are not beside the project")


@pytest.fixture(scope="module")
def report():
    articles, errors = read([str(REAL / "0*.txt")])
    assert not errors
    return check(articles, settings=Settings())


def found(report, code, article=None):
    return [
        f for f in report.findings if f.code == code and (article is None or f.anchors[0].article == article)
    ]


def anchored(findings):
    return " | ".join(anchor.exact for finding in findings for anchor in finding.anchors)


def test_every_sentence_is_examined(report):
    assert [len(article.sentences) for article in report.articles] == [24, 27]
    assert report.status == "complete"
    assert all(trace.coverage.examined == trace.coverage.sentences for trace in report.stages)


def test_every_anchor_holds(report):
    sources = {article.id: article for article in report.articles}
    anchors = [a for f in report.findings for a in f.anchors] + [a for c in report.claims for a in c.anchors]
    anchors += [
        a for x in report.attributions for a in (*x.content_anchors, *x.cue_anchors, *x.source_anchors)
    ]
    assert anchors
    assert all(sources[a.article].source(a.part)[a.start : a.end] == a.exact for a in anchors)


def test_the_repeated_headline_is_one_sentence(report):
    second = report.articles[1]
    assert second.headline.startswith("North Korea’s Potential Military Involvement")
    assert [s.n for s in second.sentences] == list(range(27))
    assert report.articles[0].headline is None


@pytest.mark.parametrize("article", ["article-1", "article-2"])
def test_the_agency_and_its_upstream_are_two_links(report, article):
    (relayed,) = [a for a in report.attributions if a.article == article and a.source.name == "Reuters"]
    (upstream,) = relayed.relay
    assert "South Korean intelligence sources" in upstream.source.text
    assert upstream.source.kind == "anonymous_group"
    assert found(report, "SRC006", article)


def test_the_anonymous_official_and_his_prediction(report):
    findings = found(report, "SRC003", "article-1")
    said = anchored(findings)
    assert "A senior State Department official" in said
    assert "The official" in said
    assert "could significantly alter the balance of power" in said
    assert "A senior State Department official" in anchored(found(report, "SRC002", "article-1"))


def test_vague_and_agentless_sources(report):
    vague = anchored(found(report, "SRC004", "article-1"))
    assert "Some experts" in vague
    assert "South Korean analysts" in vague
    assert "Others" in vague
    assert "Analysts" in anchored(found(report, "SRC004", "article-2"))
    assert "is said to" in anchored(found(report, "SRC010", "article-1"))


def test_circular_sourcing_of_the_two(report):
    (circular,) = found(report, "CON006")
    assert {anchor.article for anchor in circular.anchors} == {"article-1", "article-2"}
    assert all(c.independent == 1 for c in report.corroboration if c.circular)


def test_a_first_beside_a_precedent(report):
    pairs = [{anchor.article for anchor in f.anchors} for f in found(report, "CON010")]
    assert {"article-1", "article-2"} in pairs
    said = anchored(found(report, "CON010"))
    assert "the first time since the Korean War" in said
    assert "has already seen" in said


def test_no_shared_claim_is_called_a_contradiction(report):
    assert not [r for r in report.relations if r.kind not in {"precedent", "agreement", "reported_dispute"}]
    assert not [f for f in report.findings if f.code.startswith("CON") and f.severity == "error"]


def test_the_order_of_the_articles_changes_no_fingerprint(report):
    articles, _ = read([str(path) for path in sorted(REAL.glob("0*.txt"), reverse=True)])
    turned = check(articles, settings=Settings())
    assert {f.fingerprint for f in turned.findings} == {f.fingerprint for f in report.findings}


def test_only_what_is_asked_is_run(report):
    assert [stage.name for stage in Assistant(Settings()).stages(["claims"])] == ["claims"]
