"""Halves of a data set that has no splits of its own: whole stories, told apart by the hash of their key."""

from collections.abc import Iterable
from hashlib import sha256

from assistant.errors import InputError

SPLITS = ("dev", "test")


def half(keys: Iterable[str], split: str | None) -> frozenset[str]:
    """The keys of a split: the first half in the order of their hashes is `dev`, the rest `test`.

    None is all of them. Raises InputError for another split.
    """
    ordered = sorted(set(keys), key=lambda key: sha256(key.encode()).hexdigest())
    if split is None:
        return frozenset(ordered)
    if split not in SPLITS:
        raise InputError(f"expected the split dev or test, got {split!r}")
    middle = (len(ordered) + 1) // 2
    return frozenset(ordered[:middle] if split == "dev" else ordered[middle:])
