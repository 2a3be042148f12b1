"""The way from every released schema to the next, by alembic."""
