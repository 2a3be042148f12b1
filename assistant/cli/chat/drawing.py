"""Findings, claims, sources and relations in a line or two, as a reviewer reads them."""

from collections.abc import Iterable

from rich.text import Text

from assistant.article import Anchor
from assistant.cli.chat.screen import Screen
from assistant.cli.chat.work import Opened
from assistant.conversation.events import Cite
from assistant.conversation.facets import cites, credited
from assistant.exports.outline import Entry
from assistant.exports.pen import SEVERITY_STYLES
from assistant.exports.plain import one_line
from assistant.exports.sayings import decided
from assistant.exports.upstream import SourceNode
from assistant.exports.words import RELATION_WORDS, SEVERITY_SIGNS, SOURCE_WORDS, counted
from assistant.report import Claim, Relation

PRIORITY_STYLES = {"high": "bold red", "medium": "yellow", "low": "dim"}


def cited(found: Iterable[Cite]) -> str:
    """Where something stands: `[1:3] [2:0]`, each sentence once."""
    return " ".join(f"[{cite}]" for cite in dict.fromkeys(found))


def where(opened: Opened, anchors: Iterable[Anchor]) -> str:
    """Where anchors stand."""
    return cited(cites(opened.outlined, *anchors))


def entry_line(screen: Screen, opened: Opened, entry: Entry, number: int, before: str = "") -> None:
    """A finding: severity, code, places, what is wrong, and what was decided."""
    finding = entry.finding
    words = Text()
    sign = "" if screen.plain else f"{SEVERITY_SIGNS[finding.severity]} "
    words.append(f"{sign}{finding.severity} ", style=SEVERITY_STYLES[finding.severity])
    words.append(f"{one_line(finding.code)} {one_line(finding.rule)} ", style="bold")
    words.append(f"{where(opened, finding.anchors)} ", style="cyan")
    words.append(one_line(finding.message))
    if finding.decision.state != "open":
        words.append(f" — {decided(finding.decision)}", style="bold")
    screen.write(words, before + _numbered(number))


def claim_line(screen: Screen, opened: Opened, claim: Claim, number: int) -> None:
    """A claim: how urgent, where, what, and who stands behind it."""
    words = Text()
    words.append(f"{claim.priority} ", style=PRIORITY_STYLES[claim.priority])
    words.append(f"{where(opened, claim.anchors)} ", style="cyan")
    words.append(one_line(claim.statement))
    words.append(f" — {behind(opened, claim)}", style="dim")
    screen.write(words, _numbered(number))


def behind(opened: Opened, claim: Claim) -> str:
    """Who a claim is credited to."""
    known = next((a for a in opened.report.attributions if a.id and a.id == claim.attribution), None)
    return credited(known) if known else "in the reporter's own voice"


def source_line(screen: Screen, opened: Opened, node: SourceNode, number: int) -> None:
    """A source: what it is, how much rests on it, where, and whom it passes on."""
    words = Text()
    words.append(node.label, style="bold" if not node.unnamed else "yellow")
    told = [SOURCE_WORDS[node.kind], *([node.title] if node.title else [])]
    places = [n.number for n in opened.outlined.subjects if n.article.id in node.uses]
    told.append(f"{counted(node.count, 'statement')} in article{'s' * (len(places) > 1)} {_listed(places)}")
    words.append(f" — {', '.join(told)}")
    if far := opened.graph.behind(node):
        words.append(f"; passes on {', '.join(other.label for other in far)}")
    if node.unnamed:
        words.append(f"; why not named: {'; '.join(node.reasons) or 'no reason is given'}", style="yellow")
    screen.write(words, _numbered(number))


def relation_line(screen: Screen, opened: Opened, relation: Relation, number: int) -> None:
    """A relation: its kind, where, and what differs."""
    words = Text()
    words.append(f"{RELATION_WORDS[relation.kind]} ", style="bold")
    words.append(f"{where(opened, relation.anchors)} ", style="cyan")
    words.append(one_line(relation.explanation))
    if relation.vetoed:
        words.append(f" — set aside by the model: {one_line(relation.vetoed.reason)}", style="dim")
    screen.write(words, _numbered(number))


def _numbered(number: int) -> str:
    return f"{number:>3}  "


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
