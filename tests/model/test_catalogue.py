"""`factcheck models`: what each alias is, whether its key is set, what it costs, and whether it answers."""

from typing import Any

import pytest

from assistant.config import Settings, load
from assistant.model import Gateway, describe, probe
from assistant.model.call import Call, Completion
from tests.model import behaviours as b
from tests.model.asking import asked, desk, settings
from tests.model.provider import OpenAI, provider

FILE = """\
model_list:
  - {model_name: known, litellm_params: {model: openai/gpt-4o-mini, api_key: os.environ/DESK_KEY}}
  - model_name: own
    litellm_params:
      model: openai/house
      api_base: http://user:pw@127.0.0.1:9/v1
      api_key: in-the-file
      input_cost_per_token: 0.000001
      output_cost_per_token: 0.000002
    model_info: {max_input_tokens: 16384}
  - {model_name: other, litellm_params: {model: anthropic/unheard-of}}
factcheck: {model: own, models: {own: {window: 6, fallbacks: [known, baseline]}}}
"""


@pytest.fixture
def configured(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    (tmp_path / "factcheck.yaml").write_text(FILE)
    return load(tmp_path / "factcheck.yaml", env={"DESK_KEY": "sk-desk-0123456789"})


def test_what_each_alias_is(configured: Settings):
    known, own, other = describe(configured)

    assert (known.alias, known.key, known.json_schema) == ("known", "set: DESK_KEY", True)
    assert (known.context_tokens, known.prompt_price, known.completion_price) == (128_000, 0.15, 0.6)
    assert (own.key, own.api_base, own.json_schema) == ("set: in the file", "http://127.0.0.1:9/v1", True)
    assert (own.context_tokens, own.prompt_price, own.completion_price) == (16_384, 1, 2)
    assert (own.window, own.fallbacks) == (6, ("known", "baseline"))
    assert (other.key, other.json_schema) == ("missing: ANTHROPIC_API_KEY is not set", False)
    assert (other.context_tokens, other.prompt_price, other.completion_price) == (None, None, None)
    assert "sk-desk" not in repr((known, own, other))


async def test_a_probe_asks_once_and_says_what_came():
    calls: list[Call] = []

    async def send(call: Call) -> Completion:
        calls.append(call)
        return Completion('{"ready": true}', "stop", "m", prompt_tokens=9, completion_tokens=4, cost_usd=0.1)

    came = await probe(
        Gateway(Settings(model="openai/x", api_base="http://127.0.0.1:9/v1"), send), "openai/x"
    )

    assert len(calls) == 1
    assert came.reply.answer is not None
    assert came.reply.usage.cost_usd == 0.1
    assert came.seconds < 10


async def test_the_baseline_cannot_be_probed():
    with pytest.raises(ValueError, match="the baseline is not a model"):
        await probe(Gateway(Settings()), "baseline")


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
async def test_the_configured_price_counts_and_is_not_sent():
    good = '{"items": []}'
    async with provider(OpenAI(), b.says(good)) as running:
        config = settings(running)
        (deployment,) = config.deployments
        prices = {"input_cost_per_token": 0.5, "output_cost_per_token": 2}
        priced = deployment.model_copy(update={"parameters": {**deployment.parameters, **prices}})
        async with Gateway(config.model_copy(update={"deployments": (priced,)})) as gateway:
            reply = await probe(gateway, "desk")

        assert reply.reply.usage.cost_usd == 2 * (10 * 0.5 + 5 * 2)
        assert "input_cost_per_token" not in running.requests[0].body
    reply, _ = await asked(OpenAI(), b.says(good))
    assert reply.usage.cost_usd is None


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
async def test_a_reply_without_usage_has_an_unknown_cost():
    async with desk(OpenAI(), b.says('{"ready": true}', usage=None)) as (gateway, _):
        came = await probe(gateway, "desk")

    assert came.reply.error is None
    assert came.reply.usage.cost_usd is None
