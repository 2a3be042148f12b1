"""Noun phrases: where the words for a source begin and end, left or right of a cue.

There is no parser here. A phrase is bounded by marks, by words that open a clause, and by verbs; what
stands between subject and verb ("Smith, who is 45, said") is told from a clause by how it begins.
"""

from functools import cache
from typing import NamedTuple

from factcheck_sources.lexicon import finite, is_adverb, plural_people, source_nouns, words
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.units import Unit

PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you"})
_MARKS = frozenset(
    {
        ",",
        ";",
        ":",
        "—",
        "–",
        "-",
        "(",
        ")",
        "“",
        "”",
        '"',
        "‘",
        "’",
        "[",
        "]",
        QUOTE,
        ".",
        "?",
        "!",
        "...",
        "…",
        "/",
        "|",
        "•",
        "*",
    }
)
_STRONG = frozenset({";", ":", QUOTE, ".", "?", "!", "…", "•", "|"})
_DASHES = frozenset({"—", "–", "-", "--"})
COORDINATORS = frozenset({"and", "or", "&"})
_RELATIVE = frozenset({"who", "which", "whose", "whom", "where", "when", "that", "now", "then", "also"})
LONGEST = 32
_THEN = frozenset({"after", "before", "since", "once", "until", "till"})
_MODALS = frozenset(
    {"would", "could", "will", "can", "had", "have", "has", "was", "were", "are", "is", "did"}
)
_RELATIVE_REACH = 14
_SAYING = frozenset({"said", "says", "say"})
_FREE = frozenset({"what", "how", "why"})
_SOMEONE = frozenset({"one", "another", "others", "some", "many", "both"})


class Phrase(NamedTuple):
    """A source's words: tokens `first` up to `last`; `outer` is where what belongs to it begins."""

    first: int
    last: int
    outer: int


@cache
def _openers() -> frozenset[str]:
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
    return any(
        (tokens[i].low in finite() and not tokens[i].capital)
        or (tokens[i].low == "'s" and tokens[i - 1].low in _CONTRACTING)
        or (i > first and not tokens[i].capital and tokens[i].low.endswith("ed") and len(tokens[i].low) > 3)
        for i in range(first, last)
    )


_CONTRACTING = PRONOUNS | {"that", "there", "what", "who", "here", "where"}


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
        if token.low in PRONOUNS or token.low in words("prepositions") or token.low in _openers():
            break
        i += 1
    return i


def _ends_chunk(token: Token) -> bool:
    return token.low in words("determiners") or token.low in finite() or token.low in COORDINATORS


def left(unit: Unit, before: int, floor: int) -> Phrase | None:
    """The noun phrase that ends just before a token: a verb's subject."""
    tokens = unit.tokens
    end = before
    personal = end > floor and tokens[end - 1].low == "who"
    if end > floor and tokens[end - 1].low in {"who", "that", "which"}:
        end -= 2 if end - 2 >= floor and tokens[end - 2].low == "," else 1
    if end <= floor:
        return None
    mark = tokens[end - 1].low
    if mark == ")":
        end = _opening(tokens, end - 1, floor, frozenset({"("}))
    elif mark in _DASHES:
        end = _opening(tokens, end - 1, floor, _DASHES)
    elif mark == ",":
        return _interrupted(unit, end - 1, floor)
    elif _lacks_comma(tokens, end, floor):
        return _interrupted(unit, end, floor)
    if end <= floor or not tokens[end - 1].word:
        return None
    phrase = _adjacent(tokens, end, floor)
    if phrase is not None and personal:
        phrase = phrase._replace(first=_antecedent(tokens, phrase))
    return phrase and phrase._replace(outer=phrase.first)


def _antecedent(tokens: tuple[Token, ...], phrase: Phrase) -> int:
    """Where the person that "who" means begins: "wrongdoing through | his lawyer, who", not the thing before."""
    behind = next(
        (
            k
            for k in range(phrase.first, phrase.last)
            if tokens[k].low == "of" or tokens[k].low in words("prepositions")
        ),
        None,
    )
    if behind is None or behind + 1 >= phrase.last or names_someone(tokens, phrase.first, behind):
        return phrase.first
    return behind + 1 if names_someone(tokens, behind + 1, phrase.last) else phrase.first


