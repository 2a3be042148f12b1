"""The report in the order in which a reader needs it. Text and page are both drawn from this."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.article import Anchor, Article, Sentence
from assistant.exports.plain import one_line, shortened
from assistant.report import Finding, Relation, Report, Severity, Trace

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_NAME = 48


@dataclass(frozen=True)
class Entry:
    """A finding with its number in the report, and the relation it is about when there is one."""

    number: int
    finding: Finding
    relation: Relation | None = None

    @property
    def counts(self) -> bool:
        """Whether it is open or confirmed; what was waived or dismissed is shown apart."""
        return self.finding.decision.state in {"open", "confirmed"}


@dataclass(frozen=True)
class Subject:
    """One article with its number in the check, what was found in it alone, and how it was examined."""

    number: int
    article: Article
    name: str
    entries: tuple[Entry, ...]
    traces: tuple[Trace, ...]

    @property
    def label(self) -> str:
        """Number and outlet, for where the name alone does not say which article it is."""
        if not self.article.outlet:
            return self.name
        archived = ", archive" if self.article.role == "archive" else ""
        return f"{self.number} {one_line(self.article.outlet)}{archived}"

    @property
    def title(self) -> str:
        """The headline, else the first words, on one line."""
        begins = next((s.start for s in self.article.sentences if s.part == "text"), 0)
        return (
            one_line(self.article.headline or "")
            or shortened(one_line(self.article.text[begins : begins + 200]), 80)
            or "(no text)"
        )

    def sentences_at(self, anchor: Anchor) -> list[Sentence]:
        """The sentences that the anchor touches, in order."""
        starts, ends, sentences = self._bounds[anchor.part]
        return sentences[bisect_right(ends, anchor.start) : bisect_left(starts, anchor.end)]

    def where(self, anchors: Iterable[Anchor]) -> str:
        """Where in the article the anchors stand: "headline", "sentence 4", "sentences 4 and 7"."""
        numbers = sorted({sentence.n for anchor in anchors for sentence in self.sentences_at(anchor)})
        body = [str(n) for n in numbers if n]
        listed = " and ".join([", ".join(body[:-1]), body[-1]] if len(body) > 1 else body)
        told = [f"sentence{'s' if len(body) > 1 else ''} {listed}"] if body else []
        return ", ".join((["headline"] if 0 in numbers else []) + told)

    @cached_property
    def _bounds(self) -> Mapping[str, tuple[list[int], list[int], list[Sentence]]]:
        parts: dict[str, list[Sentence]] = {"text": [], "headline": []}
        for sentence in sorted(self.article.sentences, key=lambda s: s.start):
            parts[sentence.part].append(sentence)
        return {
            part: ([s.start for s in found], [s.end for s in found], found) for part, found in parts.items()
        }


@dataclass(frozen=True)
class Outline:
    """Findings across articles or between two places, findings of each article, and what was decided away."""

    report: Report
    subjects: tuple[Subject, ...]
    across: tuple[Entry, ...]
    aside: tuple[Entry, ...]

    @cached_property
    def by_article(self) -> Mapping[str, Subject]:
        """Each article's subject, by the article's id."""
        return {subject.article.id: subject for subject in self.subjects}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every finding that counts, in order of its number."""
        return (*self.across, *(entry for subject in self.subjects for entry in subject.entries))

    @property
    def other_relations(self) -> tuple[Relation, ...]:
        """The relations that no finding speaks of, agreements left out: disputes, vetoed and ignored ones."""
        told = {finding.relation for finding in self.report.findings}
        return tuple(r for r in self.report.relations if r.id not in told and r.kind != "agreement")


def outline(report: Report) -> Outline:
    """Order the report for a reader: the worst first, then as the articles run."""
    order = {article.id: n for n, article in enumerate(report.articles)}
    relations = {relation.id: relation for relation in report.relations}
    ranked = sorted(report.findings, key=lambda finding: _rank(finding, order))
    groups: dict[int, list[Finding]] = {n: [] for n in range(-1, len(order) + 1)}
    for finding in ranked:
        groups[_group(finding, order)].append(finding)
    numbers = iter(range(1, len(ranked) + 1))

    def entries(group: int) -> tuple[Entry, ...]:
        return tuple(
            Entry(next(numbers), finding, relations.get(finding.relation or "")) for finding in groups[group]
        )

    across = entries(-1)
    names = _names(report.articles)
    subjects = tuple(
        Subject(
            number=n + 1,
            article=article,
            name=names[n],
            entries=entries(n),
            traces=tuple(trace for trace in report.stages if trace.article == article.id),
        )
        for n, article in enumerate(report.articles)
    )
    return Outline(report, subjects, across, entries(len(order)))


def by_article(anchors: Iterable[Anchor]) -> dict[str, list[Anchor]]:
    """The anchors of each article, in the order of first mention."""
    grouped: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        grouped.setdefault(anchor.article, []).append(anchor)
    return grouped


def _rank(finding: Finding, order: Mapping[str, int]) -> tuple[int, list[tuple[int, bool, int, int]], str]:
    places = [(order.get(a.article, -1), a.part == "text", a.start, a.end) for a in finding.anchors]
    return SEVERITIES.index(finding.severity), places, finding.code


def _group(finding: Finding, order: Mapping[str, int]) -> int:
    """-1 across articles or places, an article's place, or past the last for what was decided away."""
    if finding.decision.state not in {"open", "confirmed"}:
        return len(order)
    articles = {anchor.article for anchor in finding.anchors}
    if finding.relation is not None or len(articles) != 1:
        return -1
    return order.get(articles.pop(), -1)


def _names(articles: Sequence[Article]) -> list[str]:
    """A short name for each article: its outlet, numbered where another has the same, or a number.

    One from the archive says so.
    """
    outlets = [shortened(one_line(article.outlet or ""), _NAME) for article in articles]
    often = Counter(outlets)
    names = [
        outlet if outlet and often[outlet] == 1 else f"{outlet} ({n})" if outlet else f"Article {n}"
        for n, outlet in enumerate(outlets, start=1)
    ]
    return [
        f"{name}, archive" if article.role == "archive" else name
        for name, article in zip(names, articles, strict=True)
    ]
