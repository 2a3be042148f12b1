"""`factcheck check --estimate`: calls, tokens and cost, and nothing sent."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.article import Article
    from assistant.checking import Assistant
    from assistant.estimate import StageEstimate
    from assistant.stage import Stage


def show_estimate(
    assistant: "Assistant",
    articles: "list[Article]",
    stages: list[str] | None,
    model: str | None,
    archive: "Stage | None",
) -> None:
    """Print what a check of these articles would ask and cost."""
    import asyncio

    from rich.console import Console
    from rich.table import Table

    from assistant.estimate import StageEstimate, estimate

    lines = asyncio.run(estimate(assistant, articles, stages=stages, model=model, archive=archive))
    total = StageEstimate(
        "together",
        "",
        sum(line.calls for line in lines),
        sum(line.prompt_tokens for line in lines),
        sum(line.most_completion_tokens for line in lines),
        _sum(line.least_usd for line in lines),
        _sum(line.most_usd for line in lines),
    )
    table = Table("stage", "model", "calls", "prompt tokens", "most reply tokens", "US dollars", box=None)
    for line in (*lines, total):
        table.add_row(*_row(line))
    console = Console()
    console.print(table)
    console.print(
        "Nothing was sent. Retries, repair turns and fallbacks come on top; kept replies cost nothing."
    )


def _row(line: "StageEstimate") -> tuple[str, ...]:
    model = "baseline" if line.model is None else line.model
    cost = (
        "unknown"
        if line.least_usd is None or line.most_usd is None
        else f"{line.least_usd:.4f} to {line.most_usd:.4f}"
    )
    return (
        line.stage,
        model,
        str(line.calls),
        f"{line.prompt_tokens:,}",
        f"{line.most_completion_tokens:,}",
        cost,
    )


def _sum(costs: Iterable[float | None]) -> float | None:
    known = list(costs)
    return None if None in known else sum(cost for cost in known if cost is not None)
