"""The schema's version: what the database has, what this release needs, and the way there."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from assistant.errors import StoreError
from assistant.store.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

_UPGRADE_LOCK = 7_291_001
_OWN = frozenset({"checks", "reviews", "exchanges"})


def revision(connection: Connection) -> str | None:
    """The version that the database has; None when it is empty of our tables."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables & _OWN:
            raise StoreError("the database has tables of these names that are not ours; choose another")
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def verify(connection: Connection) -> None:
    """Raise StoreError unless the database has exactly this release's version."""
    found = revision(connection)
    if found == HEAD:
        return
    if found is None or found in _known():
        came = "an empty one" if found is None else f"version {found}"
        raise StoreError(
            f"expected a database of schema version {HEAD}, came {came}: run `factcheck db upgrade`"
        )
    raise StoreError(
        f"expected a database of schema version {HEAD}, came version {found} of a newer release: "
        "update factcheck-assistant"
    )


def upgrade(connection: Connection) -> None:
    """Bring the database to this release's version, inside the caller's transaction.

    Processes that upgrade at once wait for each other. Raises StoreError for a newer version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
    found = revision(connection)
    if found == HEAD:
        return
    if found is not None and found not in _known():
        verify(connection)
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _known() -> frozenset[str]:
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config
