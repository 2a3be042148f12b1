"""Commands that decide. Each decision is kept before the next line is read; a step back is a decision too."""

from functools import partial

from assistant.cli.chat.commands import numbers
from assistant.cli.chat.work import NOUNS, Step, Work
from assistant.decisions import ReviewState
from assistant.errors import InputError
from assistant.exports.outline import Entry
from assistant.exports.plain import one_line
from assistant.report import Decision, Finding, Report


async def confirm(work: Work, rest: str) -> None:
    """Confirm findings: they stand."""
    wanted, reason = numbers(rest)
    await _decide(work, wanted, "confirmed", reason or None)


async def dismiss(work: Work, rest: str) -> None:
    """Dismiss findings, with the reason: they are no problem here."""
    wanted, reason = numbers(rest)
    if not reason:
        raise InputError("expected the reason after the number, as in /dismiss 7 the desk knows the source")
    await _decide(work, wanted, "dismissed", reason)


async def note(work: Work, rest: str) -> None:
    """Write a note to a finding."""
    wanted, comment = numbers(rest)
    if not comment:
        raise InputError(
            "expected the note after the number, as in /note 7 asked the ministry, no answer yet"
        )
    report = work.opened.report
    for n, entry in _entries(work, wanted):
        mark = entry.finding.fingerprint
        await work.conversation.review(report, mark, comment=comment)
        withdrawn = "The note before this one is withdrawn."
        undo = partial(work.conversation.review, report, mark, comment=withdrawn)
        work.steps.append(Step(f"the note to {n} ({entry.finding.code})", undo))
        work.screen.say(f"{n} {entry.finding.code}: noted.")
    await work.refresh()


async def undo(work: Work, _: str) -> None:
    """Take the last decision, note, rerun or change back."""
    if not work.steps:
        raise InputError("there is nothing to undo in this conversation")
    step = work.steps[-1]
    await step.undo()
    work.steps.pop()
    if work.current is not None:
        await work.refresh()
    work.screen.say(f"Undone: {step.told}.")


async def _decide(work: Work, wanted: list[int], state: ReviewState, reason: str | None) -> None:
    report = work.opened.report
    for n, entry in _entries(work, wanted):
        before = _now(work, entry)
        await work.conversation.review(report, before.fingerprint, state, reason=reason)
        undo = partial(_restore, work, report, before)
        work.steps.append(Step(f"{n} ({before.code}) {state}", undo))
        why = f": {one_line(reason)}" if reason else ""
        work.screen.say(f"{n} {before.code} {before.rule}: {state}{why}.")
    opened = await work.refresh()
    left = sum(entry.finding.decision.state == "open" for entry in opened.entries)
    work.screen.say(f"{left} of {len(opened.entries)} findings are open.", style="dim")


async def _restore(work: Work, report: Report, before: Finding) -> None:
    """Decide as it was decided before. A waiver of the configuration comes back as a dismissal."""
    state, reason = _as_review(before.decision)
    await work.conversation.review(report, before.fingerprint, state, reason=reason)


def _as_review(decision: Decision) -> tuple[ReviewState, str | None]:
    if decision.state == "waived":
        return "dismissed", f"waived: {decision.reason or 'by the configuration'}"
    return decision.state, decision.reason


def _entries(work: Work, wanted: list[int]) -> list[tuple[int, Entry]]:
    """The findings under these numbers, all of them or none. Raises InputError."""
    found = []
    there = {finding.fingerprint for finding in work.opened.report.findings}
    for n in wanted:
        item = work.item(n)
        if not isinstance(item, Entry):
            raise InputError(f"{n} is {NOUNS[type(item)]}; decisions are on findings: /findings lists them")
        if item.finding.fingerprint not in there:
            raise InputError(f"{n} is no finding of the check that is open; /open the check that has it")
        found.append((n, item))
    return found


def _now(work: Work, entry: Entry) -> Finding:
    """The finding as it is decided now; a number may be of a list that is older."""
    mark = entry.finding.fingerprint
    return next((e.finding for e in work.opened.entries if e.finding.fingerprint == mark), entry.finding)
