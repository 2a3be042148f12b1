"""Who can be a source at all, and what can be a cue: the test that both rules and model must pass."""

from collections.abc import Sequence
from functools import lru_cache

from factcheck_sources.lexicon import Form, source_nouns, verb_forms, words
from factcheck_sources.phrases import PRONOUNS, has_finite
from factcheck_sources.tokens import Token, tokenise

_SPOKEN = frozenset("qb")
_IMPERSONAL = frozenset({"it", "this", "that", "there", "these", "those", "which", "what"})
_NUMBER_TEN = ("no", "10")  # Downing Street
# A share of those who were asked speaks: "47 percent said".
_SHARES = frozenset({"percent", "percentage"})
_MARKS = frozenset({":", "—", "–"})


def is_nobody(tokens: Sequence[Token]) -> bool:
    """Whether a subject says that nobody spoke ("no one", "none of them", "no official"), or is an amount."""
    first = tokens[0]
    if first.low in words("nobody"):
        return True
    if first.low == "no" and len(tokens) > 1:
        named = tokens[1].capital and not tokens[1].low[0].isdigit()
        return not named and not (tokens[1].low.isdigit() and len(tokens) == len(_NUMBER_TEN))
    return is_amount(tokens)


def is_amount(tokens: Sequence[Token]) -> bool:
    """Whether a phrase is a figure with its unit: "4.1 million euros", "about ten miles"."""
    if tokens[-1].low not in words("amounts") or tokens[-1].low in _SHARES or tokens[-1].capital:
        return False
    return not any(token.low in source_nouns() for token in tokens[:-1])


@lru_cache(1024)
def forms_in(cue: str) -> tuple[Form, ...]:
    """The verbs of saying in a cue; an article has few cues, and rules ask of each what it is again and again."""
    forms = verb_forms()
    return tuple([forms[token.low] for token in tokenise(cue).tokens if token.low in forms])


def is_cue(tokens: Sequence[Token]) -> bool:
    """Whether words that credit a statement hold a verb of saying or another cue of the lists."""
    return any(
        token.low in verb_forms() or token.low in _MARKS or _is_nominal_cue(token.low) for token in tokens
    )


def _is_nominal_cue(low: str) -> bool:
    lists = ("cue_nouns", "cue_adjectives", "agentless", "agentless_adverbs")
    singular = low.removesuffix("s")
    return low == "according" or any(low in words(name) for name in lists) or singular in words("cue_nouns")


def may_say(source: Sequence[Token], cue: Sequence[Token]) -> bool:
    """Whether a source can stand with a cue: only who can speak highlights or shows, anybody else must say it."""
    if not source or is_nobody(source) or (len(source) == 1 and source[0].low in _IMPERSONAL):
        return False
    forms = [form for token in cue if (form := verb_forms().get(token.low))]
    if not forms or any(form.verb.frames & _SPOKEN for form in forms):
        return True
    if has_finite(tuple(source), 1, len(source)):
        return False
    known = (token.low in source_nouns() or token.low in PRONOUNS for token in source)
    return any(known) or any(_is_named(source, i) for i in range(len(source)))


def _is_named(tokens: Sequence[Token], i: int) -> bool:
    """Whether a capital is a name's, and not only the sentence's first: "Modern conflicts"."""
    return tokens[i].capital and (i > 0 or len(tokens) == 1 or tokens[1].capital)
