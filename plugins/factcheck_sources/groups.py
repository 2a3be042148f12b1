"""Verb groups: where one begins, and what its auxiliaries and negations make of the verb."""

from typing import NamedTuple

from factcheck_sources.lexicon import is_adverb, words
from factcheck_sources.phrases import PRONOUNS
from factcheck_sources.tokens import Token

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'re", "'m", "am"})
_NEGATIONS = frozenset({"not", "never", "n't", "neither", "nor", "without", "hardly"})
_DOUBTFUL = frozenset({"would", "could", "should", "might", "may", "must", "can", "cannot"})
# What will be said has not been.
_TO_COME = frozenset({"will", "'ll", "shall", "won't"})
_AT = frozenset({"first", "least", "last", "times"})


class Group(NamedTuple):
    """A verb group: where it begins, and what its auxiliaries make of it."""

    first: int
    passive: bool
    negated: bool
    doubtful: bool
    infinitive: bool


def group(tokens: tuple[Token, ...], i: int, floor: int) -> Group:
    """The auxiliaries, adverbs and negations before a verb."""
    j = i
    passive = negated = doubtful = infinitive = False
    while j > floor:
        low = tokens[j - 1].low
        if tokens[j - 1].quoted:
            break
        if low in _BE or (low == "'s" and tokens[j - 2].low in PRONOUNS):
            passive = passive or low in _BE
        elif low in words("auxiliaries"):
            if low == "'s":
                break
            doubtful = doubtful or low in _DOUBTFUL or low in _TO_COME or low.endswith("n't")
            negated = negated or low.endswith("n't") or low == "cannot"
        elif low in _NEGATIONS:
            negated = True
        elif low == "to" and (j == i or tokens[j].low in {"have", "be"} or _between(tokens[j])):
            infinitive = True
        elif not (
            _between(tokens[j - 1]) or _splits(tokens, j - 1) or (low == "more" and _between(tokens[j]))
        ):
            break
        j -= 1
    return Group(j, passive, negated, doubtful, infinitive)


def _between(token: Token) -> bool:
    """Whether a word can stand between auxiliary and verb: "has also said", "to publicly criticize"."""
    return token.low in words("nonverbal_adverbs") or (is_adverb(token.low) and not token.capital)


def _splits(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a time word stands between subject and verb: "the ministry on Tuesday said"."""
    low = tokens[i].low
    if low in words("time_words") and low not in words("spells"):
        return tokens[i].capital or low in {"today", "yesterday", "later", "earlier", "recently"}
    if low.isdigit():
        return i > 0 and tokens[i - 1].low in words("time_words")
    if low not in {"on", "in", "at"} or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1].low
    return (low in {"on", "in"} and after in words("time_words")) or (low == "at" and after in _AT)
