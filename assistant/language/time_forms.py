"""The forms that a time takes in English news text, each with the rule that finds its days.

Patterns are bounded everywhere, so that a search is linear in the text.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from assistant.language import time_rules as rules
from assistant.language.days import MONTHS, WEEKDAYS
from assistant.language.time_rules import SMALL, Resolve
from assistant.language.words import Found, Words


class Form(NamedTuple):
    """A pattern, its rule, and words one of which it has in it; what it `needs` must be in the text too.

    "#" stands for any digit, "####" for four in a row; "/", ":" and dashes for themselves.
    """

    pattern: re.Pattern[str]
    resolve: Resolve
    triggers: frozenset[str]
    needs: frozenset[str]
    vague: bool = False


_YEAR = r"(?:1[4-9]|20)\d\d"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WHOLE_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TO = r"(?:\s?[-–—]\s?|\s{1,3}(?:to|and|or|through|until)\s{1,3})"
_NTH = r"(?:st|nd|rd|th)?"
_DAYS = rf"(?P<d>\d{{1,2}}){_NTH}(?:{_TO}(?P<d2>\d{{1,2}}){_NTH})?"
_OF_YEAR = (
    rf"(?:(?:,|\s{{1,3}}of|\s{{1,3}}in)?\s{{1,3}}(?P<year>{_YEAR}|(?:this|last|next)\s{{1,3}}year)\b)?(?!\d)"
)
_PART = r"(?:\s{1,3}(?:morning|afternoon|evening|night))?"
_EDGE = r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[-\s]{1,3})?"
_HOW_MANY = (
    rf"\d{{1,4}}|{SMALL.replace(' ', '|')}|twenty|thirty|(?:a\s+)?few|several|many|(?:a\s+)?couple(?:\s+of)?"
)
_UNITS = r"(?P<unit>(?:minute|hour|day|week|month|quarter|year|decade)s?|century|centuries)"
_YEARS_FIGURES = 4
_DIGITS = {"#"}
_FOUR_DIGITS = {"####"}
_NAMED = set(MONTHS)
_LENGTHS = {
    word + s
    for word in ("minute", "hour", "day", "week", "month", "quarter", "year", "decade")
    for s in ("", "s")
}
_LENGTHS |= {"century", "centuries"}
_SEASONS = {"summer", "winter", "spring", "autumn", "fall"}
_SPANS = {"week", "weekend", "month", "quarter", "year", "decade", "century", *_SEASONS}


def _form(
    pattern: str,
    resolve: Resolve,
    triggers: set[str],
    needs: AbstractSet[str] = frozenset(),
    *,
    vague: bool = False,
    fold: bool = True,
) -> Form:
    compiled = re.compile(pattern, re.IGNORECASE if fold else 0)
    return Form(compiled, resolve, frozenset(triggers), frozenset(needs), vague)


FORMS = (
    _form(
        r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
        rules.iso,
        _FOUR_DIGITS,
        {"-"},
    ),
    # Which of the two is the month depends on the country, so the days stay open.
    _form(r"(?<![\d/.-])\d{1,2}/\d{1,2}/(?:19|20)\d\d(?![\d/])", rules.text_only, _FOUR_DIGITS, {"/"}),
    _form(
        rf"\b(?:between|from)\s{{1,3}}(?:(?P<month>{_MONTH})\s{{1,3}}(?P<d>\d{{1,2}})|(?P<d_>\d{{1,2}})\s{{1,3}}(?P<month_>{_MONTH}))"
        rf"(?!\w)\s{{1,3}}(?:and|to)\s{{1,3}}"
        rf"(?:(?P<month2>{_MONTH})\s{{1,3}}(?P<d2>\d{{1,2}})|(?P<d2_>\d{{1,2}})\s{{1,3}}(?P<month2_>{_MONTH}))(?!\w){_OF_YEAR}",
        rules.month_days,
        _NAMED,
        {"between", "from"},
        fold=False,
    ),
    _form(
        rf"\b(?:{_DAY},?\s{{1,3}})?(?:the\s{{1,3}})?{_DAYS}\s{{1,3}}(?:of\s{{1,3}})?(?P<month>{_MONTH})(?!\w){_OF_YEAR}",
        rules.month_day,
        _NAMED,
        _DIGITS,
        fold=False,
    ),
    _form(
        rf"\b(?:{_DAY},?\s{{1,3}}\(?)?(?P<month>{_MONTH})\s{{1,3}}{_DAYS}(?!\d|[.,:]\d|\s?%|\s?per\b){_OF_YEAR}",
        rules.month_day,
        _NAMED,
        _DIGITS,
        fold=False,
    ),
    _form(
        rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s{{1,3}})?(?P<qualifier>{_EDGE})(?P<month>{_WHOLE_MONTH})"
        rf"(?:{_TO}{_EDGE}(?P<month2>{_WHOLE_MONTH}))?(?!\w){_OF_YEAR}",
        rules.months,
        _NAMED,
        fold=False,
    ),
    _form(
        rf"(?:\b(?:the\s{{1,3}})?(?P<nth>first|second|third|fourth|final|last)\s{{1,3}}(?P<unit>quarter"
        rf"|half(?=\s{{1,3}}of\s{{1,3}}(?:{_YEAR}|this|last|next)))|\bQ(?P<q>[1-4]))\b{_OF_YEAR}",
        rules.quarter,
        {"quarter", "half", "q"},
    ),
    _form(
        rf"(?:\bthe\s{{1,3}})?{_EDGE}(?:\b(?P<decade>(?:1[5-9]|20)\d0)s\b|(?<=the\s)['’](?P<short>[2-9]0)s\b)",
        rules.decade,
        _DIGITS,
        {"s"},
    ),
    _form(
        rf"(?:\bthe\s{{1,3}})?{_EDGE}(?:\b(?P<n>\d{{1,2}})(?:st|nd|rd|th)"
        r"|\b(?P<word>seventeenth|eighteenth|nineteenth|twentieth))[\s-]century\b",
        rules.century,
        {"century"},
    ),
    _form(
        rf"(?:\b(?:between|from)\s{{1,3}})?(?<![\d.,$€£])\b(?P<y>{_YEAR})"
        rf"(?:{_TO}(?P<y2>{_YEAR})|[-–—/](?:(?<=[-–/])(?P<y3>\d\d)))(?![\d%-])",
        rules.years,
        _FOUR_DIGITS,
        {"to", "and", "or", "through", "until", "-", "–", "—", "/"},
    ),
    _form(
        rf"\b{_EDGE}(?P<y>{_YEAR})(?![\d%-]|[.,:]\d|\s?per\s?cent|\s(?:people|men|women)\b)\b",
        rules.year,
        _FOUR_DIGITS,
    ),
    _form(
        rf"\b(?:the\s{{1,3}}day\s{{1,3}}(?:before\s{{1,3}}yesterday|after\s{{1,3}}tomorrow)|(?:(?:earlier|later)\s{{1,3}})?today"
        rf"|(?:yesterday|tomorrow){_PART}|tonight|this\s{{1,3}}(?:morning|afternoon|evening)|last\s{{1,3}}night|overnight)\b",
        rules.near_day,
        {
            "yesterday",
            "today",
            "tomorrow",
            "tonight",
            "morning",
            "afternoon",
            "evening",
            "night",
            "overnight",
        },
    ),
    _form(
        r"\b(?:(?:more\s{1,3})?recently|nowadays|(?:in\s{1,3})?(?:the\s{1,3})?(?:recent|coming|past|last|next)\s{1,3}"
        r"(?:hours|days|weeks|months|years|decades))\b",
        rules.text_only,
        {"recently", "nowadays", "recent", "coming", "past", "last", "next"},
        {"recently", "nowadays", "hours", "days", "weeks", "months", "years", "decades"},
        vague=True,
    ),
    _form(
        rf"\bthe\s{{1,3}}(?P<which>last|past|previous|next|coming|following)\s{{1,3}}(?:(?P<n>{_HOW_MANY})\s{{1,3}})?{_UNITS}\b",
        rules.stretch,
        _LENGTHS,
        {"last", "past", "previous", "next", "coming", "following"},
    ),
    _form(
        r"\b(?:(?:(?P<part>earlier|later|early|late)\s{1,3})?(?P<which>last|this|next)"
        r"|the\s{1,3}(?:end|start|beginning|middle|rest)\s{1,3}of\s{1,3}the)\s{1,3}"
        r"(?P<unit>week|weekend|month|quarter|year|decade|century|summer|winter|spring|autumn|fall)\b",
        rules.calendar,
        _SPANS,
        {"last", "this", "next", "end", "start", "beginning", "middle", "rest"},
    ),
    _form(rf"\b(?P<n>{_HOW_MANY}|an?)\s{{1,3}}{_UNITS}\s{{1,3}}ago\b", rules.ago, {"ago"}),
    _form(
        rf"\b(?:(?P<which>last|next|this\s{{1,3}}coming|this\s{{1,3}}past|this|coming|past)\s{{1,3}})?"
        rf"(?:(?:early|late)\s{{1,3}})?(?P<day>{_DAY}){_PART}(?:\s{{1,3}}(?:to|through)\s{{1,3}}(?P<day2>{_DAY}))?\b",
        rules.weekday,
        set(WEEKDAYS),
    ),
    _form(
        r"\b(?:\d{1,2}(?:[:.]\d\d)?\s?(?:a\.m\.|p\.m\.|[ap]m\b)|\d{1,2}:\d\d(?![\d:])"
        r"|\d{4}(?=\s(?:GMT|UTC)\b)|noon\b|midnight\b)"
        r"(?:\s(?:GMT|UTC|E[SD]?T|B?ST|CES?T|P[SD]?T|local\s+time)\b)?",
        rules.text_only,
        {":", "m", "am", "pm", "gmt", "utc", "noon", "midnight"},
        {"#", "noon", "midnight"},
    ),
)
_TRIGGERS = {
    word: tuple(place for place, form in enumerate(FORMS) if word in form.triggers)
    for form in FORMS
    for word in form.triggers
}
# The most words of a form before one that triggers it: "Tuesday, the 3rd - 5th of May".
MOST_BEFORE = 8
_RUNS = re.compile(r"[a-z]+|\d+")


def triggers_in(words: Words) -> Found[tuple[int, ...]]:
    """The words of a text that trigger forms, and which."""
    triggers = {word: _TRIGGERS[word] for word in _TRIGGERS.keys() & words.distinct}
    for word in words.odd:
        if forms := {form for part in _within(word) & _TRIGGERS.keys() for form in _TRIGGERS[part]}:
            triggers[word] = tuple(sorted(forms))
    places, found = words.where(triggers.keys())
    return places, [triggers[word] for word in found]


def present_in(words: Words) -> frozenset[str]:
    """What forms may need: the words of a text, and what is within those that are not all letters."""
    present = frozenset(words.tokens)
    return present.union(*[_within(word) for word in present if not word.isalpha()])


@lru_cache(4096)
def _within(word: str) -> frozenset[str]:
    """What stands within a word that is not all letters: "1990s", "Q3", "Tuesday's", "-"."""
    runs = _RUNS.findall(word)
    longest = max([len(run) for run in runs if run[0].isdigit()], default=0)
    figures = ["#", *(["####"] if longest >= _YEARS_FIGURES else ())] if longest else ()
    return frozenset([word, *runs, *figures])
