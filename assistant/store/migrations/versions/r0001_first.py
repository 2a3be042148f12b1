"""The first schema: checks, reviews, exchanges."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _checks()
    _reviews()
    _exchanges()


def _checks() -> None:
    op.create_table(
        "checks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.Column("embargo", sa.Integer()),
        sa.Column("text_until", _MOMENT),
        sa.Column("bare_since", _MOMENT),
        sa.Column("request", sa.Text()),
        sa.Column("settings", sa.Text()),
        sa.Column("report", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_checks"),
    )
    op.create_index("ix_checks_desk_created", "checks", ["desk", "created_at", "id"])
    op.create_index("ix_checks_text_until", "checks", ["text_until"])
    op.create_table(
        "check_articles",
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text()),
        sa.PrimaryKeyConstraint("check_id", "place", name="pk_check_articles"),
        sa.ForeignKeyConstraint(
            ["check_id"], ["checks.id"], name="fk_check_articles_check_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_check_articles_key", "check_articles", ["key"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("state", sa.Text()),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("comment", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_desk_fingerprint", "reviews", ["desk", "fingerprint", "id"])


def _exchanges() -> None:
    op.create_table(
        "exchanges",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("article", sa.Text()),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("request", sa.Text()),
        sa.Column("reply", sa.Text()),
        sa.Column("failure", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid", sa.Boolean(), nullable=False),
        sa.Column("prompt_tokens", sa.Integer()),
        sa.Column("completion_tokens", sa.Integer()),
        sa.Column("cost_usd", sa.Double()),
        sa.Column("reserved_tokens", sa.Integer(), nullable=False),
        sa.Column("reserved_usd", sa.Double()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_exchanges"),
    )
    op.create_index("ix_exchanges_desk_key", "exchanges", ["desk", "key"])
    op.create_index("ix_exchanges_desk_created", "exchanges", ["desk", "created_at"])
    op.create_index("ix_exchanges_alias_created", "exchanges", ["alias", "created_at"])
    op.create_index("ix_exchanges_created", "exchanges", ["created_at"])
    op.create_table(
        "exchange_uses",
        sa.Column("exchange_id", _NUMBER, nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("exchange_id", "check_id", name="pk_exchange_uses"),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchanges.id"], name="fk_exchange_uses_exchange_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_exchange_uses_check", "exchange_uses", ["check_id"])
