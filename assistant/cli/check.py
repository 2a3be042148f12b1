"""`factcheck check`: articles in, a report out."""

import asyncio
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.estimate import show_estimate
from assistant.cli.options import Config, configured, read_articles
from assistant.cli.storing import opened
from assistant.errors import InputError, StoreError

if TYPE_CHECKING:
    from assistant.article import Article
    from assistant.checking import Assistant
    from assistant.pipeline import Listener
    from assistant.report import Report, Severity, Trace


Format = Literal["text", "json", "html"]
_BY_ENDING: dict[str, Format] = {".json": "json", ".html": "html", ".htm": "html"}


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
        _demand_writable(output)
    assistant = configured(config, overrides)
    found, errors = read_articles(assistant, articles)
    if estimate:
        show_estimate(assistant, found, stage or None, model)
        raise typer.Exit(2 if errors else 0)
    with _progress(quiet) as listener:
        report = asyncio.run(_checked(assistant, found, stage or None, model, listener, keep=store))
    drawn_as = _format(format_, output)
    _write(_drawn(report, drawn_as, to_terminal=output is None), output, drawn_as)
    raise typer.Exit(_exit_code(report, len(errors), fail_on or assistant.settings.fail_on))


async def _checked(
    assistant: "Assistant",
    articles: "list[Article]",
    stages: list[str] | None,
    model: str | None,
    listener: "Listener",
    *,
    keep: bool,
) -> "Report":
    """The report, kept if it can be: an editor gets it all the same, and is told."""
    async with assistant:
        if keep:
            from assistant.saving import UnsavedError, check_and_save

            try:
                with opened(assistant.settings) as store:
                    return await check_and_save(
                        assistant, articles, store, stages=stages, model=model, listener=listener
                    )
            except UnsavedError as error:
                typer.echo(f"factcheck: the report is not kept: {error}", err=True)
                return error.report
            except StoreError as error:
                if assistant.settings.limited:
                    raise
                typer.echo(f"factcheck: the check is not kept: {error}", err=True)
        return await assistant.check(articles, stages=stages, model=model, listener=listener)


def _format(wanted: Format | None, output: Path | None) -> Format:
    if wanted is not None or output is None:
        return wanted or "text"
    return _BY_ENDING.get(output.suffix.lower(), "text")


def _drawn(report: "Report", format_: Format, *, to_terminal: bool) -> str:
    if format_ == "json":
        from assistant.exports.json import to_json

        return to_json(report)
    if format_ == "html":
        from assistant.exports.html import to_html

        return to_html(report)
    from rich.console import Console

    from assistant.exports.text import to_text

    console = Console(file=sys.stdout) if to_terminal else None
    color = console is not None and console.is_terminal and not console.no_color
    return to_text(report, width=console.width if console and console.is_terminal else 100, color=color)


def _demand_writable(output: Path) -> None:
    """Say before the check, which may cost money, that its report could not be written. Raises InputError."""
    folder = output.parent
    if output.is_dir():
        raise InputError(f"{output}: expected a file to write to, got a directory; name a file in it")
    if not folder.is_dir():
        raise InputError(f"{output}: expected a folder that exists, found no {folder}; make it first")
    if not os.access(output if _in_place(output) else folder, os.W_OK):
        raise InputError(f"{output}: expected a folder that can be written to; choose another")


def _in_place(output: Path) -> bool:
    """Whether it is a pipe, a device or a link, such as /dev/stdout: written to and never replaced."""
    return output.exists() and (output.is_symlink() or not output.is_file())


def _write(text: str, output: Path | None, drawn_as: Format) -> None:
    """Write whole or not at all, in UTF-8; a terminal of another encoding loses what it lacks."""
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            if drawn_as == "text":
                sys.stdout.reconfigure(errors="replace")
            else:
                sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    whole = output if _in_place(output) else output.with_name(f".{output.name}.part")
    try:
        whole.write_text(text, "utf-8")
        if whole != output:
            whole.replace(output)
    except OSError as error:
        if whole != output:
            whole.unlink(missing_ok=True)
        raise InputError(f"{output}: expected a file that can be written, got: {error.strerror}") from None


def _exit_code(report: "Report", unread: int, fail_on: "Severity") -> int:
    from assistant.policy import counting

    if unread:
        return 2
    if any(trace.status in {"partial", "failed"} for trace in report.stages):
        return 3
    return 1 if counting(report.findings, fail_on) else 0


@contextmanager
def _progress(quiet: bool) -> "Iterator[Listener]":
    """A line on standard error that shows life, where that is a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    ended: list[Trace] = []
    with console.status("reading") as status:

        def listener(trace: "Trace") -> None:
            ended.append(trace)
            status.update(f"{len(ended)} done, last {trace.name} {trace.article or ''} {trace.status}")

        yield listener
