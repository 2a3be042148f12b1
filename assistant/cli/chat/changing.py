"""Commands that check again: with another text, other stages, another model or another policy.

A report never changes, so each makes a new check and goes on with that one. Decisions are remembered by
the finding's fingerprint and come along.
"""

import asyncio
import os
import shlex
import subprocess
import tempfile
from collections.abc import Awaitable
from functools import partial
from pathlib import Path

from rich.text import Text

from assistant.cli.chat import drawing, keys
from assistant.cli.chat.commands import number
from assistant.cli.chat.work import Opened, Step, Work
from assistant.conversation.protocol import Changes, compared_with, sent, submitted
from assistant.errors import InputError
from assistant.exports.coverage import examined
from assistant.exports.outline import SEVERITIES, Entry
from assistant.exports.words import counted
from assistant.policy import Policy
from assistant.report import Report

OFF = "off"


async def edit(work: Work, rest: str) -> None:
    """Edit an article's text, in $EDITOR or from a file, and check the story again."""
    opened = work.opened
    n, file = number(rest) if rest.strip() else (1, "")
    article = opened.article(n).article
    if article.role != "submitted":
        raise InputError(f"article {n} is from the archive; it is edited where it was checked")
    before = sent(article).text or ""
    text = _of_file(file) if file else await _in_editor(work, before)
    if text == before:
        work.screen.say("The text is as it was; nothing was checked.")
        return
    story = [sent(a, text if a.id == article.id else None) for a in submitted(opened.report)]
    checked = work.conversation.check(story, work.changes, compared_with(opened.report))
    await _go_on(work, checked, f"the edit of article {n}")


async def rerun(work: Work, rest: str) -> None:
    """Check the same articles again: whole, or only some stages and what they need."""
    known = dict.fromkeys(trace.name for trace in work.opened.report.stages)
    wanted = tuple(rest.replace(",", " ").split())
    for name in wanted:
        if name not in known:
            raise InputError(f"expected one of the stages {', '.join(known)}, got {name!r}")
    changes = work.changes.model_copy(update={"stages": wanted or None})
    await _go_on(work, work.conversation.again(work.opened.report, changes), "the rerun")
    if wanted:
        work.screen.say(f"Only {', '.join(wanted)} and what it needs: /undo goes back to the whole check.")


async def model(work: Work, rest: str) -> None:
    """Choose the model for questions and reruns from now on; without a name, list the models."""
    name, before = rest.strip(), work.changes
    choices = await work.conversation.models()
    current = before.model or next((choice.alias for choice in choices if choice.default), "")
    if not name:
        for choice in choices:
            mark = "in use" if choice.alias == current else ""
            work.screen.say(f"  {choice.alias}  {', '.join(choice.models)}  {mark}".rstrip())
        return
    _demand_known(name, [choice.alias for choice in choices])
    work.changes = before.model_copy(update={"model": name})
    work.steps.append(Step(f"model {name}", partial(_set_changes, work, before)))
    work.screen.say(f"Questions and reruns use {name} now; /rerun checks again with it, /compare shows both.")


async def compare(work: Work, rest: str) -> None:
    """Check with another model too, and list both checks' findings side by side."""
    name = rest.strip()
    _demand_known(name, [choice.alias for choice in await work.conversation.models()])
    here = work.opened
    with work.screen.status(f"checking with {name} too"):
        report = await work.conversation.again(here.report, work.changes.model_copy(update={"model": name}))
    there = Opened(report)
    mine = {entry.finding.fingerprint for entry in here.entries}
    theirs = {entry.finding.fingerprint for entry in there.entries}
    both: list[Entry] = [*here.entries, *(e for e in there.entries if e.finding.fingerprint not in mine)]
    both.sort(key=lambda e: SEVERITIES.index(e.finding.severity))
    work.list(both)
    work.screen.say(
        f"A  check {here.report.id[:8]}, {engines(here.report)}; {examined(here.report)}", style="bold"
    )
    work.screen.say(f"B  check {report.id[:8]}, {engines(report)}; {examined(report)}", style="bold")
    for n, entry in enumerate(both, 1):
        mark = entry.finding.fingerprint
        sides = f"{'A' if mark in mine else '-'} {'B' if mark in theirs else '-'}"
        drawing.entry_line(work.screen, here, entry, n, before=f"{sides}  ")
    shared = len(mine & theirs)
    work.screen.say(f"{shared} in both, {len(mine) - shared} only in A, {len(theirs) - shared} only in B.")


