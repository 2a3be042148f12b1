"""The store of the command line, and the desk it belongs to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.store import Store


def opened(settings: "Settings") -> "Store":
    """The configured store; SQLAlchemy is imported here and not before."""
    from assistant.store import Store
    from assistant.store.place import url_of

    return Store(url_of(settings))
