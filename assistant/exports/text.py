"""The report for a terminal. Whatever came from outside is shown, never obeyed."""

from io import StringIO

from assistant.exports.coverage import Shortfall, examined, rule_limits, shortfalls
from assistant.exports.outline import Entry, Outline, Subject, outline
from assistant.exports.pen import Pen, console
from assistant.exports.plain import one_line, shortened
from assistant.exports.sayings import day, nothing_found, sentence_case, summary, vetoed
from assistant.exports.words import RELATION_WORDS, counted
from assistant.report import Report

_NARROWEST = 20
_REASON = 240
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
        self._advised: set[tuple[str, str]] = set()
        self._file = StringIO()
        self._pen = Pen(console(self._file, width, color=color), outlined, color=color)

    @property
    def text(self) -> str:
        """What was written, without blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._file.getvalue().splitlines()) + "\n"

    def write(self) -> None:
        report = self.report
        self._pen.line(f"Fact-check report {one_line(report.id)}", style="bold")
        self._pen.line(
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
        self._pen.heading("Summary")
        self._pen.line(summary(self.outlined), style="bold")

    def _coverage(self) -> None:
        short = shortfalls(self.report)
        if self.report.stages and self.report.status == "complete" and not short:
            return
        self._pen.heading(sentence_case(examined(self.report)), style="bold red")
        for shortfall in short:
            self._pen.line(
                self._shortfall(shortfall), indent=2, style=_STATUS_STYLES[shortfall.status or "failed"]
            )
            for why in shortfall.why:
                self._pen.line(one_line(why), indent=6)

    def _shortfall(self, shortfall: Shortfall) -> str:
        where = ", ".join(self._pen.name(a) if a else "all articles together" for a in shortfall.articles)
        by = f", by {one_line(shortfall.engine)}" if shortfall.engine else ""
        return f"{shortfall.told}{by}: {one_line(shortfall.stage)}, {where}"

    def _across(self) -> None:
        if not self.outlined.across:
            return
        self._pen.heading("Across articles and passages")
        for entry in self.outlined.across:
            self._entry(entry)

    def _subject(self, subject: Subject) -> None:
        article, report = subject.article, self.report
        outlet = f" · {one_line(article.outlet)}" if article.outlet else ""
        self._pen.heading(f"Article {subject.number}{outlet} · {subject.title}")
        if article.headline and one_line(article.headline) != subject.title:
            self._pen.line(one_line(article.headline), style="italic")
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
        self._pen.line(" · ".join(told), indent=2, style="dim")
        for entry in subject.entries:
            self._entry(entry)
        if not subject.entries:
            self._pen.line(nothing_found(subject), indent=2)

    def _entry(self, entry: Entry) -> None:
        advice = entry.finding.code, entry.finding.suggestion
        self._pen.entry(entry, advise=advice not in self._advised)
        self._advised.add(advice)

    def _corroboration(self) -> None:
        if not self.report.corroboration:
            return
        self._pen.heading("Corroboration")
        for shared in self.report.corroboration:
            names = ", ".join(self._pen.name(article) for article in shared.articles)
            upstream = ", ".join(self._pen.name(source) for source in shared.sources) or "none named"
            circle = " — circular: they lead to one source" if shared.circular else ""
            independent = counted(shared.independent, "independent upstream source")
            self._pen.line(f"{names}: {independent} ({upstream}){circle}", indent=2)
            self._pen.passages(shared.anchors)

    def _aside(self) -> None:
        if not self.outlined.aside:
            return
        self._pen.heading("Decided, and not counted")
        for entry in self.outlined.aside:
            self._entry(entry)

    def _other_relations(self) -> None:
        relations = self.outlined.other_relations
        if not relations:
            return
        self._pen.heading("Related passages that make no finding")
        for relation in relations:
            self._pen.line(f"{RELATION_WORDS[relation.kind]}: {one_line(relation.explanation)}", indent=2)
            if relation.vetoed:
                self._pen.line(vetoed(relation), indent=2)
            self._pen.passages(relation.anchors)

    def _rejected(self) -> None:
        if not self.report.rejected:
            return
        self._pen.heading("Rejected, and not in the report")
        counts: dict[tuple[str, str, str], int] = {}
        for item in self.report.rejected:
            where = self._pen.name(item.article) if item.article else "all articles"
            key = (one_line(item.stage), where, shortened(one_line(item.reason), _REASON))
            counts[key] = counts.get(key, 0) + 1
        for (stage, where, reason), count in counts.items():
            self._pen.line(f"{count} × {stage}, {where}: {reason}", indent=2)

    def _rules(self) -> None:
        limits = rule_limits(self.report)
        if not limits:
            return
        self._pen.heading("Rules not evaluated, or not on everything")
        for limit in limits:
            reach = (
                ", ".join(self._pen.name(article) for article in limit.articles) or "all articles together"
            )
            self._pen.line(f"{limit.told.upper()} on {reach}: {one_line(limit.why)}", indent=2)
            self._pen.line(one_line(" ".join(limit.codes)), indent=6)
