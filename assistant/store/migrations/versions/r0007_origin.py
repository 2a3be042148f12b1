"""Which request and which span of a trace a check was accepted in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("checks", sa.Column("origin", sa.Text()))
