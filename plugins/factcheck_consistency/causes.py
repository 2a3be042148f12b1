"""Two parties that name two causes of one thing: "blamed the weather", "a shortage of crews was the cause"."""

from typing import NamedTuple

from assistant.language.phrases import phrases
from assistant.language.words import words_of
from factcheck_consistency.parties import Side, keys_of
from factcheck_consistency.terms import PACKAGE

_BLAMING = frozenset({"blame", "blames", "blamed", "blaming"})


class _Cause(NamedTuple):
    """The keys of what is said to be a cause, and of what it brought about; the second may go unsaid."""

    cause: frozenset[str]
    effect: frozenset[str]


def name_two_causes(one: Side, other: Side) -> bool:
    """Whether the causes have no word in common, or one says that the other's is none, and the effect is one."""
    mine, theirs = _cause(one), _cause(other)
    if mine is None or theirs is None:
        return False
    fewest, shared = min(len(mine.effect), len(theirs.effect)), len(mine.effect & theirs.effect)
    if fewest and 2 * shared <= fewest:
        return False
    denied = [bool(side.negations) for side in (one, other)]
    return not any(denied) if mine.cause.isdisjoint(theirs.cause) else denied[0] != denied[1]


def _cause(side: Side) -> _Cause | None:
    """What a statement says to be the cause of what; None where it names none."""
    if side.credit.cue.lower() in _BLAMING:
        effect, on, named = side.text.partition(" on ")
        return _read(named, effect) if on else _read(*side.text.partition(" for ")[::2])
    for name, behind in (("causes_behind", True), ("causes_before", False)):
        if found := phrases(PACKAGE, name).first(side.words):
            before, after = side.text[: found.start], side.text[found.end :]
            return _read(after, before) if behind else _read(before, after)
    return None


def _read(cause: str, effect: str) -> _Cause | None:
    named = keys_of(words_of(cause))
    return _Cause(named, keys_of(words_of(effect))) if named else None
