"""What a desk may spend holds over HTTP, and what it ended is said in words that a CMS can show."""

import asyncio
import json

import pytest

from assistant.api import create_app
from assistant.jobs import Worker
from assistant.model.provider import litellm
from tests.api.conftest import NEWS, asking, bearer, checked, served
from tests.model.provider import OpenAI, provider


async def finds_nothing(wire, talk):
    await talk.answer(200, json.dumps(wire.reply('{"items": []}')).encode())


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
async def test_a_desk_that_has_spent_its_day_is_told_so_and_others_go_on(store, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    await asyncio.to_thread(litellm)  # its import may take longer than a caller waits
    async with provider(OpenAI(), finds_nothing) as model:
        settings = asking(
            model.api_base,
            budget={"day_usd": 1000.0, "desks": {"north": {"day_usd": 0.5}, "east": {"day_usd": None}}},
        )
        app = create_app(settings, store, Worker(store, settings, poll=0.02))
        async with served(app, "http://testserver") as client:

            async def asked(desk):
                client.headers.update(bearer(store, desk, "admin"))
                return await checked(client, {"id": desk, "text": NEWS, "language": "en"})

            refused = await asked("north")
            assert model.requests == []
            assert refused["status"] == "failed"
            errors = [t["error"] for t in refused["report"]["stages"] if t["status"] == "failed"]
            assert errors
            assert all(
                "not sent: the budget of the desk's day is $0.5, $0.0000 of it is used" in error
                for error in errors
            )
            states = {rule["code"]: rule["status"] for rule in refused["report"]["rules"]}
            assert states["SRC005"] == "not_evaluated"
            for desk in ("south", "east"):
                assert (await asked(desk))["status"] == "complete"
            assert model.requests
