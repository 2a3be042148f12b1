"""`factcheck eval`: scores on annotated articles, and whether two results differ by more than noise."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Config, configured
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.checking import Assistant
    from assistant.evaluation.cases import Dataset
    from assistant.evaluation.results import Results
    from assistant.evaluation.run import Progress
    from assistant.model import Exchanges


def evaluate(
    dataset: Annotated[
        Path | None,
        typer.Argument(metavar="[DATASET]", help="JSON Lines: annotated articles, pairs, SEER or SummEdits."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="ALIAS", help="A configured model, or baseline.")
    ] = None,
    stage: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Score only this stage; repeatable.")
    ] = None,
    prompt: Annotated[
        str | None, typer.Option(metavar="VERSION", help="The prompt of the one --stage, such as v1.")
    ] = None,
    split: Annotated[
        str | None, typer.Option(metavar="dev|test", help="Only this split; default: the whole file.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only the first N articles or pairs.")
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Also write .json, or .html with every fault; repeatable."
        ),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Keep the model's replies in this database; what it has is not asked again."
        ),
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="A B", help="Compare two JSON results instead of making one."),
    ] = None,
    from_reviews: Annotated[
        bool,
        typer.Option("--from-reviews", help="Make an annotation file from the findings that people decided."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")] = False,
    config: Config = None,
) -> None:
    """Score the stages on annotated articles, with 95 % intervals, cost and time; or compare two results.

    Exit codes: 0 all examined; 2 bad usage or input; 3 something was not examined whole, and not scored.
    """
    if compare is not None:
        _compare(*compare)
        return
    if from_reviews:
        _from_reviews(config, _endings(output or [], {".jsonl"}))
        return
    if dataset is None:
        raise InputError("expected a data set to score on, --compare with two results, or --from-reviews")
    files = _endings(output or [], {".json", ".html"})
    assistant = configured(config, _overrides(stage or [], prompt))
    if stage and prompt is not None:
        _require(assistant, stage[0], prompt)
    from assistant.evaluation.datasets import read

    cases = read(dataset, split, limit)
    with _kept(assistant, keep) as exchanges:
        results = _evaluated(assistant, cases, stage, model, exchanges, quiet=quiet)
    from assistant.evaluation.table import to_table

    typer.echo(to_table(results), nl=False)
    for file in files:
        _write(_drawn(results, file), file)
    raise typer.Exit(3 if results.unscored else 0)


def _endings(files: list[Path], known: set[str]) -> list[Path]:
    for file in files:
        if file.suffix not in known:
            raise InputError(f"{file}: expected an ending {' or '.join(sorted(known, reverse=True))}")
    return files


def _overrides(stages: list[str], prompt: str | None) -> dict[str, object]:
    if prompt is None:
        return {}
    if len(stages) != 1:
        raise InputError("expected one --stage with --prompt: a version belongs to a stage")
    return {"stages": {"settings": {stages[0]: {"prompt": prompt}}}}


def _require(assistant: "Assistant", stage: str, version: str) -> None:
    """Raise PluginError, before anything is asked, if the stage's prompt has no such version."""
    from assistant.prompts import load

    owner = next(one for one in assistant.stages([stage]) if one.name == stage)
    load(stage, version, type(owner))


@contextmanager
def _kept(assistant: "Assistant", file: Path | None) -> "Iterator[Exchanges | None]":
    """The ledger in that file, which is one run however often it is taken up again; none without a file."""
    if file is None:
        yield None
        return
    from assistant.ledger import Ledger
    from assistant.store import LOCAL_DESK, Store

    with Store(f"sqlite:///{file}") as store:
        yield Ledger(store, assistant.settings, desk=LOCAL_DESK, check="eval")


def _evaluated(
    assistant: "Assistant",
    cases: "Dataset",
    stages: list[str] | None,
    model: str | None,
    exchanges: "Exchanges | None",
    *,
    quiet: bool,
) -> "Results":
    from rich.console import Console

    console = Console(stderr=True, quiet=quiet or not sys.stderr.isatty())
    with console.status("reading") as status:

        def progress(done: int, all_: int) -> None:
            status.update(f"{done} of {all_}")

        return asyncio.run(_run(assistant, cases, stages, model, exchanges, progress))


async def _run(
    assistant: "Assistant",
    cases: "Dataset",
    stages: list[str] | None,
    model: str | None,
    exchanges: "Exchanges | None",
    progress: "Progress",
) -> "Results":
    from assistant.evaluation.run import evaluate as run

    async with assistant:
        return await run(
            assistant, cases, stages=stages or None, model=model, exchanges=exchanges, progress=progress
        )


def _compare(first: Path, second: Path) -> None:
    from assistant.evaluation.compare import compare, to_table
    from assistant.evaluation.results import read

    one, other = read(first), read(second)
    typer.echo(to_table(one, other, compare(one, other)), nl=False)


def _from_reviews(config: Path | None, files: list[Path]) -> None:
    """Write the annotated articles to the files, or to standard output."""
    import json

    from assistant.cli.storing import opened
    from assistant.evaluation.reviews import lines
    from assistant.store import LOCAL_DESK

    with opened(configured(config).settings) as store:
        rows = [json.dumps(line, ensure_ascii=False) + "\n" for line in lines(store, LOCAL_DESK)]
    typer.echo(f"{len(rows)} articles with findings that people decided", err=True)
    for file in files:
        _write("".join(rows), file)
    if not files:
        typer.echo("".join(rows), nl=False)


def _drawn(results: "Results", file: Path) -> str:
    if file.suffix == ".html":
        from assistant.evaluation.page import to_html

        return to_html(results)
    return results.model_dump_json(indent=1) + "\n"


def _write(text: str, file: Path) -> None:
    """Write whole or not at all."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, "utf-8")
    part.replace(file)
