"""`factcheck stages`: what is installed, and what is broken."""

import typer

from assistant.cli.options import Config, configured
from assistant.errors import FactcheckError


def stages(config: Config = None) -> None:
    """List the installed stages: what each sees, needs and provides, and whether it works."""
    from rich.console import Console
    from rich.table import Table

    assistant = configured(config)
    trouble: FactcheckError | None = None
    in_use: set[str] = set()
    try:
        in_use = {stage.name for stage in assistant.stages()}
    except FactcheckError as error:
        trouble = error
    table = Table("stage", "sees", "needs", "provides", "from", "state", box=None)
    for entry in assistant.registered:
        state = f"broken: {entry.problem}" if entry.problem else "in use" if entry.name in in_use else "off"
        sees, needs, provides = "", "", ""
        if entry.stage is not None:
            sees, needs, provides = entry.stage.scope, _list(entry.stage.needs), _list(entry.stage.provides)
        table.add_row(entry.name, sees, needs, provides, f"{entry.distribution} {entry.version}", state)
    Console().print(table)
    if trouble is not None:
        typer.echo(f"factcheck: {trouble}", err=True)
        raise typer.Exit(trouble.exit_code)


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
