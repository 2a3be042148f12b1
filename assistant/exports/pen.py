"""A pen for the terminal: lines, quoted passages and findings, drawn alike in a report and in a conversation.

Whatever came from outside is shown, never obeyed.
"""

from collections.abc import Sequence
from typing import IO

from rich.console import Console
from rich.text import Text

from assistant.article import Anchor
from assistant.exports.outline import Entry, Outline, by_article
from assistant.exports.passages import Passage, passages
from assistant.exports.plain import one_line
from assistant.exports.sayings import decided
from assistant.exports.words import RELATION_WORDS, SEVERITY_SIGNS
from assistant.report import Severity

SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_NARROWEST = 10


def console(file: IO[str], width: int, *, color: bool) -> Console:
    """A console that writes what it is given and reads nothing into it. Colour only when asked for."""
    return Console(
        file=file,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


class Lines:
    """Writes paragraphs, wrapped to the console and without blanks at the ends of lines.

    `plain` is for a screen reader: paragraphs are not cut into lines.
    """

    def __init__(self, console: Console, *, plain: bool = False) -> None:
        self.console, self.plain = console, plain

    def line(self, words: str, indent: int = 0, style: str = "") -> None:
        """A paragraph, indented."""
        self.write(Text(words, style=style), Text(" " * indent))

    def heading(self, words: str, style: str = "bold") -> None:
        """A line with a blank one before it."""
        self.console.print()
        self.line(words, style=style)

    def write(self, words: Text, before: Text, *, hanging: bool = False) -> None:
        """A paragraph with something before its first line, and before each other one unless it is hanging."""
        room = max(self.console.width - before.cell_len, _NARROWEST)
        for line in [words] if self.plain else words.wrap(self.console, room):
            line.rstrip()
            self.console.print(before, line, sep="", soft_wrap=True)
            before = Text(" " * before.cell_len) if hanging else before


class Pen(Lines):
    """Writes about the articles of one report.

    Anchored words are styled in colour and stand in ⟦brackets⟧ without. `plain` also means no drawn signs.
    """

    def __init__(self, console: Console, outlined: Outline, *, color: bool, plain: bool = False) -> None:
        super().__init__(console, plain=plain)
        self.outlined, self.color = outlined, color

    def name(self, article: str) -> str:
        """What an article is called, by its id."""
        subject = self.outlined.by_article.get(article)
        return subject.name if subject else one_line(article)

    def entry(self, entry: Entry, *, advise: bool = True, number: int | None = None) -> None:
        """A finding with what it quotes, under its own number or another one."""
        finding = entry.finding
        head = Text("  ")
        head.append(f"{self.severity(finding.severity):<10}", style=SEVERITY_STYLES[finding.severity])
        head.append(f"{one_line(finding.code)} ", style="bold")
        head.append(one_line(finding.rule))
        if entry.relation is not None:
            head.append(f" · {RELATION_WORDS[entry.relation.kind]}")
        head.append(f"  [{number or entry.number}]", style="dim")
        self.console.print(Text("\n"), head, sep="", soft_wrap=False)
        if finding.decision.state != "open":
            self.line(decided(finding.decision), indent=4, style="bold")
        self.line(one_line(finding.message), indent=4)
        if entry.relation is not None and one_line(entry.relation.explanation) != one_line(finding.message):
            self.line(one_line(entry.relation.explanation), indent=4)
        self.passages(finding.anchors)
        if advise and finding.suggestion:
            self.line(f"→ {one_line(finding.suggestion)}", indent=4, style="italic")

    def severity(self, severity: Severity) -> str:
        """A severity with its sign."""
        return severity if self.plain else f"{SEVERITY_SIGNS[severity]} {severity}"

    def passages(self, anchors: Sequence[Anchor]) -> None:
        """The anchored words within their sentences, article by article."""
        grouped = by_article(anchors)
        for article, places in grouped.items():
            subject = self.outlined.by_article.get(article)
            for passage in passages(subject, places):
                where = subject.where(passage.anchors) if subject else "not in this check"
                name = f"{self.name(article)}, " if len(grouped) > 1 else ""
                self.line(f"{self._bar}{name}{where}:", indent=4, style="dim")
                self.quote(passage, indent=4)

    def quote(self, passage: Passage, indent: int) -> None:
        """One passage behind a bar."""
        words = Text()
        for piece, anchored in passage.pieces:
            shown = f"⟦{piece}⟧" if anchored and not self.color else piece
            words.append(shown, style="bold underline" if anchored else "")
        self.write(words, Text(" " * indent + self._bar, style="dim"))

    @property
    def _bar(self) -> str:
        return "" if self.plain else "│ "
