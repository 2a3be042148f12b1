"""The noun phrase that ends right before a token: how far to the left a subject without marks goes."""

from factcheck_sources.lexicon import finite, plural_people, source_nouns, verb_forms, words
from factcheck_sources.phrases import (
    CONTRACTING,
    COORDINATORS,
    LONGEST,
    PRONOUNS,
    SOMEONE,
    Phrase,
    has_finite,
    is_finite,
    is_verb_like,
    openers,
    trimmed,
)
from factcheck_sources.tokens import QUOTE, Token

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
_SHORT_CLAUSE = 7
_THEN = frozenset({"after", "before", "since", "once", "until", "till"})
_MODALS = frozenset(
    {"would", "could", "will", "can", "had", "have", "has", "was", "were", "are", "is", "did"}
)
_RELATIVE_REACH = 14
_SAYING = frozenset({"said", "says", "say"})
_NEAR = 6
# "More than 40 experts" is one phrase, "better than a poll" are two.
_COUNTED_THAN = frozenset({"more", "less", "fewer", "other", "rather"})


def _before_clause(tokens: tuple[Token, ...], end: int, floor: int) -> int:
    """Before a clause that ends with its verb and restricts people: "nurses | who left", "those | who want to go"."""
    if end - 1 <= floor or not _is_predicate(tokens, end - 1, end):
        return end
    for k in range(end - 2, max(floor, end - _SHORT_CLAUSE), -1):
        if tokens[k].low == "who":
            return k if _is_someone(tokens[k - 1]) else end
        if not tokens[k].word:
            break
    return end


def adjacent(tokens: tuple[Token, ...], end: int, floor: int) -> Phrase | None:
    """The noun phrase that ends at `end`, without the adjuncts before it; None if there is none."""
    first = _before_clause(tokens, end, floor)
    while first > floor and end - first < LONGEST:
        token = tokens[first - 1]
        if token.low in PRONOUNS:
            if first == end:
                return Phrase(first - 1, end, first - 1)
            break
        if first < end and (before := _past_relative(tokens, first, floor)) is not None:
            first = before
            continue
        if (
            token.low == "who"
            and first < end
            and first - 1 > floor
            and _is_someone(tokens[first - 2])
            and any(is_verb_like(tokens[k]) or tokens[k].low == "to" for k in range(first, end))
        ):
            first -= 1
            continue
        if token.low == "to" and first + 1 < end and _is_infinitive(tokens, first, floor):
            first += 1
            break
        if _bounds(tokens, first, end, floor):
            break
        first -= 1
    first = trimmed(tokens, first, end)
    if first >= end or (end - first == 1 and tokens[first].low in {"the", "a", "an"}):
        return None
    if _is_object_before(tokens, first, end):
        first = end - 1
    first = _second_noun(tokens, first, end)
    return Phrase(first, end, first)


def _second_noun(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """Where the subject of a clause that describes a noun begins: "a sign | the mayor feels safe"; else `first`."""
    for k in range(end - 2, first, -1):
        if tokens[k].low in {"the", "a", "an"}:
            before = tokens[k - 1]
            noun = before.word and not before.capital and not before.low.endswith(("ing", "ed"))
            closed = before.low in words(
                "prepositions", "determiners", "nonverbal_adverbs", "adjunct_prepositions", "leading"
            )
            return (
                k if noun and not closed and before.low not in COORDINATORS | {"than", "who", "'s"} else first
            )
    return first


def _is_object_before(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether a single thing stands before plural people who say something of it: "a coat | investigators believe"."""
    if tokens[end - 1].low not in plural_people():
        return False
    single = next(
        (k for k in range(end - 3, max(first, end - _NEAR) - 1, -1) if tokens[k].low in {"a", "an"}), None
    )
    if single is None:
        return False
    between = words("prepositions", "quantities", "participles")
    return not any(tokens[k].low in between or tokens[k].low.endswith("ed") for k in range(single + 1, end))


def _bounds(tokens: tuple[Token, ...], first: int, end: int, floor: int) -> bool:
    """Whether the word before `first` is a mark, a verb or a conjunction that no noun phrase goes past."""
    low = tokens[first - 1].low
    if low == "that" and first - 2 >= floor and tokens[first - 2].low in {"of", "in", "from", "at", "for"}:
        return False
    if low in _MARKS or low in openers() or _is_predicate(tokens, first - 1, end):
        return True
    if low == "'s":
        return first - 2 >= floor and tokens[first - 2].low in CONTRACTING
    if low == "than":
        return first - 2 >= floor and tokens[first - 2].low not in _COUNTED_THAN
    reach = max(floor, first - LONGEST)
    if low in _THEN:
        return first < end and _has_predicate(tokens, reach, first - 1)
    if low in COORDINATORS:
        reach = next((k + 1 for k in range(first - 2, reach, -1) if tokens[k].low == ","), reach)
    return low == "but" or (
        low in COORDINATORS
        and not (_are_people(tokens[first - 2]) and _are_people(tokens[end - 1]))
        and has_finite(tokens, reach, first - 1)
        and not _joins_subjects(tokens, first - 1, floor)
    )


def _are_people(token: Token) -> bool:
    """Whether a noun without an article of its own is joined to another one: "the governor and | mayor"."""
    return token.low in plural_people() or token.low in words("roles")


def _is_infinitive(tokens: tuple[Token, ...], verb: int, floor: int) -> bool:
    """Whether "to" and the word behind it are a verb with the phrase as its object: "quick to fault | a report"."""
    word, before = tokens[verb], tokens[verb - 2] if verb - 2 >= floor else None
    plural = word.low.endswith("s") and not word.low.endswith("ss")
    if word.capital or not word.word or plural or word.low in words("determiners"):
        return False
    if word.low in words("plural_people") or word.low in PRONOUNS:
        return False
    if before is None or before.low in words("eager"):
        return before is not None
    if word.low in {"see", "hear", "watch", "let"}:
        return True
    form = verb_forms().get(word.low)
    return (
        form is not None
        and form.tense == "base"
        and before.low in {"reason", "reasons", "need", "way", "time"}
    )


def _joins_subjects(tokens: tuple[Token, ...], at: int, floor: int) -> bool:
    """Whether "and" joins two subjects of a reported clause: "said on Friday that | Scholz and Lind agreed"."""
    first = at
    while first > floor and tokens[first - 1].word and not is_finite(tokens[first - 1]):
        if tokens[first - 1].low == "that":
            return at - first > 0
        if tokens[first - 1].low in openers() and first < at and all(t.capital for t in tokens[first:at]):
            return True  # "Why | Ada Lind and Tom Roth say so".
        if tokens[first - 1].low in openers() or (
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
            whole = any(
                is_verb_like(tokens[i]) for i in range(k + 1, first - 1) if tokens[i].low not in _MODALS
            )
            return k if _is_someone(tokens[k - 1]) and not whole else None
        if not tokens[k].word or low in openers():
            return None
    return None


def _is_someone(token: Token) -> bool:
    return token.word and (token.low in source_nouns() or token.low in SOMEONE)


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
