"""What is being worked on: the check, what was last listed, and what can be undone."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from assistant.asking import Usage
from assistant.cli.chat.screen import Screen
from assistant.conversation.events import Statement
from assistant.conversation.protocol import Card, Changes, Choice, Conversation, Kept
from assistant.decisions import Review
from assistant.errors import InputError
from assistant.exports.outline import Entry, Outline, Subject, outline
from assistant.exports.upstream import SourceNode, Upstream, upstream
from assistant.report import Claim, Relation, Report

Item: TypeAlias = Entry | Claim | SourceNode | Relation | Kept
NOUNS: dict[type, str] = {
    Entry: "a finding",
    Claim: "a claim",
    SourceNode: "a source",
    Relation: "a relation",
    Kept: "a check",
}


@dataclass(frozen=True)
class Step:
    """Something done that can be undone: what it was, and how."""

    told: str
    undo: Callable[[], Awaitable[None]]


@dataclass
class Opened:
    """A check that is open, drawn up once for all commands until something is decided."""

    report: Report
    reviews: tuple[Review, ...] = ()

    @cached_property
    def outlined(self) -> Outline:
        """The report in a reader's order."""
        return outline(self.report)

    @cached_property
    def graph(self) -> Upstream:
        """Who rests on whom."""
        return upstream(self.outlined)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every finding, those decided away last."""
        return (*self.outlined.entries, *self.outlined.aside)

    def article(self, number: int) -> Subject:
        """An article by its place. Raises InputError."""
        if not 1 <= number <= len(self.outlined.subjects):
            raise InputError(
                f"expected the number of an article, 1 to {len(self.outlined.subjects)}, got {number}"
            )
        return self.outlined.subjects[number - 1]


@dataclass
class Work:
    """A reviewer at work. `changes` are what reruns use from now on; `said` is the last answer,
    `question` the last question that stands by itself.
    """

    conversation: Conversation
    screen: Screen
    current: Opened | None = None
    changes: Changes = field(default_factory=Changes)
    listed: tuple[Item, ...] = ()
    steps: list[Step] = field(default_factory=list)
    said: tuple[Statement, ...] = ()
    question: str = ""
    asked: int = 0
    spent: Usage = field(default_factory=Usage)
    leaving: bool = False
    on_open: Callable[[str], None] = lambda _: None
    choices: tuple[Choice, ...] = ()
    _cards: tuple[Card, ...] | None = None

    @property
    def opened(self) -> Opened:
        """The check that is open. Raises InputError if there is none."""
        if self.current is None:
            raise InputError("no check is open; /open with a number of the list, or /checks for the list")
        return self.current

    @property
    def models(self) -> list[str]:
        """What may be asked, as far as that was looked up."""
        return [choice.alias for choice in self.choices]

    async def show(self, report: Report) -> Opened:
        """Go on with this report."""
        self.current = Opened(report, await self.conversation.reviews(report))
        self.on_open(report.id)
        return self.current

    async def refresh(self) -> Opened:
        """Read the decisions again."""
        return await self.show(await self.conversation.open(self.opened.report.id))

    def list(self, items: Sequence[Item]) -> None:
        """Let numbers refer to these from now on."""
        self.listed = tuple(items)

    def item(self, number: int) -> Item:
        """What was last listed under that number. Raises InputError."""
        if not self.listed:
            raise InputError(
                "nothing was listed yet that a number could refer to; /findings lists the findings"
            )
        if not 1 <= number <= len(self.listed):
            raise InputError(
                f"expected a number of what was last listed, 1 to {len(self.listed)}, got {number}"
            )
        return self.listed[number - 1]

    async def cards(self) -> dict[str, Card]:
        """The rules by code."""
        if self._cards is None:
            self._cards = await self.conversation.rules()
        return {card.code: card for card in self._cards}
