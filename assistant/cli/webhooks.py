"""`factcheck webhooks`: the secrets that messages to a CMS are signed with."""

from typing import Annotated

import typer

from assistant.cli.options import Config, configured
from assistant.cli.output import minute
from assistant.cli.storing import opened

app = typer.Typer(
    help="Make and list the secrets that webhooks are signed with.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def secret(
    desk: Annotated[str, typer.Option(help="The desk whose messages it signs.")],
    at_once: Annotated[
        bool, typer.Option("--at-once", help="Those before sign no more; else both sign for 24 hours.")
    ] = False,
    config: Config = None,
) -> None:
    """Make a new secret and print it. It is shown this once; the receiver verifies messages with it."""
    from assistant.keys import verify_name
    from assistant.webhooks import Secrets

    verify_name("desk", desk)
    with opened(configured(config).settings) as store:
        made = Secrets(store).renew(desk, at_once=at_once)
    before = "those before sign no more" if at_once else "those before sign for another 24 hours"
    typer.echo(f"secret of desk {desk}; {before}:", err=True)
    typer.echo(made)


@app.command("list")
def list_(config: Config = None) -> None:
    """List which desks have secrets that sign, oldest first; not the secrets."""
    from assistant.webhooks import Secrets

    with opened(configured(config).settings) as store:
        known = Secrets(store).all()
    for found in known:
        until = f"  until {minute(found.ends_at)}" if found.ends_at else ""
        typer.echo(f"{found.desk}  {minute(found.created_at)}{until}")
