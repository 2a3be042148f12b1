"""A check: articles in, a report out. The one path that the command line, the library and a service share."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, cached_property
from importlib.metadata import version
from typing import Self
from uuid import uuid4
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from assistant.article import Article, identified
from assistant.asking import Question
from assistant.config import Settings, load
from assistant.errors import InputError
from assistant.instructions import CORE_RULES
from assistant.model import Exchanges, Gateway
from assistant.pipeline import Examined, Listener, UnitRunner, examine, run_directly
from assistant.policy import Policy, evaluate
from assistant.registry import Registered, chosen, installed, rules_of
from assistant.report import Report
from assistant.rule import Rule
from assistant.stage import Stage
from assistant.telemetry import tracing
from assistant.unsent import Unsent

DISTRIBUTION = "factcheck-assistant"


class Assistant:
    """Stages, models and policy as configured; makes checks. Use one for many checks, and close it.

    Raises ConfigError or PluginError where the configuration cannot work, at the first use of what is wrong.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or load()

    @cached_property
    def registered(self) -> tuple[Registered, ...]:
        """Every installed stage, broken ones too."""
        return installed()

    @cached_property
    def rules(self) -> tuple[tuple[Rule, str], ...]:
        """The rules of core and of every enabled stage, with the stage's name."""
        return _by_code([*CORE_RULES, *rules_of(self.stages())])

    def stages(self, only: Sequence[str] | None = None) -> tuple[Stage, ...]:
        """The stages that a check runs, in order; `only` narrows to some and what they need."""
        wanted = self.settings.stages
        return chosen(self.registered, wanted.enabled, wanted.pick, only)

    async def check(
        self,
        articles: Iterable[Article],
        *,
        stages: Sequence[str] | None = None,
        model: str | None = None,
        policy: Policy | None = None,
        id_: str | None = None,
        exchanges: Exchanges | None = None,
        run_unit: UnitRunner = run_directly,
        listener: Listener = lambda _: None,
        archive: Stage | None = None,
        parent: str | None = None,
    ) -> Report:
        """Examine the articles and evaluate the policy.

        `stages` narrows to some and what they need, `model` is a configured alias or `baseline` (None:
        as configured). `id_` is the report's (None: a new one), `exchanges` the check's ledger.
        `listener` hears the trace of every stage as it ends. `archive` is the step that fetches articles of
        earlier checks, see `assistant.archive`, `parent` the span of elsewhere that it belongs to. Raises
        InputError when there is no article.
        """
        if self.settings.traces:
            tracing.start()
        policy = policy or self.settings.policy
        policy.verify(rule for rule, _ in self.rules)
        ready = self._ready(articles)
        running = self.stages(stages)
        models = {stage.name: self.gateway.model_for(stage.name, model, exchanges) for stage in running}
        id_ = id_ or uuid4().hex
        with tracing.span("check", {"factcheck.check": id_}, parent=parent) as span:
            examined = await examine(ready, running, models.__getitem__, run_unit, listener, archive)
            span.set({"factcheck.status": examined.status, "factcheck.articles": len(ready)})
        return self._report(id_, running, policy, examined)

    async def aclose(self) -> None:
        """Close the connections to the providers, if any were opened."""
        if "gateway" in vars(self):
            await self.gateway.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def questions(
        self,
        stage: str,
        articles: Iterable[Article],
        model: str | None = None,
        archive: Stage | None = None,
    ) -> tuple[Question[BaseModel], ...]:
        """What the stage's model, or `model`, would be asked about these articles. Nothing is sent."""
        unsent = Unsent(self.gateway.model_for(stage, model))
        ready = self._ready(articles)
        stages = self.stages([stage])
        await examine(ready, stages, lambda name: unsent if name == stage else None, archive=archive)
        return tuple(unsent.questions)

    def _ready(self, articles: Iterable[Article]) -> tuple[Article, ...]:
        zone = ZoneInfo(self.settings.time_zone)
        ready = identified([_dated(article, zone) for article in articles])
        if not ready:
            raise InputError("expected at least one article, came none")
        return ready

    @cached_property
    def gateway(self) -> Gateway:
        """The configured models."""
        return Gateway(self.settings)

    def _report(
        self,
        id_: str,
        stages: Sequence[Stage],
        policy: Policy,
        examined: Examined,
    ) -> Report:
        view = examined.view
        verdicts = evaluate(view, self.rules, policy)
        return Report(
            id=id_,
            status=examined.status,
            created_at=datetime.now(UTC),
            articles=view.articles,
            claims=view.claims,
            attributions=view.attributions,
            relations=view.relations,
            corroboration=view.corroboration,
            findings=verdicts.findings,
            rules=verdicts.statuses,
            rejected=examined.rejected,
            stages=examined.traces,
            extra=view.extra,
            versions=self._versions(stages, used_model=any(trace.model for trace in examined.traces)),
        )

    def _versions(self, stages: Sequence[Stage], *, used_model: bool) -> dict[str, str]:
        running = {stage.name for stage in stages}
        versions = {entry.distribution: entry.version for entry in self.registered if entry.name in running}
        names = [DISTRIBUTION, "litellm"] if used_model else [DISTRIBUTION]
        return dict(sorted({**versions, **{name: _version(name) for name in names}}.items()))


async def acheck(
    articles: Article | Iterable[Article],
    *,
    settings: Settings | None = None,
    model: str | None = None,
    stages: Sequence[str] | None = None,
) -> Report:
    """Check articles with the configured stages, models and policy: the command line's own defaults.

    Raises InputError for articles, ConfigError for settings; what a model's provider did is in the report.
    """
    several = (articles,) if isinstance(articles, Article) else articles
    async with Assistant(settings) as assistant:
        return await assistant.check(several, model=model, stages=stages)


def check(
    articles: Article | Iterable[Article],
    *,
    settings: Settings | None = None,
    model: str | None = None,
    stages: Sequence[str] | None = None,
) -> Report:
    """`acheck` for code without an event loop. Raises RuntimeError inside a running one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(acheck(articles, settings=settings, model=model, stages=stages))
    raise RuntimeError("check() was called inside a running event loop; await acheck() instead")


@cache
def _version(distribution: str) -> str:
    """The installed version; it is read from disk, and does not change while we run."""
    return version(distribution)


def _dated(article: Article, zone: ZoneInfo) -> Article:
    """The article with an offset on its date: a date without one is the desk's own time."""
    if article.published_at is None or article.published_at.tzinfo is not None:
        return article
    return article.model_copy(update={"published_at": article.published_at.replace(tzinfo=zone)})


def _by_code(rules: Iterable[tuple[Rule, str]]) -> tuple[tuple[Rule, str], ...]:
    return tuple(sorted(rules, key=lambda pair: pair[0].code))
