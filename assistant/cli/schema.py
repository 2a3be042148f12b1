"""`factcheck schema`: the report's JSON schema."""

import typer


def schema() -> None:
    """Print the JSON schema of a report."""
    from assistant.exports.schema import schema_text

    typer.echo(schema_text(), nl=False)
