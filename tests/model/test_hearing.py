"""A question that listens: its reply is streamed, and heard as it comes, in both wire formats."""

from dataclasses import replace

import pytest

from tests.model import behaviours as b
from tests.model.asking import desk, question
from tests.model.provider import Anthropic, OpenAI

PIECES = ('{"items": [{"n": 1, ', '"words": "one"}', "]}")
pytestmark = [
    pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"]),
    # LiteLLM's own, in every streamed reply.
    pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecatedSince211"),
]


@pytest.mark.parametrize("wire", [OpenAI(), Anthropic()], ids=["openai", "anthropic"])
async def test_a_reply_is_heard_as_it_comes(wire):
    heard: list[str] = []
    async with desk(wire, b.streams(*PIECES)) as (gateway, provider):
        reply = await gateway.model_for("toy").ask(replace(question(), hear=heard.append))
    assert [item.words for item in reply.answer.items] == ["one"]
    assert heard == [PIECES[0], PIECES[0] + PIECES[1], "".join(PIECES)]
    assert provider.requests[0].body["stream"] is True


async def test_another_attempt_is_heard_from_its_beginning():
    heard: list[str] = []
    wrong = '{"items": [{"n": 0, "words": "none"}]}'
    async with desk(OpenAI(), b.streams(wrong), b.streams(*PIECES)) as (gateway, _):
        await gateway.model_for("toy").ask(replace(question(), hear=heard.append))
    assert heard == [wrong, PIECES[0], PIECES[0] + PIECES[1], "".join(PIECES)]
