"""Whether two statements of one article say the same: by the words that carry them."""

import re

from factcheck_sources.lexicon import words

_WORD = re.compile(r"\d[\d.,]*|[^\W\d_]{2,}")
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s")


def terms(text: str) -> frozenset[str]:
    """The content words of a statement, without endings; figures as they stand."""
    found = (word.group().lower().rstrip(".,") for word in _WORD.finditer(text))
    return frozenset(_stem(word) for word in found if word not in _function_words())


def figures(text: str) -> frozenset[str]:
    """The figures of a statement."""
    return frozenset(word for word in terms(text) if word[0].isdigit())


def is_negative(text: str) -> bool:
    """Whether a statement is denied."""
    lows = text.lower().replace("’", "'").split()
    return any(low in {"not", "no", "never", "none", "without"} or low.endswith("n't") for low in lows)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _function_words() -> frozenset[str]:
    return words("prepositions") | words("determiners") | words("subordinators") | words("auxiliaries")