def _lacks_comma(tokens: tuple[Token, ...], end: int, floor: int) -> bool:
    """ "David Lam, who leads the union said": an insertion whose second comma is left out."""
    comma = next((i for i in range(end - 1, max(floor, end - LONGEST), -1) if tokens[i].low == ","), None)
    if comma is None or comma + 2 >= end:
        return False
    low, after = tokens[comma + 1].low, tokens[comma + 2]
    if low not in {"who", "which", "where"} or after.capital:
        return low in {"of", "whose"}
    if any(tokens[k].low in _FREE for k in range(comma + 2, end)):
        return False
    if end - comma <= 3 or after.low in PRONOUNS or after.low in plural_people():
        return False
    return after.low not in words("determiners", "vague", "roles")


def _opening(tokens: tuple[Token, ...], closing: int, floor: int, marks: frozenset[str]) -> int:
    for i in range(closing - 1, max(floor, closing - LONGEST) - 1, -1):
        if tokens[i].low in marks:
            return i
    return floor


def _adjacent(tokens: tuple[Token, ...], end: int, floor: int) -> Phrase | None:
    first = end
    while first > floor and end - first < LONGEST:
        token = tokens[first - 1]
        if token.low in PRONOUNS:
            if first == end:
                return Phrase(first - 1, end, first - 1)
            break
        if first < end and (before := _past_relative(tokens, first, floor)) is not None:
            first = before
            continue
        if token.low == "who" and first < end and first - 1 > floor and _is_someone(tokens[first - 2]):
            first -= 1
            continue
        if token.low in _MARKS or token.low in _openers() or _is_predicate(tokens, first - 1, end):
            break
        if (
            token.low in _THEN
            and first < end
            and _has_predicate(tokens, max(floor, first - LONGEST), first - 1)
        ):
            break
        if token.low == "but" or (
            token.low in COORDINATORS
            and has_finite(tokens, max(floor, first - LONGEST), first - 1)
            and not _joins_subjects(tokens, first - 1, floor)
        ):
            break
        first -= 1
    first = _trimmed(tokens, first, end)
    if first >= end or (end - first == 1 and tokens[first].low in {"the", "a", "an"}):
        return None
    return Phrase(first, end, first)


def _joins_subjects(tokens: tuple[Token, ...], at: int, floor: int) -> bool:
    """Whether "and" joins two subjects of a reported clause: "said on Friday that | Scholz and Lind agreed"."""
    first = at
    while first > floor and tokens[first - 1].word and not is_finite(tokens[first - 1]):
        if tokens[first - 1].low == "that":
            return at - first > 0
        if tokens[first - 1].low in _openers() or (
            tokens[first - 1].low in words("prepositions") and tokens[first - 1].low not in {"on", "of"}
        ):
            return False
        first -= 1
    return 0 < at - first <= _RELATIVE_REACH and first > floor and tokens[first - 1].low in _SAYING


def _past_relative(tokens: tuple[Token, ...], first: int, floor: int) -> int | None:
    """Before a restricting clause that the phrase ends with: "scientists | who had received the calls"."""
    if not _is_predicate(tokens, first - 1, first) and tokens[first - 1].low not in _MODALS:
        return None
    for k in range(first - 2, max(floor, first - _RELATIVE_REACH), -1):
        low = tokens[k].low
        if low == "who":
            return k if _is_someone(tokens[k - 1]) else None
        if not tokens[k].word or low in _openers():
            return None
    return None


def _is_someone(token: Token) -> bool:
    return token.word and (token.low in source_nouns() or token.low in _SOMEONE)


