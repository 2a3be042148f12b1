"""Where the store is, known without SQLAlchemy."""

import platformdirs

from assistant.config import Settings


def default_url() -> str:
    """The local store: a SQLite file in the user's data folder."""
    return f"sqlite:///{platformdirs.user_data_path('factcheck') / 'factcheck.db'}"


def url_of(settings: Settings) -> str:
    """The address of the configured database, else of the local store."""
    return settings.database_url.get_secret_value() if settings.database_url else default_url()
