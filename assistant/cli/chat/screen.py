"""What is written where: a terminal with colour and life signs, a screen reader, or a transcript."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.text import Text

from assistant.exports.outline import Outline
from assistant.exports.pen import Lines, Pen
from assistant.exports.plain import visible

_TRANSCRIPT_WIDTH = 100


class Status(Protocol):
    """The line that shows life."""

    def update(self, words: str) -> None:
        """Say something else."""
        ...


class Screen:
    """Writes to standard output. `plain` is for a screen reader: no colour, no signs, nothing that moves.

    Its width is that of the terminal whenever something is written, so a resize counts from then on.
    """

    def __init__(self, *, plain: bool = False) -> None:
        self.terminal = sys.stdout.isatty()
        self.plain = plain
        self.console = Console(
            file=sys.stdout,
            width=None if self.terminal else _TRANSCRIPT_WIDTH,
            no_color=True if plain else None,
            force_terminal=False if plain or not self.terminal else None,
            highlight=False,
            markup=False,
            emoji=False,
        )

    @property
    def color(self) -> bool:
        """Whether there is any."""
        return self.console.is_terminal and not self.console.no_color

    @property
    def height(self) -> int:
        """Lines of the terminal; of a transcript, none that would bound anything."""
        return self.console.height if self.terminal else 1_000

    def pen(self, outlined: Outline) -> Pen:
        """A pen for what is about a report."""
        return Pen(self.console, outlined, color=self.color, plain=self.plain)

    def say(self, words: str, style: str = "", indent: int = 0) -> None:
        """A paragraph of our own; whatever in it came from outside is made visible."""
        self._lines.line(visible(words), indent, style)

    def write(self, words: Text, before: str = "") -> None:
        """A paragraph with styles, hanging from what stands before its first line."""
        self._lines.write(words, Text(before), hanging=True)

    def row(self, words: Text, before: str = "") -> None:
        """One line of a terminal, cut at its edge; elsewhere the whole paragraph."""
        if self.terminal and not self.plain:
            words.truncate(max(self.console.width - len(before), 1), overflow="ellipsis")
        self.write(words, before)

    def gap(self) -> None:
        """An empty line."""
        self.console.print()

    @contextmanager
    def status(self, words: str) -> Iterator[Status]:
        """A line that shows life while something is under way; for a screen reader it is said once."""
        if not self.terminal or self.plain:
            if self.plain and self.terminal:
                self.say(words)
            yield _Silent()
            return
        with self.console.status(Text(words), spinner="dots") as status:
            yield _Moving(status)

    @property
    def _lines(self) -> Lines:
        return Lines(self.console, plain=self.plain)


class _Silent:
    def update(self, words: str) -> None:
        """Nothing moves here."""


class _Moving:
    def __init__(self, status: object) -> None:
        self._status = status

    def update(self, words: str) -> None:
        """Say something else."""
        self._status.update(Text(words))  # type: ignore[attr-defined]
