"""Runs the stages over the articles, concurrently and in dependency order; says honestly what came of each.

A unit of work is one stage on one article, or one stage on the story. The unit runner is an
argument, so that the command line, the library and a durable service run the same code.

Where a check is made against the archive, one more unit stands between the article stages and the story
stages: it sees the claims of the submitted articles and gives related articles of earlier checks. These
enter as units that have ended, with what their own check found; none of them is run.
"""

from asyncio import Future, TaskGroup, get_running_loop
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from time import perf_counter
from typing import Any

from assistant.archived import ARCHIVE, Archived
from assistant.article import Anchor, Article, Part
from assistant.asking import Model
from assistant.errors import FactcheckError, PluginError
from assistant.joining import joined, numbered
from assistant.report import CheckStatus, Coverage, Rejected, StageStatus, Trace
from assistant.stage import FIELDS, Outcome, Provided, Stage
from assistant.telemetry import tracing
from assistant.telemetry.tracing import Value
from assistant.view import Missing, View


@dataclass(frozen=True)
class Unit:
    """One stage on one article, or on the story (`article` None)."""

    stage: Stage
    article: str | None


UnitRunner = Callable[[Unit, View, Model | None], Awaitable[Outcome]]
ModelFor = Callable[[str], Model | None]
Listener = Callable[[Trace], None]
_PARTS: tuple[Part, ...] = ("headline", "text")


@dataclass(frozen=True)
class Examined:
    """What all units gave: the story's view, and a trace and the rejected items of each unit."""

    view: View
    traces: tuple[Trace, ...]
    rejected: tuple[Rejected, ...]

    @property
    def status(self) -> CheckStatus:
        """`complete` when every unit is ok or skipped with a reason, `failed` when none gave anything."""
        statuses = {trace.status for trace in self.traces if trace.of_check is None}
        if statuses <= {"ok", "skipped"}:
            return "complete"
        return "partial" if statuses & {"ok", "partial"} else "failed"


async def run_directly(unit: Unit, view: View, model: Model | None) -> Outcome:
    """Run a unit here and now."""
    return await unit.stage.run(view, model)


async def examine(
    articles: Sequence[Article],
    stages: Sequence[Stage],
    model_for: ModelFor,
    run_unit: UnitRunner = run_directly,
    listener: Listener = lambda _: None,
    archive: Stage | None = None,
) -> Examined:
    """Run every stage on every article, or on the story. `stages` come each after what it needs.

    `archive` provides articles of earlier checks; the story stages see them too. What a stage raises
    becomes that unit's failure, never the check's and never a result.
    """
    return await _Examination(list(articles), tuple(stages), model_for, run_unit, listener, archive).run()


