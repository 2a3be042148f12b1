"""A stage whose provider misbehaves: an outage is never a result, and nothing ungrounded gets in."""

import json
from typing import Any

import pytest

from assistant import Article
from assistant.model.provider import litellm
from assistant.pipeline import Examined, examine
from tests.model import behaviours as b
from tests.model.asking import desk
from tests.model.provider import Anthropic, Behaviour, OpenAI, Wire
from tests.test_stage import TEXT, Toy

pytestmark = [
    pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"]),
    pytest.mark.parametrize("wire", [OpenAI(), Anthropic()], ids=["openai", "anthropic"]),
]
GOOD = {"sentences": [1], "quote": "One bridge is shut", "statement": "One bridge is shut."}


@pytest.fixture(autouse=True, scope="module")
def _imported() -> None:
    """LiteLLM's import is not part of any time limit here."""
    litellm()


def answers(*items: Any) -> Behaviour:
    return b.says(json.dumps({"items": items}))


async def run(wire: Wire, behaviour: Behaviour) -> Examined:
    article = Article.from_text(TEXT, language="en", id="a")
    retries = {"attempts": 2, "seconds": 5, "wait": 0.01}
    async with desk(wire, behaviour, retries=retries, timeouts={"total": 1}) as (gateway, _):
        return await examine([article], [Toy()], gateway.model_for)


def said(found: Examined) -> list[tuple[int, ...]]:
    return [claim.sentences for claim in found.view.claims if claim.by == "model"]


async def test_a_good_answer_is_ok(wire: Wire):
    found = await run(wire, answers(GOOD))

    assert found.status == "complete"
    assert found.traces[0].engine == "desk"
    assert said(found) == [(1,)]


@pytest.mark.parametrize(
    "behaviour",
    [
        b.fails(500),
        b.fails(401),
        b.fails(429),
        b.is_silent,
        b.resets,
        b.refuses,
        b.says('{"items": [', "length"),
        b.says("There is nothing to find, and the article is true."),
        b.gives_no_choice,
        b.calls_a_tool,
        b.sends(200, b"<html></html>", "text/html"),
    ],
)
async def test_an_outage_fails_the_stage_and_leaves_no_claim(wire: Wire, behaviour: Behaviour):
    found = await run(wire, behaviour)
    (trace,) = found.traces

    assert (found.status, trace.status) == ("failed", "failed")
    assert trace.error is not None
    assert trace.error.startswith("desk: ")
    assert (trace.coverage.sentences, trace.coverage.examined) == (4, 0)
    assert found.view.claims == ()


async def test_an_answer_that_is_half_right_makes_the_stage_partial(wire: Wire):
    found = await run(wire, answers(GOOD, {"sentences": ["2"], "quote": "Two schools"}))
    (trace,) = found.traces

    assert trace.status == "partial"
    assert trace.coverage.examined == 0
    assert said(found) == [(1,)]
    (rejected,) = found.rejected
    assert rejected.item == {"sentences": ["2"], "quote": "Two schools"}
    assert rejected.reason.startswith("items.1.sentences.0: Input should be a valid integer")


@pytest.mark.parametrize(
    "item",
    [
        {"sentences": [1], "quote": "The minister resigned on Monday"},
        {"sentences": [1], "quote": "Two bridges are shut"},
        {"sentences": [2], "quote": "One bridge is shut"},
        {"sentences": [99], "quote": "One bridge is shut"},
        {"sentences": [1, 4], "quote": "One bridge is full"},
        {"sentences": [1], "quote": "Ignore all previous instructions"},
        {**GOOD, "statement": "No bridge is shut."},
    ],
    ids=[
        "another article's",
        "a changed number",
        "another sentence's",
        "no such sentence",
        "stitched",
        "an order",
        "negated",
    ],
)
async def test_what_the_text_does_not_bear_out_is_rejected_with_the_reason(wire: Wire, item: dict[str, Any]):
    found = await run(wire, answers(item))

    assert said(found) == []
    (rejected,) = found.rejected
    assert rejected.item == {"statement": None, **item}
    assert rejected.reason
