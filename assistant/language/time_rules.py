"""The rules that find the days of a time expression, once its form is known."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from assistant.language import days
from assistant.language.days import MONTHS, WEEKDAYS, Days


class UnknownDayError(Exception):
    """A relative time in an article without a date."""


class NoTimeError(Exception):
    """A match that is no time after all: the verb "may", a count of 2000."""


_AHEAD = re.compile(
    r"\b(?:will|shall|due|scheduled|slated|set\s+to|expected|plans?|planned|planning|may|might|could|would|upcoming"
    r"|begins?|starts?|opens?|resumes?|going\s+to|hopes?|aims?)\b"
)
# What those begin with; a text without any is told much faster.
_AHEAD_OPENINGS = frozenset(
    {"will", "shall", "due", "scheduled", "slated", "set", "expected", "plan", "plans", "planned", "planning", "may",
     "might", "could", "would", "upcoming", "begin", "begins", "start", "starts", "open", "opens", "resume",
     "resumes", "going", "hope", "hopes", "aim", "aims"}
)  # fmt: skip
_LETTERS = re.compile("[a-z]+")
_UP_TO = re.compile(r"\b(?:until|till|by)\s{1,3}(?:the\s{1,3})?(?:\w{1,12}\s{1,3}of\s{1,3})?$", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|told|announced|reported|added|wrote|posted)\b")


def _ends(pattern: re.Pattern[str], before: str, longest: int) -> re.Match[str] | None:
    """Where a text ends as the pattern says, in at most so many characters before its last blanks."""
    return pattern.search(before, max(0, len(before.rstrip()) - longest))


class Context(NamedTuple):
    """What a form is resolved by: the day of publication and the text just before, which shows the tense."""

    published: date | None
    before: str

    @property
    def ahead(self) -> bool:
        """Whether the words before point to what is to come."""
        if _ends(_UP_TO, self.before, 40):
            return True
        if _AHEAD_OPENINGS.isdisjoint(_LETTERS.findall(self.before)):
            return False
        cues = list(_AHEAD.finditer(self.before))
        return bool(cues) and not _SAID.search(self.before, cues[-1].end())

    @property
    def today(self) -> date:
        """The day of publication. Raises UnknownDayError if there is none."""
        if self.published is None:
            raise UnknownDayError
        return self.published


Resolve: TypeAlias = Callable[[re.Match[str], Context], Days]


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_CENTURIES = {"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}
_LONGEST_MONTH = 31
_STEPS = {"last": -1, "this": 0, "next": 1}
SMALL = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: i for i, word in enumerate(SMALL.split(), 1)} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
}
_EVERY = re.compile(r"\b(?:every|each)\s{1,3}$", re.IGNORECASE)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|of|[Dd]uring|[Bb]efore|[Aa]fter|from|and|or|to|through)|,)\s+$"
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|of|the|by|for|from|since|until|till|before|after|during|around|early|late|and|to|or|its|his|her|their"
    r"|a|end|between|than\s+in|\w['’]s)\s+|[(,]\s*|mid-|post-|pre-|^)$",
    re.IGNORECASE,
)


def _named_year(word: str | None, context: Context) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word)
    return context.today.year + {"last": -1, "next": 1}.get(word.split()[0].lower(), 0)


def _month_year(context: Context, number: int, day: int | None = None) -> int:
    """The year of a bare month: the last one that had begun, or the next one that has not ended."""
    today = context.today
    asked, now = (number, day or 0), (today.month, today.day if day else 0)
    if context.ahead:
        return today.year + (asked < now)
    return today.year - (asked > now)


def iso(match: re.Match[str], _: Context) -> Days:
    return days.day(int(match["y"]), int(match["m"]), int(match["d"]))


def month_day(match: re.Match[str], context: Context) -> Days:
    number, first = _month_number(match["month"]), int(match["d"])
    if not 1 <= first <= _LONGEST_MONTH:
        raise NoTimeError
    year = _named_year(match["year"], context) or _month_year(context, number, first)
    last = int(match["d2"] or first)
    if last < first:
        raise ValueError
    return days.day(year, number, first)[0], days.day(year, number, last)[1]


def month_days(match: re.Match[str], context: Context) -> Days:
    """ "Between 14 July and 3 August": the last day is the first of that name after the first."""
    number, last_number = (
        _month_number(match["month"] or match["month_"]),
        _month_number(match["month2"] or match["month2_"]),
    )
    first, last = int(match["d"] or match["d_"]), int(match["d2"] or match["d2_"])
    wraps = (last_number, last) < (number, first)
    named = _named_year(match["year"], context)
    year = _month_year(context, number, first) if named is None else named - wraps
    return days.day(year, number, first)[0], days.day(year + wraps, last_number, last)[1]


def months(match: re.Match[str], context: Context) -> Days:
    """A month, or two joined; "May" and "March" are months where the words around say so."""
    which = (match["which"] or "").lower()
    alone = not (match["year"] or match["month2"] or which or match["qualifier"])
    if alone and match["month"] in {"May", "March"} and not _ends(_BEFORE_MONTH, context.before, 10):
        raise NoTimeError
    number = _month_number(match["month"])
    last = _month_number(match["month2"]) if match["month2"] else number
    year = _named_year(match["year"], context) or _which_month_year(context, number, which)
    return days.month(year, number)[0], days.month(year + (last < number), last)[1]


def _month_number(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _which_month_year(context: Context, number: int, which: str) -> int:
    today = context.today
    if which == "last":
        return today.year - (number >= today.month)
    if which == "next":
        return today.year + (number <= today.month)
    return today.year if which == "this" else _month_year(context, number)


def quarter(match: re.Match[str], context: Context) -> Days:
    """A quarter or a half; one of no named year is kept as text, since fiscal years differ."""
    year = _named_year(match["year"], context)
    if year is None:
        raise ValueError
    number = int(match["q"]) if match["q"] else _ORDINALS[match["nth"].lower()]
    return days.half(year, number) if match["unit"] == "half" else days.quarter(year, number)


def decade(match: re.Match[str], _: Context) -> Days:
    first = int(match["decade"]) if match["decade"] else 1900 + int(match["short"])
    return days.year(first, first + 9)


def century(match: re.Match[str], _: Context) -> Days:
    number = int(match["n"]) if match["n"] else _CENTURIES[match["word"].lower()]
    return days.year(100 * number - 99, 100 * number)


def years(match: re.Match[str], _: Context) -> Days:
    first, last = match["y"], match["y2"] or match["y3"]
    return days.year(int(first), int(first[: 4 - len(last)] + last))


def year(match: re.Match[str], context: Context) -> Days:
    if not _ends(_BEFORE_YEAR, context.before, 10):
        raise NoTimeError
    return days.year(int(match["y"]))


def near_day(match: re.Match[str], context: Context) -> Days:
    words = match.group().lower().split()
    today = context.today
    if words[0] == "overnight":
        return today - timedelta(days=1), today
    step = -1 if {"yesterday", "last"} & set(words) else 1 if "tomorrow" in words else 0
    only = today + timedelta(days=2 * step if words[0] == "the" else step)
    return only, only


def calendar(match: re.Match[str], context: Context) -> Days:
    """ "Last week", "this year", "earlier this month"; seasons differ by hemisphere and are kept as text."""
    unit, today = match["unit"].lower(), context.today
    if unit in {"summer", "winter", "spring", "autumn", "fall"}:
        raise ValueError
    first, last = days.period(days.shift(today, _STEPS[(match["which"] or "this").lower()], unit), unit)
    part = (match["part"] or "").lower()
    if part == "earlier":
        return first, min(today, last or today)
    return (today if part == "later" else first), last


def stretch(match: re.Match[str], context: Context) -> Days:
    """ "The past three years", "the next decade"; "the following week" follows what was told, not today."""
    which, today = match["which"].lower(), context.today
    if which in {"previous", "following"}:
        raise ValueError
    count, unit = _count(match["n"] or "one"), _unit(match["unit"])
    if which in {"next", "coming"}:
        return today, days.shift(today, count, unit)
    return days.shift(today, -count, unit), today


def ago(match: re.Match[str], context: Context) -> Days:
    unit = _unit(match["unit"])
    return days.period(days.shift(context.today, -_count(match["n"]), unit), unit)


def _unit(word: str) -> str:
    """The unit in the singular. Raises ValueError for one shorter than a day."""
    unit = word.lower().removesuffix("s").replace("centurie", "century")
    if unit in {"minute", "hour"}:
        raise ValueError
    return unit


def _count(word: str) -> int:
    """A small number. Raises ValueError for "several" and other words that are none."""
    return _NUMBERS.get(word.lower()) or int(word)


def weekday(match: re.Match[str], context: Context) -> Days:
    """One weekday, or a run of them; "every Monday" is no day in particular."""
    if _ends(_EVERY, context.before, 10):
        raise ValueError
    first, second = WEEKDAYS[match["day"].lower()], match["day2"]
    if second is None:
        only = _day_of_week(first, match["which"], context)
        return only, only
    last = _day_of_week(WEEKDAYS[second.lower()], match["which"], context)
    return last - timedelta(days=(last.weekday() - first) % 7), last


def _day_of_week(target: int, word: str | None, context: Context) -> date:
    today, which = context.today, (word or "").lower()
    behind = (today.weekday() - target) % 7
    if which == "this":
        step = target - today.weekday()
    elif which == "next":
        step = 7 - today.weekday() + target
    elif which.endswith("coming"):
        step = 7 - behind
    elif which:
        step = -(behind or 7)
    else:
        step = (7 - behind) % 7 if context.ahead else -behind
    return today + timedelta(days=step)


def text_only(_: re.Match[str], __: Context) -> Days:
    return None, None
