"""What stands around a figure: the sign of a currency, a bound, the unit or the noun it counts."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from assistant.language.lists import entries, words

_HERE = "assistant.language"
_NEXT = re.compile(
    r"[ \t\n\u00a0-]{1,2}"
    r"(?:(?:of|more|other|additional|extra|new)\s{1,3}(?:(?:the|its|their|all)\s{1,3})?)?"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’./]{0,30}")
_DEGREES = re.compile(r"\s?°\s?([CF])\b")
_GAP = re.compile(r"[ \t\n\u00a0-]{1,2}")
_SIGN = re.compile(r"(?:(?<!\w)[A-Za-z]{0,3}[$€£¥₹₽₩₺₴]|(?<!\w)(?:USD|EUR|GBP|CHF|Rs))\s?$")
_BOUND = re.compile(r"(?:(?<!\w)[A-Za-z]{1,13}\s{1,3}){1,3}$")
_LABEL = re.compile(r"(?<![\w.])([A-Za-z][\w.]{0,20})([\s-])$")
_REACH = 5


class Unit(NamedTuple):
    """A unit and where its words end; `measured` when it is a measure or money and no counted noun."""

    name: str
    end: int
    measured: bool = False


class Currency(NamedTuple):
    """A currency's code, and where its sign starts."""

    code: str
    start: int


class Bound(NamedTuple):
    """How to take a figure: `about`, `least` or `most`, and where its words start."""

    kind: str
    start: int


def currency_before(text: str, at: int) -> Currency | None:
    """The currency whose sign or code ends where the figure begins."""
    low = max(0, at - 6)
    sign = _SIGN.search(text[low:at])
    code = _table("currency_signs").get(sign.group().strip().lower()) if sign else None
    return Currency(code, low + sign.start()) if sign and code else None


def bound_before(text: str, at: int) -> Bound | None:
    """The longest bound whose words end where the figure begins."""
    low = max(0, at - 45)
    near = text[low:at]
    # A search from every word on is dear, and most figures stand behind none of these.
    before = _BOUND.search(near) if near.rstrip().lower().endswith(_bound_endings()) else None
    if not before:
        return None
    pieces = before.group().split()
    for count in range(len(pieces), 0, -1):
        kind = _table("bounds").get(" ".join(pieces[-count:]).lower())
        if kind:
            return Bound(kind, low + _start_of(before, pieces[-count:]))
    return None


def _start_of(before: re.Match[str], pieces: list[str]) -> int:
    text, at = before.string, before.end()
    for piece in reversed(pieces):
        at = text.rindex(piece, 0, at)
    return at


def unit_after(text: str, at: int, *, one: bool = False) -> Unit:
    """The unit that follows a figure; with `one` a noun in the singular is one too."""
    if degrees := _DEGREES.match(text, at):
        return Unit(f"°{degrees[1]}", degrees.end(), measured=True)
    gap = _NEXT.match(text, at)
    if not gap:
        close = _WORD.match(text, at)
        unit = _table("units").get(close.group().lower()) if close else None
        return Unit(unit, close.end(), measured=True) if unit and close else Unit("", at)
    hyphen = text[at] == "-"
    ahead = _words_from(text, gap.end())
    found = list(islice(ahead, 1))
    if found and found[0][0].lower() in _unit_openings():
        found += islice(ahead, 2)
        for count in range(len(found), 0, -1):
            phrase = " ".join(word.lower() for word, _ in found[:count])
            if phrase in _table("units"):
                return Unit(_table("units")[phrase], found[count - 1][1], measured=True)
    return _noun(chain(found, ahead), at, any_number=one or hyphen)


def is_label(text: str, at: int, *, named: bool) -> bool:
    """Whether the figure is the number of a thing, as in "Article 5"; with `named` also "Covid-19"."""
    low = max(0, at - 24)
    before = _LABEL.search(text[low:at])
    if not before:
        return False
    word = before[1].rstrip(".").lower()
    if word in words("labels.txt"):
        return True
    inside = before[2] == "-" or low + before.start() > 0
    return named and before[1][0].isupper() and inside and word not in _table("bounds")


def _words_from(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Up to five words with their ends; punctuation stops them."""
    for _ in range(_REACH):
        match = _WORD.match(text, at)
        if not match:
            return
        word = match.group().rstrip(".'’/")
        yield word, at + len(word)
        gap = _GAP.match(text, match.end())
        if not gap or len(word) < len(match.group()):
            return
        at = gap.end()


def _noun(found: Iterable[tuple[str, int]], at: int, *, any_number: bool) -> Unit:
    """The first plural among the words before the noun phrase ends."""
    for i, (word, end) in enumerate(found):
        lower = word.lower()
        if lower in words("phrase_ends.txt") or (
            lower.endswith(("ly", "ed")) and lower not in _table("plurals") and i
        ):
            break
        if singular := _singular(lower):
            return Unit(singular, end)
        if any_number and i == 0 and word.islower():
            return Unit(lower, end)
    return Unit("", at)


def _singular(word: str) -> str | None:
    """The singular of a plural, or None if the word does not look like one."""
    if word in _table("plurals"):
        return _table("plurals")[word]
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s", "ous")) or len(word) < 4:
        return None
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes", "oes")):
        return word[:-2]
    return word[:-1]


@cache
def _table(name: str) -> dict[str, str]:
    rows = (entry.split(" = ") for entry in entries(_HERE, f"data/{name}.txt"))
    return {row[0].strip(): row[1].strip() for row in rows}


@cache
def _bound_endings() -> tuple[str, ...]:
    return tuple({bound.split()[-1] for bound in _table("bounds")})


@cache
def _unit_openings() -> frozenset[str]:
    return frozenset(unit.split()[0] for unit in _table("units"))
