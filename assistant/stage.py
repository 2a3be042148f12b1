"""The stage contract: one pluggable step of a check.

`Stage` is the whole contract and may do I/O in `run`. `PromptStage` is the usual kind and does none:
three pure functions, between which this module windows, asks, grounds and keeps count.
"""

from abc import ABC, abstractmethod
from asyncio import gather
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Protocol, TypeAlias, TypeVar, cast, runtime_checkable

from pydantic import BaseModel, Field, JsonValue

from assistant import prompts
from assistant.archived import Archived
from assistant.article import Frozen
from assistant.asking import Model, Question, Reply, Usage, bounded_schema
from assistant.grounding import Grounded, ground
from assistant.report import (
    Attribution,
    Claim,
    Corroboration,
    Coverage,
    Rejected,
    Relation,
    StageStatus,
    Trace,
)
from assistant.rule import ENGLISH, Rule, Scope
from assistant.view import View
from assistant.windows import Window, cut

A = TypeVar("A", bound=BaseModel)
FIELDS = frozenset({"claims", "attributions", "relations", "corroboration"})


class Provided(Frozen):
    """What a stage adds to the report: fields, or `extra` under the stage's name; and what it turned away.

    `archived` is for the one step that fetches articles of earlier checks.
    """

    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    relations: tuple[Relation, ...] = ()
    corroboration: tuple[Corroboration, ...] = ()
    extra: JsonValue = None
    archived: tuple[Archived, ...] = ()
    rejected: tuple[Rejected, ...] = ()


class Outcome(Frozen):
    """What came of one stage on one article or story."""

    provided: Provided = Field(default=Provided(), repr=False)
    trace: Trace


@runtime_checkable
class Stage(Protocol):
    """One pluggable step. `needs` and `provides` are report fields, or names of stages.

    A stage whose `provides` is its own name leaves its result in `extra`. `rules` are what it
    brings to the policy. Instances are made once, without arguments, and hold no state.
    """

    name: str
    scope: Scope
    needs: frozenset[str]
    provides: frozenset[str]
    rules: tuple[Rule, ...]

    async def run(self, view: View, model: Model | None) -> Outcome:
        """Examine the view, by rules alone when `model` is None."""
        ...


@dataclass(frozen=True)
class Answered:
    """One window and the grounded items of the answer to it; `complete` when nothing was wrong with it."""

    window: Window
    items: tuple[Grounded, ...]
    complete: bool


Exchanges: TypeAlias = Sequence[tuple[Window, Reply[A]]]


