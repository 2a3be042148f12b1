"""Groups of phrases from a word list: a group, then a phrase; one that ends in `-` takes any ending."""

import re
from functools import cache

from assistant.language.lists import entries


@cache
def pattern(name: str, group: str) -> re.Pattern[str]:
    """Finds any phrase of a group of `data/<name>.txt` in folded text."""
    rows = (entry.split(" ", 1) for entry in entries("assistant.conversation", f"data/{name}.txt"))
    phrases = sorted((phrase for of, phrase in rows if of == group), key=len, reverse=True)
    listed = "|".join(
        re.escape(phrase.removesuffix("-")) + r"\w*" * phrase.endswith("-") for phrase in phrases
    )
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


@cache
def groups(name: str) -> tuple[str, ...]:
    """The groups of `data/<name>.txt`, in the file's order."""
    rows = entries("assistant.conversation", f"data/{name}.txt")
    return tuple(dict.fromkeys(entry.split(" ", 1)[0] for entry in rows))
