"""Persons among names, as far as the form of a name tells."""

from functools import cache

from assistant.language.lists import entries
from assistant.language.names import Name

_LONGEST = 4
_INITIALS = 2


def is_person(name: Name) -> bool:
    """Whether a name can be a person's: titled, or two to four words, and none of a body or a place."""
    parts = name.text.split()
    if "of" in parts or any(part.isupper() and len(part) > _INITIALS for part in parts):
        return False
    if not _bodies().isdisjoint(part.lower() for part in parts):
        return False
    return bool(name.title) or 2 <= len(parts) <= _LONGEST


@cache
def _bodies() -> frozenset[str]:
    return frozenset(entries("factcheck_claims", "data/bodies.txt"))
