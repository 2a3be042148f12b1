"""Any text: anchors hold, order holds, hostile text costs linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.article import Article
from factcheck_sources.baseline import attributions
from tests.growth import LINEAR, growth

WORDS = [
    *[
        "said",
        "told",
        ",",
        ".",
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "who",
        "which",
        "that",
        "and",
        "but",
        "to",
        "citing",
    ],
    *[
        "Reuters",
        "he",
        "she",
        "they",
        "the",
        "minister",
        "official",
        "—",
        ":",
        ";",
        "(",
        ")",
        "Ida",
        "Berg",
        "45",
    ],
    *[
        "sources",
        "is",
        "are",
        "expected",
        "reportedly",
        "warned",
        "of",
        "claim",
        "it",
        "because",
        "1,200",
        "U.S.",
    ],
    *["according to", "not named", "asked", "as", "noted", "\n\n", "anonymity", "called for", "’s"],
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), st.booleans())
def test_anchors_hold_and_items_come_in_reading_order(words, spaced):
    text = (" " if spaced else "").join(words) + " x"
    article = Article.from_text(text, id="a", language="en")
    found = attributions(article)
    starts = [one.content_anchors[0].start for one in found]
    assert starts == sorted(starts)
    for one in found:
        links = [anchor for link in one.relay for anchor in link.anchors]
        for anchor in (*one.content_anchors, *one.source_anchors, *one.cue_anchors, *links):
            assert text[anchor.start : anchor.end] == anchor.exact
            assert anchor.exact == anchor.exact.strip()
        assert (one.source.kind == "none") == (one.source.text == "")


JUNK = [
    "said ",
    "he said, ",
    "“a ",
    "and ",
    "that he said ",
    "according to ",
    "is said to ",
    "a, b said ",
    "— ",
    "( ",
    "citing ",
    "claim that ",
]


@pytest.mark.parametrize("junk", JUNK)
def test_hostile_text_takes_linear_time(junk):
    articles = {
        size: Article.from_text(junk * (size // len(junk)) + "x", id="a", language="en")
        for size in (10_000, 40_000)
    }
    assert growth(lambda size: attributions(articles[size]), 10_000) < LINEAR
