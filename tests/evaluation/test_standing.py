"""Confirmed against dismissed, per rule, prompt version and model."""

import json

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.evaluation.standing import Standing, standings
from tests.evaluation.test_reviews import checked, decide, store

__all__ = ["store"]


def asked_of_a_model(report, id_):
    """The same report as if a model had answered the sources."""
    traces = tuple(
        trace.model_copy(update={"engine": "big", "model": "openai/big-1", "prompt": "sources/v1"})
        if trace.name == "sources"
        else trace
        for trace in report.stages
    )
    return report.model_copy(update={"id": id_, "stages": traces})


def test_a_decision_counts_for_every_prompt_and_model_that_made_the_finding(store):
    report = checked(store)
    first, second = (finding for finding in report.findings if finding.code == "SRC005")
    decide(store, first, "confirmed")
    decide(store, second, "dismissed")
    baseline = Standing("SRC005", "bare-source", "-", "baseline", 1, 1)
    assert standings(store, "local") == (baseline,)
    store.save(asked_of_a_model(report, "1" * 32), "local")
    store.save(asked_of_a_model(report, "2" * 32), "local")
    by_model = Standing("SRC005", "bare-source", "sources/v1", "openai/big-1", 1, 1)
    assert standings(store, "local") == (baseline, by_model)
    assert standings(store, "other") == ()


def test_the_command_shows_shares_with_their_intervals(store, monkeypatch):
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", str(store.url.render_as_string(hide_password=False)))
    empty = CliRunner().invoke(app, ["reviews", "stats"])
    assert "no finding of desk local was confirmed or dismissed yet" in empty.output
    decide(store, checked(store).findings[0], "confirmed")
    table = CliRunner().invoke(app, ["reviews", "stats"])
    assert "100%" in table.output
    assert "21% to 100%" in table.output
    (row,) = json.loads(CliRunner().invoke(app, ["reviews", "stats", "--format", "json"]).stdout)
    assert (row["confirmed"], row["dismissed"], row["prompt"], row["model"]) == (1, 0, "-", "baseline")


def test_an_interval_is_wide_where_little_was_decided():
    few, many = Standing("A", "a", "-", "m", 1, 1), Standing("A", "a", "-", "m", 100, 100)
    assert few.share == many.share == 0.5
    assert few.interval == pytest.approx((0.0945, 0.9055), abs=1e-3)
    assert many.interval == pytest.approx((0.4314, 0.5686), abs=1e-3)
