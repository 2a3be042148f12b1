"""Excerpts that prompts are measured on: one call long, and with what is annotated in them."""

import json
from pathlib import Path

from assistant.evaluation.adapters.own import cases
from assistant.windows import cut
from benchmarks.excerpts import SENTENCES, excerpt

GOLD = Path(__file__).parents[1] / "gold" / "dev.jsonl"


def test_an_excerpt_of_the_gold_set_is_one_window_with_its_annotations_and_no_others():
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    short = [one for row in rows if (one := excerpt(row))]
    assert len(short) == sum("text" in row for row in rows)
    articles = [
        article for case in cases(list(enumerate(short, 1)), "x", None, None) for article in case.articles
    ]
    for row, article in zip(short, articles, strict=True):
        assert len(cut(article, SENTENCES)) == 1
        whole = next(other for other in rows if other["id"] == row["id"])
        assert whole["text"].startswith(row["text"])
        assert 0 < len(row["claims"]) < len(whole["claims"])
        assert 0 < len(row["attributions"]) < len(whole["attributions"])


def test_an_attribution_that_goes_on_after_the_excerpt_keeps_what_stands_in_it():
    said = [f"“It is day {n}.”" for n in range(1, 8)]
    row = {
        "id": "a",
        "headline": "Days",
        "text": "\n\n".join([*said, "Ida Brandt said."]),
        "claims": [],
        "attributions": [
            {"content": ["It is day 6.", "It is day 7."], "source": "Ida Brandt", "cue": "said"},
            {"content": ["It is day 7."]},
        ],
    }
    short = excerpt(row)
    assert short["text"].endswith("It is day 6.”")
    assert short["attributions"] == [{"content": ["It is day 6."]}]


def test_an_excerpt_of_seer_keeps_the_marks_that_lie_in_it():
    body = " ".join(f"Boat {n} sank, he said." for n in range(1, 9))
    marks = [{"source_span": [0, 20]}, {"source_span": [120, 150]}, {"source_span": None}]
    short = excerpt({"article_id": "1", "title": "Boats", "body": body, "claims": marks})
    assert short["body"] == body[: body.index(" Boat 7")]
    assert short["claims"] == marks[:1]
