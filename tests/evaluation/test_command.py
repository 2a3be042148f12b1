"""`factcheck eval`: the table, the files it writes, and its exit codes."""

import json

import pytest
import typer
from typer.testing import CliRunner

from assistant import FactcheckError
from assistant.cli.eval import evaluate
from assistant.evaluation.page import to_html
from assistant.evaluation.results import read
from tests.evaluation.material import FERRY, LONE, SECOND, written

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(evaluate)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTCHECK_MODEL", raising=False)
    return written(tmp_path / "set.jsonl", FERRY, SECOND, LONE)


def run(*args, code=0):
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    if isinstance(result.exception, FactcheckError):
        assert result.exception.exit_code == code
        return str(result.exception)
    assert result.exit_code == code, result.output + repr(result.exception)
    return result.stdout


def test_the_table_has_every_field_its_floor_cost_and_method(data):
    out = run(data)
    assert "set.jsonl (annotated), 3 articles: baseline" in out
    for said in ("checkable F1", "content F1", "all kinds", "(cue list: content F1)", "$0.0000", "seed"):
        assert said in out


def test_results_are_written_as_json_and_as_a_page_and_compare_with_themselves(data, tmp_path):
    run(data, "-o", "a.json", "-o", "a.html")
    results = read(tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["format"] == "1"
    assert (tmp_path / "a.html").read_text("utf-8") == to_html(results)
    assert "more than noise" not in run("--compare", "a.json", "a.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.json", "set.jsonl"]


def test_the_page_shows_every_fault_and_takes_article_words_as_text(data, tmp_path):
    hostile = "<script>alert(1)</script> The crew “<b>left</b>”, said & done. The quay was shut on Monday."
    row = {"id": "<i>x", "language": "en", "text": hostile, "claims": [], "attributions": []}
    run(written(tmp_path / "h.jsonl", row), "-o", "h.json", "-o", "h.html")
    page, results = (tmp_path / "h.html").read_text("utf-8"), read(tmp_path / "h.json")
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert results.faults
    assert page.count("<mark>") == sum(len(fault.passages) for fault in results.faults)


def test_bad_usage_is_told_and_exits_with_2(data, tmp_path):
    assert "data set" in run(code=2)
    assert ".jsonl" in run("--from-reviews", "-o", "a.json", code=2)
    assert "one --stage" in run(data, "--prompt", "v1", code=2)
    assert "versions of claims: v1" in run(data, "--stage", "claims", "--prompt", "v0", code=2)
    assert ".json or .html" in run(data, "-o", "a.txt", code=2)
    (tmp_path / "no.json").write_text("{}", "utf-8")
    assert "factcheck eval" in run("--compare", "no.json", "no.json", code=2)


def test_one_stage_and_split_and_limit_narrow_what_is_scored(data):
    out = run(data, "--stage", "sources", "--split", "dev", "--limit", 1)
    assert "set.jsonl (annotated, dev split, the first 1), 1 article:" in out
    assert "checkable" not in out
