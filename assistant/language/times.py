"""Time expressions of English news text, with offsets, resolved from the date of publication.

Times are resolved to inclusive ranges of days, never from the clock. A qualifier without exact bounds
("early", "the end of") keeps the whole period. A bare weekday or month is the last one, or the next one
after a word that points ahead ("will", "due"). What cannot be resolved is kept as text.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from assistant.language.days import Days
from assistant.language.time_forms import FORMS, TRIGGERS, Form
from assistant.language.time_rules import Context, NoTimeError, UnknownDayError
from assistant.language.words import Words, letters_of
from assistant.report import TimeExpression

_DIGITS = re.compile(r"\d{1,4}")
_BOUND = re.compile(
    r"(?:\b(?P<bound>[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Bb]y)\s{1,3})?"
    r"(?:\b(?:the\s{1,3})?(?:end|start|beginning|middle|eve)\s{1,3}of\s{1,3})?$"
)
_BOUNDING = ("since", "until", "till", "before", "after", "by", "of")
_REACH = 60
_LONGEST_BOUND = 12
_YEAR = 4


class TimeMention(NamedTuple):
    """A time expression at `start:end` of the text.

    `relative`: it counts from a date of publication that is not known, or it is `vague` ("recently").
    """

    start: int
    end: int
    expression: TimeExpression
    relative: bool = False
    vague: bool = False


def find_times(text: str | Words, published_at: datetime | None = None) -> tuple[TimeMention, ...]:
    """The time expressions of a text, in order, none overlapping."""
    present = letters_of(text)
    text = text if isinstance(text, str) else text.text
    if digits := _DIGITS.findall(text):
        present = present | _figures(text, max(map(len, digits)))
    forms = sorted({place for word in present & TRIGGERS.keys() for place in TRIGGERS[word]})
    if not forms:
        return ()
    published = published_at.date() if published_at else None
    taken = bytearray(len(text))
    found: list[TimeMention] = []
    for form in [FORMS[place] for place in forms]:
        if not any(needed.isdisjoint(present) for needed in form.triggers[1:]):
            for mention in _mentions(text, form, published):
                if not any(taken[mention.start : mention.end]):
                    taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                    found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _figures(text: str, longest: int) -> set[str]:
    """What a form may need besides words, in a text whose longest figure has as many digits."""
    return {"#", *(("####",) if longest == _YEAR else ()), *(sign for sign in "-/:" if sign in text)}


def _mentions(text: str, form: Form, published: date | None) -> Iterator[TimeMention]:
    for match in form.pattern.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        days: Days = (None, None)
        relative = form.vague
        try:
            days = form.resolve(match, Context(published, before))
        except NoTimeError:
            continue
        except UnknownDayError:
            relative = True
        except (ValueError, OverflowError):
            pass
        bounded = before[-_LONGEST_BOUND:].rstrip().lower().endswith(_BOUNDING)
        bound = _BOUND.search(before) if bounded else None
        start, end = match.start() - (len(bound.group()) if bound else 0), match.end()
        first, last = _bounded(days, (bound["bound"] or "").lower() if bound else "", published)
        yield TimeMention(
            start, end, TimeExpression(text=text[start:end], from_=first, to=last), relative, form.vague
        )


def _bounded(days: Days, bound: str, published: date | None) -> Days:
    """The days, as "since", "until", "by", "before" or "after" bounds them."""
    first, last = days
    if first is None or last is None or not bound:
        return days
    if bound == "since":
        return first, published if published and published >= first else None
    if bound == "before":
        return None, first - timedelta(days=1)
    if bound == "after":
        return last + timedelta(days=1), None
    return None, last
