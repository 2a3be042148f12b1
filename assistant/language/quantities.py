"""Quantities of English news text, with offsets: figure, range, bound, and what is counted or measured.

Shares are percentages however they are written ("one in five" is 20 %). Dates, times, scores, ordinals
and numbers that are names ("Flight 370") are no quantities.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from assistant.language.counting import (
    Unit,
    bound_before,
    currency_before,
    is_label,
    unit_after,
)
from assistant.language.numbers import Number, numbers
from assistant.language.times import TimeMention, find_times
from assistant.language.words import Words, words_of
from assistant.report import Quantity

_TO = re.compile(r"\s?[-–—]\s?|\s{1,3}(?:to|or)\s{1,3}")
_AND = re.compile(r"\s{1,3}and\s{1,3}")
_IN = re.compile(r"\s{1,3}(?:in|out\s{1,3}of)(?:\s{1,3}every)?\s{1,3}")
_SIGN = r"(?:US|AU?|CA?|NZ|HK)?[$€£¥]"
_BETWEEN = re.compile(rf"\b[Bb]etween\s{{1,3}}(?:{_SIGN})?$")
_FROM = re.compile(r"\bfrom\s{1,3}(?:[$€£¥])?$")
_SCALE = re.compile(r"(?:thousand|million|billion|trillion|(?<=\d)\s?(?:k|m|mn|bn|b|tn))$", re.IGNORECASE)
_AGED = re.compile(r"(?:\b[Aa]ged?\s{1,3}|\b[A-Z]\w{1,30},\s)$")
_AGED_ENDS = "ed,"
_OLD = re.compile(r"[-\s]years?[-\s]olds?\b")
_SUFFIX = re.compile(
    r"\s{1,3}or\s{1,3}(?:(?P<about>so)|(?P<least>more)|(?P<most>fewer|less))\b|(?P<plus>[-\s]plus\b|\+)"
)
_HALF_A = re.compile(r"\s{1,3}an?\b")
_ONE_OF = re.compile(r"\s{1,3}of\b")
_NO_QUANTITY = re.compile(
    r"\(?\b\d{3}\)?[\s.-]\d{3}-\d{4}\b|\b24/7\b|\b9/11\b|\b[A-Z]{1,3}-\d{1,4}\b|\b\dG\b|\b\d{1,3}x\d{1,3}\b"
    r"|\b[Hh]alf-(?:time|way|hearted|brother|sister|century)\b"
)
_IN_NO_QUANTITY = "-/Gx"
_TWICE = re.compile(r"\b(?:twice|thrice)\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?[%٪％]|[\s-](?:per\s?cent|pct)(?!\w)", re.IGNORECASE)
_SCORE_BEFORE = re.compile(r"\d[-–]$")
_SCORE_AFTER = re.compile(r"[-–]\d")
_REACH = 40
_SCORE = 10


class QuantityMention(NamedTuple):
    """A quantity at `start:end` of the text."""

    start: int
    end: int
    quantity: Quantity


class _Figure(NamedTuple):
    """One number, a range or a ratio: `low` to `high` at `start:end`, its first digit or word at `at`."""

    start: int
    at: int
    end: int
    low: Fraction | int
    high: Fraction | int
    share: bool = False
    vague: bool = False
    percent: bool = False
    range: bool = False


def find_quantities(
    text: str | Words, times: Sequence[TimeMention] | None = None
) -> tuple[QuantityMention, ...]:
    """The quantities of a text, in order; `times` are its time expressions where they are known already."""
    words = words_of(text) if isinstance(text, str) else text
    text, found = words.text, numbers(words)
    twice = list(_TWICE.finditer(text)) if "twice" in words.tokens or "thrice" in words.tokens else []
    if not found and not twice:
        return ()
    taken = [(time.start, time.end) for time in (find_times(words) if times is None else times)]
    if any(mark in text for mark in _IN_NO_QUANTITY):
        taken += [match.span() for match in _NO_QUANTITY.finditer(text)]
    counted = [number for number in found if not number.ordinal and not _within(number, taken)]
    mentions = [mention for figure in _figures(text, counted) if (mention := _mention(text, figure))]
    for match in twice:
        times_ = 2.0 if match.group().lower() == "twice" else 3.0
        quantity = Quantity(text=match.group(), low=times_, high=times_, unit="time")
        mentions.append(QuantityMention(match.start(), match.end(), quantity))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _within(number: Number, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.end and number.start < end for start, end in spans)


def _figures(text: str, found: Sequence[Number]) -> Iterator[_Figure]:
    """Join the two numbers of a range or a ratio."""
    at = 0
    while at < len(found):
        joined = _joined(text, found[at], found[at + 1]) if at + 1 < len(found) else None
        if joined:
            yield joined
            at += 2
            continue
        yield _single(text, found[at])
        at += 1


def _single(text: str, number: Number) -> _Figure:
    value = _whole(number.value)
    in_words = not text[number.start].isdigit() and 0 < value < 1
    share = in_words and not number.percent and not _HALF_A.match(text, number.end)
    return _Figure(
        number.start, number.start, number.end, value, value,
        share=share, vague=number.vague, percent=number.percent,
    )  # fmt: skip


def _whole(value: Fraction) -> Fraction | int:
    """A whole number as one: it is compared much faster than a fraction."""
    return value.numerator if value.denominator == 1 else value


def _joined(text: str, first: Number, second: Number) -> _Figure | None:
    """The range or ratio that two numbers make, if they do; "from 5 to 7" is two figures and no range."""
    if second.start - first.end >= _REACH:
        return None
    gap = text[first.end : second.start]
    reach = max(0, first.start - _REACH)
    if _IN.fullmatch(gap) and 0 < first.value < second.value and not second.percent:
        share = first.value / second.value
        return _Figure(first.start, first.start, second.end, share, share, share=True)
    if first.percent and not second.percent:
        return None  # "fell 1.2 percent to 7,421"
    gap = (_PERCENT.sub("", gap, count=1) if first.percent else gap).rstrip("$€£¥")
    between = _BETWEEN.search(text[reach : first.start])
    joins = (
        _AND.fullmatch(gap) if between else _TO.fullmatch(gap) and not _FROM.search(text[reach : first.start])
    )
    low = _scaled(text, first, second) if joins else second.value
    if not 0 <= low < second.value:
        return None
    start = between.start() + reach if between else first.start
    return _Figure(start, first.start, second.end, low, second.value, percent=second.percent, range=True)


def _scaled(text: str, first: Number, second: Number) -> Fraction:
    """The value of the first, with the second's "million" where it has none of its own."""
    scale = _SCALE.search(text, second.start, second.end)
    if not scale or _SCALE.search(text, first.start, first.end):
        return first.value
    bare = numbers(text[second.start : scale.start()].rstrip())
    return first.value * second.value / bare[0].value if bare and bare[0].value else first.value


