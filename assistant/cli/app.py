"""The `factcheck` program: its commands, and one place where errors become messages and exit codes."""

import gc
import sys
from typing import Annotated

import typer

from assistant.cli import (
    check,
    db,
    keys,
    models,
    prompts,
    replay,
    reviews,
    rules,
    schema,
    serve,
    stages,
    webhooks,
    worker,
)
from assistant.cli import eval as evaluation
from assistant.cli.chat.command import chat
from assistant.errors import FactcheckError
from assistant.exports.plain import visible

app = typer.Typer(
    name="factcheck",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(check.check)
app.command()(chat)
app.command()(stages.stages)
app.command()(rules.rules)
app.add_typer(prompts.app, name="prompts")
app.command()(models.models)
app.command()(schema.schema)
app.command()(replay.replay)
app.add_typer(reviews.app, name="reviews")
app.add_typer(db.app, name="db")
app.command("eval")(evaluation.evaluate)
app.command()(serve.serve)
app.command()(worker.worker)
app.add_typer(keys.app, name="keys")
app.add_typer(webhooks.app, name="webhooks")

# New objects until the garbage collector looks.
_FRESH = 150_000


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("factcheck-assistant"))
        raise typer.Exit


@app.callback()
def factcheck(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Reads news articles; says what can be checked, who is said to have said it, and where they disagree."""


def collect_rarely() -> None:
    """Have the garbage collector look seldom, as all of this program's processes do.

    A start makes 110,000 objects that stay, and a check thousands that are free without it; with the interpreter's
    own threshold of 700 it would go through them over and over.
    """
    gc.set_threshold(_FRESH, *gc.get_threshold()[1:])


def main() -> None:
    """Run the program. An error made on purpose is a message on stderr and its own exit code."""
    collect_rarely()
    try:
        app()
    except FactcheckError as error:
        typer.echo(f"factcheck: {visible(str(error))}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
