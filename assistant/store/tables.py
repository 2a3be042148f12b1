"""The tables. Every row has a desk, or belongs to a row that has one; a tally is of all desks.

checks 1─* check_articles        what was checked, and its report
reviews                          what people decided, by desk and fingerprint
exchanges 1─* exchange_uses      what was asked and answered, and which checks used it
workers 1─* checks               who makes checks, and who is making which
checks 1─* units                 what came of the stages of a check so far
checks 1─* events                what a caller of the service may follow
checks 1─1 idempotency_keys      which request a check answers
checks 1─* archived_articles 1─* archived_claims   by which words its claims are found again
checks 1─* archived_uses         which articles of earlier checks its report shows
checks 1─1 webhooks              who is to be told that a check has ended
webhooks 1─* webhook_attempts    what came of telling it
webhook_secrets                  what a desk's messages are signed with
api_keys                         who may call the service, for which desk
tallies                          how often what happened, for the metrics
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Double, ForeignKey, Index, MetaData, Text, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assistant.store.columns import Json, Moment, Number

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {str: Text(), float: Double(), datetime: Moment()}  # noqa: RUF012 - SQLAlchemy's own way


class CheckRow(Base):
    """A check. `text_until` is when its embargo removes the text, `bare_since` when that was done.

    `request` is what the caller asked for, `settings` what it ran with, both as JSON without secrets;
    `origin` names the HTTP request and the span that it was accepted in, for logs and traces;
    `report` is the report's own JSON once the check has ended, `outline` what a later check is compared
    with, which holds no text. While a `worker` is making it, only that one may write of it; `takeovers`
    counts the workers that went silent over it, `cancelled` that it is to stop.
    """

    __tablename__ = "checks"
    __table_args__ = (
        Index("ix_checks_desk_created", "desk", "created_at", "id"),
        Index("ix_checks_text_until", "text_until"),
        Index("ix_checks_worker", "worker"),
        Index("ix_checks_status", "status", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str]
    status: Mapped[str]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    embargo: Mapped[int | None]
    text_until: Mapped[datetime | None]
    bare_since: Mapped[datetime | None]
    request: Mapped[Any | None] = mapped_column(Json())
    settings: Mapped[Any | None] = mapped_column(Json())
    origin: Mapped[Any | None] = mapped_column(Json())
    report: Mapped[str | None]
    outline: Mapped[Any | None] = mapped_column(Json())
    worker: Mapped[str | None]
    takeovers: Mapped[int] = mapped_column(default=0, server_default="0")
    cancelled: Mapped[bool] = mapped_column(default=False, server_default=false())


class CheckArticleRow(Base):
    """An article of a check: `key` is the SHA-256 of the key that decisions are remembered by."""

    __tablename__ = "check_articles"
    __table_args__ = (Index("ix_check_articles_key", "key"),)

    check_id: Mapped[str] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    revision: Mapped[str | None]


class ReviewRow(Base):
    """What a person said of a finding. Rows are only added; the newest that has a state decides."""

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_desk_fingerprint", "desk", "fingerprint", "id"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    desk: Mapped[str]
    fingerprint: Mapped[str]
    state: Mapped[str | None]
    reviewer: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str | None]
    comment: Mapped[str | None]


class ExchangeRow(Base):
    """One request to a model and what came of it: cache, audit trail and ledger in one.

    `status` is `admitted` (in flight until `expires_at`), `answered`, `failed`, or `refused` by a limit
    and never sent. `valid` once the conversation that it belongs to gave a valid answer: only then may
    another check use it. `reserved_…` is the most it may take, which counts until the outcome is known.
    Erasing takes `key`, `article`, `request`, `reply` and `failure`, and leaves the figures.
    """

    __tablename__ = "exchanges"
    __table_args__ = (
        Index("ix_exchanges_desk_key", "desk", "key"),
        Index("ix_exchanges_desk_created", "desk", "created_at"),
        Index("ix_exchanges_alias_created", "alias", "created_at"),
        Index("ix_exchanges_created", "created_at"),
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    desk: Mapped[str]
    key: Mapped[str | None]
    stage: Mapped[str]
    article: Mapped[str | None]
    alias: Mapped[str]
    place: Mapped[int]
    model: Mapped[str]
    request: Mapped[Any | None] = mapped_column(Json())
    reply: Mapped[Any | None] = mapped_column(Json())
    failure: Mapped[Any | None] = mapped_column(Json())
    status: Mapped[str]
    valid: Mapped[bool]
    prompt_tokens: Mapped[int | None]
    completion_tokens: Mapped[int | None]
    cost_usd: Mapped[float | None]
    reserved_tokens: Mapped[int]
    reserved_usd: Mapped[float | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ExchangeUseRow(Base):
    """A check that used an exchange: the one that `paid` for it, and those that found it there."""

    __tablename__ = "exchange_uses"
    __table_args__ = (Index("ix_exchange_uses_check", "check_id"),)

    exchange_id: Mapped[int] = mapped_column(
        Number, ForeignKey("exchanges.id", ondelete="CASCADE"), primary_key=True
    )
    check_id: Mapped[str] = mapped_column(primary_key=True)
    paid: Mapped[bool]


class WorkerRow(Base):
    """A process that makes checks. `seen_at` changes while it lives: unchanged for `lease` seconds, it is dead.

    `taker` is the worker that was elected to resume what it held; from then on it may write nothing.
    """

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(primary_key=True)
    lease: Mapped[float]
    seen_at: Mapped[datetime]
    taker: Mapped[str | None]


class UnitRow(Base):
    """The outcome of one stage on one article (empty: the story), kept while the check is being made."""

    __tablename__ = "units"

    check_id: Mapped[str] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    article: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str]


class EventRow(Base):
    """Something that happened to a check. `data` holds no text of an article."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_check", "check_id", "id"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    check_id: Mapped[str] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"))
    kind: Mapped[str]
    data: Mapped[Any] = mapped_column(Json())


