"""What people decided about findings. Decisions lie beside a report and are joined when it is shown."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.article import Frozen
from assistant.report import Decision, Report

ReviewState = Literal["open", "confirmed", "dismissed"]


class Review(Frozen):
    """What a person said of a finding: a state, a comment, or both. `open` takes an earlier state back."""

    fingerprint: str = Field(pattern=r"^[0-9a-f]{16}$")
    state: ReviewState | None = None
    reviewer: str = Field(min_length=1)
    at: datetime
    reason: str | None = None
    comment: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.state is None and not self.comment:
            raise ValueError("expected a state or a comment, got neither")
        if self.state == "dismissed" and not self.reason:
            raise ValueError("expected the reason for dismissing it, got none")
        if any("\0" in (said or "") for said in (self.reviewer, self.reason, self.comment)):
            raise ValueError("expected text without NUL characters")
        return self


def with_decisions(report: Report, reviews: Iterable[Review]) -> Report:
    """The report with the newest state that a person gave each finding; it also wins over a waiver.

    `reviews` come oldest first. A finding that nobody reviewed keeps what the policy said.
    """
    decided = decisions(reviews)
    findings = tuple(
        finding.model_copy(update={"decision": decided[finding.fingerprint]})
        if finding.fingerprint in decided
        else finding
        for finding in report.findings
    )
    return report.model_copy(update={"findings": findings})


def decisions(reviews: Iterable[Review]) -> Mapping[str, Decision]:
    """By fingerprint, the newest state that a person gave. `reviews` come oldest first."""
    return {review.fingerprint: _decision(review) for review in reviews if review.state is not None}


def _decision(review: Review) -> Decision:
    return Decision(state=review.state or "open", by=review.reviewer, at=review.at, reason=review.reason)
