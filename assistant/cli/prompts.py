"""`factcheck prompts`: the prompt templates, and what a model is shown."""

import asyncio
from typing import Annotated

import typer

from assistant.cli.options import Config, configured, read_articles

app = typer.Typer(help="List, show and render the prompts.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_(config: Config = None) -> None:
    """List every version of every prompt, with its digest."""
    from assistant.prompts import load, versions

    for name, (_, owner) in _prompts(config).items():
        for version in versions(name, owner):
            prompt = load(name, version, owner)
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
    prompts = _prompts(config)
    if name not in prompts:
        raise InputError(f"there is no prompt {name!r}; there are: {', '.join(prompts)}")
    own, owner = prompts[name]
    for role, text in load(name, version or own, owner).parts:
        typer.echo(f"# {role}\n{text.strip()}\n")


@app.command()
def render(
    name: Annotated[str, typer.Argument(metavar="STAGE")],
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...")],
    config: Config = None,
) -> None:
    """Show the messages that a model would be sent for these articles, and send nothing."""
    assistant = configured(config)
    found, errors = read_articles(assistant.settings, articles)
    for number, question in enumerate(asyncio.run(assistant.questions(name, found)), 1):
        for message in question.messages:
            typer.echo(f"--- call {number}, {message.role}\n{message.content}\n")
    raise typer.Exit(2 if errors else 0)


def _prompts(config: Config) -> dict[str, tuple[str, type | None]]:
    """The prompts of the stages and of the chat: the version in use, and whose module has it beside."""
    from assistant.conversation.answering import PROMPT, STAGE
    from assistant.stage import PromptStage

    stages = (stage for stage in configured(config).stages() if isinstance(stage, PromptStage))
    return {stage.name: (stage.prompt_version, type(stage)) for stage in stages} | {STAGE: (PROMPT, None)}
