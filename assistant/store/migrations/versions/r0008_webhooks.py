"""Webhooks: who is told of a check's end, every attempt, and the secrets that sign."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "webhooks",
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", _MOMENT),
        sa.PrimaryKeyConstraint("check_id", name="pk_webhooks"),
        sa.ForeignKeyConstraint(["check_id"], ["checks.id"], name="fk_webhooks_check_id", ondelete="CASCADE"),
    )
    op.create_index("ix_webhooks_due_at", "webhooks", ["due_at"])
    op.create_table(
        "webhook_attempts",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.Column("status", sa.Integer()),
        sa.Column("problem", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_attempts"),
        sa.ForeignKeyConstraint(
            ["check_id"], ["webhooks.check_id"], name="fk_webhook_attempts_check_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_webhook_attempts_check_id", "webhook_attempts", ["check_id"])
    op.create_table(
        "webhook_secrets",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_secrets"),
    )
    op.create_index("ix_webhook_secrets_desk", "webhook_secrets", ["desk"])
