"""The first screen: what the articles claim, who stands behind it, what matters most, what was not examined."""

from collections.abc import Iterator

from rich.text import Text

from assistant.cli.chat import drawing
from assistant.cli.chat.screen import Screen
from assistant.cli.chat.work import Opened, Work
from assistant.exports.coverage import examined, rule_limits, shortfalls
from assistant.exports.pen import SEVERITY_STYLES
from assistant.exports.plain import one_line
from assistant.exports.sayings import day, found, sentence_case
from assistant.exports.words import SEVERITY_SIGNS, counted

_MOST_ARTICLES, _MOST_CLAIMS, _MOST_SOURCES, _MOST_FINDINGS = 4, 4, 3, 8
_FIXED = 12  # lines of our own, and those of the prompt with its completions and its toolbar
_ORDER = {"high": 0, "medium": 1, "low": 2}


def brief(work: Work) -> None:
    """Write the brief, no longer than the terminal is high. Numbers refer to its findings."""
    opened, screen = work.opened, work.screen
    articles = min(len(opened.outlined.subjects), _MOST_ARTICLES)
    limits = list(_unexamined(opened))[:2]
    left = max(5, screen.height - _FIXED - articles - len(limits))
    claims = min(_MOST_CLAIMS, max(1, left * 3 // 10))
    sources = min(_MOST_SOURCES, max(1, left * 2 // 10))
    findings = min(_MOST_FINDINGS, left - claims - sources)
    report = opened.report
    told = [
        f"Check {report.id[:8]}",
        counted(len(report.articles), "article"),
        report.status,
        day(report.created_at),
    ]
    screen.row(Text(" · ".join(told), style="bold"))
    _articles(screen, opened, articles)
    _claims(screen, opened, claims)
    _sources(screen, opened, sources)
    _findings(work, opened, findings)
    screen.row(Text(sentence_case(examined(report)), style="bold"))
    for limit in limits:
        screen.row(Text(limit), "  ")
    screen.row(Text("Ask in plain words, or /help for the commands.", style="dim"))


def _articles(screen: Screen, opened: Opened, most: int) -> None:
    for subject in opened.outlined.subjects[:most]:
        article = subject.article
        told = [
            subject.title,
            one_line(article.outlet or ""),
            day(article.published_at) if article.published_at else "no date",
            counted(len(article.sentences), "sentence"),
        ]
        screen.row(Text(" · ".join(filter(None, told))), f"  {subject.number}  ")
    if (more := len(opened.outlined.subjects) - most) > 0:
        screen.row(Text(f"and {counted(more, 'article')} more"), "     ")


def _claims(screen: Screen, opened: Opened, most: int) -> None:
    report = opened.report
    shared = {id_ for one in report.corroboration for id_ in one.claims}
    shared |= {id_ for relation in report.relations for id_ in relation.claims}
    claims = sorted(report.claims, key=lambda claim: (_ORDER[claim.priority], claim.id not in shared))
    urgent = sum(claim.priority == "high" for claim in claims)
    screen.row(Text(f"They claim: {counted(len(claims), 'claim')}, {urgent} to check first", style="bold"))
    for claim in claims[:most]:
        words = Text(f"{drawing.where(opened, claim.anchors)} ", style="cyan")
        words.append(one_line(claim.statement), style="not bold default")
        screen.row(words, "  ")


def _sources(screen: Screen, opened: Opened, most: int) -> None:
    known = (node for node in opened.graph.nodes if node.kind != "none")
    nodes = sorted(known, key=lambda node: (-len(node.uses), -node.count, node.number))
    unnamed = sum(node.unnamed for node in nodes)
    circular = sum(shared.circular for shared in opened.report.corroboration)
    told = f"Behind it: {counted(len(nodes), 'source')}, {unnamed} unnamed"
    told += (
        f"; {counted(circular, 'claim')} shared by articles with one source behind them" if circular else ""
    )
    screen.row(Text(told, style="bold"))
    for node in nodes[:most]:
        far = opened.graph.behind(node)
        passes = f", which passes on {', '.join(other.label for other in far)}" if far else ""
        screen.row(Text(f"{node.label} ({counted(node.count, 'statement')}){passes}"), "  ")


def _findings(work: Work, opened: Opened, most: int) -> None:
    entries = opened.outlined.entries
    ranked = sorted(entries, key=lambda entry: list(SEVERITY_SIGNS).index(entry.finding.severity))
    screen = work.screen
    screen.row(Text(f"What matters most: {found(entries)}", style="bold"))
    work.list(ranked[:most])
    for number, entry in enumerate(ranked[:most], 1):
        finding = entry.finding
        sign = finding.severity if screen.plain else SEVERITY_SIGNS[finding.severity]
        words = Text(f"{sign} {finding.code} ", style=SEVERITY_STYLES[finding.severity])
        words.append(f"{drawing.where(opened, finding.anchors)} ", style="not bold cyan")
        words.append(one_line(finding.message), style="not bold default")
        screen.row(words, f"{number:>3}  ")


def _unexamined(opened: Opened) -> Iterator[str]:
    for short in shortfalls(opened.report):
        why = f": {one_line(short.why[0])}" if short.why else ""
        yield f"{one_line(short.stage)} {short.told}{why}"
    for limit in rule_limits(opened.report):
        yield f"{limit.told}: {' '.join(limit.codes)}: {one_line(limit.why)}"
