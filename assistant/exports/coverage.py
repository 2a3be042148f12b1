"""What was not examined, and why: the first thing a reader has to know."""

from dataclasses import dataclass

from assistant.exports.words import STATUS_SIGNS, counted
from assistant.report import Report, StageStatus, Trace

_Key = tuple[str, StageStatus | None, str, tuple[str, ...]]


@dataclass(frozen=True)
class Shortfall:
    """Stage runs that fell short alike. `status` None: the stage ran elsewhere, and not on these articles.

    `articles` has None for the whole story; the sentence counts are sums over the runs.
    """

    stage: str
    status: StageStatus | None
    engine: str
    why: tuple[str, ...]
    articles: tuple[str | None, ...]
    examined: int
    sentences: int

    @property
    def told(self) -> str:
        """Status and coverage in words: "◐ partial, 4 of 6 sentences examined"."""
        status = f"{STATUS_SIGNS[self.status]} {self.status}" if self.status else "✕ did not run"
        return f"{status}, {self.examined:,} of {counted(self.sentences, 'sentence')} examined"


@dataclass(frozen=True)
class RuleLimit:
    """Rules that were not evaluated, or not on everything, in the same places and for the same reason.

    `articles` is empty for the whole story.
    """

    codes: tuple[str, ...]
    evaluated: bool
    articles: tuple[str, ...]
    why: str

    @property
    def told(self) -> str:
        """How far they were evaluated, in words."""
        return "evaluated in part" if self.evaluated else "not evaluated"


def own(report: Report) -> tuple[Trace, ...]:
    """What this check itself did; what archived articles bring along was done in another."""
    return tuple(trace for trace in report.stages if trace.of_check is None)


def fell_short(trace: Trace) -> bool:
    """Whether a stage left something unexamined, for whatever reason."""
    return trace.status != "ok" or trace.coverage.examined < trace.coverage.sentences


def shortfalls(report: Report) -> list[Shortfall]:
    """Everything that was not fully examined, in the report's order; runs that fell short alike are one."""
    found: dict[_Key, list[tuple[str | None, int, int]]] = {}
    for trace in own(report):
        if fell_short(trace):
            why = tuple(reason for reason in (trace.skipped_because, trace.error) if reason)
            key = (trace.name, trace.status, trace.engine, why)
            run = (trace.article, trace.coverage.examined, trace.coverage.sentences)
            found.setdefault(key, []).append(run)
    for stage, article in _not_run(report):
        sentences = next(len(a.sentences) for a in report.articles if a.id == article)
        found.setdefault((stage, None, "", ()), []).append((article, 0, sentences))
    return [
        Shortfall(
            *key, tuple(article for article, _, _ in runs), sum(r[1] for r in runs), sum(r[2] for r in runs)
        )
        for key, runs in found.items()
    ]


def rule_limits(report: Report) -> list[RuleLimit]:
    """Which rules say less than their silence would, and why; those limited alike are one."""
    found: dict[tuple[bool, tuple[str, ...], str], list[str]] = {}
    for rule in report.rules:
        if rule.status == "not_evaluated" or rule.why:
            found.setdefault((rule.status == "evaluated", rule.articles, rule.why), []).append(rule.code)
    return [RuleLimit(tuple(codes), *limit) for limit, codes in found.items()]


def examined(report: Report) -> str:
    """In words, whether everything was examined; never mistakable for a result."""
    if not report.stages:
        return "NOT EXAMINED: no stage ran"
    if not any(trace.coverage.examined for trace in own(report)):
        return "NOT EXAMINED: no stage examined a sentence"
    short = sum(len(shortfall.articles) for shortfall in shortfalls(report))
    if short:
        runs = len(own(report)) + len(_not_run(report))
        return f"NOT EVERYTHING WAS EXAMINED: {short} of {counted(runs, 'stage run')} fell short"
    if report.status != "complete":
        return f"NOT EVERYTHING WAS EXAMINED: the check is {report.status}"
    return "everything was examined"


def _not_run(report: Report) -> list[tuple[str, str]]:
    """Stages and articles without a trace, as a cancelled check leaves them."""
    ran = {(trace.name, trace.article) for trace in report.stages}
    names = dict.fromkeys(trace.name for trace in report.stages if trace.article is not None)
    return [(name, a.id) for name in names for a in report.articles if (name, a.id) not in ran]
