"""Runs checks over the cases of a data set and scores what was examined whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import perf_counter

from assistant.checking import Assistant
from assistant.evaluation import intervals
from assistant.evaluation.cases import Case, Dataset, Judged
from assistant.evaluation.datasets import digest
from assistant.evaluation.results import Measured, Results, Spent, Subject, Unscored
from assistant.evaluation.scoring.findings import FIELD as FINDINGS
from assistant.evaluation.sheet import Key, Share, Sheet
from assistant.model import Exchanges
from assistant.report import Report, Trace
from assistant.stage import Stage

Progress = Callable[[int, int], None]


async def evaluate(
    assistant: Assistant,
    dataset: Dataset,
    *,
    stages: Sequence[str] | None = None,
    model: str | None = None,
    exchanges: Exchanges | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Results:
    """Check every case and score it. `stages` narrows to some, and what they need; only theirs is scored.

    `exchanges` keeps the model's replies, so that a run that is broken off goes on where it was. What a stage
    did not examine whole, and what rests on it, is listed as unscored and counts in no number.
    """
    provider = {field: stage for stage in assistant.stages(stages) for field in stage.provides}
    judged = {field for field, stage in provider.items() if stages is None or stage.name in stages}
    judged |= {FINDINGS} if stages is None else set()
    cases = [_only(case, judged) for case in dataset.cases]
    sheet = Sheet()
    unscored: list[Unscored] = []
    traces: list[Trace] = []
    versions: dict[str, str] = {}
    began = perf_counter()
    for done, case in enumerate(cases):
        progress(done, len(cases))
        if not case.judged:
            continue
        wanted = sorted({name for one in case.judged for name in _behind(one.field, provider)})
        report = await assistant.check(case.articles, stages=wanted, model=model, exchanges=exchanges)
        traces.extend(report.stages)
        versions |= report.versions
        for one in case.judged:
            lacking = list(_lacking(one, report, provider))
            unscored.extend(lacking)
            if not lacking:
                one.score(report, sheet)
    return Results(
        subject=_subject(dataset, cases),
        model=model or assistant.settings.default_model,
        measures=tuple(_measured(sheet.counts)),
        unscored=tuple(dict.fromkeys(unscored)),
        spent=tuple(_spent(traces)),
        seconds=round(perf_counter() - began, 3),
        versions=versions,
        faults=tuple(sheet.faults),
    )


def _only(case: Case, fields: set[str]) -> Case:
    return Case(case.articles, tuple(one for one in case.judged if one.field in fields))


def _lacking(judged: Judged, report: Report, provider: Mapping[str, Stage]) -> Iterator[Unscored]:
    """The stages that the field comes from or rests on and that did not examine all it is judged by."""
    names = _behind(judged.field, provider)
    for trace in report.stages:
        concerns = judged.article is None or trace.article in {None, judged.article}
        if trace.name in names and concerns and trace.status != "ok":
            yield Unscored(
                field=judged.field,
                unit=judged.unit,
                stage=trace.name,
                status=trace.status,
                why=trace.error or trace.skipped_because or "",
                coverage=trace.coverage,
            )


def _behind(field: str, provider: Mapping[str, Stage]) -> set[str]:
    """The stage that provides a field, and those that it needs. A finding may rest on any stage."""
    if field == FINDINGS:
        return {stage.name for stage in provider.values()}
    if (stage := provider.get(field)) is None:
        return set()
    return {stage.name}.union(*(_behind(need, provider) for need in stage.needs))


def _subject(dataset: Dataset, cases: Sequence[Case]) -> Subject:
    return Subject(
        name=dataset.name,
        format=dataset.format,
        split=dataset.split,
        limit=dataset.limit,
        articles=sum(len(case.articles) for case in cases),
        sha256=digest(dataset),
    )


def _measured(counts: Mapping[Key, Mapping[str, tuple[Share, ...]]]) -> Iterator[Measured]:
    """Every measure with its interval; the measures of a field have their resamples in common."""
    for field in dict.fromkeys(key.field for key in counts):
        mine = {key: units for key, units in counts.items() if key.field == field}
        every = sorted({unit for units in mine.values() for unit in units})
        resamples = intervals.draws(len(every))
        for key, units in mine.items():
            nothing = ((0, 0),) * len(next(iter(units.values())))
            whole = {unit: units.get(unit, nothing) for unit in every}
            low, high = intervals.interval(whole, resamples) or (None, None)
            yield Measured(
                field=key.field,
                name=key.name,
                floor=key.floor,
                value=intervals.value(intervals.totals(units)),
                low=low,
                high=high,
                units=whole,
            )


def _spent(traces: Iterable[Trace]) -> Iterator[Spent]:
    by_stage: dict[str, list[Trace]] = {}
    for trace in traces:
        by_stage.setdefault(trace.name, []).append(trace)
    for name, mine in by_stage.items():
        costs = [trace.cost_usd for trace in mine]
        prompts = sorted({f"{trace.prompt} {(trace.digest or '')[:12]}" for trace in mine if trace.prompt})
        yield Spent(
            stage=name,
            engine=", ".join(sorted({trace.engine for trace in mine})),
            prompt=", ".join(prompts) or None,
            calls=sum(trace.calls for trace in mine),
            prompt_tokens=sum(trace.prompt_tokens for trace in mine),
            completion_tokens=sum(trace.completion_tokens for trace in mine),
            cost_usd=None if None in costs else sum(cost for cost in costs if cost is not None),
            seconds=round(sum(trace.seconds for trace in mine), 3),
        )
