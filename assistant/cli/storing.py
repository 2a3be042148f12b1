"""The store of the command line, and the desk it belongs to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.store import Store


def opened(settings: "Settings") -> "Store":
    """The configured store; SQLAlchemy is imported here and not before."""
    from assistant.store import Store

    url = settings.database_url
    return Store(url.get_secret_value() if url else None)
