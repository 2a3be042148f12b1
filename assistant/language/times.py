"""Time expressions of English news text, with offsets, resolved from the date of publication.

Times are resolved to inclusive ranges of days, never from the clock. A qualifier without exact bounds
("early", "the end of") keeps the whole period. A bare weekday or month is the last one, or the next one
after a word that points ahead ("will", "due"). What cannot be resolved is kept as text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from assistant.language.days import Days
from assistant.language.time_forms import FORMS, MOST_BEFORE, Form, present_in, triggers_in
from assistant.language.time_rules import Context, NoTimeError, UnknownDayError
from assistant.language.words import Words, words_of
from assistant.report import TimeExpression

_BOUND = re.compile(
    r"(?:\b(?P<bound>[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Bb]y)\s{1,3})?"
    r"(?:\b(?:the\s{1,3})?(?:end|start|beginning|middle|eve)\s{1,3}of\s{1,3})?$"
)
_BOUNDING = ("since", "until", "till", "before", "after", "by", "of")
_REACH = 60
_LONGEST_BOUND = 12
_LONGEST_BOUNDS = 40


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
    words = words_of(text) if isinstance(text, str) else text
    places, triggers = words.sought(triggers_in)
    if not places:
        return ()
    present = present_in(words)
    published = published_at.date() if published_at else None
    taken = bytearray(len(words.text))
    found: list[TimeMention] = []
    for form, at in _by_form(places, triggers):
        if not (form.needs and form.needs.isdisjoint(present)):
            for mention in _mentions(words, form, at, published):
                if not any(taken[mention.start : mention.end]):
                    taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                    found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _by_form(places: Sequence[int], triggers: Sequence[Sequence[int]]) -> list[tuple[Form, list[int]]]:
    """The forms that are triggered, in their order, and at which words."""
    found: dict[int, list[int]] = {}
    for i, forms in zip(places, triggers, strict=True):
        for form in forms:
            found.setdefault(form, []).append(i)
    return [(FORMS[form], found[form]) for form in sorted(found)]


def _matches(words: Words, form: Form, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What matches the form; it is tried just before its own words, for a search takes much longer."""
    starts, free = words.starts, 0
    for i in places:
        for start in starts[max(0, i - MOST_BEFORE) : i + 1]:
            if start >= free and (match := form.pattern.match(words.text, start)):
                free = match.end()
                yield match
                break


def _mentions(
    words: Words, form: Form, places: Iterable[int], published: date | None
) -> Iterator[TimeMention]:
    text = words.text
    for match in _matches(words, form, places):
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
        bound = _BOUND.search(before, max(0, len(before) - _LONGEST_BOUNDS)) if bounded else None
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
