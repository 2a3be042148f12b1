"""Modality: the words by which a statement is hedged or made conditional.

"About", "roughly" and their kind make a figure approximate, not a statement uncertain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from assistant.language.phrases import Phrase, PhraseLists, phrases
from assistant.language.words import Words, words_of

Strength = Literal["asserted", "hedged", "conditional"]
_Found: TypeAlias = Mapping[str, Sequence[Phrase]]
_HERE = "assistant.language"
# "provided" as a verb and "were to" as one are told from the conditions by what stands before them.
_SUBJECT_ENDS = frozenset({",", ";", "but", "and", "or", "only", "then", "-", "—", "–", "that", "even"})
_BEFORE_MONTH = frozenset(
    [
        "in",
        "on",
        "of",
        "since",
        "until",
        "by",
        "last",
        "this",
        "next",
        "early",
        "late",
        "mid",
        "-",
        "from",
        "to",
        "and",
        "or",
        "through",
        "during",
        "before",
        "after",
        "between",
        "every",
    ]
)

_MEASURES = frozenset({"%", "percent", "cent", "times", "twice", "half", "fold"})


@dataclass(frozen=True)
class Hedge:
    """A cue of modality at `start:end` of the text."""

    text: str
    start: int
    end: int
    strength: Strength


def hedges(text: str | Words) -> tuple[Hedge, ...]:
    """The cues of modality in a text, in order."""
    words = words_of(text) if isinstance(text, str) else text
    found = _lists().find(words)
    conditional = [_hedge(words, cue, "conditional") for cue in _conditions(words, found)]
    hedged = [_hedge(words, cue, "hedged") for cue in _doubts(words, found)]
    return tuple(sorted(conditional + hedged, key=lambda hedge: hedge.start))


def is_hedged(text: str | Words) -> bool:
    """Whether a text holds a hedge; a condition is none."""
    words = words_of(text) if isinstance(text, str) else text
    return any(_is_hedge(words, cue) for cue in phrases(_HERE, "hedges").find(words))


def modality(text: str | Words) -> Strength:
    """How firmly a text says what it says; a condition weighs more than a hedge."""
    words = words_of(text) if isinstance(text, str) else text
    found = _lists().find(words)
    if not found:
        return "asserted"
    if _conditions(words, found):
        return "conditional"
    return "hedged" if _doubts(words, found) else "asserted"


@cache
def _lists() -> PhraseLists:
    return PhraseLists(_HERE, ("conditions", "hedges", "not_conditions"))


def _conditions(words: Words, found: _Found) -> list[Phrase]:
    cues = [
        cue
        for cue in found.get("conditions", ())
        if cue.entry not in {"provided", "pending", "should it"} or _opens(words, cue.first)
    ]
    if not cues:
        return []
    innocent = {i for one in found.get("not_conditions", ()) for i in range(one.first, one.last)}
    return [cue for cue in cues if cue.first not in innocent]


def _doubts(words: Words, found: _Found) -> list[Phrase]:
    return [cue for cue in found.get("hedges", ()) if _is_hedge(words, cue)]


def _opens(words: Words, i: int) -> bool:
    return i == 0 or words.tokens[i - 1] in _SUBJECT_ENDS


def _is_hedge(words: Words, cue: Phrase) -> bool:
    if cue.entry == "may" and words.is_capitalised(cue.first):
        return _is_verb_may(words, cue.first)
    if cue.entry == "reported":
        return _is_adjective(words, cue)
    if cue.entry in {"likely", "unlikely"}:
        return not _is_compared(words, cue)
    if cue.entry == "suspected":
        return words.tokens[cue.last : cue.last + 1] != ("of",)
    return True


def _is_verb_may(words: Words, i: int) -> bool:
    """The verb and not the month or the surname: in a title, before a word in its base form."""
    if i == 0 or i + 1 >= len(words) or words.tokens[i - 1] in _BEFORE_MONTH:
        return False
    after = words.tokens[i + 1]
    return words.is_capitalised(i + 1) and after.isalpha() and not after.endswith(("s", "ed"))


def _is_compared(words: Words, cue: Phrase) -> bool:
    """ "4% less likely", "twice as likely": a measured rate and no hedge."""
    if cue.first == 0 or words.tokens[cue.first - 1] not in {"more", "less", "as"}:
        return False
    near = words.tokens[max(0, cue.first - 4) : cue.first - 1]
    return any(token[0].isdigit() or token in _MEASURES for token in near)


def _is_adjective(words: Words, cue: Phrase) -> bool:
    """ "The reported movements" against "the agency reported that": a determiner before, a noun after."""
    before = words.tokens[cue.first - 1] if cue.first else ""
    after = words.tokens[cue.last] if cue.last < len(words) else ""
    return before in {"the", "a", "an", "this", "these", "those", "any"} and after.isalpha()


def _hedge(words: Words, cue: Phrase, strength: Strength) -> Hedge:
    return Hedge(words.text[cue.start : cue.end], cue.start, cue.end, strength)
