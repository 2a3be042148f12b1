"""Reviewers' decisions as an annotation file, and its scores."""

import asyncio
from datetime import UTC, datetime

import pytest

from assistant import Article, Assistant, Settings
from assistant.decisions import Review
from assistant.evaluation.datasets import read
from assistant.evaluation.reviews import lines
from assistant.evaluation.run import evaluate
from assistant.store import Store
from tests.evaluation.material import given, values, written

TEXT = "The dam is unsafe, a source said. The gates “will fail”, a source said. It has twelve gates."


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        yield store


def checked(store, text=TEXT):
    report = asyncio.run(Assistant(Settings()).check([Article.from_text(text, language="en")]))
    store.save(report, "local")
    return report


def decide(store, finding, state):
    at = datetime(2025, 1, 2, tzinfo=UTC)
    store.review(
        "local", Review(fingerprint=finding.fingerprint, state=state, reviewer="Ann", at=at, reason="seen")
    )


def evaluated(tmp_path, store, assistant):
    path = written(tmp_path / "reviews.jsonl", *lines(store, "local"))
    return asyncio.run(evaluate(assistant, read(path)))


def test_decided_findings_are_scored_and_undecided_ones_are_not(tmp_path, store):
    findings = checked(store).findings
    assert len(findings) > 2
    decide(store, findings[0], "confirmed")
    decide(store, findings[1], "dismissed")
    again = values(evaluated(tmp_path, store, Assistant(Settings())))
    assert again["findings", "confirmed found again"] == 1
    assert again["findings", "dismissed left out"] == 0
    assert again["findings", "precision among the decided"] == 0.5
    nothing = values(evaluated(tmp_path, store, given()))
    assert nothing["findings", "confirmed found again"] == 0
    assert nothing["findings", "dismissed left out"] == 1


def test_the_same_articles_are_taken_once_and_the_newest_decision_counts(store):
    decide(store, checked(store).findings[0], "confirmed")
    decide(store, checked(store).findings[0], "dismissed")
    (line,) = lines(store, "local")
    assert [finding["confirmed"] for finding in line["findings"]] == [False]


def test_checks_that_nobody_decided_on_or_that_another_desk_has_are_left_out(store):
    report = checked(store)
    assert not list(lines(store, "local"))
    decide(store, report.findings[0], "confirmed")
    assert not list(lines(store, "other"))
    assert len(list(lines(store, "local"))) == 1
