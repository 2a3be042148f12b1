"""The annotation format: read as documented, and a fault named by line."""

import pytest

from assistant import InputError
from assistant.evaluation.datasets import digest, read
from assistant.evaluation.gold import GoldLine, annotated, place
from tests.evaluation.material import FERRY, LONE, SECOND, written


def of(row):
    return annotated(GoldLine.model_validate(row), "set").article


def test_words_are_placed_by_occurrence_and_as_whole_words():
    article = of(FERRY)
    assert place(article, "Alma", "x").start == FERRY["text"].find("Alma")
    second = GoldLine.model_validate(FERRY).attributions[1].cue
    assert place(article, second, "x").start == FERRY["text"].rfind("said")
    with pytest.raises(InputError, match="0 times"):
        place(article, "Alm", "x")


@pytest.mark.parametrize("headline", [None, "Ferry sinks"])
def test_headline_words_are_found_in_the_headline_or_the_first_line_of_a_page(headline):
    story = "<p>The Alma went down on Monday night. All were saved.</p>"
    page = f"<html><body><h1>Ferry sinks</h1>{story}</body></html>"
    article = of({"id": "x", "html": page, "headline": headline, "claims": []})
    anchor = place(article, GoldLine.model_validate(
        {"id": "x", "claims": [{"quote": {"exact": "sinks", "part": "headline"}, "checkable": True}]}
    ).claims[0].quote, "x")  # fmt: skip
    assert anchor.exact == "sinks"
    assert [s.n for s in article.sentences_at(anchor)] == [0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"claims": [{"quote": "said", "checkable": True}]}, "occurrence number"),
        ({"claims": [{"quote": "a whale", "checkable": True}]}, "words of the article"),
        ({"claims": [{"quote": "Alma", "checkable": True, "kind": "rumour"}]}, "line 1: claims.0.kind"),
        ({"verdict": "true"}, "line 1: verdict"),
        ({"relations": [{"kind": "agreement", "other": "no-one", "here": "Alma", "there": "x"}]}, "no-one"),
        ({"published_at": "yesterday"}, "ferry-one"),
    ],
)
def test_a_fault_is_named(tmp_path, change, said):
    with pytest.raises(InputError, match=said):
        read(written(tmp_path / "set.jsonl", FERRY | {"relations": []} | change))


def test_an_id_stands_once(tmp_path):
    with pytest.raises(InputError, match="'lone' twice"):
        read(written(tmp_path / "set.jsonl", LONE, LONE))


def test_a_file_that_is_no_known_format_is_refused(tmp_path):
    with pytest.raises(InputError, match="annotated, pairs, seer, summedits"):
        read(written(tmp_path / "set.jsonl", {"body": "…"}))
    (tmp_path / "broken.jsonl").write_text("{\n", "utf-8")
    with pytest.raises(InputError, match="line 1"):
        read(tmp_path / "broken.jsonl")
    with pytest.raises(InputError, match="file of JSON Lines"):
        read(tmp_path / "absent.jsonl")


def test_stories_stay_together_and_splits_and_limits_narrow(tmp_path):
    file = written(tmp_path / "set.jsonl", FERRY, LONE, SECOND)
    whole = read(file)
    assert [[a.id for a in case.articles] for case in whole.cases] == [["ferry-one", "ferry-two"], ["lone"]]
    assert [[a.id for a in case.articles] for case in read(file, "test").cases] == [["lone"]]
    assert [[a.id for a in case.articles] for case in read(file, None, 1).cases] == [["ferry-one"]]
    assert digest(whole) != digest(read(file, "test"))
    with pytest.raises(InputError, match="dev, test"):
        read(file, "final")


def test_what_is_not_annotated_is_not_judged(tmp_path):
    (case,) = read(written(tmp_path / "set.jsonl", LONE)).cases
    assert [judged.field for judged in case.judged] == ["attributions"]
