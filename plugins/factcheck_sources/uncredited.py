"""Quotations without a cue: credited to whoever is speaking, or to nobody."""

from collections.abc import Iterator
from typing import NamedTuple

from factcheck_sources.found import Found, Range
from factcheck_sources.lexicon import words
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.units import Unit

_FEWEST_WORDS = 4
# Words in marks behind these are part of the reporter's own phrase: "a ban on people from “any such land”".
_WOVEN_IN = frozenset({"of", "for", "from", "than", "like"})
_SPEAKING = frozenset({"speak", "speaks", "spoke", "speaking", "talk", "talks", "talked", "talking"})
_NAMED = frozenset({"called", "titled", "entitled", "named", "dubbed", "nicknamed"})


class Loose(NamedTuple):
    """A quotation that no cue of its unit takes in; `whole` when it is a statement by itself."""

    at: Range
    whole: bool


def loose(unit: Unit, found: list[Found]) -> Iterator[Loose]:
    """The unit's quotations that are nobody's content yet; names and single words in marks are none."""
    taken = [span for one in found for span in (*one.content, one.cue)]
    i = 0
    tokens = unit.tokens
    while i < len(tokens):
        if tokens[i].low == QUOTE:
            if not _covered(i, taken) and not _is_title(unit, i) and not _calls_a_thing(tokens, i):
                yield Loose((i, i + 1), whole=True)
            i += 1
        elif tokens[i].quoted:
            end = i
            while end < len(tokens) and tokens[end].quoted and tokens[end].low != QUOTE:
                end += 1
            woven = i > 1 and tokens[i - 1].low in _WOVEN_IN and tokens[i - 2].low not in _SPEAKING
            if not (_covered(i, taken) or woven or _is_name(tokens[i:end]) or _calls_a_thing(tokens, i)):
                yield Loose((i, end), whole=False)
            i = end
        else:
            i += 1


def _is_title(unit: Unit, i: int) -> bool:
    """Whether a quotation is the title of a work: two words or more, and every long one with a capital."""
    start, end = unit.place(i, i + 1)
    said = unit.text[start + 1 : end - 1].split()
    long = [word for word in said if len(word) >= _FEWEST_WORDS]
    whole = unit.part == "headline" or unit.text[end - 2] in ".?!…"
    return not whole and len(said) > 1 and bool(long) and all(word[0].isupper() for word in long)


def _calls_a_thing(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the words are the name of a work or stand on a thing, or only exemplify: "its slogan, “…”"."""
    before = i - 2 if i > 1 and tokens[i - 1].low in {",", ":"} else i - 1
    if before >= 0 and tokens[before].low in words("works"):
        return True
    if before == i - 1 >= 0 and tokens[before].low in _NAMED:
        return True
    return before > 0 and tokens[before].low == "as" and tokens[before - 1].low == "such"


def _covered(i: int, taken: list[Range]) -> bool:
    return any(a <= i < b for a, b in taken)


def _is_name(tokens: tuple[Token, ...]) -> bool:
    content = [token for token in tokens if token.word]
    if len(content) < _FEWEST_WORDS:
        return True
    lower = [token for token in content if not token.capital and token.low not in words("prepositions")]
    return len(lower) < len(content) / 2
