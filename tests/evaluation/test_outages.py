"""What was not examined is told, and never scored as a miss."""

import asyncio

import pytest

from assistant.evaluation.datasets import read
from assistant.evaluation.run import evaluate
from assistant.evaluation.table import to_table
from tests.evaluation.material import FERRY, SECOND, every_sentence, given, written


def evaluated(tmp_path, assistant, **options):
    return asyncio.run(evaluate(assistant, read(written(tmp_path / "s.jsonl", FERRY, SECOND)), **options))


@pytest.mark.parametrize("status", ["partial", "failed"])
def test_articles_that_a_stage_did_not_examine_whole_are_in_no_number(tmp_path, status):
    results = evaluated(tmp_path, given(every_sentence, status={"sources": status}))
    assert {m.field for m in results.measures} == {"claims", "relations"}
    assert [(one.field, one.unit, one.status) for one in results.unscored] == [
        ("attributions", "ferry-one", status),
        ("attributions", "ferry-two", status),
    ]
    assert not [fault for fault in results.faults if fault.field == "attributions"]
    assert "NOT EXAMINED WHOLE, and in no number above: 2" in to_table(results)
    assert "the provider was out" in to_table(results)


def test_what_rests_on_a_stage_that_failed_is_not_scored_either(tmp_path):
    results = evaluated(tmp_path, given(status={"claims": "partial"}))
    assert {m.field for m in results.measures} == {"attributions"}
    assert {(one.field, one.stage) for one in results.unscored} == {
        ("claims", "claims"),
        ("relations", "claims"),
    }


def test_only_the_stages_asked_for_are_run_and_scored(tmp_path):
    assistant = given(every_sentence)
    results = evaluated(tmp_path, assistant, stages=["sources"])
    assert {m.field for m in results.measures} == {"attributions"}
    assert [stage.runs for stage in assistant.given] == [0, 2, 0]
    assert [spent.stage for spent in results.spent] == ["sources"]
