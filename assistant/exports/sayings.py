"""Sentences about a report that text and page both say, so that they cannot disagree."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from assistant.exports.coverage import examined, fell_short
from assistant.exports.outline import SEVERITIES, Entry, Outline, Subject
from assistant.exports.plain import one_line
from assistant.exports.words import counted
from assistant.report import Decision, Relation, Severity

_PLURALS: Mapping[Severity, str] = {"error": "errors", "warning": "warnings", "info": "info"}


def tally(entries: Sequence[Entry]) -> Counter[Severity]:
    """How many findings there are of each severity."""
    return Counter(entry.finding.severity for entry in entries)


def found(entries: Sequence[Entry]) -> str:
    """The counts in words: "2 errors, 1 info"; "no findings" when there are none."""
    counts = tally(entries)
    told = [
        counted(counts[severity], severity, _PLURALS[severity]) for severity in SEVERITIES if counts[severity]
    ]
    return ", ".join(told) or "no findings"


def summary(outlined: Outline) -> str:
    """The whole report in one line."""
    return f"{how_many(outlined)}: {found(outlined.entries)}; {besides(outlined)}"


def how_many(outlined: Outline) -> str:
    """The number of articles; those that were checked before are no part of it."""
    archived = sum(article.role == "archive" for article in outlined.report.articles)
    articles = counted(len(outlined.report.articles) - archived, "article")
    return f"{articles} beside {archived} from the archive" if archived else articles


def besides(outlined: Outline) -> str:
    """What is to be known beside the number of findings, above all whether everything was examined."""
    report = outlined.report
    parts = [f"{count} {state}" for state, count in _decided(outlined.aside)]
    parts += [f"{counted(len(report.rejected), 'item')} rejected"] if report.rejected else []
    unevaluated = {status.code for status in report.rules if status.status == "not_evaluated"}
    parts += [f"{counted(len(unevaluated), 'rule')} not evaluated everywhere"] if unevaluated else []
    return "; ".join([*parts, examined(report), f"check {report.status}"])


def nothing_found(subject: Subject) -> str:
    """Why an article has no findings of its own: nothing wrong, nothing looked at, or judged elsewhere."""
    traces = subject.traces
    if subject.article.role == "archive":
        checks = ", ".join(dict.fromkeys(one_line(t.of_check)[:12] for t in traces if t.of_check))
        return f"From the archive, and judged in its own check {checks}; here others are compared with it."
    if not any(trace.coverage.examined for trace in traces):
        return "Not examined: no stage examined a sentence of this article."
    short = [one_line(trace.name) for trace in traces if fell_short(trace)]
    if short:
        return f"No findings in what was examined; not everything was, by: {', '.join(short)}."
    names = ", ".join(one_line(trace.name) for trace in traces)
    return f"No findings. Every sentence was examined, by: {names}."


def decided(decision: Decision) -> str:
    """A decision in words: who, when and why."""
    by = f" by {one_line(decision.by)}" if decision.by else ""
    at = f" on {day(decision.at)}" if decision.at else ""
    why = f": {one_line(decision.reason)}" if decision.reason else ""
    return f"{decision.state.upper()}{by}{at}{why}"


def vetoed(relation: Relation) -> str:
    """Why a relation makes no finding although a rule saw one."""
    return f"set aside by the model: {one_line(relation.vetoed.reason)}" if relation.vetoed else ""


def day(moment: datetime) -> str:
    """A date as newspapers write it: "3 May 2031"."""
    return f"{moment.day} {moment:%B %Y}"


def sentence_case(words: str) -> str:
    """The words with a capital at the start, and otherwise as they are."""
    return words[:1].upper() + words[1:]


def _decided(aside: Iterable[Entry]) -> Iterator[tuple[str, int]]:
    yield from sorted(Counter(entry.finding.decision.state for entry in aside).items())