class IdempotencyRow(Base):
    """The request that a desk sent under a key: `digest` is the SHA-256 of its body."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_check", "check_id"),)

    desk: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    check_id: Mapped[str] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"))


class ArchivedArticleRow(Base):
    """A submitted article that may be found again. `identity` is the hash of its key, else of its text.

    A desk has one row of an identity: its newest check's. The article itself lies in that check's report.
    """

    __tablename__ = "archived_articles"
    __table_args__ = (
        Index("ix_archived_articles_identity", "desk", "identity"),
        Index("ix_archived_articles_check", "check_id"),
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    desk: Mapped[str]
    identity: Mapped[str]
    check_id: Mapped[str] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"))
    article: Mapped[str]


class ArchivedClaimRow(Base):
    """The tokens of a claim, see `assistant.store.fulltext`; `at` is when its article was published."""

    __tablename__ = "archived_claims"
    __table_args__ = (Index("ix_archived_claims_archived", "archived_id"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    archived_id: Mapped[int] = mapped_column(Number, ForeignKey("archived_articles.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    tokens: Mapped[str]


class ArchivedUseRow(Base):
    """An article, by its id in the report, that a check has from another check, which may be gone."""

    __tablename__ = "archived_uses"
    __table_args__ = (Index("ix_archived_uses_of_check", "of_check"),)

    check_id: Mapped[str] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"), primary_key=True)
    article: Mapped[str] = mapped_column(primary_key=True)
    of_check: Mapped[str]


class WebhookRow(Base):
    """An address that is to be told of a check's end. `due_at` is when the next attempt may begin.

    `state` is `waiting` (for the end of the check), `due`, `delivered` or `given_up`.
    """

    __tablename__ = "webhooks"
    __table_args__ = (Index("ix_webhooks_due_at", "due_at"),)

    check_id: Mapped[str] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str]
    state: Mapped[str]
    due_at: Mapped[datetime | None]


class WebhookAttemptRow(Base):
    """One attempt: the `status` of the answer, or what went wrong; nothing yet while it is under way."""

    __tablename__ = "webhook_attempts"
    __table_args__ = (Index("ix_webhook_attempts_check_id", "check_id"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    check_id: Mapped[str] = mapped_column(ForeignKey("webhooks.check_id", ondelete="CASCADE"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    status: Mapped[int | None]
    problem: Mapped[str | None]


class WebhookSecretRow(Base):
    """What messages of a desk are signed with, until `ends_at`; the newest has no end."""

    __tablename__ = "webhook_secrets"
    __table_args__ = (Index("ix_webhook_secrets_desk", "desk"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    desk: Mapped[str]
    secret: Mapped[str]
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class ApiKeyRow(Base):
    """A key of a desk, as its SHA-256. Revoked ones stay: a service that had keys never opens again."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str]
    reviewer: Mapped[str]
    scopes: Mapped[str]
    digest: Mapped[str]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class TallyRow(Base):
    """A figure that only grows. `labels` is a JSON object of words of ours and of the configuration."""

    __tablename__ = "tallies"

    name: Mapped[str] = mapped_column(primary_key=True)
    labels: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float]
