"""The archive in a check: what the desk checked before and what of it is compared with.

step      the unit of work that fetches
related   which archived claims are related to those of an article, and where they stand
choice    which of their articles are taken: no earlier version, no copies, not too many

The index itself is the store's: `assistant.store.fulltext`, `assistant.store.archive`.
"""

from assistant.archive.step import FromArchive

__all__ = ["FromArchive"]
