"""Workers and what they hold, instead of a queue of our own; `factcheck db upgrade` enqueues what waited there."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table and the columns."""
    op.create_table(
        "workers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lease", sa.Double(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taker", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )
    op.add_column("checks", sa.Column("worker", sa.Text()))
    op.add_column("checks", sa.Column("takeovers", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("checks", sa.Column("cancelled", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_checks_worker", "checks", ["worker"])
    op.drop_table("jobs")
