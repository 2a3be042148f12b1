"""What a reply cost. Unknown is None and never 0."""

from collections.abc import Mapping
from typing import Any

from assistant.config import Deployment

_INPUT, _OUTPUT = "input_cost_per_token", "output_cost_per_token"


def prices(module: Any, deployment: Deployment) -> tuple[float, float] | None:  # noqa: ANN401
    """US dollars per prompt token and per completion token: the configured ones, else LiteLLM's own table."""
    if (configured := _configured(deployment)) is not None:
        return configured
    entry = table_entry(module, deployment)
    if _INPUT not in entry or _OUTPUT not in entry:
        return None
    return float(entry[_INPUT]), float(entry[_OUTPUT])


def cost(module: Any, deployment: Deployment, reply: Any) -> float | None:  # noqa: ANN401
    """The cost of a reply in US dollars, cached tokens at their own price."""
    usage = getattr(reply, "usage", None)
    if usage is None or not usage.total_tokens:
        return None
    if (configured := _configured(deployment)) is not None:
        return float(usage.prompt_tokens * configured[0] + usage.completion_tokens * configured[1])
    if prices(module, deployment) is None:
        return None
    return float(module.completion_cost(completion_response=reply, model=deployment.model))


def without_prices(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call without the prices, which LiteLLM would register for the whole process."""
    return {name: value for name, value in parameters.items() if name not in {_INPUT, _OUTPUT}}


def table_entry(module: Any, deployment: Deployment) -> Mapping[str, Any]:  # noqa: ANN401
    """What LiteLLM's table says of the model; empty when it does not know it."""
    provider, _, bare = deployment.model.partition("/")
    for name in (deployment.model, bare):
        entry = module.model_cost.get(name)
        if entry and entry.get("litellm_provider", "").startswith(provider):
            return entry  # type: ignore[no-any-return]
    return {}


def _configured(deployment: Deployment) -> tuple[float, float] | None:
    known = {**deployment.info, **deployment.call_parameters()}
    into, out = known.get(_INPUT), known.get(_OUTPUT)
    if not isinstance(into, int | float) or not isinstance(out, int | float):
        return None
    return float(into), float(out)
