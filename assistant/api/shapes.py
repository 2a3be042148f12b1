"""What the service answers with, besides the report."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.changes import Changes
from assistant.decisions import ReviewState
from assistant.report import CheckStatus, Decision, Report, Severity
from assistant.webhooks.outbox import WebhookState

Fingerprint = Field(pattern=r"^[0-9a-f]{16}$", examples=["fd3b6a80e8bfb987"])


class CheckSummary(BaseModel):
    """A check without its report. `text_removed_at` is when its embargo removed the text.

    `headlines` are its articles', or their first words, where the list was asked for them.
    """

    id: str
    status: CheckStatus
    created_at: datetime
    ended_at: datetime | None = None
    text_removed_at: datetime | None = None
    headlines: list[str] = []


class CheckBody(CheckSummary):
    """A check, with its report once there is one, or with the problem why there is none.

    `changes` compares it with the newest earlier check of the same articles, where there is one.
    """

    problem: str | None = None
    changes: Changes | None = None
    report: Report | None = None


class WebhookAttempt(BaseModel):
    """One attempt to tell: the `status` of the answer, or what went wrong. `ended_at` null: it is under way,
    or the process that made it died.
    """

    began_at: datetime
    ended_at: datetime | None
    status: int | None
    problem: str | None


class WebhookBody(BaseModel):
    """What became of telling the `callback_url`, null where nobody asked to be told.

    `due_at` is when the next attempt may begin.
    """

    callback_url: str | None
    state: WebhookState | None
    due_at: datetime | None
    attempts: list[WebhookAttempt]


class CheckPage(BaseModel):
    """Some checks, newest first; `cursor` asks for the next page, where there is one."""

    checks: list[CheckSummary]
    cursor: str | None = None


class Listing(BaseModel):
    """Which checks to list."""

    model_config = ConfigDict(extra="forbid")

    status: CheckStatus | None = Field(default=None, description="Only checks of this status.")
    article: str | None = Field(
        default=None, max_length=4000, description="Only checks of the article with this id, else this url."
    )
    cursor: str | None = Field(
        default=None, pattern=r"^[A-Za-z0-9_=-]+$", max_length=300, description="What an earlier page gave."
    )
    headlines: bool = Field(default=False, description="What the articles of each check are called, too.")
    limit: int = Field(default=50, ge=1, le=200, description="How many to show.")


class NewReview(BaseModel):
    """What a person says of a finding: a state, a comment, or both. Dismissing needs a reason."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "fingerprint": "fd3b6a80e8bfb987",
                    "state": "dismissed",
                    "reason": "The desk knows the source and why she cannot be named.",
                }
            ]
        },
    )

    fingerprint: str = Fingerprint
    state: ReviewState | None = None
    reason: str | None = Field(default=None, min_length=1, max_length=4000)
    comment: str | None = Field(default=None, min_length=1, max_length=4000)


class ReviewBody(BaseModel):
    """A review as it was given. The newest one with a state decides."""

    fingerprint: str = Fingerprint
    state: ReviewState | None
    reviewer: str
    at: datetime
    reason: str | None
    comment: str | None


class FindingState(BaseModel):
    """What became of a finding after a review."""

    fingerprint: str = Fingerprint
    decision: Decision


class ReviewPage(BaseModel):
    """The reviews of a check's findings, oldest first."""

    reviews: list[ReviewBody]


class StageBody(BaseModel):
    """An installed stage. `problem` says why a broken one is broken."""

    name: str
    distribution: str
    version: str
    state: Literal["in_use", "off", "broken"]
    scope: Literal["article", "story"] | None = None
    needs: list[str] = []
    provides: list[str] = []
    problem: str | None = None


class RuleBody(BaseModel):
    """A rule: when it fires, why a newsroom wants that, and how severe the desk holds it."""

    code: str
    name: str
    severity: Severity | Literal["off"]
    stage: str
    when: str
    why: str
    example: str
    better: str
    fix: str


class ModelBody(BaseModel):
    """A model that may be asked for by its alias. `then` is what is asked when it gave no answer."""

    alias: str
    models: list[str]
    default: bool
    then: list[str] = []


class Health(BaseModel):
    """Whether the service can work."""

    status: Literal["ok"] = "ok"
