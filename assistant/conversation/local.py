"""A conversation in process: the same functions as the commands and the service call."""

import asyncio
import getpass
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.archived import Against
from assistant.article import Article, ArticleInput
from assistant.config import BASELINE, Settings
from assistant.conversation.events import Event
from assistant.conversation.protocol import Card, Changes, Choice, Kept, compared_with, submitted
from assistant.decisions import Review, ReviewState
from assistant.errors import InputError
from assistant.exports.outline import outline
from assistant.policy import Policy
from assistant.report import Report, Trace
from assistant.store import LOCAL_DESK
from assistant.store.glance import Glance
from assistant.store.place import url_of

if TYPE_CHECKING:
    from assistant.checking import Assistant
    from assistant.conversation.choosing import Room, Story
    from assistant.store import Store

_BYTES_PER_TOKEN = 3
_PROMPT_TOKENS = 900


class InProcess:
    """The local desk's checks, in the configured store. Implements `Conversation`."""

    def __init__(self, settings: Settings, listener: Callable[[Trace], None] = lambda _: None) -> None:
        self._settings, self._desk = settings, LOCAL_DESK
        self._listener = listener
        self._stories: tuple[str, Story] | None = None

    @cached_property
    def _store(self) -> "Store":
        """The store; a kept check is opened without it where that is possible."""
        from assistant.store import Store

        return Store(url_of(self._settings))

    @property
    def _reader(self) -> "Glance | Store":
        """The quickest way to a kept check."""
        return Glance.at(url_of(self._settings)) or self._store

    @cached_property
    def _assistant(self) -> "Assistant":
        """Stages, rules and models; a kept check is opened without any of them."""
        from assistant.checking import Assistant

        return Assistant(self._settings)

    def prepare(self, model: str | None = None) -> None:
        """Import what decisions and questions need: it takes longer than to open a check."""
        from assistant.conversation import answering  # noqa: F401
        from assistant.store import Store  # noqa: F401

        if (model or self._settings.default_model) != BASELINE:
            from assistant.model.provider import litellm

            litellm()

    async def recent(self, most: int) -> tuple[Kept, ...]:
        """The desk's newest checks."""
        page = await asyncio.to_thread(self._store.page, self._desk, limit=most, headlines=True)
        return tuple(
            Kept(id=kept.id, status=kept.status, created_at=kept.created_at, headlines=kept.headlines)
            for kept in page.checks
        )

    async def ids(self, most: int) -> tuple[str, ...]:
        """The ids of the desk's newest checks."""
        return await asyncio.to_thread(lambda: self._reader.ids(self._desk, most))

    async def open(self, id_: str) -> Report:
        """A check's report with the decisions as they are now."""
        return await asyncio.to_thread(self._open, id_)

    async def ask(self, report: Report, asked: str, model: str | None = None) -> AsyncIterator[Event]:
        """The events of the answer; calls to a model belong to the check, and to its budget."""
        async for event in answered(
            self._assistant, self._store, self._desk, self._story(report), asked, model
        ):
            yield event

    async def review(
        self,
        report: Report,
        fingerprint: str,
        state: ReviewState | None = None,
        *,
        reason: str | None = None,
        comment: str | None = None,
    ) -> None:
        """Decide on a finding of the check, or comment on it."""
        if fingerprint not in {finding.fingerprint for finding in report.findings}:
            raise InputError("the check has no finding of this fingerprint")
        review = Review(
            fingerprint=fingerprint,
            state=state,
            reviewer=reviewer(self._settings),
            at=datetime.now(UTC),
            reason=reason,
            comment=comment,
        )
        await asyncio.to_thread(self._store.review, self._desk, review)

    async def reviews(self, report: Report) -> tuple[Review, ...]:
        """What people said of the findings of the check, oldest first."""
        marks = [finding.fingerprint for finding in report.findings]
        return await asyncio.to_thread(self._reader.reviews, self._desk, marks)

    async def again(self, report: Report, changes: Changes) -> Report:
        """Check the same articles again; model calls that were answered before cost nothing."""
        return await self._checked(submitted(report), changes, compared_with(report))

    async def check(
        self, articles: Sequence[ArticleInput], changes: Changes, against: Against | None = None
    ) -> Report:
        """Check other articles, or edited ones."""
        limit = self._settings.limits.characters
        made = [a.article(name=f"article {n}", limit=limit) for n, a in enumerate(articles, 1)]
        return await self._checked(made, changes, against)

    async def check_articles(
        self, articles: Sequence[Article], changes: Changes, against: Against | None = None
    ) -> Report:
        """Check articles that were read from files."""
        return await self._checked(articles, changes, against)

    async def models(self) -> tuple[Choice, ...]:
        """The configured models, the baseline last."""
        settings = self._settings
        return tuple(
            Choice(
                alias=alias,
                models=tuple(dict.fromkeys(deployment.model for deployment in settings.resolve(alias))),
                default=alias == settings.default_model,
            )
            for alias in (*settings.known_aliases, BASELINE)
        )

    async def rules(self) -> tuple[Card, ...]:
        """The rules, as the settings hold them."""
        policy = self._settings.policy
        said = [name for name in Card.model_fields if name not in {"severity", "stage"}]
        return tuple(
            Card(
                severity=policy.severity.get(rule.code, rule.severity)
                if policy.selects(rule.code)
                else "off",
                stage=stage,
                **{name: getattr(rule, name) for name in said},
            )
            for rule, stage in self._assistant.rules
        )

    async def policy(self) -> Policy:
        """The settings' policy."""
        return self._settings.policy

    async def aclose(self) -> None:
        """Close the connections to providers and to the database."""
        if "_assistant" in vars(self):
            await self._assistant.aclose()
        if "_store" in vars(self):
            self._store.close()

    def _story(self, report: Report) -> "Story":
        from assistant.conversation.choosing import Story

        if self._stories is None or self._stories[0] != report.id:
            self._stories = report.id, Story(outline(report))
        return self._stories[1]

    def _open(self, id_: str) -> Report:
        reader = self._reader
        report = reader.report(id_, self._desk)
        if report is None:
            raise InputError(
                f"{id_}: expected the id of a kept check, found none; `factcheck chat` lists them"
            )
        return reader.shown(report, self._desk)

    async def _checked(
        self, articles: Sequence[Article], changes: Changes, against: Against | None = None
    ) -> Report:
        from assistant.saving import check_and_save

        return await check_and_save(
            self._assistant,
            articles,
            self._store,
            desk=self._desk,
            stages=changes.stages,
            model=changes.model,
            policy=changes.policy,
            against=against,
            listener=self._listener,
        )