def _has_predicate(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a clause is whole before "after": "shares fell 4% | after the company said"."""
    return any(
        _is_predicate(tokens, i, last)
        or (tokens[i].low.endswith("ed") and tokens[i + 1].low not in words("prepositions") and i > first)
        for i in range(first, last)
    )


def _is_predicate(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Whether a word is a verb of its own, and no participle inside the phrase: "officials briefed on it"."""
    token = tokens[i]
    if token.capital or token.low not in finite():
        return False
    participle = token.low.endswith("ed") or token.low in words("participles")
    inside = participle and i + 1 < end and tokens[i + 1].low in words("prepositions")
    return not inside


def _trimmed(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """Past the adverbs and adjuncts that stand before a subject."""
    while first < end:
        low = tokens[first].low
        if (
            low in words("leading")
            or (is_adverb(low) and (first + 1 < end or not tokens[first].capital))
            or (low in words("time_words") and not (first + 1 < end and tokens[first + 1].low == "'s"))
        ):
            first += 1
        elif _is_verb_and_preposition(tokens, first, end):
            first += 2
        elif low in words("prepositions"):
            after = _past_adjunct(tokens, first, end)
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


def _past_adjunct(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """Past a preposition and its noun phrase; "in a statement the ministry": past the occasion."""
    stop = chunk_end(tokens, first + 1, end)
    for i in range(first + 1, stop):
        if tokens[i].low in words("occasions") and i + 1 < stop:
            return i + 1
    while stop < end and tokens[stop].low in {"of", "for", "'s"}:
        stop = chunk_end(tokens, stop + 1, end)
    return max(first + 1, stop)


def _interrupted(unit: Unit, comma: int, floor: int) -> Phrase | None:
    """A subject set off from its verb: "David Lam, 45, who leads the union, said"."""
    tokens = unit.tokens
    segments: list[tuple[int, int]] = []
    end, i = comma, comma - 1
    while i >= floor:
        if tokens[i].low in _STRONG or (tokens[i].low in _DASHES and not segments):
            break
        if tokens[i].low == ",":
            segments.append((i + 1, end))
            end = i
        i -= 1
    segments.append((i + 1, end))
    head: tuple[int, int] | None = None
    last = 0
    for start, stop in reversed(segments):
        if start >= stop:
            continue
        if head is not None and _interrupts(tokens, start, stop):
            if last == start - 1 and _is_apposition(tokens, start, stop):
                last = stop
            continue
        head = _head(tokens, start, stop)
        last = stop if head else 0
    if head is None:
        return None
    return Phrase(head[0], last, head[0])


def _head(tokens: tuple[Token, ...], start: int, stop: int) -> tuple[int, int] | None:
    phrase = _adjacent(tokens, stop, start)
    if phrase is None:
        return None
    opens = phrase.first == _trimmed(tokens, start, stop)
    if (
        not opens
        and not has_finite(tokens, start, phrase.first)
        and tokens[phrase.first - 1].low not in words("subordinators")
    ):
        return None
    if tokens[phrase.first].low.endswith("ing") and not tokens[phrase.first].capital:
        return None
    return (phrase.first, stop) if names_someone(tokens, phrase.first, stop) else None


@cache
def _known_sources() -> frozenset[str]:
    return source_nouns() | PRONOUNS | _SOMEONE


def names_someone(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a phrase can be a source: a name, a role, a body, a document, a group."""
    if has_finite(tokens, first + 1, last):
        return False
    known = _known_sources()
    return any(_is_named(tokens[i]) or tokens[i].low in known for i in range(first, last))


def _is_named(token: Token) -> bool:
    return token.capital and not token.low[0].isdigit()


def _interrupts(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    low = tokens[start].low
    if low in _RELATIVE or low.endswith(("ing", "ed")) or low in {"according", "citing", "told", "asked"}:
        return True
    if low in words("leading") and low not in {"also", "now", "then"}:
        return low in {"as", "after", "before", "when", "if", "while", "not"}
    if any(tokens[i].low in _RELATIVE for i in range(start, stop)):
        return True
    return not has_finite(tokens, start, stop) or low in {"in", "on", "at", "with", "whose"}


def _is_apposition(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    first = tokens[start]
    clause = next((i for i in range(start + 1, stop) if tokens[i].low in {"who", "that"}), stop)
    if first.low in _RELATIVE or first.low.endswith(("ing", "ed")) or has_finite(tokens, start, clause):
        return False
    return (
        first.word
        and first.low not in words("prepositions")
        and first.low not in {"also", "too"}
        and not is_adverb(first.low)
    )
