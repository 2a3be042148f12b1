"""`factcheck keys`: who may call the service."""

from typing import Annotated

import typer

from assistant.cli.options import Config, configured
from assistant.cli.output import minute
from assistant.cli.storing import opened

app = typer.Typer(
    help="Make, list and revoke the keys of desks.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def create(
    desk: Annotated[str, typer.Option(help="The desk that the key belongs to.")],
    scope: Annotated[
        list[str], typer.Option(help="What it may do: read, check, review, admin (everything). Repeatable.")
    ],
    reviewer: Annotated[
        str | None, typer.Option(help="Who its reviews are by; default: the name of the desk.")
    ] = None,
    config: Config = None,
) -> None:
    """Make a key and print it. It is shown this once: only its hash is kept."""
    from assistant.keys import Keys

    with opened(configured(config).settings) as store:
        key, token = Keys(store).create(desk, scope, reviewer)
    typer.echo(f"key {key.id} of desk {desk} for {', '.join(key.scopes)}:", err=True)
    typer.echo(token)


@app.command("list")
def list_(config: Config = None) -> None:
    """List the keys, oldest first, revoked ones too."""
    from assistant.keys import Keys

    with opened(configured(config).settings) as store:
        keys = Keys(store).all()
    for key in keys:
        revoked = f"  revoked {minute(key.revoked_at)}" if key.revoked_at else ""
        made = f"{','.join(key.scopes)}  {minute(key.created_at)}"
        typer.echo(f"{key.id}  {key.desk}  {key.reviewer}  {made}{revoked}")


@app.command()
def revoke(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The id of a key, as `list` shows it.")],
    config: Config = None,
) -> None:
    """Make a key useless from now on."""
    from assistant.keys import Keys

    with opened(configured(config).settings) as store:
        revoked = Keys(store).revoke(key)
    typer.echo(f"{key}: {'revoked' if revoked else 'no such key'}")
    raise typer.Exit(0 if revoked else 2)
