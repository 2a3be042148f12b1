"""Names of one word: whether an article shows one to be a person's, "Larissa, 43, who sells tea"."""

from collections.abc import Mapping, Sequence

from factcheck_sources.lexicon import words
from factcheck_sources.naming import Name
from factcheck_sources.tokens import Token
from factcheck_sources.units import Unit

_OTHERS = frozenset({"me", "us", "he", "she"})
_SAID = frozenset({"said", "says", "told", "tells", "added", "wrote"})
_OLDEST = 3


def persons(units: Sequence[Unit], found: Mapping[int, Sequence[Name]]) -> frozenset[str]:
    """The lower-case names of one word, unsure by themselves, that words around them show to be persons.

    `found` holds the names of each unit by its place in the sequence.
    """
    return frozenset(
        unit.tokens[name.first].low
        for i, unit in enumerate(units)
        for name in found[i]
        if name.person and not name.sure and _is_person(unit.tokens, name)
    )


def _is_described(tokens: Sequence[Token], first: int) -> bool:
    """Whether an apposition gives somebody an office: "Soelo, head of the rescue agency", "Lind, a teacher"."""
    k = first + 1 if first < len(tokens) and tokens[first].low in {"a", "an", "the"} else first
    end = k
    while end < len(tokens) and tokens[end].word and not tokens[end].capital and end - k < _OLDEST:
        if tokens[end].low in words("roles"):
            return end + 1 < len(tokens) and tokens[end + 1].low in {
                "of",
                "at",
                "for",
                "in",
                ",",
                "who",
                "from",
            }
        end += 1
    return False


def _is_person(tokens: Sequence[Token], name: Name) -> bool:
    before = tokens[name.first - 1].low if name.first else ""
    if before.endswith("-year-old") or before in words("honorifics"):
        return True
    after, behind = (tokens[i].low if i < len(tokens) else "" for i in (name.last, name.last + 1))
    if after == ",":
        if behind == "who" or (behind.isdigit() and len(behind) < _OLDEST):
            return True
        return _is_described(tokens, name.last + 1)
    if after == "'s":
        return behind in words("personal")
    return after in words("gestures") or (after in _SAID and behind in _OTHERS)
