"""`factcheck models`: what each alias resolves to, and whether it answers."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Config, configured

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.asking import Reply
    from assistant.checking import Assistant
    from assistant.model import Card


def models(
    probe: Annotated[
        bool, typer.Option("--probe", help="Send one tiny structured request to each and say what came back.")
    ] = False,
    config: Config = None,
) -> None:
    """List the configured models: what they are, whether their key is set, what they can do and cost."""
    from rich.console import Console
    from rich.table import Table

    from assistant.model import describe

    assistant = configured(config)
    cards = describe(assistant.settings)
    if not cards:
        typer.echo(
            "no model is configured: the stages use their baseline (set FACTCHECK_MODEL or `model_list`)"
        )
        return
    table = Table(
        "alias", "model", "key", "structured", "window", "context", "$ per M tokens", "then", box=None
    )
    for card in cards:
        table.add_row(*_row(card))
    Console().print(table)
    if probe:
        raise typer.Exit(asyncio.run(_probe(assistant)))


def _row(card: "Card") -> tuple[str, ...]:
    known = card.prompt_price is not None and card.completion_price is not None
    return (
        card.alias,
        card.model + (f" at {card.api_base}" if card.api_base else ""),
        card.key,
        "JSON schema" if card.json_schema else "in the prompt",
        f"{card.window} sentences" if card.window else "whole article",
        f"{card.context_tokens:,}" if card.context_tokens else "unknown",
        f"{card.prompt_price:g} in, {card.completion_price:g} out" if known else "unknown",
        ", ".join(card.fallbacks) or "-",
    )


async def _probe(assistant: "Assistant") -> int:
    """Ask every alias; 3 if one did not answer."""
    from assistant.model import probe

    silent = 0
    async with assistant.gateway as gateway:
        for alias in assistant.settings.known_aliases:
            came = await probe(gateway, alias)
            usage = came.reply.usage
            cost = "unknown cost" if usage.cost_usd is None else f"${usage.cost_usd:.6f}"
            spent = f"{came.seconds:.1f} s, {usage.prompt_tokens} + {usage.completion_tokens} tokens, {cost}"
            typer.echo(f"{alias}: {_came(came.reply)} ({spent})")
            silent += came.reply.error is not None
    return 3 if silent else 0


def _came(reply: "Reply[BaseModel]") -> str:
    """What came back: the error, or the answer with how its schema was asked for and who says it answered."""
    if reply.error is not None or reply.answer is None:
        return reply.error or "no answer"
    how = f"mode {reply.parameters.get('mode')}, by {reply.parameters.get('reported_model', reply.model)}"
    return f"answered {reply.answer.model_dump_json()}, {how}"
