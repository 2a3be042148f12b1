"""Verbs of saying with which nothing has been said: asked for, supposed, or said by whoever it may be."""

from factcheck_sources.lexicon import Form, is_adverb, is_person_word, plural_people, words
from factcheck_sources.phrases import PRONOUNS, SOMEONE, chunk_end
from factcheck_sources.tokens import Token

_MEASURE = 6
_IDIOMATIC = frozenset({"post", "write", "share", "question", "dismiss", "tell", "call", "reject"})
_THEM = frozenset({"him", "them", "me", "us"})
_SUITS = frozenset({"appeal", "case", "lawsuit", "petition", "suit"})
_GOES_ON = frozenset({"and", "but", "so", "or"})


def is_wholly_said(tokens: tuple[Token, ...], first: int, floor: int) -> bool:
    """Whether an infinitive reports something that was said: "went on to say", "took to X to announce"."""
    before = {tokens[k].low for k in range(max(floor, first - 6), first)}
    return not before & words("refusals") and bool(before & words("said_by_infinitive"))


def asks_or_supposes(tokens: tuple[Token, ...], first: int, floor: int) -> bool:
    """ "If he says", "did the mayor say": nothing has been said."""
    near = [tokens[k].low for k in range(max(floor, first - 4), first)]
    if "if" in near or "whether" in near or "unless" in near:
        return True
    first_ = floor + 1 if tokens[floor].low in _GOES_ON and floor + 1 < first else floor
    opening = tokens[first_].low in words("question_openers")
    return opening and tokens[-1].low == "?" and first - floor < 8


def is_idiom(tokens: tuple[Token, ...], i: int, form: Form) -> bool:
    """Whether a verb of saying says nothing here: "showed up", "questioned the driver", "a book called “Fog”"."""
    k = i + 1
    if k >= len(tokens):
        return False
    low, lemma = tokens[k].low, form.verb.lemma
    if low in words("particles_apart") and not form.verb.particle:
        return True
    if lemma not in _IDIOMATIC:
        return False
    if lemma in {"post", "write", "share"}:
        end = chunk_end(tokens, k, len(tokens))
        return end > k + 1 and tokens[end - 1].low in words("channels", "pictures")
    if lemma == "question":
        return _is_asked(tokens, k)
    if lemma == "reject":
        end = chunk_end(tokens, k, len(tokens))
        return end > k and tokens[end - 1].low in words("proposals")
    if lemma == "dismiss":
        return _is_sent_away(tokens, k)
    if lemma == "tell":
        end = chunk_end(tokens, k, len(tokens))
        return end > k and tokens[end - 1].low in words("tales")
    if lemma == "call" and form.tense == "past":
        return _is_named_so(tokens, i)
    return False


def _is_asked(tokens: tuple[Token, ...], k: int) -> bool:
    """Whether somebody is questioned, and no claim: "questioned the driver about it", not "questioned his word"."""
    if tokens[k].low in _THEM:
        return True
    end = chunk_end(tokens, k, len(tokens))
    person = end > k and (tokens[end - 1].capital or _is_someone(tokens[end - 1].low))
    return person and end < len(tokens) and tokens[end].low in {"about", "over", "on", "for", "at", "in"}


def _is_someone(low: str) -> bool:
    return low in plural_people() or low in words("roles")


def _is_sent_away(tokens: tuple[Token, ...], k: int) -> bool:
    """Whether somebody or a suit is sent away: "dismissed its coach", not "dismissed him as a fool"."""
    end = chunk_end(tokens, k, len(tokens))
    head = tokens[max(k, end - 1)]
    sent = head.capital or is_person_word(head.low) or _is_someone(head.low) or head.low in _SUITS
    return (sent or head.low in _THEM) and not (end < len(tokens) and tokens[end].low == "as")


def _is_named_so(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether "called" only gives a thing's name, directly behind both: "a film called “White Fog”"."""
    if i == 0 or not (tokens[i + 1].quoted or tokens[i + 1].capital):
        return False
    before = tokens[i - 1]
    if before.low in words("auxiliaries"):
        return False
    if before.capital and tokens[i + 1].quoted:
        end = next((k for k in range(i + 1, len(tokens)) if not tokens[k].quoted), len(tokens))
        fronted = any(token.low in {"what", "whom", "which"} for token in tokens[max(0, i - _MEASURE) : i])
        return not fronted and (end == len(tokens) or not tokens[end].word)
    speaks = before.low in PRONOUNS or before.low in SOMEONE or _is_someone(before.low)
    speaks = speaks or before.low in words("organizations", "nonverbal_adverbs")
    return before.word and not before.capital and not speaks and not is_adverb(before.low)


def is_compared(tokens: tuple[Token, ...], i: int, floor: int) -> bool:
    """Whether a thought only measures something: "as grave as scientists | hope", "later than he | thought"."""
    near = [token.low for token in tokens[max(floor, i - _MEASURE) : i]]
    if "," in near:
        near = near[len(near) - near[::-1].index(",") :]
    return "than" in near or near.count("as") > 1


def is_anybody(tokens: tuple[Token, ...], first: int, form: Form, floor: int) -> bool:
    """ "People who say so are mistaken": whoever it may be, and nobody who did."""
    return (
        form.tense == "base"
        and first - 1 > floor
        and tokens[first - 1].low == "who"
        and tokens[first - 2].word
    )
