"""How a desk's rules stand: findings confirmed and dismissed, by rule, prompt version and model.

It says how often people agree with what a rule finds, and nothing of what the rule does not find.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from assistant.evaluation.reviews import DECIDED, kept_reports
from assistant.report import Finding, Report
from assistant.store import Store

_Z = 1.959964  # the normal quantile of a 95 % interval
NO_PROMPT = "-"


@dataclass(frozen=True)
class Standing:
    """What people decided about a rule's findings. `model` is `baseline` or what answered the stage."""

    code: str
    rule: str
    prompt: str
    model: str
    confirmed: int
    dismissed: int

    @property
    def decided(self) -> int:
        """How many findings were decided."""
        return self.confirmed + self.dismissed

    @property
    def share(self) -> float:
        """The share of the decided findings that was confirmed."""
        return self.confirmed / self.decided

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of that share."""
        n, z = self.decided, _Z
        middle = (self.share + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(self.share * (1 - self.share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)


def standings(store: Store, desk: str) -> tuple[Standing, ...]:
    """Every rule with a decided finding, by code. A finding that several checks have counts once each way.

    A decision is remembered by fingerprint, so it counts for every prompt and model that made the finding.
    Reads all reports of the desk. Raises StoreError.
    """
    counts: dict[tuple[str, str, str, str], list[int]] = {}
    seen: set[tuple[str, str, str]] = set()
    for report in kept_reports(store, desk, bare=True):
        for finding in report.findings:
            if finding.decision.state not in DECIDED:
                continue
            for prompt, model in _makers(report, finding):
                if (finding.fingerprint, prompt, model) not in seen:
                    seen.add((finding.fingerprint, prompt, model))
                    count = counts.setdefault((finding.code, finding.rule, prompt, model), [0, 0])
                    count[finding.decision.state == "dismissed"] += 1
    return tuple(Standing(*key, *count) for key, count in sorted(counts.items()))


def _makers(report: Report, finding: Finding) -> Iterable[tuple[str, str]]:
    """The prompt and the model of the stage that the finding is drawn from, on the articles it speaks of."""
    articles = {anchor.article for anchor in finding.anchors}
    return dict.fromkeys(_maker(report, finding.stage, articles)) or {(NO_PROMPT, "baseline"): None}


def _maker(report: Report, stage: str, articles: set[str]) -> Iterator[tuple[str, str]]:
    for trace in report.stages:
        if trace.name == stage and (trace.article is None or trace.article in articles):
            yield trace.prompt or NO_PROMPT, trace.model or trace.engine
