"""The store: checks, decisions and exchanges, on SQLite or PostgreSQL.

SQLAlchemy is imported with the first of these names that needs it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.store.checks import Page, Summary
    from assistant.store.exchanges import Exchange
    from assistant.store.store import Store

LOCAL_DESK = "local"
__all__ = ["LOCAL_DESK", "Exchange", "Page", "Store", "Summary"]
_HOMES = {
    "Exchange": "assistant.store.exchanges",
    "Page": "assistant.store.checks",
    "Store": "assistant.store.store",
    "Summary": "assistant.store.checks",
}


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
