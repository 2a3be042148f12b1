"""Options that several commands share."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.exports.plain import visible

if TYPE_CHECKING:
    from assistant.article import Article
    from assistant.checking import Assistant
    from assistant.config import Settings
    from assistant.errors import InputError

Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="The configuration; default: factcheck.yaml here or above."
    ),
]


def configured(config: Path | None, overrides: Mapping[str, object] | None = None) -> "Assistant":
    """The assistant with the settings of file, environment and flags."""
    from assistant.checking import Assistant

    return Assistant(loaded(config, overrides))


def loaded(config: Path | None, overrides: Mapping[str, object] | None = None) -> "Settings":
    """The settings of file, environment and flags. Notes on them go to stderr."""
    from assistant.config import load

    settings = load(config, overrides=overrides or {})
    for note in settings.notes:
        typer.echo(f"factcheck: note: {note}", err=True)
    return settings


def read_articles(settings: "Settings", paths: Sequence[str]) -> "tuple[list[Article], list[InputError]]":
    """The articles of these files and globs. Errors are told on stderr; exits with 2 if there is none."""
    from assistant.files import read

    limits = settings.limits
    found, errors = read(paths, stdin=sys.stdin.buffer, limit=limits.characters, most=limits.articles)
    for error in errors:
        typer.echo(f"factcheck: {visible(str(error))}", err=True)
    if not found:
        raise typer.Exit(2)
    return found, errors
