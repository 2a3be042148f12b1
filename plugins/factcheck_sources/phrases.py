"""Noun phrases: where the words for a source begin and end, left or right of a cue.

There is no parser here. A phrase is bounded by marks, by words that open a clause, and by verbs; what
stands between subject and verb ("Smith, who is 45, said") is told from a clause by how it begins.
"""

from functools import cache
from typing import NamedTuple

from factcheck_sources.lexicon import (
    finite,
    is_adverb,
    is_person_word,
    source_nouns,
    words,
)
from factcheck_sources.tokens import Token

PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you"})
COORDINATORS = frozenset({"and", "or", "&"})
LONGEST = 32
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their"})
_PAST = 3
SOMEONE = frozenset({"one", "another", "others", "some", "many", "both", "those"})


class Phrase(NamedTuple):
    """A source's words: tokens `first` up to `last`; `outer` is where what belongs to it begins."""

    first: int
    last: int
    outer: int


@cache
def openers() -> frozenset[str]:
    """Conjunctions that no noun phrase goes past."""
    return words("subordinators") - {"than", "once", "since", "after", "before", "until", "till", "so"}


def is_finite(token: Token) -> bool:
    """Whether the word is known to be a finite verb."""
    return token.low in finite() and not token.quoted and not token.capital


def is_verb_like(token: Token) -> bool:
    """Whether the word is a finite verb, or has the ending of one."""
    if token.quoted or token.capital or token.low == "'s":
        return False
    return token.low in finite() or (token.low.endswith("ed") and len(token.low) > 4)


def has_finite(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a stretch holds a finite verb, or the pronoun or ending of one."""
    return any(_is_finite_at(tokens, i) or (i > first and _is_past_at(tokens, i)) for i in range(first, last))


def _is_finite_at(tokens: tuple[Token, ...], i: int) -> bool:
    low = tokens[i].low
    return tokens[i - 1].low in CONTRACTING if low == "'s" else low in finite() and not tokens[i].capital


def _is_past_at(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a word has the ending of the past, and no article makes it an adjective: "the alleged plot"."""
    low = tokens[i].low
    ends = low.endswith("ed") and len(low) > _PAST and not tokens[i].capital
    return ends and tokens[i - 1].low not in _ARTICLES


CONTRACTING = PRONOUNS | {"that", "there", "what", "who", "here", "where"}


def chunk_end(tokens: tuple[Token, ...], first: int, limit: int) -> int:
    """Where the plain noun phrase that begins at `first` ends: determiner, adjectives, nouns, or a name."""
    i = first
    if i < limit and tokens[i].low in words("determiners"):
        i += 1
    begun = i
    times = words("time_words")
    while i < limit and tokens[i].word:
        token = tokens[i]
        if i > begun and (
            _ends_chunk(token) or (token.capital and not tokens[i - 1].capital and tokens[i - 1].low != "'s")
        ):
            break
        if i > begun and tokens[i - 1].low in times and token.low not in times and not token.low.isdigit():
            break
        if token.low in PRONOUNS or token.low in words("prepositions") or token.low in openers():
            break
        i += 1
    return i


def _ends_chunk(token: Token) -> bool:
    return token.low in words("determiners") or token.low in finite() or token.low in COORDINATORS


def trimmed(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """Past the adverbs and adjuncts that stand before a subject."""
    while first < end:
        low = tokens[first].low
        if (
            (low in words("leading") and not _counts(tokens, first, end))
            or (is_adverb(low) and (first + 1 < end or not tokens[first].capital))
            or (low in words("time_words") and not (first + 1 < end and tokens[first + 1].low == "'s"))
            or _is_participle_and_object(tokens, first, end)
        ):
            first += 1
        elif _is_verb_and_preposition(tokens, first, end):
            first += 2
        elif low in {"including", "excluding"}:
            first += 1
        elif low in words("prepositions"):
            after = _past_adjunct(tokens, first, end)
            if after < end and tokens[after].low == "who":
                return first + 1
            if after >= end:
                return (
                    end
                    if low in words("time_prepositions") and after == end and end - first > 1
                    else first + 1
                )
            first = after
        else:
            return first
    return first


def _is_verb_and_preposition(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether a stretch begins with a verb that only looks like a participle: "pointed to | a survey that"."""
    low = tokens[first].low
    verb = low.endswith("ed") and not tokens[first].capital and len(low) > 4
    return verb and first + 2 < end and tokens[first + 1].low in words("prepositions")


def _counts(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether "both" counts the subject: "both sides", and does not open a pair."""
    return tokens[first].low == "both" and first + 1 < end and tokens[first + 1].low.endswith("s")


def _is_participle_and_object(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether a stretch begins with a verb in -ing and its object: "appealing | a ruling that"."""
    low = tokens[first].low
    verb = low.endswith("ing") and not tokens[first].capital and low not in words("prepositions")
    return verb and first + 2 < end and tokens[first + 1].low in _ARTICLES


def _past_adjunct(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """Past a preposition and its noun phrase; "in a statement the ministry": past the occasion."""
    stop = chunk_end(tokens, first + 1, end)
    for i in range(first + 1, stop):
        if tokens[i].low in words("occasions") and i + 1 < stop:
            return i + 1
    while stop < end and tokens[stop].low in {"of", "for", "'s"}:
        stop = chunk_end(tokens, stop + 1, end)
    return max(first + 1, stop)


@cache
def _known_sources() -> frozenset[str]:
    return source_nouns() | PRONOUNS | SOMEONE


def names_someone(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a phrase can be a source: a name, a role, a body, a document, a group."""
    if has_predicate(tokens, first + 1, last):
        return False
    known = _known_sources()
    return any(
        _is_named(tokens[i]) or tokens[i].low in known or is_person_word(tokens[i].low)
        for i in range(first, last)
    )


def has_predicate(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a stretch is a clause, and no noun with a participle: not "people briefed on it"."""
    for i in range(first, last):
        if _is_finite_at(tokens, i) or (is_verb_like(tokens[i]) and len(tokens[i].low) > _PAST):
            low = tokens[i].low
            participle = low.endswith("ed") or low in words("participles")
            if not (participle and i + 1 < last and tokens[i + 1].low in words("prepositions")):
                return True
    return False


def _is_named(token: Token) -> bool:
    return token.capital and not token.low[0].isdigit()
