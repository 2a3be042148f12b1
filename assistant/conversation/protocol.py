"""What a conversation can do, wherever the check lies: `local` does it in process, `remote` asks the service."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from assistant.archived import ARCHIVE, Against
from assistant.article import Article, ArticleInput, Frozen
from assistant.conversation.events import Event
from assistant.decisions import Review, ReviewState
from assistant.policy import Policy
from assistant.report import CheckStatus, Report


class Kept(Frozen):
    """A check that can be opened. `headlines` are its articles', or their first words."""

    id: str
    status: CheckStatus
    created_at: datetime
    headlines: tuple[str, ...] = ()


class Choice(Frozen):
    """A model that may be asked, by its alias. `default`: what is used when nothing is said."""

    alias: str
    models: tuple[str, ...] = ()
    default: bool = False


class Card(Frozen):
    """A rule, with the severity that the desk gives it, or `off`."""

    code: str
    name: str
    severity: str
    stage: str
    when: str
    why: str
    example: str
    better: str
    fix: str


class Changes(Frozen):
    """What to ask differently of a story. Unset: as the check before."""

    stages: tuple[str, ...] | None = None
    model: str | None = None
    policy: Policy | None = None


class Conversation(Protocol):
    """A desk's checks as a reviewer works on them. Raises FactcheckError for what cannot be done.

    Every decision is kept when `review` returns.
    """

    def prepare(self, model: str | None = None) -> None:
        """Import what decisions and questions to that model need, while the reviewer reads. Blocks."""
        ...

    async def recent(self, most: int) -> tuple[Kept, ...]:
        """The desk's newest checks."""
        ...

    async def ids(self, most: int) -> tuple[str, ...]:
        """The ids of the desk's newest checks."""
        ...

    async def open(self, id_: str) -> Report:
        """A check's report with the decisions as they are now."""
        ...

    def ask(self, report: Report, asked: str, model: str | None = None) -> AsyncIterator[Event]:
        """The events of the answer to a question about a check, of the model of that alias."""
        ...

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
        ...

    async def reviews(self, report: Report) -> tuple[Review, ...]:
        """What people said of the findings of the check, oldest first."""
        ...

    async def again(self, report: Report, changes: Changes) -> Report:
        """Check the same articles again, as a new check."""
        ...

    async def check(
        self, articles: Sequence[ArticleInput], changes: Changes, against: Against | None = None
    ) -> Report:
        """Check other articles, or edited ones, also `against` what was checked before."""
        ...

    async def models(self) -> tuple[Choice, ...]:
        """The models that may be asked."""
        ...

    async def rules(self) -> tuple[Card, ...]:
        """The rules, as the desk holds them."""
        ...

    async def policy(self) -> Policy:
        """What the desk holds its articles to, where a check asks for nothing else."""
        ...

    async def aclose(self) -> None:
        """Close what was opened."""
        ...


def submitted(report: Report) -> tuple[Article, ...]:
    """The articles that were sent to be checked, without those that the archive added."""
    return tuple(article for article in report.articles if article.role == "submitted")


def compared_with(report: Report) -> Against | None:
    """How far a check looked for what was checked before, if it did."""
    parameters = next((trace.parameters for trace in report.stages if trace.name == ARCHIVE), None)
    return None if parameters is None else Against.model_validate(parameters)


def sent(article: Article, text: str | None = None) -> ArticleInput:
    """An article of a report as it is sent to be checked again, with its text as it is or with another.

    It keeps the key that decisions are remembered by. Front matter, which is no part of the article, and
    markup are left behind.
    """
    first = min((s.start for s in article.sentences if s.part == "text"), default=0)
    body = article.text[first:] if article.text.startswith("---") else article.text
    return ArticleInput(
        text=body if text is None else text,
        headline=article.headline,
        outlet=article.outlet,
        url=article.url,
        published_at=article.published_at,
        language=article.language,
        id=article.id if article.key == article.id else None,
        revision=article.revision,
    )
