"""The gateway against a real model, in both wire formats, from cassettes."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assistant.asking import Message, Question, Reply
from assistant.model import Gateway, probe
from tests.recording import WireName, recorded_settings

pytestmark = [
    pytest.mark.vcr,
    # LiteLLM's own, in every streamed reply.
    pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecatedSince211"),
]
both = pytest.mark.parametrize("wire", ["openai", "anthropic"])


class Answer(BaseModel):
    """Cities and how many people live in them."""

    model_config = ConfigDict(extra="forbid")

    city: str
    people: int = Field(gt=0)


SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
    "required": ["city", "people"],
    "additionalProperties": False,
}
WORDS = "Tarnholm has 41,500 inhabitants. Which city, how many people?"


def asking(words: str = WORDS, schema: Mapping[str, JsonValue] = SCHEMA) -> Question[Answer]:
    messages = (Message("system", "You answer briefly."), Message("user", words))
    return Question(stage="toy", article=None, messages=messages, answer=Answer, schema=schema)


async def asked(wire: WireName, question: Question[Answer], **options: Any) -> Reply[Answer]:
    async with Gateway(recorded_settings(wire, **options)) as gateway:
        model = gateway.model_for("toy")
        assert model is not None
        return await model.ask(question)


@both
async def test_a_structured_answer(wire: WireName):
    reply = await asked(wire, asking())

    assert reply.error is None
    assert reply.answer == Answer(city="Tarnholm", people=41500)
    assert reply.parameters["mode"] == ("json_schema" if wire == "openai" else "prompt")
    assert (reply.usage.calls, reply.usage.attempts, reply.usage.cost_usd) == (1, 1, None)
    assert reply.usage.prompt_tokens > 20
    assert reply.usage.completion_tokens > 5


@both
async def test_a_streamed_answer(wire: WireName):
    reply = await asked(wire, asking(), timeouts={"first_token": 300, "total": 600})

    assert reply.error is None
    assert reply.answer == Answer(city="Tarnholm", people=41500)
    assert reply.usage.prompt_tokens > 20
    assert reply.usage.completion_tokens > 5


@both
async def test_an_answer_cut_off_at_the_token_limit(wire: WireName):
    reply = await asked(wire, asking(), max_tokens=8)

    assert reply.answer is None
    assert reply.error == "local: the reply was cut off at `max_tokens`; raise it, or set a smaller `window`"
    assert reply.usage.completion_tokens == 8


@both
async def test_a_repair_turn(wire: WireName):
    """The first answer is wrong because the schema that is shown leaves the kind of `people` open."""
    loose = {**SCHEMA, "properties": {"city": {"type": "string"}, "people": {}}}
    reply = await asked(wire, asking(f"{WORDS} Write the number as the text has it.", loose), mode="prompt")

    assert (reply.usage.calls, reply.usage.attempts) == (2, 2)
    assert reply.error is None
    assert reply.answer == Answer(city="Tarnholm", people=41500)
    assert reply.parameters["repaired"] is True


@both
async def test_a_text_longer_than_the_context(wire: WireName):
    reply = await asked(wire, asking("7" * 17_000))

    assert reply.answer is None
    assert reply.error is not None
    assert "too long for the model's context; set a smaller `window` (400)" in reply.error
    assert reply.usage.attempts == 1


async def test_a_request_that_the_server_refuses():
    reply = await asked("openai", asking(schema={"type": "nonsense"}))

    assert reply.answer is None
    assert reply.error is not None
    assert reply.error.startswith("local: the provider refused the request (400)")
    assert reply.usage.attempts == 1


@both
async def test_a_probe(wire: WireName):
    async with Gateway(recorded_settings(wire)) as gateway:
        came = await probe(gateway, "local")

    assert came.reply.error is None
    assert came.reply.engine == "local"