@dataclass(frozen=True)
class _Examination:
    articles: list[Article]
    stages: tuple[Stage, ...]
    model_for: ModelFor
    run_unit: UnitRunner
    listener: Listener
    archive: Stage | None
    tasks: dict[tuple[str, str | None], Future[Outcome]] = field(default_factory=dict)

    async def run(self) -> Examined:
        async with TaskGroup() as group:
            for stage in (*self.stages, *((self.archive,) if self.archive else ())):
                for article in self.articles if stage.scope == "article" else (None,):
                    unit = Unit(stage, article.id if article else None)
                    self.tasks[stage.name, unit.article] = group.create_task(self._finish(unit))
        outcomes = [task.result() for task in self.tasks.values()]
        return Examined(
            view=self._view(None, FIELDS | {stage.name for stage in self.stages}),
            traces=tuple(outcome.trace for outcome in outcomes),
            rejected=tuple(item for outcome in outcomes for item in outcome.provided.rejected),
        )

    async def _finish(self, unit: Unit) -> Outcome:
        if self.archive and unit.stage.scope == "story" and unit.stage.name not in self._before_archive:
            await self.tasks[self.archive.name, None]
        for stage in self.stages:
            if unit.stage.needs & {*stage.provides, stage.name}:
                for key in self._units(stage, unit.article):
                    await self.tasks[key]
        view = self._view(unit.article, unit.stage.needs)
        began = perf_counter()
        outcome = await self._attempt(unit, view)
        trace = outcome.trace.model_copy(
            update={
                "name": unit.stage.name,
                "article": unit.article,
                "seconds": round(perf_counter() - began, 6),
            }
        )
        self.listener(trace)
        for archived in outcome.provided.archived:
            self._enter(archived)
        return Outcome(provided=self._numbered(outcome.provided), trace=trace)

    @cached_property
    def _before_archive(self) -> frozenset[str]:
        """The archive's step, and the stages that it waits for, directly or through others."""
        before = {self.archive.name} if self.archive else set()
        wanted = set(self.archive.needs) if self.archive else set()
        for stage in reversed(self.stages):
            if wanted & {*stage.provides, stage.name}:
                before.add(stage.name)
                wanted |= stage.needs
        return frozenset(before)

    def _enter(self, archived: Archived) -> None:
        """Let an archived article in, under an id of its own; its units ended in its own check."""
        taken = {article.id for article in self.articles}
        named = archived.named(_unused(archived.article.id, taken))
        self.articles.append(named.article)
        for stage in self.stages:
            if stage.scope == "article":
                ended = self.tasks[stage.name, named.article.id] = get_running_loop().create_future()
                ended.set_result(self._ended(stage, named))

    def _ended(self, stage: Stage, archived: Archived) -> Outcome:
        trace = archived.trace_of(stage.name)
        if trace.status == "skipped":
            return Outcome(trace=trace)
        provided = Provided(
            claims=archived.claims if "claims" in stage.provides else (),
            attributions=archived.attributions if "attributions" in stage.provides else (),
            extra=archived.extra.get(stage.name),
        )
        return Outcome(provided=self._numbered(provided), trace=trace)

    def _numbered(self, provided: Provided) -> Provided:
        return numbered(provided, {article.id: place for place, article in enumerate(self.articles, 1)})

    async def _attempt(self, unit: Unit, view: View) -> Outcome:
        lacking = view.lacking()
        if lacking and lacking.issuperset(article.id for article in view.articles):
            why = "; ".join(dict.fromkeys(missing.why for missing in view.missing))
            return _without_result(view, "skipped", skipped_because=why)
        try:
            model = None if unit.stage is self.archive else self.model_for(unit.stage.name)
            with tracing.span(f"stage {unit.stage.name}", {"factcheck.stage": unit.stage.name}) as span:
                outcome = await self.run_unit(unit, view, model)
                span.set(_told(outcome.trace))
            _hold_to_contract(unit, view, outcome.provided)
        except FactcheckError as error:
            return _without_result(view, "failed", error=str(error))
        except Exception as error:  # noqa: BLE001 - a plugin's bug fails its own unit, by name, and no other
            return _without_result(
                view, "failed", error=f"stage {unit.stage.name} broke: {type(error).__name__}: {error}"
            )
        return outcome

    def _units(self, stage: Stage, article: str | None) -> list[tuple[str, str | None]]:
        """The units of a stage that concern an article (None: the story)."""
        if stage.scope == "story":
            return [(stage.name, None)]
        return [(stage.name, a.id) for a in self.articles if article in {None, a.id}]

    def _view(self, article: str | None, fields: frozenset[str]) -> View:
        """What finished units found of these fields in an article (None: in the story)."""
        providers = [stage for stage in self.stages if fields & {*stage.provides, stage.name}]
        found = {
            key: self.tasks[key].result().provided
            for stage in providers
            for key in self._units(stage, article)
        }
        attributions = tuple(a for provided in found.values() for a in provided.attributions)
        return View(
            articles=tuple(a for a in self.articles if article in {None, a.id}),
            claims=joined((claim for provided in found.values() for claim in provided.claims), attributions),
            attributions=attributions,
            relations=tuple(r for provided in found.values() for r in provided.relations),
            corroboration=tuple(c for provided in found.values() for c in provided.corroboration),
            extra=self._extra(providers, found),
            missing=tuple(dict.fromkeys(self._missing(article, fields))),
        )

    def _extra(
        self, stages: Sequence[Stage], found: Mapping[tuple[str, str | None], Provided]
    ) -> dict[str, Any]:
        """Results under a stage's own name: a story stage's value, an article stage's values by article."""
        own = [stage for stage in stages if stage.name in stage.provides]
        return {
            stage.name: found[stage.name, None].extra
            if stage.scope == "story"
            else {
                article: provided.extra for (name, article), provided in found.items() if name == stage.name
            }
            for stage in own
        }

    def _missing(self, article: str | None, fields: frozenset[str]) -> Iterator[Missing]:
        for name in sorted(fields):
            stage = next((stage for stage in self.stages if name in {*stage.provides, stage.name}), None)
            if stage is None:
                why = f"no stage that provides {name} was asked for"
                yield from (Missing(name, a.id, why) for a in self.articles if article in {None, a.id})
                continue
            for key in self._units(stage, article):
                yield from _shortfall(name, key, self.tasks[key].result().trace)
            if stage.scope == "story" and self.tasks[stage.name, None].result().trace.status == "ok":
                for missing in self._missing(None, stage.needs):
                    yield Missing(name, "", f"{missing.article}: {missing.why}", partly=True)


