"""Comparison: a real difference is told from noise, and different data are not compared."""

import pytest

from assistant import InputError
from assistant.evaluation.compare import compare, to_table
from assistant.evaluation.results import Measured, Results, Spent, Subject


def results(*hits, sha="s", extra=(), spent=()):
    """One measure of units with ten cases each."""
    units = {f"u{n}": ((hit, 10),) for n, hit in enumerate(hits)}
    subject = Subject(
        name="set.jsonl", format="annotated", split=None, limit=None, articles=len(hits), sha256=sha
    )
    measures = [Measured(field="claims", name="recall", value=0.5, units=units), *extra]
    return Results(subject=subject, model="m", measures=measures, unscored=(), spent=spent, seconds=0.0)


def test_a_steady_difference_is_more_than_noise():
    (found,) = compare(results(*[3] * 12), results(*[8] * 12))
    assert (found.first, found.second, found.units) == (0.3, 0.8, 12)
    assert found.more_than_noise
    assert found.p < 0.01


def test_no_difference_and_a_wavering_one_are_noise():
    (same,) = compare(results(*[5] * 12), results(*[5] * 12))
    assert same.p == 1
    (wavering,) = compare(results(*[2, 8] * 6), results(*[8, 2] * 5, 8, 3))
    assert not wavering.more_than_noise


def test_two_units_can_never_be_more_than_noise():
    (found,) = compare(results(0, 0), results(10, 10))
    assert not found.more_than_noise


def test_units_that_only_one_side_scored_are_left_out():
    (found,) = compare(results(3, 3, 3, 3), results(3, 3, 3))
    assert found.units == 3
    assert found.p == 1


def test_many_measures_raise_the_bar():
    def many(hit):
        units = {f"u{n}": ((hit, 10),) for n in range(6)}
        return [Measured(field="claims", name=str(k), value=0.5, units=units) for k in range(9)]

    (alone,) = compare(results(*[3] * 6), results(*[8] * 6))
    among = compare(results(*[3] * 6, extra=many(5)), results(*[8] * 6, extra=many(5)))
    assert among[0].p == alone.p
    assert among[0].adjusted == pytest.approx(10 * alone.p)


def test_different_articles_are_refused():
    with pytest.raises(InputError, match="same articles"):
        compare(results(1), results(1, sha="other"))


def test_the_table_says_what_was_compared_and_how():
    one, other = results(*[3] * 12), results(*[8] * 12)
    said = to_table(one, other, compare(one, other))
    assert "+0.500" in said
    assert "more than noise" in said
    assert "paired permutation test" in said


def test_the_table_tells_two_prompts_of_one_model_apart():
    one, other = (
        results(
            5,
            spent=[
                Spent(
                    stage="claims",
                    engine="m",
                    prompt=prompt,
                    calls=1,
                    prompt_tokens=700,
                    completion_tokens=tokens,
                    cost_usd=None,
                    seconds=1.0,
                )
            ],
        )
        for prompt, tokens in (("claims/v1", 300), ("claims/v2", 100))
    )
    said = to_table(one, other, compare(one, other)).splitlines()
    assert said[1] == "   claims: m, prompt claims/v1: 1 calls, 700 + 300 tokens, unknown cost, 1.0 s"
    assert said[3] == "   claims: m, prompt claims/v2: 1 calls, 700 + 100 tokens, unknown cost, 1.0 s"
