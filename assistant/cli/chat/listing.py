"""Commands that list: numbers refer to what they listed last."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant.cli.chat import drawing
from assistant.cli.chat.screen import Screen
from assistant.cli.chat.work import Item, Opened, Work
from assistant.errors import InputError
from assistant.exports.coverage import examined
from assistant.exports.outline import SEVERITIES, Entry
from assistant.exports.plain import one_line, shortened
from assistant.exports.sayings import day, found, sentence_case
from assistant.exports.words import counted

T = TypeVar("T", bound=Item)
MOST_CHECKS = 15
_ORDER = {"high": 0, "medium": 1, "low": 2}
_STATES = ("open", "confirmed", "dismissed", "waived")


async def claims(work: Work, rest: str) -> None:
    """List the claims, the most urgent first."""
    wanted = rest.split()
    for word in wanted:
        if word not in _ORDER:
            raise InputError(f"expected high, medium or low, got {word!r}")
    kept = [claim for claim in work.opened.report.claims if not wanted or claim.priority in wanted]
    kept.sort(key=lambda claim: _ORDER[claim.priority])
    _list(work, kept, counted(len(kept), "claim"), drawing.claim_line)


async def sources(work: Work, _: str) -> None:
    """List who stands behind the articles, those with the most first."""
    nodes = sorted(work.opened.graph.nodes, key=lambda node: (-len(node.uses), -node.count, node.number))
    unnamed = sum(node.unnamed for node in nodes)
    head = f"{counted(len(nodes), 'source')}, {unnamed} of them unnamed"
    _list(work, nodes, head, drawing.source_line)


async def findings(work: Work, rest: str) -> None:
    """List the findings, the worst first; those decided away come last."""
    entries = work.opened.entries
    for word in rest.split():
        entries = _narrowed(entries, word)
    head = sentence_case(found(entries))
    _list(work, entries, head, drawing.entry_line)


async def conflicts(work: Work, _: str) -> None:
    """List where the articles differ, with a finding or without."""
    relations = [relation for relation in work.opened.report.relations if relation.kind != "agreement"]
    head = f"Articles or passages differ in {counted(len(relations), 'place')}"
    _list(work, relations, head, drawing.relation_line)


async def checks(work: Work, _: str) -> None:
    """List the newest checks."""
    kept = await work.conversation.recent(MOST_CHECKS)
    work.list(kept)
    if not kept:
        work.screen.say("No check is kept yet. `factcheck chat ARTICLE...` makes one.")
        return
    work.screen.say("The newest checks; /open with a number goes on with one.", style="bold")
    for number, check in enumerate(kept, 1):
        names = (
            " + ".join(shortened(one_line(name), 48) for name in check.headlines) or "(its text was removed)"
        )
        at = f"{day(check.created_at)}, {check.created_at:%H:%M}"
        work.screen.say(f"{number:>3}  {check.id[:8]}  {at}  {check.status}  {names}")


def _narrowed(entries: Sequence[Entry], word: str) -> tuple[Entry, ...]:
    low = word.lower()
    if low in SEVERITIES:
        return tuple(entry for entry in entries if entry.finding.severity == low)
    if low in _STATES:
        return tuple(entry for entry in entries if entry.finding.decision.state == low)
    kept = tuple(entry for entry in entries if entry.finding.code.startswith(word.upper()))
    if not kept:
        raise InputError(
            f"expected a severity, a state ({', '.join(_STATES)}) or the code of a finding that is there, got {word!r}"
        )
    return kept


def _list(work: Work, items: Sequence[T], head: str, draw: Callable[[Screen, Opened, T, int], None]) -> None:
    """Write the items under numbers, and whether everything was examined, or silence would say too much."""
    work.list(items)
    work.screen.say(f"{head}; {examined(work.opened.report)}", style="bold")
    for number, item in enumerate(items, 1):
        draw(work.screen, work.opened, item, number)
