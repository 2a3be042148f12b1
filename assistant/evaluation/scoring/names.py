"""When two names mean one speaker."""

import re

from assistant.fold import fold

_WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*\.?")
_ARTICLES = frozenset({"the", "a", "an"})


def same(one: str, other: str) -> bool:
    """Whether two names are equal but for case, typography and a leading article."""
    return bool(_words(one)) and _words(one) == _words(other)


def contained(one: str, other: str) -> bool:
    """Whether every word of one name is in the other: "Ruiz" and "Mayor Ana Ruiz"."""
    mine, theirs = set(_words(one)), set(_words(other))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _words(name: str) -> list[str]:
    words = [word.rstrip(".").removesuffix("'s") for word in _WORD.findall(fold(name))]
    return words[1:] if words and words[0] in _ARTICLES else words
