"""The store: checks, decisions and exchanges, on SQLite or PostgreSQL.

Importing it imports SQLAlchemy: do it where a store is used.
"""

from assistant.store.checks import Page, Summary
from assistant.store.exchanges import Exchange
from assistant.store.store import Store

LOCAL_DESK = "local"
__all__ = ["LOCAL_DESK", "Exchange", "Page", "Store", "Summary"]
