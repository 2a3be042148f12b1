"""A small question, and a gateway with one model, for the tests of the model gateway."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.asking import Message, Question, Reply
from assistant.config import Deployment, ModelSettings, Settings
from assistant.model import Gateway
from tests.model.provider import Behaviour, Provider, Wire, provider

KEY = "sk-test-abcdefgh12345678"
FAST = {"retries": {"attempts": 3, "seconds": 5, "wait": 0.01}, "timeouts": {"connect": 2, "total": 10}}


class Item(BaseModel):
    """One item of an answer."""

    model_config = ConfigDict(extra="forbid")

    n: int = Field(ge=1)
    words: str


class Items(BaseModel):
    """The answer."""

    model_config = ConfigDict(extra="forbid")

    items: list[Item] = Field(max_length=3)


def question() -> Question[Items]:
    """Which words, please."""
    messages = (Message("system", "You list words."), Message("user", "List the words of: one two"))
    return Question(
        stage="toy", article="a", messages=messages, answer=Items, schema=Items.model_json_schema()
    )


def settings(provider: Provider, **model: Any) -> Settings:
    """Settings with the alias `desk` for this provider."""
    parameters = {"api_base": provider.api_base, "api_key": KEY}
    return Settings(
        model="desk",
        models={"desk": ModelSettings.model_validate({**FAST, **model})},
        deployments=(Deployment(alias="desk", model=provider.wire.model, parameters=parameters),),
    )


@asynccontextmanager
async def desk(wire: Wire, *script: Behaviour, **model: Any) -> AsyncIterator[tuple[Gateway, Provider]]:
    """A gateway whose only model is a provider that behaves as scripted."""
    async with provider(wire, *script) as running, Gateway(settings(running, **model)) as gateway:
        yield gateway, running


async def asked(wire: Wire, *script: Behaviour, **model: Any) -> tuple[Reply[Items], Provider]:
    """The reply to the question, and the provider that was asked."""
    async with desk(wire, *script, **model) as (gateway, running):
        chosen = gateway.model_for("toy")
        assert chosen is not None
        return await chosen.ask(question()), running
