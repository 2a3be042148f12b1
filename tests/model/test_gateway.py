"""The gateway above the wire: which model a stage gets, fallbacks in order, what is sent, what is counted."""

from typing import Any

import pytest
from pydantic import SecretStr

from assistant.asking import Message, Reply, Usage
from assistant.config import Deployment, Settings
from assistant.errors import ConfigError, RefusedModelError, TransientModelError
from assistant.model import Gateway
from assistant.model.call import BrokenOffError, Call, Completion
from tests.model.asking import FAST, Items, question

GOOD = '{"items": [{"n": 1, "words": "one"}]}'


class Sender:
    """Sends nothing: each model answers as prepared, the last answer again and again."""

    def __init__(self, **answers: Any) -> None:
        self.answers = {
            name: answer if isinstance(answer, list) else [answer] for name, answer in answers.items()
        }
        self.calls: list[Call] = []

    async def __call__(self, call: Call) -> Completion:
        self.calls.append(call)
        left = self.answers[call.deployment.alias]
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Completion) else said(answer)


def said(text: str, cost_usd: float | None = 0.25) -> Completion:
    return Completion(text, "stop", "m-1", prompt_tokens=10, completion_tokens=5, cost_usd=cost_usd)


def settings(*aliases: str, models: dict[str, Any] | None = None, **options: Any) -> Settings:
    own = {alias: {**FAST, "mode": "prompt", **(models or {}).get(alias, {})} for alias in aliases}
    return Settings.model_validate(
        {
            "models": own,
            "deployments": [Deployment(alias=alias, model=f"openai/{alias}-1") for alias in aliases],
            **options,
        }
    )


async def asked(
    settings: Settings, sender: Sender, stage: str = "toy", alias: str | None = None
) -> Reply[Items]:
    model = Gateway(settings, sender).model_for(stage, alias)
    assert model is not None
    return await model.ask(question())


def test_a_stage_gets_its_own_model_window_and_prompt():
    stages = {
        "claims": {"model": "b", "prompt": "v2"},
        "sources": {"window": 3},
        "toy": {"model": "baseline"},
    }
    config = settings(
        "a", "b", model="a", window=20, models={"b": {"window": 6}}, stages={"settings": stages}
    )
    gateway = Gateway(config)
    claims, sources, other = (gateway.model_for(stage) for stage in ("claims", "sources", "other"))

    assert claims is not None
    assert sources is not None
    assert other is not None
    assert (claims.alias, claims.window, claims.prompt_version) == ("b", 6, "v2")
    assert (sources.alias, sources.window, sources.prompt_version) == ("a", 3, None)
    assert (other.alias, other.window) == ("a", 20)
    assert gateway.model_for("toy") is None
    assert gateway.model_for("claims", "baseline") is None
    assert gateway.model_for("toy", "a") is not None
    with pytest.raises(ConfigError, match="no model 'c'; expected one of: a, b, baseline"):
        gateway.model_for("claims", "c")


async def test_fallbacks_are_asked_in_order_and_the_answering_engine_is_named():
    config = settings("a", "b", "c", model="a", models={"a": {"fallbacks": ["b", "c", "baseline"]}})
    sender = Sender(a=TransientModelError("down"), b=RefusedModelError("no key"), c=GOOD)
    reply = await asked(config, sender)

    assert [call.deployment.alias for call in sender.calls] == ["a", "a", "a", "b", "c"]
    assert (reply.engine, reply.model, reply.error) == ("c", "openai/c-1", None)
    assert reply.parameters["instead_of"] == ["a: down (3 attempts)", "b: no key"]
    assert reply.parameters["reported_model"] == "m-1"
    assert reply.usage == Usage(calls=3, attempts=5, prompt_tokens=10, completion_tokens=5, cost_usd=0.25)


