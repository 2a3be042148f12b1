"""The report for a terminal. Whatever came from outside is shown, never obeyed."""

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.article import Anchor
from assistant.exports.coverage import Shortfall, examined, rule_limits, shortfalls
from assistant.exports.outline import Entry, Outline, Subject, by_article, outline
from assistant.exports.passages import Passage, passages
from assistant.exports.plain import one_line, shortened
from assistant.exports.sayings import day, decided, nothing_found, sentence_case, summary, vetoed
from assistant.exports.words import RELATION_WORDS, SEVERITY_SIGNS, counted
from assistant.report import Report

_NARROWEST = 20
_REASON = 240
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_STATUS_STYLES = {"ok": "green", "partial": "yellow", "failed": "bold red", "skipped": "dim"}


def to_text(report: Report, width: int = 100, *, color: bool = False) -> str:
    """The report as text of at most `width` columns. Colour is added only when asked for."""
    page = _Page(outline(report), max(width, _NARROWEST), color=color)
    page.write()
    return page.text


class _Page:
    def __init__(self, outlined: Outline, width: int, *, color: bool) -> None:
        self.outlined = outlined
        self.report = outlined.report
        self.color = color
        self._advised: set[tuple[str, str]] = set()
        self._file = StringIO()
        self._console = Console(
            file=self._file,
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

    @property
    def text(self) -> str:
        """What was written, without blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._file.getvalue().splitlines()) + "\n"

    def write(self) -> None:
        report = self.report
        self._line(f"Fact-check report {one_line(report.id)}", style="bold")
        self._line(
            f"{day(report.created_at)}, {report.created_at:%H:%M %Z} · check {report.status}".replace(
                "  ", " "
            )
        )
        self._coverage()
        self._across()
        for subject in self.outlined.subjects:
            self._subject(subject)
        self._corroboration()
        self._aside()
        self._other_relations()
        self._rejected()
        self._rules()
        self._heading("Summary")
        self._line(summary(self.outlined), style="bold")

    def _coverage(self) -> None:
        short = shortfalls(self.report)
        if self.report.stages and self.report.status == "complete" and not short:
            return
        self._heading(sentence_case(examined(self.report)), style="bold red")
        for shortfall in short:
            self._line(
                self._shortfall(shortfall), indent=2, style=_STATUS_STYLES[shortfall.status or "failed"]
            )
            for why in shortfall.why:
                self._line(one_line(why), indent=6)

    def _shortfall(self, shortfall: Shortfall) -> str:
        where = ", ".join(self._name(a) if a else "all articles together" for a in shortfall.articles)
        by = f", by {one_line(shortfall.engine)}" if shortfall.engine else ""
        return f"{shortfall.told}{by}: {one_line(shortfall.stage)}, {where}"

    def _across(self) -> None:
        if not self.outlined.across:
            return
        self._heading("Across articles and passages")
        for entry in self.outlined.across:
            self._entry(entry)

    def _subject(self, subject: Subject) -> None:
        article, report = subject.article, self.report
        outlet = f" · {one_line(article.outlet)}" if article.outlet else ""
        self._heading(f"Article {subject.number}{outlet} · {subject.title}")
        if article.headline and one_line(article.headline) != subject.title:
            self._line(one_line(article.headline), style="italic")
        claims = [claim for claim in report.claims if claim.article == article.id]
        credited = [a for a in report.attributions if a.article == article.id]
        urgent = sum(claim.priority == "high" for claim in claims)
        told = [
            *(["from the archive"] if article.role == "archive" else []),
            day(article.published_at) if article.published_at else "no date",
            one_line(article.language or "language unknown"),
            counted(len(article.sentences), "sentence"),
            f"{counted(len(claims), 'claim')}, {urgent} to check first",
            counted(len(credited), "attribution"),
        ]
        self._line(" · ".join(told), indent=2, style="dim")
        for entry in subject.entries:
            self._entry(entry)
        if not subject.entries:
            self._line(nothing_found(subject), indent=2)

    def _entry(self, entry: Entry) -> None:
        finding = entry.finding
        head = Text("  ")
        sign = f"{SEVERITY_SIGNS[finding.severity]} {finding.severity}"
        head.append(f"{sign:<10}", style=_STYLES[finding.severity])
        head.append(f"{one_line(finding.code)} ", style="bold")
        head.append(one_line(finding.rule))
        if entry.relation is not None:
            head.append(f" · {RELATION_WORDS[entry.relation.kind]}")
        head.append(f"  [{entry.number}]", style="dim")
        self._console.print(Text("\n"), head, sep="", soft_wrap=False)
        if finding.decision.state != "open":
            self._line(decided(finding.decision), indent=4, style="bold")
        self._line(one_line(finding.message), indent=4)
        if entry.relation is not None and one_line(entry.relation.explanation) != one_line(finding.message):
            self._line(one_line(entry.relation.explanation), indent=4)
        self._passages(finding.anchors)
        advice = (finding.code, finding.suggestion)
        if finding.suggestion and advice not in self._advised:
            self._advised.add(advice)
            self._line(f"→ {one_line(finding.suggestion)}", indent=4, style="italic")

    def _passages(self, anchors: Sequence[Anchor]) -> None:
        grouped = by_article(anchors)
        for article, places in grouped.items():
            subject = self.outlined.by_article.get(article)
            for passage in passages(subject, places):
                where = subject.where(passage.anchors) if subject else "not in this check"
                name = f"{self._name(article)}, " if len(grouped) > 1 else ""
                self._line(f"│ {name}{where}:", indent=4, style="dim")
                self._quote(passage, indent=4)

    def _quote(self, passage: Passage, indent: int) -> None:
        """The anchored words within their sentences: styled in colour, in ⟦brackets⟧ without."""
        words = Text()
        for piece, anchored in passage.pieces:
            shown = f"⟦{piece}⟧" if anchored and not self.color else piece
            words.append(shown, style="bold underline" if anchored else "")
        for line in words.wrap(self._console, max(self._console.width - indent - 2, _NARROWEST // 2)):
            line.rstrip()
            self._console.print(Text(" " * indent + "│ ", style="dim"), line, sep="", soft_wrap=True)

    def _corroboration(self) -> None:
        if not self.report.corroboration:
            return
        self._heading("Corroboration")
        for shared in self.report.corroboration:
            names = ", ".join(self._name(article) for article in shared.articles)
            upstream = ", ".join(self._name(source) for source in shared.sources) or "none named"
            circle = " — circular: they lead to one source" if shared.circular else ""
            independent = counted(shared.independent, "independent upstream source")
            self._line(f"{names}: {independent} ({upstream}){circle}", indent=2)
            self._passages(shared.anchors)

    def _aside(self) -> None:
        if not self.outlined.aside:
            return
        self._heading("Decided, and not counted")
        for entry in self.outlined.aside:
            self._entry(entry)

    def _other_relations(self) -> None:
        relations = self.outlined.other_relations
        if not relations:
            return
        self._heading("Related passages that make no finding")
        for relation in relations:
            self._line(f"{RELATION_WORDS[relation.kind]}: {one_line(relation.explanation)}", indent=2)
            if relation.vetoed:
                self._line(vetoed(relation), indent=2)
            self._passages(relation.anchors)

    def _rejected(self) -> None:
        if not self.report.rejected:
            return
        self._heading("Rejected, and not in the report")
        counts: dict[tuple[str, str, str], int] = {}
        for item in self.report.rejected:
            where = self._name(item.article) if item.article else "all articles"
            key = (one_line(item.stage), where, shortened(one_line(item.reason), _REASON))
            counts[key] = counts.get(key, 0) + 1
        for (stage, where, reason), count in counts.items():
            self._line(f"{count} × {stage}, {where}: {reason}", indent=2)

    def _rules(self) -> None:
        limits = rule_limits(self.report)
        if not limits:
            return
        self._heading("Rules not evaluated, or not on everything")
        for limit in limits:
            reach = ", ".join(self._name(article) for article in limit.articles) or "all articles together"
            self._line(f"{limit.told.upper()} on {reach}: {one_line(limit.why)}", indent=2)
            self._line(one_line(" ".join(limit.codes)), indent=6)

    def _name(self, article: str) -> str:
        subject = self.outlined.by_article.get(article)
        return subject.name if subject else one_line(article)

    def _heading(self, words: str, style: str = "bold") -> None:
        self._console.print()
        self._line(words, style=style)

    def _line(self, words: str, indent: int = 0, style: str = "") -> None:
        self._console.print(Padding(Text(words, style=style), (0, 0, 0, indent)))
