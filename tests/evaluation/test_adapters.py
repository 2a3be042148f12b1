"""Other people's data sets, by small examples of their fields."""

import asyncio
import json

import pytest

from assistant import InputError, Provided
from assistant.evaluation.adapters.halves import half
from assistant.evaluation.datasets import read
from assistant.evaluation.run import evaluate
from tests.evaluation.material import attribution, given, values, written
from tests.evaluation.test_scores import relation

BODY = "The mayor of Corrin, Ana Ruiz, said the pier was safe. “It stands,” she told us. It rained."


def seer(name, **more):
    reported, quoted = "The mayor of Corrin, Ana Ruiz, said the pier was safe.", "“It stands,” she told us."
    at, words = BODY.find(quoted), BODY.find("“It stands,”")
    speaker = {"agent": "Ana Ruiz", "agent_type": "person"}
    told = {"utterance_type": "indirect", "source_span": [0, len(reported)], "utterance_span": None}
    marked = {"source_span": [at, at + len(quoted)], "utterance_span": [words, words + 12]}
    claims = [
        speaker | told,
        speaker | marked | {"utterance_type": "direct"},
        {"agent": "Bo", "agent_type": "person", "utterance_type": "direct", "source_span": None},
    ]
    return {"article_id": name, "title": "Pier", "date": "2025-01-02", "body": BODY, "claims": claims, **more}


def scored(path, assistant, **options):
    return asyncio.run(evaluate(assistant, read(path, **options)))


def test_seer_reads_recall_and_the_speaker_of_what_is_covered(tmp_path):
    def sources(subject):
        return Provided(
            attributions=(
                attribution(
                    subject, "the pier was safe", "The mayor of Corrin, Ana Ruiz", "said", name="Ana Ruiz"
                ),
            )
        )

    results = scored(written(tmp_path / "s.jsonl", seer("one")), given(sources=sources))
    found = values(results)
    assert found["attributions", "marked claims covered"] == 0.5
    assert found["attributions", "cue list: marked claims covered"] == 1
    assert found["attributions", "speaker right"] == 1
    assert found["attributions", "marked quotations covered"] == 0
    assert not any("precision" in name for _, name in found)


def test_seer_gives_three_readings_of_an_overlap_of_half(tmp_path):
    def sources(subject):
        return Provided(attributions=(attribution(subject, "the pier was safe", "Ana Ruiz", ""),))

    results = scored(written(tmp_path / "s.jsonl", seer("one")), given(sources=sources))
    found = values(results)
    assert found["attributions", "marked claims, half of shorter"] == 0.5
    assert found["attributions", "marked claims, half of both"] == 0.0
    assert found["attributions", "marked claims covered"] == 0.0


def test_seer_checks_the_articles_of_a_story_together_and_counts_conflicts_as_alarms(tmp_path):
    path = written(tmp_path / "s.jsonl", seer("one"), seer("two"), seer("three"))
    (tmp_path / "s_stories.json").write_text(json.dumps({"groups": [["one", "three"]]}), "utf-8")
    assert sorted(len(case.articles) for case in read(path).cases) == [1, 2]

    def relations(articles):
        pair = [relation(articles, "number_mismatch", "The mayor", "It rained")] if len(articles) == 2 else []
        return Provided(relations=tuple(pair))

    results = scored(path, given(relations=relations))
    assert values(results)["relations", "stories without a conflict"] == 0


def test_summedits_takes_a_conflict_for_inconsistent(tmp_path):
    rows = [
        {"id": "a", "doc": BODY, "summary": "The pier was safe.", "label": 1, "edit_types": []},
        {"id": "b", "doc": BODY, "summary": "The pier was shut.", "label": 0, "edit_types": ["antonym_swap"]},
        {"id": "c", "doc": BODY, "summary": "The pier was old.", "label": 0, "edit_types": ["negation"]},
    ]

    def relations(articles):
        shut = "shut" in articles[1].text
        return Provided(relations=(relation(articles, "contradiction", "safe", "shut"),) if shut else ())

    found = values(scored(written(tmp_path / "s.jsonl", *rows), given(relations=relations)))
    assert found["relations", "balanced accuracy"] == 0.75
    assert found["relations", "balanced accuracy, antonym swap"] == 1
    assert found["relations", "balanced accuracy, negation"] == 0.5
    assert found["relations", "consistent versions left alone"] == 1


def test_pairs_mind_neither_agreement_nor_disputes(tmp_path):
    articles = [{"text": "The vote was won."}, {"text": "The vote was lost."}]
    row = {"id": "x", "articles": articles, "expected": [{"kind": "contradiction", "sides": ["won", "lost"]}]}

    def relations(subjects):
        kinds = ("contradiction", "agreement", "reported_dispute")
        return Provided(relations=tuple(relation(subjects, kind, "won", "lost") for kind in kinds))

    found = values(scored(written(tmp_path / "s.jsonl", row), given(relations=relations)))
    assert found["relations", "all kinds F1"] == 1


def test_halves_are_complete_apart_and_the_same_again():
    keys = [f"story {n}" for n in range(9)]
    dev, test = half(keys, "dev"), half(reversed(keys), "test")
    assert dev | test == set(keys) == half(keys, None)
    assert not dev & test
    assert len(dev) == 5
    with pytest.raises(InputError, match="dev or test"):
        half(keys, "final")


def test_seer_calls_an_author_who_speaks_as_i_by_his_trade(tmp_path):
    row = seer("one", body="“I saw it,” I say. It rained.")
    row["claims"] = [
        row["claims"][1] | {"agent": "Journalist", "source_span": [0, 18], "utterance_span": None}
    ]

    def sources(subject):
        return Provided(attributions=(attribution(subject, "“I saw it,”", "I say", name=None, text="I"),))

    found = values(scored(written(tmp_path / "s.jsonl", row), given(sources=sources)))
    assert found["attributions", "speaker right"] == 1