async def test_when_nobody_answers_the_reply_says_why_of_each():
    config = settings("a", "b", model="a", models={"a": {"fallbacks": ["b"]}})
    reply = await asked(config, Sender(a=RefusedModelError("no key"), b="prose"))

    assert reply.answer is None
    assert reply.engine == "a"
    assert reply.error == (
        "a: no key; b: it gave no usable answer, asked twice: expected one JSON object, came text without one"
    )


@pytest.mark.parametrize(
    ("fallbacks", "ends"), [([], False), (["b"], False), (["b", "baseline"], True), (["baseline"], True)]
)
def test_the_baseline_completes_only_where_the_config_says_so(fallbacks: list[str], ends: bool):
    model = Gateway(settings("a", "b", model="a", models={"a": {"fallbacks": fallbacks}})).model_for("toy")

    assert model is not None
    assert model.ends_in_baseline is ends


async def test_the_repair_turn_shows_the_answer_and_what_was_wrong():
    sender = Sender(a=['{"items": [{"n": 1}]}', GOOD])
    reply = await asked(settings("a", model="a"), sender)
    first, second = (call.messages for call in sender.calls)

    assert reply.answer is not None
    assert reply.error is None
    assert reply.parameters["repaired"] is True
    assert second[:2] == first
    assert second[2] == Message("assistant", '{"items": [{"n": 1}]}')
    assert "What is wrong with it: items.0.words: Field required" in second[3].content
    assert reply.usage == Usage(2, 2, 20, 10, 0.5)


async def test_an_unknown_price_makes_the_whole_cost_unknown():
    sender = Sender(a=["no", said(GOOD, cost_usd=None)])
    assert (await asked(settings("a", model="a"), sender)).usage.cost_usd is None

    lost = Sender(a=[BrokenOffError("gone"), said(GOOD)])
    assert (await asked(settings("a", model="a"), lost)).usage.cost_usd is None

    refused = Sender(a=[TransientModelError("503"), said(GOOD)])
    assert (await asked(settings("a", model="a"), refused)).usage.cost_usd == 0.25


async def test_the_request_says_the_schema_in_one_of_two_ways():
    sender = Sender(a=GOOD)
    for mode in ("prompt", "json_schema"):
        await asked(settings("a", model="a", max_tokens=99, models={"a": {"mode": mode}}), sender)
    told, structured = (call.request() for call in sender.calls)

    assert "response_format" not in told
    assert '{"additionalProperties": false, ' in told["messages"][0]["content"]
    assert structured["messages"][0]["content"] == "You list words."
    assert structured["response_format"]["json_schema"]["schema"]["properties"]["items"]["maxItems"] == 3
    assert structured["response_format"]["json_schema"]["strict"] is True
    assert (told["max_tokens"], told["temperature"]) == (99, 0.0)
    assert sender.calls[0].key != sender.calls[1].key


async def test_equal_requests_have_equal_keys_and_no_secret_is_part_of_them():
    sender = Sender(a=GOOD)
    config = settings("a", model="a")
    await asked(config, sender)
    for parameters in ({"api_key": SecretStr("one")}, {"api_base": "http://x/v1"}):
        moved = Deployment(alias="a", model="openai/a-1", parameters=parameters)
        await asked(config.model_copy(update={"deployments": (moved,)}), sender)
    await asked(settings("a", model="a", temperature=1), sender)
    plain, with_a_key, elsewhere, warmer = (call.key for call in sender.calls)

    assert plain == with_a_key
    assert len({plain, elsewhere, warmer}) == 3


async def test_several_deployments_of_an_alias_are_tried_in_order():
    config = settings("a", model="a")
    second = Deployment(alias="a", model="openai/a-2")
    config = config.model_copy(update={"deployments": (*config.deployments, second)})
    sender = Sender(a=[RefusedModelError("full"), GOOD])
    reply = await asked(config, sender)

    assert [call.deployment.model for call in sender.calls] == ["openai/a-1", "openai/a-2"]
    assert (reply.engine, reply.model) == ("a", "openai/a-2")
