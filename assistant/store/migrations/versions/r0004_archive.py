"""The archive: which claims were checked before, and the full-text index by which they are found."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and the index in the database's own kind."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        _fts5()
    else:
        op.execute(
            "CREATE INDEX archive_index ON archived_claims "
            "USING gin (array_to_tsvector(string_to_array(tokens, ' '))) WITH (fastupdate = off)"
        )


def _tables() -> None:
    op.create_table(
        "archived_articles",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_archived_articles"),
        _belongs("archived_articles", "check_id", "checks.id"),
    )
    op.create_index("ix_archived_articles_identity", "archived_articles", ["desk", "identity"])
    op.create_index("ix_archived_articles_check", "archived_articles", ["check_id"])
    op.create_table(
        "archived_claims",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("archived_id", _NUMBER, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("tokens", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_archived_claims"),
        _belongs("archived_claims", "archived_id", "archived_articles.id"),
    )
    op.create_index("ix_archived_claims_archived", "archived_claims", ["archived_id"])
    op.create_table(
        "archived_uses",
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("of_check", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("check_id", "article", name="pk_archived_uses"),
        _belongs("archived_uses", "check_id", "checks.id"),
    )
    op.create_index("ix_archived_uses_of_check", "archived_uses", ["of_check"])


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _fts5() -> None:
    """An index over the rows, which no copy of them; triggers keep it, whichever way a row comes or goes."""
    op.execute(
        "CREATE VIRTUAL TABLE archive_index USING fts5("
        "tokens, content='archived_claims', content_rowid='id', tokenize='ascii', detail=none, columnsize=0)"
    )
    op.execute(
        "CREATE TRIGGER archive_index_added AFTER INSERT ON archived_claims BEGIN "
        "INSERT INTO archive_index(rowid, tokens) VALUES (new.id, new.tokens); END"
    )
    op.execute(
        "CREATE TRIGGER archive_index_removed AFTER DELETE ON archived_claims BEGIN "
        "INSERT INTO archive_index(archive_index, rowid, tokens) "
        "VALUES ('delete', old.id, old.tokens); END"
    )
