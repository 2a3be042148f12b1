"""What a statement voices: a fact, an opinion or a prediction, by the words that show it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.words import Words, words_of
from assistant.report import ContentKind
from factcheck_sources.lexicon import words

_MONTH_OF_MAY = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)?|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|early|mid|late|last|next|of) May\b|\bMay \d"
)
_TO_COME = frozenset({"going", "set", "expected", "poised", "likely", "bound"})
# "Less likely to fall ill" compares what has been found; "more likely than not" looks ahead.
_COMPARED = re.compile(r"\b(?:more|less|as|equally) likely\b(?! than not)", re.IGNORECASE)
_SETTLED = frozenset({"will", "'ll", "shall", "won't", "would"})
_OPENS_INSIDE = frozenset({"saying", "whether", "if", "telling", "asking", "who", "which"})
_NOW = frozenset({"is", "are", "was", "were", "has", "have", "had", "asked", "told", "received"})
_PRESENT_ENDINGS = ("'m", "'re", "'ll")


def content_kind(content: str | Words, marks: frozenset[str], *, direct: bool = False) -> ContentKind:
    """Whether a statement foretells, judges, or states what could be checked.

    Reporters quote what is put memorably and paraphrase what is plain, so that somebody's own words
    are a judgement or a feeling unless they give figures, or tell what was done.
    """
    lows = _lows(content)
    return _shown(lows, marks) or ("opinion" if direct and not _tells(lows) else "fact")


def shown_kind(content: str, marks: frozenset[str]) -> ContentKind | None:
    """The same where words of the statement, or the verb that brings it, show it; else None."""
    return _shown(_lows(content), marks)


def _shown(lows: Sequence[str], marks: frozenset[str]) -> ContentKind | None:
    ahead = _looks_ahead(lows) and not _is_settled(lows, marks)
    if "demand" in marks:
        return "opinion"
    counts = "opinion" in marks and any(low[0].isdigit() for low in lows)
    if "opinion" in marks and not counts and not ("thought" in marks and (ahead or _tells(lows))):
        return "opinion"
    if not words("judgements").isdisjoint(lows) or _is_too_much(lows):
        return "opinion"
    warned = "prediction" in marks and not _states(lows)
    return "prediction" if ahead or warned else None


def _is_too_much(lows: Sequence[str]) -> bool:
    return "too" in lows and any(a == "too" and b.isalpha() for a, b in pairwise(lows))


def _is_to_come(lows: Sequence[str]) -> bool:
    """Whether what is "going to" or "set to" be is told."""
    return not _TO_COME.isdisjoint(lows) and any(a in _TO_COME and b == "to" for a, b in pairwise(lows))


def _lows(content: str | Words) -> list[str]:
    """The words of a statement in lower case, without what only looks as if it foretold."""
    words_ = words_of(content) if isinstance(content, str) else content
    plain = _MONTH_OF_MAY.sub(" ", words_.text) if "May" in words_.text else words_.text
    if "likely" in plain:
        plain = _COMPARED.sub(" ", plain)
    plain = plain.replace("_", " ")
    tokens = words_.tokens if plain == words_.text else words_of(plain).tokens
    return [low for low in tokens if low[0].isalnum()]


def _looks_ahead(lows: Sequence[str]) -> bool:
    future = words("future")
    at = next((i for i in [i for i, low in enumerate(lows) if low in future or low.endswith("'ll")]), None)
    if at is not None and not _is_aside(lows, at):
        return True
    return _is_to_come(lows)


def _is_aside(lows: Sequence[str], at: int) -> bool:
    """Whether only a clause inside looks ahead: "have received calls saying they could return"."""
    opens = next((i for i in range(at - 1, 0, -1) if lows[i] in _OPENS_INSIDE), None)
    return opens is not None and any(low in _NOW for low in lows[:opens])


def _is_settled(lows: Sequence[str], marks: frozenset[str]) -> bool:
    """Whether what is to come is on the calendar, or the speaker's own decision, and so a fact by now."""
    open_ = [low for low in lows if low in words("future") and low not in _SETTLED]
    if open_ or _is_to_come(lows):
        return False
    dated = "would" not in lows and words("days").intersection(lows)
    return bool(dated) or ("decision" in marks and "if" not in lows)


def _states(lows: Sequence[str]) -> bool:
    """Whether a warning tells what is so already: "warned that the dam was cracked"."""
    return bool({"is", "are", "was", "were", "has", "had", "have"}.intersection(lows)) and not _looks_ahead(
        lows
    )


def _tells(lows: Sequence[str]) -> bool:
    """Whether a statement gives a figure, or tells in the past what was done and nothing of the present."""
    if any(low[0].isdigit() for low in lows):
        return True
    if not words("present").isdisjoint(lows) or any(low.endswith(_PRESENT_ENDINGS) for low in lows):
        return False
    return not words("past").isdisjoint(lows) or any(low.endswith("ed") and len(low) > 4 for low in lows)
