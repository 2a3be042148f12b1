"""What a later check of the same articles is compared with."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; checks that have ended already are compared with nothing."""
    op.add_column("checks", sa.Column("outline", sa.Text()))
