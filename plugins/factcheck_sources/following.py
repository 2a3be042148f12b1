"""The noun phrase behind a cue: "…, said | Jane Doe, a farmer", "according to | a report by the council"."""

from factcheck_sources.lexicon import finite, is_adverb, is_person_word, words
from factcheck_sources.phrases import COORDINATORS, LONGEST, PRONOUNS, Phrase, chunk_end
from factcheck_sources.tokens import Token, is_open_mark
from factcheck_sources.units import Unit

_NEAR = 6
# Two words and their marks.
_FEW = 4


def right(unit: Unit, first: int, limit: int) -> Phrase | None:
    """The noun phrase that begins at a token: a source after its cue, with its appositions."""
    tokens = unit.tokens
    i = first
    if first < limit and (
        tokens[first].low in words("prepositions")
        or (tokens[first].low in words("time_words") and not _is_named(tokens, first, limit))
    ):
        return None
    while i < limit and i - first < LONGEST:
        token = tokens[i]
        if token.low == "," and i > first:
            if (end := _apposition_end(tokens, i, limit)) is None:
                break
            i = end
            continue
        if token.low == "(" and i > first:
            close = next((k for k in range(i, min(limit, i + 10)) if tokens[k].low == ")"), None)
            if close is None:
                break
            i = close + 1
            continue
        if is_open_mark(token) and i > first and (close := _named_in_marks(tokens, i, limit)):
            i = close
            continue
        if _stops_right(tokens, i, first, limit):
            break
        i += 1
    while i > first and (
        (not tokens[i - 1].word and not _closes(tokens, first, i))
        or tokens[i - 1].low in words("prepositions")
        or tokens[i - 1].low in COORDINATORS
        or tokens[i - 1].low in {"who", "which", "whose"}
    ):
        i -= 1
    return Phrase(first, i, i) if i > first else None


def _named_in_marks(tokens: tuple[Token, ...], i: int, limit: int) -> int:
    """Past a word or two in marks inside a noun phrase: "the new “dot plot” of forecasts"; else 0."""
    close = next((k for k in range(i + 1, limit) if not tokens[k].quoted), limit)
    return close if close - i <= _FEW and close < limit and tokens[close].word else 0


def _is_named(tokens: tuple[Token, ...], first: int, limit: int) -> bool:
    """Whether a word of time opens a name: "Morning Herald", "Sunday Post", not "Tuesday"."""
    after = tokens[first + 1] if first + 1 < limit else None
    return (
        tokens[first].capital
        and after is not None
        and after.capital
        and after.word
        and not after.low[0].isdigit()
    )


def _closes(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether a bracket that opens inside the phrase ends it: "Rep. Ana Ruiz (D-Calif.)"."""
    return tokens[end - 1].low == ")" and any(token.low == "(" for token in tokens[first:end])


def _stops_right(tokens: tuple[Token, ...], i: int, first: int, limit: int) -> bool:
    token = tokens[i]
    low = token.low
    if not token.word:
        return low != "&"
    if low in PRONOUNS:
        return i > first
    if low in {"who", "that"} and i > first:
        return tokens[i - 1].capital and low == "that"
    if low in words("auxiliaries") and low != "'s":
        return not any(tokens[k].low in {"who", "that"} for k in range(first, i))
    if low in words("subordinators") or low == "but" or low in {"to", "adding", "citing", "saying"}:
        return not (
            low == "to"
            and tokens[i - 1].low in {"close", "adviser", "advisor", "aide", "ambassador", "envoy"}
        )
    if i > first and low in words("time_words") and not _participle_in(tokens, i, first, limit):
        return True
    if low == "in" and i > first and tokens[i - 1].capital and tokens[i + 1 : i + 2]:
        return tokens[i + 1].low in {"a", "an", "his", "her", "their", "its"}
    if low in words("time_prepositions") and i > first and not _participle_in(tokens, i, first, limit):
        end = chunk_end(tokens, i + 1, limit)
        return any(
            tokens[k].low in words("occasions") or tokens[k].low in words("time_words")
            for k in range(i + 1, end)
        )
    if (
        i > first
        and low.endswith("ing")
        and not token.capital
        and tokens[i - 1].low not in words("determiners")
    ):
        return tokens[i - 1].capital
    return (
        i > first
        and low in words("finite")
        and not token.capital
        and tokens[i - 1].low not in words("determiners")
    )


def _participle_in(tokens: tuple[Token, ...], i: int, first: int, limit: int) -> bool:
    """Whether a time only tells when a document came out: "a paper posted on Thursday in …"."""
    begin, end = i, i
    while begin - 1 > first and _is_time(tokens[begin - 1]):
        begin -= 1
    while end < limit and _is_time(tokens[end]):
        end += 1
    before = tokens[begin - 1]
    comes_out = begin - 1 > first and before.low in words("published") and not before.capital
    return comes_out and (end == limit or tokens[end].low in {"in", "by"} or not tokens[end].word)


def _is_time(token: Token) -> bool:
    return token.low in words("time_words") or token.low == "on" or token.low.isdigit()


def _apposition_end(tokens: tuple[Token, ...], comma: int, limit: int) -> int | None:
    """Where the apposition after a comma ends, or None if something else follows it."""
    if comma + 2 < limit and tokens[comma + 1].low.endswith(".") and tokens[comma + 2].low == ",":
        return comma + 2  # "Rep. Ana Ruiz, Md., the second in rank"
    if comma + 1 >= limit or not _opens_apposition(tokens, comma):
        return None
    for i in range(comma + 1, min(limit, comma + LONGEST)):
        low = tokens[i].low
        if not tokens[i].word and low not in {"'", "’", "&"}:
            return i
        if low in {"who", "whose", "which", "that", "adding", "citing", "saying"}:
            return i
        if low in finite() and not tokens[i].capital and i > comma + 1:
            return None
    return min(limit, comma + LONGEST)


def _opens_apposition(tokens: tuple[Token, ...], comma: int) -> bool:
    """ "Jane Doe, a farmer", "Jane Doe, 45", "one of them, Jane Doe"."""
    first = tokens[comma + 1]
    if first.low in {"a", "an", "the"} or first.low in words("roles") or first.low in words("titles"):
        return True
    if first.low.isdigit():
        return len(first.low) < 3
    named = any(tokens[i].capital and tokens[i + 1].low != "'s" for i in range(max(0, comma - 3), comma))
    acts = is_adverb(first.low) or first.low.endswith("ing")
    office = first.word and first.low not in COORDINATORS and _names_office(tokens, comma + 1)
    if acts and not first.capital:
        return False
    return office or first.low in {"senior", "executive", "managing"} or (first.capital and not named)


def _names_office(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether an office stands among the next words: "local president of", "PG&E's principal meteorologist"."""
    for i in range(first, min(first + _NEAR, len(tokens))):
        low = tokens[i].low
        if not tokens[i].word or low in words("subordinators", "prepositions") or low in finite():
            return False
        if low in words("roles") or (is_person_word(low) and not low.endswith("s")):
            return True
    return False
