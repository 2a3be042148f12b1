"""The two real articles that the product is tried on; skipped where they are not."""

from pathlib import Path

import pytest

from assistant.article import Article
from assistant.view import View
from factcheck_sources import SourcesStage
from factcheck_sources.baseline import attributions

ARTICLES = sorted((Path(__file__).parents[3] / "shared" / "articles").glob("*.txt"))
pytestmark = pytest.mark.skipif(len(ARTICLES) < 2, reason="the real articles are not here")


def view_of(path: Path) -> View:
    article = Article.from_text(path.read_text("utf-8"), id=path.stem, language="en")
    return View((article,), attributions=attributions(article))


def found(view: View, code: str) -> list[str]:
    rule = next(rule for rule in SourcesStage.rules if rule.code == code)
    return [anchor.exact for breach in rule.check(view, rule.thresholds) for anchor in breach.anchors]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:3])
def test_the_wire_service_and_its_unnamed_sources_are_two_links(path):
    chained = [one for one in view_of(path).attributions if one.source.name == "Reuters"]
    assert chained
    (link,) = chained[0].relay
    assert link.source.kind == "anonymous_group"
    assert link.source.text.endswith("South Korean intelligence sources")


def test_the_unnamed_official_and_what_he_foretells():
    view = view_of(ARTICLES[0])
    (one,) = [one for one in view.attributions if "State Department" in one.source.text]
    assert (one.source.kind, one.content_kind) == ("anonymous_person", "prediction")
    anchors = found(view, "SRC003")
    assert {one.source.text, one.content_anchors[0].exact} <= set(anchors)
    assert one.source.text in found(view, "SRC002")


def test_vague_and_agentless_sources():
    view = view_of(ARTICLES[0])
    assert {"Some experts", "Others", "South Korean analysts", "many analysts"} <= set(found(view, "SRC004"))
    assert "is said to" in found(view, "SRC010")
    assert "Analysts" in found(view_of(ARTICLES[1]), "SRC004")


def test_allegation_of_officials():
    officials = [one for one in view_of(ARTICLES[0]).attributions if one.cue == "allege"]
    assert [one.source.text for one in officials] == ["South Korean officials"]
