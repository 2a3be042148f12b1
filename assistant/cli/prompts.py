"""`factcheck prompts`: the prompt templates, and what a model is shown."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Config, configured, read_articles

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.stage import PromptStage

app = typer.Typer(help="List, show and render the prompts.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_(config: Config = None) -> None:
    """List every version of every stage's prompt, with its digest."""
    from assistant.prompts import load, versions

    for stage in _prompt_stages(config).values():
        for version in versions(stage.name, type(stage)):
            prompt = load(stage.name, version, type(stage))
            typer.echo(f"{prompt.id}  {prompt.digest[:12]}")


@app.command()
def show(
    prompt: Annotated[
        str, typer.Argument(metavar="STAGE[/VERSION]", help="For example claims or claims/v1.")
    ],
    config: Config = None,
) -> None:
    """Show a prompt's template."""
    from assistant.errors import InputError
    from assistant.prompts import load

    name, _, version = prompt.partition("/")
    stages = _prompt_stages(config)
    if name not in stages:
        raise InputError(f"no stage {name!r} has a prompt; these have: {', '.join(stages)}")
    stage = stages[name]
    for role, text in load(name, version or stage.prompt_version, type(stage)).parts:
        typer.echo(f"# {role}\n{text.strip()}\n")


@app.command()
def render(
    name: Annotated[str, typer.Argument(metavar="STAGE")],
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...")],
    config: Config = None,
) -> None:
    """Show the messages that a model would be sent for these articles, and send nothing."""
    assistant = configured(config)
    found, errors = read_articles(assistant, articles)
    for number, question in enumerate(asyncio.run(assistant.questions(name, found)), 1):
        for message in question.messages:
            typer.echo(f"--- call {number}, {message.role}\n{message.content}\n")
    raise typer.Exit(2 if errors else 0)


def _prompt_stages(config: Config) -> "dict[str, PromptStage[BaseModel]]":
    from assistant.stage import PromptStage

    return {stage.name: stage for stage in configured(config).stages() if isinstance(stage, PromptStage)}