def _mention(text: str, figure: _Figure) -> QuantityMention | None:
    """The quantity of a figure, or None where it counts nothing."""
    if old := _OLD.match(text, figure.end):
        return _quantity(text, figure, figure.start, Unit("years old", old.end()), "")
    if _is_age(text, figure):
        return _quantity(text, figure, figure.start, Unit("years old", figure.end), "")
    currency = currency_before(text, figure.at)
    start = min(figure.start, currency.start) if currency else figure.start
    suffix = _SUFFIX.match(text, figure.end)
    unit = _unit(text, figure, suffix.end() if suffix else figure.end)
    if currency:
        unit = Unit(currency.code, suffix.end() if suffix else figure.end, measured=True)
    if _counts_nothing(text, figure, unit):
        return None
    if not suffix and (suffix := _SUFFIX.match(text, unit.end)):
        unit = unit._replace(end=suffix.end())
    if suffix:
        kind = "least" if suffix["plus"] else suffix.lastgroup or ""
        return _quantity(text, figure, start, unit, kind)
    bound = bound_before(text, start)
    return _quantity(text, figure, bound.start if bound else start, unit, bound.kind if bound else "")


def _unit(text: str, figure: _Figure, at: int) -> Unit:
    if 0 < figure.low < 1 and (article := _HALF_A.match(text, at)):
        at = article.end()
    unit = unit_after(text, at, one=figure.low == figure.high <= 1 and not figure.share)
    if figure.share and not unit.measured:
        return Unit("%", unit.end)
    if figure.percent and not unit.name.startswith("percentage"):
        sign = _PERCENT.match(text, figure.end)
        return Unit("%", sign.end() if sign else figure.end)
    return unit


def _is_age(text: str, figure: _Figure) -> bool:
    """ "Aged 12", and "Ruth Amsel, 71," after a name."""
    if figure.range or figure.low > 120 or figure.low.denominator != 1 or not text[figure.start].isdigit():
        return False
    if text[max(0, figure.start - 4) : figure.start].rstrip()[-1:] not in _AGED_ENDS:
        return False
    before = _AGED.search(text, max(0, figure.start - _REACH), figure.start)
    if not before:
        return False
    return before.group().lower().startswith("age") or text[figure.end : figure.end + 1] in {",", ".", ")"}


def _counts_nothing(text: str, figure: _Figure, unit: Unit) -> bool:
    """Whether the figure is a score, a pronoun, or a name's number."""
    if unit.name == "%" or unit.measured:
        return False
    if figure.low == figure.high == 1 and (not unit.name or _ONE_OF.match(text, figure.end)):
        return True
    if figure.range and figure.high < _SCORE and not unit.name and text[figure.at].isdigit():
        return True
    return _is_score(text, figure.at, figure.end) or is_label(text, figure.at, named=not unit.name)


def _is_score(text: str, start: int, end: int) -> bool:
    """Whether a figure is a side of "2-1"."""
    return bool(_SCORE_BEFORE.search(text, max(0, start - 2), start) or _SCORE_AFTER.match(text, end))


def _floats(figure: _Figure, *, as_percent: bool) -> tuple[float | None, float | None]:
    if as_percent:
        return float(figure.low * 100), float(figure.high * 100)
    low = float(figure.low)
    return low, low if figure.high is figure.low else float(figure.high)


def _quantity(text: str, figure: _Figure, start: int, unit: Unit, bound: str) -> QuantityMention:
    end = max(unit.end, figure.end)
    low, high = _floats(figure, as_percent=figure.share and unit.name == "%")
    if bound == "least" or figure.vague:
        high = None
    elif bound == "most":
        low = None
    about = bound == "about" or figure.vague
    quantity = Quantity(text=text[start:end], low=low, high=high, unit=unit.name, approximate=about)
    return QuantityMention(start, end, quantity)