def _shortfall(name: str, key: tuple[str, str | None], trace: Trace) -> Iterator[Missing]:
    stage, article = key
    if trace.status == "partial":
        why = f"{stage} examined {trace.coverage.examined} of {trace.coverage.sentences} sentences"
        yield Missing(name, article or "", why, partly=True)
    elif trace.status != "ok":
        why = f": {trace.skipped_because}" if trace.skipped_because else ""
        yield Missing(name, article or "", f"{stage} {trace.status}{why}")


def _without_result(view: View, status: StageStatus, **why: str) -> Outcome:
    coverage = Coverage(sentences=sum(len(article.sentences) for article in view.articles), examined=0)
    return Outcome(trace=Trace(name="", status=status, coverage=coverage, **why))


def _hold_to_contract(unit: Unit, view: View, provided: Provided) -> None:
    """Raise PluginError when a stage gives what it did not declare, or an anchor that does not hold."""
    given = {name for name in FIELDS if getattr(provided, name)}
    given |= {unit.stage.name} if provided.extra is not None else set()
    given |= {ARCHIVE} if provided.archived else set()
    if stray := sorted(given - unit.stage.provides):
        raise PluginError(
            f"stage {unit.stage.name} gave {', '.join(stray)}, which it does not declare to provide"
        )
    _hold(unit.stage.name, view.articles, provided)
    for archived in provided.archived:
        own = Provided(claims=archived.claims, attributions=archived.attributions)
        _hold(unit.stage.name, [archived.article], own)


def _hold(stage: str, articles: Iterable[Article], provided: Provided) -> None:
    sources = {(article.id, part): article.source(part) for article in articles for part in _PARTS}
    for anchor in _anchors(provided):
        source = sources.get((anchor.article, anchor.part))
        if source is None or source[anchor.start : anchor.end] != anchor.exact:
            raise PluginError(f"stage {stage} gave an anchor that does not hold: {anchor!r}")


def _unused(id_: str, taken: Collection[str]) -> str:
    """The id, or the next that no article of this check has."""
    if id_ not in taken:
        return id_
    return next(other for n in count(2) if (other := f"{id_} ({n})") not in taken)


def _anchors(provided: Provided) -> Iterator[Anchor]:
    for claim in provided.claims:
        yield from claim.anchors
    for attribution in provided.attributions:
        yield from (*attribution.source_anchors, *attribution.cue_anchors, *attribution.content_anchors)
        yield from (anchor for link in attribution.relay for anchor in link.anchors)
    for relation in provided.relations:
        yield from relation.anchors
    for corroboration in provided.corroboration:
        yield from corroboration.anchors


def _told(trace: Trace) -> dict[str, Value | None]:
    """What a span says of a stage that ended."""
    return {
        "factcheck.status": trace.status,
        "factcheck.engine": trace.engine,
        "factcheck.calls": trace.calls,
        "factcheck.sentences": trace.coverage.sentences,
        "factcheck.examined": trace.coverage.examined,
    }
