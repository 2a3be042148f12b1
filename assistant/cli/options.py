"""Options that several commands share."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.errors import InputError
from assistant.exports.plain import visible

if TYPE_CHECKING:
    from assistant.archived import Against
    from assistant.article import Article
    from assistant.checking import Assistant
    from assistant.config import Settings

Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="The configuration; default: factcheck.yaml here or above."
    ),
]

AgainstWhat = Annotated[
    Literal["archive"] | None,
    typer.Option(help="Compare also with what was checked before, as far as it is kept."),
]
AgainstDays = Annotated[
    int | None,
    typer.Option(
        metavar="DAYS", min=1, max=3660, help="Days between the publications, at most.  [default: 90]"
    ),
]
AgainstLimit = Annotated[
    int | None,
    typer.Option(metavar="COUNT", min=1, max=50, help="Archived articles, at most.  [default: 10]"),
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


def compared_with(named: str | None, days: int | None, limit: int | None) -> "Against | None":
    """What to compare with. Raises InputError for bounds of nothing."""
    bounds = {name: value for name, value in (("days", days), ("limit", limit)) if value is not None}
    if named is None:
        if bounds:
            raise InputError(f"--against-{next(iter(bounds))}: expected --against archive with it, came none")
        return None
    from assistant.archived import Against

    return Against.model_validate(bounds)
