"""`factcheck db`: the database that checks, decisions and exchanges are kept in."""

from typing import Annotated

import typer

from assistant.cli.options import Config, configured
from assistant.cli.output import minute
from assistant.cli.storing import opened

app = typer.Typer(
    help="Upgrade the database, see what is kept, erase it.", no_args_is_help=True, rich_markup_mode=None
)

_ARCHIVE_SINCE = "0004"  # the schema that brought the archive


@app.command()
def upgrade(config: Config = None) -> None:
    """Bring the database to this release's schema; safe to repeat."""
    from assistant import jobs

    with opened(configured(config).settings) as store:
        before = store.revision()
        jobs.upgrade(store)
        after = store.revision()
        typer.echo(f"{store.url.render_as_string()}: schema {before or 'none'} -> {after}")
        if before is not None and before < _ARCHIVE_SINCE:
            typer.echo("The archive does not know these checks yet: `factcheck db reindex` adds them.")


@app.command()
def reindex(config: Config = None) -> None:
    """Fill the archive anew from the kept reports, those of before schema 0004 included; safe to repeat."""
    with opened(configured(config).settings) as store:
        store.reindex()
        typer.echo(f"{store.url.render_as_string()}: the archive is filled from every kept report")


@app.command()
def status(config: Config = None) -> None:
    """Say where the database is, and which schema it has and should have."""
    from assistant.store.migrations import HEAD

    with opened(configured(config).settings) as store:
        typer.echo(f"{store.url.render_as_string()}: schema {store.revision() or 'none'}, expected {HEAD}")


@app.command()
def checks(
    cursor: Annotated[str | None, typer.Option(help="Go on where an earlier page ended.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to show.")] = 20,
    config: Config = None,
) -> None:
    """List the kept checks, newest first."""
    from assistant.store import LOCAL_DESK

    with opened(configured(config).settings) as store:
        page = store.page(LOCAL_DESK, cursor=cursor, limit=limit)
    for check in page.checks:
        bare = "  text removed" if check.bare_since else ""
        typer.echo(f"{check.id}  {minute(check.created_at)}  {check.status}{bare}")
    if page.cursor:
        typer.echo(f"more: --cursor {page.cursor}")


@app.command()
def show(
    check: Annotated[str, typer.Argument(metavar="CHECK", help="The id of a kept check.")],
    config: Config = None,
) -> None:
    """Print the report of a kept check as JSON, with the decisions as they are now."""
    from assistant.errors import InputError
    from assistant.exports.json import to_json
    from assistant.store import LOCAL_DESK

    with opened(configured(config).settings) as store:
        report = store.report(check, LOCAL_DESK)
        if report is None:
            raise InputError(f"no check {check!r} is kept; `factcheck db checks` lists them")
        typer.echo(to_json(store.shown(report, LOCAL_DESK)), nl=False)


@app.command()
def erase(
    checks: Annotated[list[str], typer.Argument(metavar="CHECK...", help="The ids of kept checks.")],
    config: Config = None,
) -> None:
    """Erase checks for good: reports, requests, and exchanges that no other check uses."""
    from assistant import jobs
    from assistant.store import LOCAL_DESK

    missing = 0
    with opened(configured(config).settings) as store:
        for check in checks:
            found = jobs.erase(store, LOCAL_DESK, check)
            missing += not found
            typer.echo(f"{check}: {'erased' if found else 'no such check'}")
    raise typer.Exit(2 if missing else 0)