class PromptStage(ABC, Generic[A]):
    """A stage made of a baseline, a prompt and a way to bring the two together.

    A subclass names itself, its `answer` model and what it provides, and writes `draft`, `ask` and
    `merge`, none of which may do I/O. The prompt is `prompts/<name>/<prompt_version>.md`.
    """

    name: ClassVar[str]
    scope: ClassVar[Scope] = "article"
    needs: ClassVar[frozenset[str]] = frozenset()
    provides: ClassVar[frozenset[str]]
    rules: ClassVar[tuple[Rule, ...]] = ()
    answer: ClassVar[type[BaseModel]]
    languages: ClassVar[frozenset[str]] = ENGLISH
    prompt_version: ClassVar[str] = "v1"

    @abstractmethod
    def draft(self, view: View) -> Provided:
        """The baseline's result, by rules of language alone; called only for `languages`."""

    @abstractmethod
    def ask(self, window: Window, draft: Provided) -> Mapping[str, object]:
        """The prompt's own variables; `window` is always among them."""

    @abstractmethod
    def merge(self, view: View, draft: Provided, answers: Sequence[Answered]) -> Provided:
        """Bring draft and grounded answers together. Each item says `by`; what the model
        contradicts goes to `rejected` as `dropped_by_model`.
        """

    def windows(self, view: View, draft: Provided, limit: int | None) -> Sequence[Window]:  # noqa: ARG002 - for story stages
        """What to ask about; a story stage gathers its own."""
        return cut(view.article, limit) if self.scope == "article" else ()

    async def run(self, view: View, model: Model | None) -> Outcome:
        """Draft, ask, ground, merge; and say honestly how far it got."""
        articles = tuple(article for article in view.articles if article.language in self.languages)
        known = view if articles == view.articles else view.among(articles)
        if model is None and not known.articles:
            return self._skipped(view)
        draft = self.draft(known) if known.articles else Provided()
        if model is None:
            coverage = Coverage(sentences=_size(view), examined=_examinable(known))
            return Outcome(provided=draft, trace=Trace(name=self.name, status="ok", coverage=coverage))
        prompt = prompts.load(self.name, model.prompt_version or self.prompt_version, type(self))
        windows = self.windows(view, draft, model.window)
        questions = [self._question(view, window, draft, prompt) for window in windows]
        replies = await gather(*(model.ask(question) for question in questions))
        exchanges = tuple(zip(windows, replies, strict=True))
        completes = model.ends_in_baseline and bool(known.articles)
        return Outcome(
            provided=self._combine(view, draft, exchanges, completes=completes),
            trace=self._trace(view, model.alias, prompt, exchanges, completes=completes),
        )

    def _question(self, view: View, window: Window, draft: Provided, prompt: prompts.Prompt) -> Question[A]:
        return Question(
            stage=self.name,
            article=self._subject(view),
            messages=prompt.render({**self.ask(window, draft), "window": window}),
            answer=cast("type[A]", self.answer),
            schema=bounded_schema(self.answer, window.numbers),
        )

    def _combine(self, view: View, draft: Provided, exchanges: Exchanges[A], *, completes: bool) -> Provided:
        """The merged result. Where the model failed the draft stays only if the baseline may complete it."""
        failed = [window for window, reply in exchanges if reply.answer is None]
        if self.scope == "article" and not completes:
            draft = _without(draft, failed) if len(failed) < len(exchanges) else Provided()
        subject = self._subject(view)
        answered, rejected = [], []
        for window, reply in exchanges:
            rejected += [Rejected(stage=self.name, article=subject, **vars(bad)) for bad in reply.invalid]
            if reply.answer is None:
                continue
            grounded, ungrounded = ground(window, reply.answer)
            rejected += [Rejected(stage=self.name, article=subject, **vars(bad)) for bad in ungrounded]
            answered.append(Answered(window, grounded, complete=reply.error is None))
        if not answered:
            return draft.model_copy(update={"rejected": (*draft.rejected, *rejected)})
        merged = self.merge(view, draft, answered)
        return merged.model_copy(update={"rejected": (*merged.rejected, *rejected)})

    def _trace(
        self, view: View, alias: str, prompt: prompts.Prompt, exchanges: Exchanges[A], *, completes: bool
    ) -> Trace:
        usage = sum((reply.usage for _, reply in exchanges), start=Usage())
        errors = list(dict.fromkeys(reply.error for _, reply in exchanges if reply.error))
        failed = [window for window, reply in exchanges if reply.answer is None]
        unsure = [window for window, reply in exchanges if reply.error]
        given = [reply for _, reply in exchanges if reply.answer is not None]
        completed = bool(failed) and completes
        doubtful = sum(len(window.places) for window in unsure)
        return Trace(
            name=self.name,
            status=self._status(len(exchanges), len(failed), len(errors), completed=completed),
            engine="baseline" if completed else _together(reply.engine for reply in given) or alias,
            model=_together(reply.model for reply in given),
            prompt=prompt.id,
            digest=prompt.digest,
            **vars(usage),
            coverage=Coverage(sentences=_size(view), examined=max(0, _examinable(view) - doubtful)),
            error="; ".join(errors) or None,
            parameters=given[-1].parameters if given else {},
        )

    def _status(self, asked: int, failed: int, errors: int, *, completed: bool) -> StageStatus:
        if not errors:
            return "ok"
        nothing = failed == asked and not completed and self.scope == "article"
        return "failed" if nothing else "partial"

    def _skipped(self, view: View) -> Outcome:
        languages = sorted({article.language or "an unknown language" for article in view.articles})
        why = f"without a model it knows {', '.join(sorted(self.languages))}; this is {', '.join(languages)}"
        coverage = Coverage(sentences=_size(view), examined=0)
        return Outcome(trace=Trace(name=self.name, status="skipped", skipped_because=why, coverage=coverage))

    def _subject(self, view: View) -> str | None:
        return view.article.id if self.scope == "article" else None


def _together(names: Iterable[str]) -> str | None:
    """Every engine that answered, in the order of their first answer."""
    return ", ".join(dict.fromkeys(names)) or None


def _size(view: View) -> int:
    return sum(len(article.sentences) for article in view.articles)


def _examinable(view: View) -> int:
    lacking = view.lacking()
    return sum(len(article.sentences) for article in view.articles if article.id not in lacking)


def _without(draft: Provided, windows: Sequence[Window]) -> Provided:
    """The draft without what lies in these windows."""
    gone = {place.sentence.n for window in windows for place in window.places}
    return draft.model_copy(
        update={
            "claims": tuple(claim for claim in draft.claims if gone.isdisjoint(claim.sentences)),
            "attributions": tuple(a for a in draft.attributions if gone.isdisjoint(a.sentences)),
        }
    )
