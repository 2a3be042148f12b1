"""The subject of a verb: the noun phrase to its left, past what is inserted ("Smith, who is 45, said")."""

from factcheck_sources.adjacent import adjacent
from factcheck_sources.groups import group
from factcheck_sources.lexicon import is_adverb, plural_people, words
from factcheck_sources.phrases import (
    LONGEST,
    PRONOUNS,
    Phrase,
    chunk_end,
    has_finite,
    is_verb_like,
    names_someone,
    trimmed,
)
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.units import Unit

_STRONG = frozenset({";", ":", QUOTE, ".", "?", "!", "…", "•", "|"})
_DASHES = frozenset({"—", "–", "-", "--"})
_RELATIVE = frozenset({"who", "which", "whose", "whom", "where", "when", "that", "now", "then", "also"})
_ASIDES = frozenset(
    {"however", "meanwhile", "though", "too", "instead", "moreover", "nonetheless", "nevertheless"}
)
_LONGEST_NAME = 5
_FREE = frozenset({"what", "how", "why"})


def left(unit: Unit, before: int, floor: int) -> Phrase | None:
    """The noun phrase that ends just before a token: a verb's subject."""
    tokens = unit.tokens
    end = before
    personal = end > floor and tokens[end - 1].low == "who"
    if end > floor and tokens[end - 1].low in {"who", "that", "which"}:
        end -= 2 if end - 2 >= floor and tokens[end - 2].low == "," else 1
    if end - 1 > floor and tokens[end - 1].low in {"both", "each", "alike"}:
        end -= 1
    if end <= floor:
        return None
    mark = tokens[end - 1].low
    if mark == ")" or mark in _DASHES:
        end = _opening(tokens, end - 1, floor, _DASHES if mark in _DASHES else frozenset({"("}))
    elif mark == ",":
        return _interrupted(unit, end - 1, floor)
    elif _lacks_comma(tokens, end, floor):
        return _interrupted(unit, end, floor)
    if end <= floor or not tokens[end - 1].word:
        return None
    phrase = adjacent(tokens, end, floor)
    if phrase is not None and phrase.first - 1 > floor and tokens[phrase.first].low in words("suffixes"):
        phrase = _before_suffix(tokens, phrase, floor)
    if phrase is not None and personal:
        first = _antecedent(tokens, phrase)
        return Phrase(first, phrase.last, first)
    return phrase


def _before_suffix(tokens: tuple[Token, ...], suffix: Phrase, floor: int) -> Phrase:
    """The whole name that a suffix ends: "Martin King, | Jr."."""
    name = adjacent(tokens, suffix.first - 1, floor)
    return name._replace(last=suffix.last) if name else suffix


def _antecedent(tokens: tuple[Token, ...], phrase: Phrase) -> int:
    """Where the person that "who" means begins: "wrongdoing through | his lawyer, who", not the thing before."""
    if _is_predicate(tokens, phrase.first):
        last = max(k for k in range(phrase.first, phrase.last) if tokens[k].low.endswith("ed"))
        return last + 1 if last + 1 < phrase.last else phrase.first
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


