"""Where a sentence goes on behind a clause inside its subject: "the claim that it is safe | was wrong"."""

from factcheck_sources.found import Range
from factcheck_sources.lexicon import is_adverb, verb_forms, words
from factcheck_sources.phrases import PRONOUNS, has_finite, is_finite, is_verb_like
from factcheck_sources.tokens import Token

# Each lets one more verb come before the sentence's own.
_MORE = frozenset({"and", "or", "but", "that"})
_MARKS = frozenset({",", "—", "–", "-"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_NEGATIONS = frozenset({"not", "never"})
_PERCEIVING = frozenset({"saw", "heard", "felt", "watched", "noticed", "made", "let", "helped"})
_OBJECTS = frozenset({"him", "her", "them", "me", "us", "itself", "himself", "herself", "themselves"})


def subordinate_end(tokens: tuple[Token, ...], source: int, verb: int, content: Range, floor: int) -> Range:
    """The content, ended where the sentence goes on if the whole attribution is a clause of it.

    `source` and `verb` are where the source and the verb group begin: "Although | she said", "Lee, who | said".
    """
    before = tokens[source - 1].low if source > floor else ""
    if source - floor <= 2 and before in words("fronting"):
        return content[0], _fronted_end(tokens, *content)
    opens = next((i for i in (verb - 1, source - 1) if i >= floor and tokens[i].low in _RELATIVE), None)
    if opens is None:
        return content
    set_off = opens > floor and tokens[opens - 1].low in _MARKS
    if has_finite(tokens, floor, opens):
        return (content[0], _first_mark(tokens, *content)) if tokens[opens].low == "who" else content
    if set_off:
        return content[0], _after_comma(tokens, *content) or _first_mark(tokens, *content)
    return content[0], own_predicate(tokens, *content)


def own_predicate(tokens: tuple[Token, ...], first: int, limit: int) -> int:
    """Where the sentence's own verb begins behind a clause that no mark closes, or `limit`.

    A clause has one verb; a conjunction, a clause inside it, or a verb that takes a clause without "that" has one more.
    """
    left = 0 if _is_predicate(tokens, first, limit) else 1
    for i in range(first + 1, limit):
        low = tokens[i].low
        if tokens[i].quoted:
            continue
        if low in _MORE or low in words("subordinators") or _opens_contact_clause(tokens, i, first):
            left += 1
        elif _is_predicate(tokens, i, limit):
            begin = _past_adverbs(tokens, i)
            before = tokens[begin - 1].low
            if before in words("auxiliaries") or before == "to":
                continue
            if left == 0 and before not in PRONOUNS:
                return begin
            left -= 0 if _takes_clause(tokens, i, limit) else 1
    return limit


def _takes_clause(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    """Whether a verb can have another one behind its object: "said | Lee was ill", "saw | Lee hit him"."""
    form, after = verb_forms().get(tokens[i].low), tokens[i + 1] if i + 1 < limit else None
    if form is not None and "b" in form.verb.frames:
        return form.verb.particle in {"", after.low if after else ""}
    somebody = after is not None and (after.capital or after.low in _OBJECTS)
    return somebody and tokens[i].low in _PERCEIVING


def _after_comma(tokens: tuple[Token, ...], first: int, limit: int) -> int | None:
    """The comma behind which the sentence's own verb follows: "who said so | , later voted against it"."""
    for i in range(first + 1, limit - 1):
        if not _is_mark(tokens[i]):
            continue
        after = i + 2 if tokens[i + 1].low in words("nonverbal_adverbs") and i + 2 < limit else i + 1
        if is_verb_like(tokens[after]):
            return i
    return None


def _fronted_end(tokens: tuple[Token, ...], first: int, limit: int) -> int:
    marks = [i for i in range(first + 2, limit - 1) if _is_mark(tokens[i]) and _may_go_on(tokens[i + 1])]
    whole = next((i for i in marks if has_finite(tokens, i, limit)), None)
    return whole or (marks[-1] if marks and _has_verb_behind(tokens, marks[-1], limit) else limit)


def _may_go_on(token: Token) -> bool:
    """Whether a word behind a comma can open the main clause: not "as opposed to", "including"."""
    return token.low not in words("prepositions") and token.low not in {"as", "and", "or", "which", "who"}


def _has_verb_behind(tokens: tuple[Token, ...], comma: int, limit: int) -> bool:
    """Whether a subject and then a word in -s stand behind a comma: ", the letter | evinces no haste"."""
    opens = tokens[comma + 1].low in words("determiners") or tokens[comma + 1].capital
    return opens and any(
        tokens[k].low.endswith("s") and not tokens[k].capital and tokens[k + 1].low in words("determiners")
        for k in range(comma + 2, limit - 1)
    )


def _first_mark(tokens: tuple[Token, ...], first: int, limit: int) -> int:
    return next((i for i in range(first + 2, limit) if _is_mark(tokens[i])), limit)


def _is_mark(token: Token) -> bool:
    return token.low in _MARKS and not token.quoted


def _is_predicate(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    """Whether a word is a finite verb, and no participle behind its noun: "a man killed in the blast"."""
    low = tokens[i].low
    after = tokens[i + 1].low if i + 1 < limit else ""
    if low == "'s" or tokens[i].capital:
        return False
    participle = low.endswith("ed") or low in words("participles")
    if not participle:
        return is_finite(tokens[i]) or low in words("past")
    takes_object = after in words("determiners") or after in _OBJECTS
    return takes_object and is_verb_like(tokens[i])


def _past_adverbs(tokens: tuple[Token, ...], i: int) -> int:
    """Where a verb begins with the adverbs and the negation before it: "had | long been found"."""
    while _is_adverb_or_negation(tokens[i - 1].low):
        i -= 1
    return i


def _is_adverb_or_negation(low: str) -> bool:
    return is_adverb(low) or low in words("nonverbal_adverbs") or low in _NEGATIONS


def _opens_contact_clause(tokens: tuple[Token, ...], i: int, first: int) -> bool:
    """Whether a pronoun opens a clause right behind a noun: "the man | she met"."""
    if tokens[i].low not in PRONOUNS or i - 1 <= first:
        return False
    before = tokens[i - 1]
    return (
        before.word and not is_verb_like(before) and before.low not in words("subordinators", "prepositions")
    )
