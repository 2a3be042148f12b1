"""JSON is the contract: it round-trips, it is stable, and its published schema is the models' own."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from assistant.errors import InputError
from assistant.exports.json import from_json, to_json
from assistant.exports.schema import report_schema, schema_text
from tests.exports import samples

REPORTS = [
    samples.story(),
    samples.hostile(),
    samples.empty(samples.ledger()),
    samples.empty(samples.from_markup()),
]
PUBLISHED = Path(__file__).parents[2] / "docs" / "report.schema.json"


@pytest.mark.parametrize("report", REPORTS, ids=["story", "hostile", "empty", "markup"])
def test_a_report_survives_the_way_through_json(report):
    assert from_json(to_json(report)) == report


@pytest.mark.parametrize("report", REPORTS, ids=["story", "hostile", "empty", "markup"])
def test_json_satisfies_the_published_schema(report):
    Draft202012Validator(json.loads(PUBLISHED.read_text("utf-8"))).validate(json.loads(to_json(report)))


def test_the_published_schema_is_the_models_own():
    # When the report changes, write it again with `factcheck schema > docs/report.schema.json`.
    assert PUBLISHED.read_text("utf-8") == schema_text()


def test_the_schema_is_a_schema_and_refuses_what_is_not_a_report():
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    broken = json.loads(to_json(samples.story()))
    broken["findings"][0]["severity"] = "fatal"
    assert not Draft202012Validator(schema).is_valid(broken)


def test_json_uses_the_contract_names_and_keeps_letters_readable():
    text = to_json(samples.story())
    time = json.loads(text)["claims"][0]["times"][0]
    assert time == {"text": "Tuesday", "from": "2031-05-13", "to": "2031-05-13"}
    assert "shut “for a month”" in text


def test_equal_reports_give_equal_json_whatever_the_order_of_their_mappings():
    one = samples.empty(
        samples.ledger(), versions={"a": "1", "b": "2"}, extra={"x": {"p": 1, "q": [{"r": 1, "s": 2}]}}
    )
    other = samples.empty(
        samples.ledger(), versions={"b": "2", "a": "1"}, extra={"x": {"q": [{"s": 2, "r": 1}], "p": 1}}
    )
    assert one == other
    assert to_json(one) == to_json(other)


def test_fields_stand_in_their_declared_order():
    fields = list(json.loads(to_json(samples.story())))
    assert fields[:5] == ["schema_version", "id", "status", "created_at", "articles"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the document"),
        ("[1, 2]", "the document"),
        ('{"id": "x"}', "status"),
        (
            to_json(samples.story()).replace('"severity": "error"', '"severity": "fatal"'),
            "findings.3.severity",
        ),
        (to_json(samples.story()).replace('"schema_version": "1"', '"schema_version": "9"'), "'9'"),
    ],
)
def test_what_is_not_a_report_is_refused_with_the_place(text, said):
    with pytest.raises(InputError, match=r"schema version 1") as caught:
        from_json(text)
    assert said in str(caught.value)


def test_a_refusal_does_not_repeat_the_articles_words():
    broken = to_json(samples.story()).replace('"part": "text"', '"part": "PORT ELSPETH"', 1)
    with pytest.raises(InputError) as caught:
        from_json(broken)
    assert "PORT ELSPETH" not in str(caught.value)