def _is_predicate(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether a phrase begins with a verb of the clause before "who": "hurt nearly 20 and upset many who"."""
    after = tokens[first + 1]
    verb = tokens[first].low.endswith("ed") and not tokens[first].capital
    return verb and (is_adverb(after.low) or after.low in words("determiners") or after.low[0].isdigit())


def _lacks_comma(tokens: tuple[Token, ...], end: int, floor: int) -> bool:
    """ "David Lam, who leads the union said": an insertion whose second comma is left out."""
    comma = next((i for i in range(end - 1, max(floor, end - LONGEST), -1) if tokens[i].low == ","), None)
    if comma is None or comma + 2 >= end:
        return False
    low, after = tokens[comma + 1].low, tokens[comma + 2]
    if low in {"a", "an"} or low in words("roles", "titles"):
        return _is_opening_name(tokens, comma, floor) and not has_finite(tokens, comma + 1, end)
    if low not in {"who", "which", "where"} or after.capital:
        return low in {"of", "whose"}
    if any(tokens[k].low in _FREE for k in range(comma + 2, end)):
        return False
    if end - comma <= 3 or after.low in PRONOUNS or after.low in plural_people():
        return False
    return after.low not in words("determiners", "vague", "roles")


def _is_opening_name(tokens: tuple[Token, ...], comma: int, floor: int) -> bool:
    """Whether a full name and no more stands between a quotation, or the beginning, and a comma."""
    first = comma
    while first > floor and (tokens[first - 1].capital or tokens[first - 1].low in words("particles")):
        if tokens[first - 1].low == QUOTE:
            break
        first -= 1
    return comma - first > 1 and (first == floor or tokens[first - 1].low == QUOTE)


def _opening(tokens: tuple[Token, ...], closing: int, floor: int, marks: frozenset[str]) -> int:
    for i in range(closing - 1, max(floor, closing - LONGEST) - 1, -1):
        if tokens[i].low in marks:
            return i
    return floor


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
    last, whole = 0, False
    for start, stop in reversed(segments):
        if start >= stop:
            continue
        if (
            head is not None
            and not (whole and _is_full_name(tokens, start, stop))
            and _interrupts(tokens, start, stop)
        ):
            if last == start - 1 and _is_apposition(tokens, start, stop):
                last = stop
            continue
        head = _head(tokens, start, stop)
        last = stop if head else 0
        whole = head is not None and has_finite(tokens, start, head[0])
    if head is None:
        return None
    return Phrase(head[0], last, head[0])


def _is_full_name(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    """Whether a full name and no more stands between two commas, behind a clause: "…, Jake Frith, an agent, said"."""
    return 1 < stop - start < _LONGEST_NAME and all(t.capital and t.word for t in tokens[start:stop])


def _head(tokens: tuple[Token, ...], start: int, stop: int) -> tuple[int, int] | None:
    if stop > start and tokens[stop - 1].low == ")":
        stop = _opening(tokens, stop - 1, start, frozenset({"("}))
    phrase = adjacent(tokens, stop, start)
    if phrase is None:
        return None
    opens = phrase.first == trimmed(tokens, start, stop)
    if (
        not opens
        and not has_finite(tokens, start, phrase.first)
        and tokens[phrase.first - 1].low not in words("subordinators")
    ):
        return None
    if tokens[phrase.first].low.endswith("ing") and not tokens[phrase.first].capital:
        return None
    return (phrase.first, stop) if names_someone(tokens, phrase.first, stop) else None


def _interrupts(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    low = tokens[start].low
    if stop - start == 1 and low in _ASIDES:
        return True
    if low in _RELATIVE or low.endswith(("ing", "ed")) or low in {"according", "citing", "told", "asked"}:
        return True
    if (
        low in words("participles")
        and stop - start > 1
        and tokens[start + 1].low in {"by", "in", "for", "to"}
    ):
        return True
    if low in words("leading") and low not in {"also", "now", "then"}:
        return low in {"as", "after", "before", "when", "if", "while", "not"}
    if any(tokens[i].low in _RELATIVE for i in range(start, stop)):
        return True
    return not has_finite(tokens, start, stop) or low in {"in", "on", "at", "with", "whose"}


def _is_apposition(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    first = tokens[start]
    clause = next((i for i in range(start + 1, stop) if tokens[i].low in {"who", "that"}), stop)
    if first.low in _RELATIVE or has_finite(tokens, start, clause):
        return False
    acts = first.low.endswith(("ing", "ed")) or is_adverb(first.low) or first.low in words("participles")
    if acts and not first.capital:
        return False
    return (
        first.word
        and first.low not in words("prepositions")
        and first.low not in _ASIDES
        and first.low != "also"
    )


def _acts(token: Token) -> bool:
    """Whether a word behind a name can be its verb: "Roth | cut off the question and said"."""
    return (
        token.word
        and not token.capital
        and token.low not in words("prepositions", "subordinators", "no_verbs", "determiners")
        and token.low not in {"and", "or", "'s"}
    )


def nearest_subject(unit: Unit, before: int) -> Phrase | None:
    """The subject of the verb that stands nearest before a token: "when Roth rose, | Lind | raised a hand and said"."""
    tokens = unit.tokens
    for i in range(before - 1, max(0, before - LONGEST), -1):
        if tokens[i].low in {";", QUOTE}:
            return None
        if tokens[i].low == "," and (tokens[i + 1].capital or tokens[i + 1].low in PRONOUNS):
            end = next((k for k in range(i + 2, before) if not tokens[k].capital), before)
            if end < before - 1 and _acts(tokens[end]) and names_someone(tokens, i + 1, end):
                return Phrase(i + 1, end, i + 1)
        if is_verb_like(tokens[i]) and tokens[i - 1].low not in {"who", "which", "that", "to"}:
            phrase = left(unit, group(tokens, i, 0).first, 0)
            if phrase is not None and names_someone(tokens, phrase.first, phrase.last):
                return phrase
    return None


def main_subject(unit: Unit, before: int) -> Phrase | None:
    """The subject of a unit's main clause: the first one, past a clause that the sentence opens with."""
    tokens = unit.tokens
    first = 0
    if tokens[0].low in words("fronting"):
        first = next((i + 1 for i in range(1, before) if tokens[i].low == ","), 0)
    for i in range(first + 1, min(before, 40)):
        if is_verb_like(tokens[i]):
            phrase = left(unit, group(tokens, i, 0).first, 0)
            if phrase is not None:
                return phrase
    end = chunk_end(tokens, first, before)
    return Phrase(first, end, first) if end > first else None
