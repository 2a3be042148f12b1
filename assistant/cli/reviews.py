"""`factcheck reviews`: what people decided."""

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.options import Config, configured
from assistant.cli.storing import opened

if TYPE_CHECKING:
    from assistant.evaluation.standing import Standing

app = typer.Typer(help="What people decided about findings.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def reviews() -> None:
    """What people decided about findings."""


@app.command()
def stats(
    desk: Annotated[str, typer.Option(help="Whose decisions.")] = "local",
    format_: Annotated[
        Literal["text", "json"], typer.Option("--format", "-f", help="How to say it.")
    ] = "text",
    config: Config = None,
) -> None:
    """Show confirmed against dismissed findings per rule, prompt version and model.

    It says how often people agree with what a rule finds, and nothing of what it does not find.
    """
    from assistant.evaluation.standing import standings

    with opened(configured(config).settings) as store:
        found = standings(store, desk)
    if format_ == "json":
        typer.echo(json.dumps([_as_json(standing) for standing in found], indent=2))
    elif not found:
        typer.echo(f"no finding of desk {desk} was confirmed or dismissed yet")
    else:
        _table(found)


def _as_json(standing: "Standing") -> dict[str, object]:
    low, high = standing.interval
    return {**vars(standing), "share": round(standing.share, 4), "interval": [round(low, 4), round(high, 4)]}


def _table(found: "tuple[Standing, ...]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("rule", "prompt", "model", "confirmed", "dismissed", "share", "95 %", box=None)
    for standing in found:
        low, high = standing.interval
        shares = f"{standing.share:.0%}", f"{low:.0%} to {high:.0%}"
        figures = str(standing.confirmed), str(standing.dismissed), *shares
        table.add_row(standing.code, standing.prompt, standing.model, *figures)
    Console().print(table)
