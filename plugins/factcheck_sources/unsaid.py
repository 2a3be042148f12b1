"""Verbs of saying with which nothing has been said: asked for, supposed, or said by whoever it may be."""

from factcheck_sources.lexicon import Form, words
from factcheck_sources.tokens import Token


def is_wholly_said(tokens: tuple[Token, ...], first: int, floor: int) -> bool:
    """Whether an infinitive reports something that was said: "went on to say", "took to X to announce"."""
    before = {tokens[k].low for k in range(max(floor, first - 6), first)}
    return not before & words("refusals") and bool(before & words("said_by_infinitive"))


def asks_or_supposes(tokens: tuple[Token, ...], first: int, floor: int) -> bool:
    """ "If he says", "did the mayor say": nothing has been said."""
    near = [tokens[k].low for k in range(max(floor, first - 4), first)]
    if "if" in near or "whether" in near or "unless" in near:
        return True
    opening = tokens[floor].low in words("question_openers")
    return opening and tokens[-1].low == "?" and first - floor < 8


def is_anybody(tokens: tuple[Token, ...], first: int, form: Form, floor: int) -> bool:
    """ "People who say so are mistaken": whoever it may be, and nobody who did."""
    return (
        form.tense == "base"
        and first - 1 > floor
        and tokens[first - 1].low == "who"
        and tokens[first - 2].word
    )
