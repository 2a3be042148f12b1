"""The way from every released schema to the next, by alembic."""

HEAD = "0008"  # the version that this release has