async def policy(work: Work, rest: str) -> None:
    """Show the rules as the desk holds them, or hold one differently and check again, at no model's cost."""
    words = rest.split()
    now = work.changes.policy or await work.conversation.policy()
    cards = await work.cards()
    if not words:
        for card in cards.values():
            held = now.severity.get(card.code, card.severity) if now.selects(card.code) else OFF
            work.screen.write(Text(f"{held:<8} {card.code} {card.name}: {card.when}"), "  ")
        work.screen.say(
            "/policy SRC009 off, or error, warning, info: for this conversation, and checked again."
        )
        return
    if len(words) != 2 or words[0].upper() not in cards or words[1] not in {*SEVERITIES, OFF}:
        raise InputError(
            f"expected the code of a rule and error, warning, info or off, got {rest.strip()[:60]!r}"
        )
    changes = work.changes.model_copy(update={"policy": _held(now, words[0].upper(), words[1])})
    await _go_on(
        work, work.conversation.again(work.opened.report, changes), f"the policy {rest.strip()}", changes
    )


async def open_(work: Work, rest: str) -> None:
    """Go on with another check, by its number in the list or its id."""
    from assistant.cli.chat.brief import brief
    from assistant.cli.chat.opening import opened_by

    report = await opened_by(work, rest.strip())
    await work.show(report)
    work.list(())
    work.question = ""
    brief(work)


def engines(report: Report) -> str:
    """Which engines a report's stages were answered by."""
    return ", ".join(dict.fromkeys(trace.engine for trace in report.stages))


async def _go_on(work: Work, making: Awaitable[Report], told: str, changes: Changes | None = None) -> None:
    """Make a check and go on with it, saying what has changed; it can be undone."""
    before, kept = work.opened, work.changes
    with work.screen.status("checking again"):
        report = await making
    work.changes = changes or kept
    work.steps.append(Step(told, partial(_back, work, before.report, kept)))
    _tell(work, before, await work.show(report))


def _tell(work: Work, before: Opened, after: Opened) -> None:
    """What has changed; what was not looked for is never told as gone."""
    then = {entry.finding.fingerprint: entry for entry in before.entries}
    now = {entry.finding.fingerprint: entry for entry in after.entries}
    fresh = [entry for mark, entry in now.items() if mark not in then]
    missing = [entry for mark, entry in then.items() if mark not in now]
    short = {status.code for status in after.report.rules if status.status != "evaluated" or status.why}
    evaluated = {status.code for status in after.report.rules} - short
    gone = [entry for entry in missing if entry.finding.code in evaluated]
    unasked = dict.fromkeys(entry.finding.code for entry in missing if entry.finding.code not in evaluated)
    work.screen.say(
        f"Check {after.report.id[:8]}: {counted(len(fresh), 'new finding')}, {len(gone)} gone, "
        f"{len(now) - len(fresh)} as before; {examined(after.report)}.",
        style="bold",
    )
    work.list(fresh)
    for n, entry in enumerate(fresh, 1):
        drawing.entry_line(work.screen, after, entry, n)
    for entry in gone:
        finding = entry.finding
        told = f"{finding.code} {finding.rule} {drawing.where(before, finding.anchors)} {finding.message}"
        work.screen.say(f"gone: {told}", style="dim")
    if unasked:
        many = counted(len(missing) - len(gone), "finding")
        work.screen.say(
            f"Not looked for, or not everywhere, in this check: {many} of before, {', '.join(unasked)}.",
            style="bold",
        )


async def _back(work: Work, report: Report, changes: Changes) -> None:
    work.changes = changes
    work.list(())
    await work.show(report)


async def _set_changes(work: Work, changes: Changes) -> None:
    work.changes = changes


def _demand_known(name: str, aliases: list[str]) -> None:
    if name not in aliases:
        raise InputError(f"expected one of the models {', '.join(aliases)}, got {name[:60]!r}")


def _held(policy: Policy, code: str, severity: str) -> Policy:
    """The policy with one rule held differently."""
    ignore = tuple(prefix for prefix in policy.ignore if prefix != code)
    if severity == OFF:
        return policy.model_copy(update={"ignore": (*ignore, code)})
    select = (
        policy.select
        if policy.model_copy(update={"ignore": ignore}).selects(code)
        else (*policy.select, code)
    )
    held = {**policy.severity, code: severity}
    return policy.model_copy(update={"ignore": ignore, "select": select, "severity": held})


def _of_file(file: str) -> str:
    from assistant.files import read

    articles, errors = read([Path(file).expanduser()])
    for error in errors:
        raise error
    return sent(articles[0]).text or ""


async def _in_editor(work: Work, text: str) -> str:
    """The text as it comes back from the editor."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not work.screen.terminal:
        raise InputError(
            "expected $EDITOR to be set, at a terminal; or give a file, as in /edit 1 corrected.txt"
        )
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        file = Path(folder) / "article.txt"
        file.write_text(text, "utf-8")
        command = [*shlex.split(editor), str(file)]
        try:
            with keys.edited():
                ended = await asyncio.to_thread(subprocess.run, command, check=False)
        except OSError as error:
            raise InputError(f"$EDITOR {editor}: it cannot be started: {error.strerror}") from None
        if ended.returncode:
            raise InputError(f"$EDITOR {editor} ended with {ended.returncode}; the text was not taken")
        return file.read_text("utf-8")
