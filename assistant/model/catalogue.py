"""What the configured models are, and whether they answer: `factcheck models`."""

import json
from dataclasses import dataclass
from time import perf_counter

from pydantic import BaseModel, ConfigDict

from assistant.asking import Message, Question, Reply
from assistant.config import Deployment, Settings
from assistant.model.call import Call
from assistant.model.gateway import Gateway


@dataclass(frozen=True)
class Card:
    """One deployment of one alias. Prices are US dollars per million tokens; None is unknown.

    `key` says whether there is one and where it comes from, never what it is.
    """

    alias: str
    model: str
    api_base: str | None
    key: str
    json_schema: bool
    window: int | None
    context_tokens: int | None
    prompt_price: float | None
    completion_price: float | None
    fallbacks: tuple[str, ...]


class Pong(BaseModel):
    """The answer to a probe."""

    model_config = ConfigDict(extra="forbid")

    ready: bool


@dataclass(frozen=True)
class Probe:
    """What came of one tiny structured request, and how long it took in seconds."""

    reply: Reply[Pong]
    seconds: float


def describe(settings: Settings) -> tuple[Card, ...]:
    """Every configured model. Imports LiteLLM, which takes seconds."""
    return tuple(
        _card(settings, alias, deployment)
        for alias in settings.known_aliases
        for deployment in settings.resolve(alias)
    )


async def probe(gateway: Gateway, alias: str) -> Probe:
    """Send one tiny structured request. Raises ConfigError for an unknown alias or the baseline."""
    model = gateway.model_for("probe", alias)
    if model is None:
        raise ValueError("the baseline is not a model and cannot be probed")
    question = Question(
        stage="probe",
        article=None,
        messages=(Message("user", 'Answer with the JSON object {"ready": true}'),),
        answer=Pong,
        schema=Pong.model_json_schema(),
    )
    began = perf_counter()
    reply = await model.ask(question)
    return Probe(reply, perf_counter() - began)


def price(deployment: Deployment) -> tuple[float, float] | None:
    """US dollars per prompt and per completion token, if known. Imports LiteLLM, which takes seconds."""
    from assistant.model import pricing, provider

    return pricing.prices(provider.litellm(), deployment)


def count_tokens(call: Call) -> int:
    """About how many tokens the prompt has, by LiteLLM's counter; a schema counts as text."""
    from assistant.model import provider

    request, module = call.request(), provider.litellm()
    counted = module.token_counter(model=call.deployment.model, messages=request["messages"])
    schema = request.get("response_format")
    return int(counted) + (
        module.token_counter(model=call.deployment.model, text=json.dumps(schema)) if schema else 0
    )


def _card(settings: Settings, alias: str, deployment: Deployment) -> Card:
    from assistant.model import pricing, provider

    module = provider.litellm()
    prices = pricing.prices(module, deployment)
    table = {**pricing.table_entry(module, deployment), **deployment.info}
    context = table.get("max_input_tokens") or table.get("max_tokens")
    return Card(
        alias=alias,
        model=deployment.model,
        api_base=deployment.api_base,
        key=_key(deployment),
        json_schema=provider.supports_schema(deployment),
        window=settings.model_settings(alias).window or settings.window,
        context_tokens=context if isinstance(context, int) else None,
        prompt_price=prices[0] * 1_000_000 if prices else None,
        completion_price=prices[1] * 1_000_000 if prices else None,
        fallbacks=settings.chain(alias)[1:],
    )


def _key(deployment: Deployment) -> str:
    from assistant.model import provider

    if deployment.unset:
        return f"missing: {', '.join(deployment.unset)} is not set"
    if deployment.variables:
        return f"set: {', '.join(deployment.variables)}"
    if "api_key" in deployment.parameters:
        return "set: in the file"
    checked = provider.litellm().validate_environment(model=deployment.model, api_base=deployment.api_base)
    missing = checked["missing_keys"]
    return f"missing: {', '.join(missing)} is not set" if missing else "set: in the environment"
