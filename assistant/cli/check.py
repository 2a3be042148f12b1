"""`factcheck check`: articles in, a report out."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.estimate import show_estimate
from assistant.cli.options import (
    AgainstDays,
    AgainstLimit,
    AgainstWhat,
    Config,
    compared_with,
    configured,
    read_articles,
)
from assistant.cli.output import Format, demand_writable, drawn, format_of, write
from assistant.cli.progress import progress
from assistant.cli.storing import opened
from assistant.errors import StoreError

if TYPE_CHECKING:
    from assistant.archive import FromArchive
    from assistant.archived import Against
    from assistant.article import Article
    from assistant.changes import Changes
    from assistant.checking import Assistant
    from assistant.config import Settings
    from assistant.pipeline import Listener
    from assistant.report import Report, Severity
    from assistant.store import Store


def check(
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE...", help="Files or globs: text, Markdown, HTML, JSON; - is standard input."
        ),
    ],
    format_: Annotated[
        Format | None, typer.Option("--format", "-f", help="Default: by the ending of --output, else text.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write it; default: standard output."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="ALIAS", help="A configured model, or baseline.")
    ] = None,
    stage: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this stage and what it needs; repeatable.")
    ] = None,
    select: Annotated[
        str | None,
        typer.Option(metavar="CODES", help="Only rules of these codes or prefixes, separated by commas."),
    ] = None,
    ignore: Annotated[
        str | None, typer.Option(metavar="CODES", help="Leave out rules of these codes or prefixes.")
    ] = None,
    fail_on: Annotated[
        Literal["error", "warning", "info"] | None,
        typer.Option(help="Exit with 1 for open findings of this severity or worse.  [default: error]"),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")] = False,
    store: Annotated[
        bool, typer.Option("--store/--no-store", help="Keep the report and the model's replies, or not.")
    ] = True,
    against: AgainstWhat = None,
    against_days: AgainstDays = None,
    against_limit: AgainstLimit = None,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Say what it would ask and cost, and send nothing.")
    ] = False,
    config: Config = None,
) -> None:
    """Check articles: claims, sources, and where the articles disagree.

    Exit codes: 0 nothing at or above --fail-on; 1 findings there; 2 bad usage or input; 3 some stage
    partial or failed. When several hold: 2, then 3, then 1.
    """
    policy = {
        key: codes.split(",") for key, codes in (("select", select), ("ignore", ignore)) if codes is not None
    }
    overrides = {"policy": policy} if policy else {}
    if output is not None:
        demand_writable(output)
    wanted = compared_with(against, against_days, against_limit)
    assistant = configured(config, overrides)
    found, errors = read_articles(assistant.settings, articles)
    if estimate:
        with _archive(assistant.settings, wanted) as archive:
            show_estimate(assistant, found, stage or None, model, archive)
        raise typer.Exit(2 if errors else 0)
    with progress(quiet=quiet) as listener:
        report, changes = asyncio.run(
            _checked(assistant, found, stage or None, model, listener, keep=store, against=wanted)
        )
    if changes is not None and not quiet:
        typer.echo(f"factcheck: {_told(changes)}", err=True)
    drawn_as = format_of(format_, output)
    write(drawn(report, drawn_as, to_terminal=output is None), output, drawn_as)
    raise typer.Exit(_exit_code(report, len(errors), fail_on or assistant.settings.fail_on))


async def _checked(
    assistant: "Assistant",
    articles: "list[Article]",
    stages: list[str] | None,
    model: str | None,
    listener: "Listener",
    *,
    keep: bool,
    against: "Against | None",
) -> "tuple[Report, Changes | None]":
    """The report, kept if it can be: an editor gets it all the same, and is told. What changed is told if kept."""
    async with assistant:
        if keep:
            from assistant.saving import UnsavedError, check_and_save

            try:
                with opened(assistant.settings) as store:
                    report = await check_and_save(
                        assistant,
                        articles,
                        store,
                        stages=stages,
                        model=model,
                        against=against,
                        listener=listener,
                    )
                    return report, _changes(store, report)
            except UnsavedError as error:
                typer.echo(f"factcheck: the report is not kept: {error}", err=True)
                return error.report, None
            except StoreError as error:
                if assistant.settings.limited or against:
                    raise
                typer.echo(f"factcheck: the check is not kept: {error}", err=True)
        elif against is not None:
            with _archive(assistant.settings, against) as archive:
                return await assistant.check(
                    articles, stages=stages, model=model, listener=listener, archive=archive
                ), None
        return await assistant.check(articles, stages=stages, model=model, listener=listener), None


@contextmanager
def _archive(settings: "Settings", against: "Against | None") -> "Iterator[FromArchive | None]":
    """The archive's step of a check that is not kept, if there is to be one."""
    if against is None:
        yield None
        return
    from assistant.archive import FromArchive
    from assistant.store import LOCAL_DESK

    with opened(settings) as store:
        yield FromArchive(store, LOCAL_DESK, against)


def _changes(store: "Store", report: "Report") -> "Changes | None":
    from assistant.store import LOCAL_DESK

    try:
        return store.changes(report.id, LOCAL_DESK)
    except StoreError:
        return None


def _told(changes: "Changes") -> str:
    """One line on what changed since the earlier checks of the same articles."""
    checks = sorted({since.check[:12] for since in changes.since})
    counts = ", ".join(
        f"{len(found)} {word}"
        for word, found in (
            ("new", changes.new),
            ("gone", changes.gone),
            ("unchanged", changes.unchanged),
            ("uncertain", changes.uncertain),
        )
    )
    return f"findings since check {' and '.join(checks)}: {counts}"


def _exit_code(report: "Report", unread: int, fail_on: "Severity") -> int:
    from assistant.policy import counting

    if unread:
        return 2
    if any(t.status in {"partial", "failed"} for t in report.stages if t.of_check is None):
        return 3
    return 1 if counting(report.findings, fail_on) else 0
