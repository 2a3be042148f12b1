"""The gold set keeps to its guideline: exact words, known labels, stories in one split."""

import json
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from assistant.article import Article
from assistant.report import ClaimKind, ContentKind, Directness, Priority, RelationKind, SourceKind

HERE = Path(__file__).parent
SPLITS = ("dev", "test")


def load(split):
    return [json.loads(line) for line in (HERE / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]


GOLD = {row["id"]: row for split in SPLITS for row in load(split)}
EVERY = pytest.mark.parametrize("row", GOLD.values(), ids=GOLD.keys())


@cache
def text_of(identifier):
    row = GOLD[identifier]
    if "text" in row:
        return row["text"]
    pytest.importorskip("assistant.reading", reason="HTML is extracted there")
    return Article.from_html(row["html"]).text


def places(exact, text):
    """Where the words stand as whole words."""
    before, after = (r"\b" if exact[edge].isalnum() else "" for edge in (0, -1))
    return [match.span() for match in re.finditer(before + re.escape(exact) + after, text)]


def place(words, row):
    """The exact range the words mean. A string must be unambiguous, an occurrence must exist."""
    exact, nth, part = words, None, "text"
    if isinstance(words, dict):
        exact, nth, part = words["exact"], words.get("occurrence"), words.get("part", "text")
    found = places(exact, text_of(row["id"]) if part == "text" else row["headline"])
    assert found, f"{row['id']}: {exact!r} is not in the {part}"
    assert len(found) == 1 if nth is None else 1 <= nth <= len(found), (
        f"{row['id']}: {exact!r} {nth} of {len(found)}"
    )
    return found[(nth or 1) - 1]


def words_of(attribution):
    given = [attribution["source"], attribution["cue"], attribution.get("reason", "")]
    return [*attribution["content"], *attribution["relay"], *filter(None, given)]


@EVERY
def test_an_article_is_complete_and_of_the_promised_length(row):
    assert {"id", "story", "split", "style", "headline", "outlet", "published_at"} <= row.keys()
    assert ("text" in row) != ("html" in row)
    assert row in load(row["split"])
    assert 240 <= len(text_of(row["id"]).split()) <= 480


@EVERY
def test_claims_quote_separate_places_in_reading_order_with_known_labels(row):
    ranges = [place(claim["quote"], row) for claim in row["claims"]]
    assert all(ahead[1] <= behind[0] for ahead, behind in pairwise(ranges))
    for claim in row["claims"]:
        assert claim["kind"] in get_args(ClaimKind)
        assert isinstance(claim["contestable"], bool)
        assert claim.get("priority", "low") in get_args(Priority)
        assert claim["checkable"] != (claim["kind"] == "prediction")


@EVERY
def test_attributions_use_exact_words_and_known_labels(row):
    for attribution in row["attributions"]:
        assert attribution["content"]
        assert all(place(words, row) for words in words_of(attribution))
        assert attribution["source_kind"] in get_args(SourceKind)
        assert attribution["directness"] in get_args(Directness)
        assert attribution["content_kind"] in get_args(ContentKind)
        assert (attribution["source"] == "") == (attribution["source_kind"] == "none")


@EVERY
def test_a_resolved_name_stands_in_the_article(row):
    for attribution in row["attributions"]:
        name = attribution["name"]
        assert name is None or name in f"{row['headline']}\n{text_of(row['id'])}"
        assert name is not None or attribution["source_kind"] != "person"


@EVERY
def test_directness_follows_from_the_quotation_marks(row):
    for attribution in row["attributions"]:
        if attribution["directness"] == "indirect":
            exact = [words if isinstance(words, str) else words["exact"] for words in attribution["content"]]
            assert not any(re.search(r"[\"“”]", words) for words in exact)


@EVERY
def test_relations_join_unambiguous_words_of_one_story(row):
    for relation in row["relations"]:
        other = GOLD[relation["other"]]
        assert relation["kind"] in get_args(RelationKind)
        assert (other["story"], other["split"]) == (row["story"], row["split"])
        assert place(relation["here"], row) != place(relation["there"], other) or other is not row


def test_the_set_is_as_large_and_as_varied_as_promised():
    rows = list(GOLD.values())
    stories = Counter(row["story"] for row in rows)
    related = {
        row["story"] for row in rows for relation in row["relations"] if relation["other"] != row["id"]
    }
    sizes = Counter(row["split"] for row in rows)
    assert len(rows) >= 32
    assert sizes["test"] * 3 == pytest.approx(len(rows), abs=3)
    assert sum("html" in row for row in rows) >= 4
    assert sum(stories[story] >= 2 for story in related) >= 6
    assert len({row["style"] for row in rows}) >= 12


def test_a_story_lies_in_one_split():
    splits = defaultdict(set)
    for row in GOLD.values():
        splits[row["story"]].add(row["split"])
    assert all(len(found) == 1 for found in splits.values())


def test_every_source_kind_and_nearly_every_relation_kind_has_examples_in_both_splits():
    for split in SPLITS:
        rows = load(split)
        assert {a["source_kind"] for row in rows for a in row["attributions"]} == set(get_args(SourceKind))
        assert len({r["kind"] for row in rows for r in row["relations"]}) >= 6
