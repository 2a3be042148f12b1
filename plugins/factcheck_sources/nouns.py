"""Forms that verbs of saying share with nouns and adjectives: "the report", "records … show", "a sign reads"."""

from functools import cache

from factcheck_sources.kinds import head_of
from factcheck_sources.lexicon import Form, is_adverb, plural_people, source_nouns, verb_forms, words
from factcheck_sources.phrases import PRONOUNS, is_verb_like
from factcheck_sources.subjects import left
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.units import Unit

# What a quotation may end with, its comma inside or outside.
QUOTE_ENDS = frozenset({",", QUOTE, "”", '"', "’", "'", "»", "—", "–", "-", "--"})
_THIRD = 2
_OPENERS = PRONOUNS | {"that", QUOTE}
_BEFORE_THIRD = PRONOUNS | {"who", "which", "that", "also", "now", "still"}


def is_noun(unit: Unit, i: int, form: Form, floor: int) -> bool:
    """Whether the form is a noun or an adjective here: "the report", "Smith's claims", "the alleged plot"."""
    tokens = unit.tokens
    if form.tense == "ing" or i == floor:
        return form.tense == "base" and i == floor
    before = tokens[i - 1]
    if form.tense == "base" and _is_bare_noun(tokens, i):
        return True
    if before.low == "'s" or before.low in words("noun_openers") or _is_counted(tokens, i, form, floor):
        return True
    if form.tense == "past" and _is_adjective(tokens, i):
        return True
    if before.low in words("prepositions") and before.low != "on" and form.tense != "past":
        return before.low != "to"
    if form.tense == "base":
        return not (_takes_base(tokens, i) or _has_plural_subject(unit, i, floor))
    if form.verb.lemma == tokens[i].low:
        return not (before.capital or _can_lead(before) or _is_read_out(unit, i, floor))
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if form.tense == "s" and (
        is_verb_like(before) or _is_country(before, tokens[i], after) or _speaks(after)
    ):
        return True
    if (
        form.tense == "s"
        and not form.verb.particle
        and not before.capital
        and before.word
        and after is not None
    ):
        known = before.low in words("roles", "organizations", "documents") or before.low in _BEFORE_THIRD
        return not known and after.low not in {"that", QUOTE, ":"} and not is_adverb(before.low)
    return False


def _is_counted(tokens: tuple[Token, ...], i: int, form: Form, floor: int) -> bool:
    """Whether a figure counts the form: "40 claims", "the 40 reported cases"; not "No 10 said", "Channel 4 says"."""
    if not tokens[i - 1].low.isdigit():
        return False
    opening = tokens[i - 2] if i - 2 >= floor else None
    if opening is None or opening.low in words("determiners") - {"no"}:
        return True
    return not opening.capital and form.tense != "past"


def _is_bare_noun(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the word before shows the bare form to be no verb: "agreed that | suspect Pell", "another | claim"."""
    low = tokens[i - 1].low
    if low == "that":
        plural = i < _THIRD or tokens[i - 2].low.endswith("s") or tokens[i - 2].low in plural_people()
        return not plural or not _opens(tokens, i + 1)
    if low == "and" and i + 1 < len(tokens):
        return tokens[i + 1].low in source_nouns()
    if low in {"another", "each", "either", "neither", "believe", "think", "say"}:
        return True
    return tokens[i].low == "suspect" and i + 1 < len(tokens) and tokens[i + 1].capital


def _is_adjective(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a participle stands before a noun: "the most anticipated witness"."""
    if tokens[i].low == "added" and tokens[i - 1].low.endswith("ing"):
        return True
    if i < _THIRD or tokens[i - 2].low not in words("noun_openers") or i + 1 >= len(tokens):
        return False
    low, after = tokens[i - 1].low, tokens[i + 1]
    measured = low in {"most", "more", "much", "least", "less", "long"} or is_adverb(low)
    return measured and after.word and after.low not in words("determiners", "prepositions")


def _is_country(before: Token, token: Token, after: Token | None) -> bool:
    """Whether "states" are places: "in U.S. states where", ", states that", against "the report states that"."""
    if token.low != "states" or after is None:
        return False
    return before.low == "," or (after.word and after.low != "that")


def _speaks(after: Token | None) -> bool:
    """Whether a verb of saying follows, whose subject the form is: "initial reports | said"."""
    form = verb_forms().get(after.low) if after else None
    return form is not None and form.tense == "past" and after is not None and not after.quoted


def _opens(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a statement can begin here: "reports that say | he left", against "quashed that hope, …"."""
    return i < len(tokens) and (tokens[i].word or tokens[i].low in {QUOTE, ":"} or tokens[i].quoted)


@cache
def _leading() -> frozenset[str]:
    return source_nouns() | PRONOUNS | words("auxiliaries", "never_nouns") | QUOTE_ENDS


def _is_read_out(unit: Unit, i: int, floor: int) -> bool:
    """Whether a document further off is read out: "a sign on the door | read “Closed”"."""
    phrase = left(unit, i, floor)
    follows = i + 1 < len(unit.tokens) and (unit.tokens[i + 1].quoted or unit.tokens[i + 1].low == ":")
    return (
        follows
        and phrase is not None
        and head_of(unit.tokens[phrase.first : phrase.last]) in words("documents")
    )


def _can_lead(before: Token) -> bool:
    """Whether a word can stand right before a verb that is also a noun: "analysts forecast", "has forecast"."""
    if before.low in _leading():
        return True
    return before.low in {"who", "that", "which", "and", "also"} or is_adverb(before.low) or not before.word


def _takes_base(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the word before can be the subject or auxiliary of a plural or bare verb."""
    low = tokens[i - 1].low
    if low == "," and i + 1 < len(tokens) and tokens[i].low not in words("never_nouns"):
        # What stands behind "…, state officials said" and "…, state data show" is an adjective.
        return tokens[i + 1].low in words("vague", "determiners") or tokens[i + 1].low in _OPENERS
    if low in PRONOUNS or low in words("auxiliaries", "plural_openers") or is_adverb(low):
        return low != "'s"
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if low in plural_people() or low in words("vague") or tokens[i].low in words("never_nouns"):
        return True
    if low == "data" or after == "that":
        return True
    return low.endswith("s") and (after in {"that", QUOTE, "“"} or low in words("documents"))


def _has_plural_subject(unit: Unit, i: int, floor: int) -> bool:
    """Whether the head of the phrase before is a plural, further off: "records obtained by the Post | show"."""
    phrase = left(unit, i, floor)
    if phrase is None or phrase.last != i:
        return False
    head = head_of(unit.tokens[phrase.first : phrase.last])
    speaks = head in plural_people() or head in words("documents")
    return unit.tokens[i - 1].low != head and speaks and head.endswith("s")
