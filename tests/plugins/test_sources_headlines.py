"""Headlines: a speaker and a statement joined by a colon or a dash, and what only looks like it."""

import pytest

from assistant.article import Article
from factcheck_sources.baseline import attributions


def said(headline: str) -> list[tuple[str, str]]:
    article = Article.from_text("The town was quiet.", headline=headline, id="a", language="en")
    return [(one.source.text, one.content_anchors[0].exact) for one in attributions(article)]


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Minister: no deal", "Minister", "no deal"),
        ("Ida Brandt: ‘I said no’", "Ida Brandt", "I said no"),
        ("No deal: minister for health", "minister for health", "No deal"),
        ("Lind on the fog: ‘It was thick’", "Lind", "It was thick"),
        ("Keeper on defeat: ‘We were slow’", "Keeper", "We were slow"),
        ("‘We got it wrong’: minister weeps over flood", "minister", "We got it wrong"),
        ("‘It was dark’ – survivors describe sinking", "survivors", "It was dark"),
        ("Mill to cut 400 jobs – union", "union", "Mill to cut 400 jobs"),
        ("Most voters want change – poll", "poll", "Most voters want change"),
    ],
)
def test_a_speaker_before_or_behind_a_mark(headline, source, content):
    assert said(headline) == [(source, content)]


@pytest.mark.parametrize(
    "headline",
    [
        "Fire at mill: police at scene",
        "Mill closes: workers in tears",
        "Mill fire: mayor opens inquiry",
        "‘Rivals’: a family at war",
        "Ida Brandt: the woman who kept the mill",
        "Budget: what it means for you",
        "Rents rise – London worst",
        "Storm hits coast – schools closed",
        "Ferry sinks: 12 dead",
    ],
)
def test_a_mark_that_joins_no_speaker(headline):
    assert said(headline) == []
