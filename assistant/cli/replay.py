"""`factcheck replay`: build a report again from what was kept, and say whether it is equal."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Config, configured
from assistant.cli.storing import opened

if TYPE_CHECKING:
    from assistant.report import Report
    from assistant.store import Store

_MOST_SHOWN = 20


def replay(
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="A report as JSON, or the id of a kept check.")
    ],
    config: Config = None,
) -> None:
    """Rebuild a report offline from the exchanges that were kept, and compare the two.

    Exit codes: 0 equal in all but id, created_at, seconds and versions; 1 not equal, each difference is
    shown by its path; 2 it cannot be replayed.
    """
    from assistant.replay import differences, rebuild
    from assistant.store import LOCAL_DESK
    from assistant.terms import Terms

    with opened(configured(config).settings) as store:
        kept = _report(report, store)
        terms = Terms.of(store.settings(kept.id, LOCAL_DESK))
        exchanges = store.exchanges(kept.id, LOCAL_DESK)
    found = differences(kept, asyncio.run(rebuild(kept, terms, exchanges)))
    for difference in found[:_MOST_SHOWN]:
        typer.echo(f"{difference.path}: kept {difference.kept}, rebuilt {difference.rebuilt}")
    if len(found) > _MOST_SHOWN:
        typer.echo(f"and {len(found) - _MOST_SHOWN} more")
    typer.echo(
        f"not equal: {len(found)} differences" if found else f"equal, from {len(exchanges)} kept exchanges"
    )
    raise typer.Exit(1 if found else 0)


def _report(named: str, store: "Store") -> "Report":
    from assistant.errors import InputError
    from assistant.exports.json import from_json
    from assistant.store import LOCAL_DESK

    path = Path(named)
    if path.is_file():
        return from_json(path.read_text("utf-8"))
    report = store.report(named, LOCAL_DESK)
    if report is None:
        raise InputError(f"{named}: expected a report's file or the id of a kept check, found neither")
    return report