async def answered(
    assistant: "Assistant", store: "Store", desk: str, story: "Story", asked: str, model: str | None
) -> AsyncIterator[Event]:
    """The events of an answer for a desk; its calls go through the ledger of the check."""
    from assistant.conversation.answering import STAGE, answer
    from assistant.conversation.choosing import Room
    from assistant.ledger import Ledger

    settings = assistant.settings
    ledger = Ledger(store, settings, desk=desk, check=story.outlined.report.id)
    chosen = assistant.gateway.model_for(STAGE, model, ledger)
    room = Room() if chosen is None else _room(settings, chosen.alias, chosen.window)
    async for event in answer(story, asked, chosen, room):
        yield event


def reviewer(settings: Settings) -> str:
    """Who decides on this machine."""
    if settings.reviewer:
        return settings.reviewer
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return LOCAL_DESK


def _room(settings: Settings, alias: str, window: int | None) -> "Room":
    """What fits into the smallest context of the models that may be asked, as far as their sizes are known.

    A token is counted as three bytes: fewer than it has in English, about right for other scripts.
    """
    from assistant.conversation.choosing import Room

    known = [
        deployment.info.get("max_input_tokens")
        for name in settings.chain(alias)
        for deployment in settings.resolve(name)
    ]
    sizes = [size for size in known if isinstance(size, int)]
    if not sizes:
        return Room(sentences=window)
    tokens = max(0, min(sizes) - _PROMPT_TOKENS)
    return Room(sentences=window, size=tokens * _BYTES_PER_TOKEN)
