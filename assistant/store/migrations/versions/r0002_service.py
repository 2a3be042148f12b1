"""The service: jobs, units, events, idempotency keys, keys of a desk."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _jobs()
    _events()
    _callers()


def _of_check(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["check_id"], ["checks.id"], name=f"fk_{table}_check_id", ondelete="CASCADE"
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("queued_at", _MOMENT, nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("until", _MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("check_id", name="pk_jobs"),
        _of_check("jobs"),
    )
    op.create_index("ix_jobs_queued", "jobs", ["queued_at"])
    op.create_table(
        "units",
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("check_id", "stage", "article", name="pk_units"),
        _of_check("units"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        _of_check("events"),
    )
    op.create_index("ix_events_check", "events", ["check_id", "id"])


def _callers() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "key", name="pk_idempotency_keys"),
        _of_check("idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_check", "idempotency_keys", ["check_id"])
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
    )
