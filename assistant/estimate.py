"""What a check would ask and cost, before anything is sent.

Stages that build on others are estimated from the baseline's results, for a model's are not there yet.
Retries, repair turns and fallbacks come on top.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.article import Article
from assistant.checking import Assistant
from assistant.model import count_tokens, price
from assistant.stage import Stage


@dataclass(frozen=True)
class StageEstimate:
    """What one stage would ask of its model, None for the baseline. Costs are US dollars; None is unknown."""

    stage: str
    model: str | None
    calls: int = 0
    prompt_tokens: int = 0
    most_completion_tokens: int = 0
    least_usd: float | None = 0.0
    most_usd: float | None = 0.0


async def estimate(
    assistant: Assistant,
    articles: Iterable[Article],
    *,
    stages: Sequence[str] | None = None,
    model: str | None = None,
    archive: Stage | None = None,
) -> tuple[StageEstimate, ...]:
    """What each stage would ask. Raises what `Assistant.check` raises."""
    ready = tuple(articles)
    return tuple(
        [await _of_stage(assistant, stage.name, ready, model, archive) for stage in assistant.stages(stages)]
    )


async def _of_stage(
    assistant: Assistant,
    stage: str,
    articles: Sequence[Article],
    alias: str | None,
    archive: Stage | None,
) -> StageEstimate:
    model = assistant.gateway.model_for(stage, alias)
    if model is None:
        return StageEstimate(stage, None)
    questions = await assistant.questions(stage, articles, alias, archive)
    if not questions:
        return StageEstimate(stage, model.alias)
    deployment = assistant.settings.resolve(model.alias)[0]
    calls = [await model.call(question, model.alias) for question in questions]
    prices = await asyncio.to_thread(price, deployment)
    prompt = await asyncio.to_thread(lambda: sum(map(count_tokens, calls)))
    most = sum(call.max_tokens for call in calls)
    return StageEstimate(
        stage=stage,
        model=model.alias,
        calls=len(calls),
        prompt_tokens=prompt,
        most_completion_tokens=most,
        least_usd=prompt * prices[0] if prices else None,
        most_usd=prompt * prices[0] + most * prices[1] if prices else None,
    )
