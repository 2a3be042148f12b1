"""The date of a dateline: "PORT VERRIN, 14 October 2025 — …", for an article that states no other."""

import re
from datetime import date, datetime, time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PLACE = r"[A-Z][A-Z.'’-]{2,20}(?: [A-Z][A-Z.'’-]{1,20}){0,3}(?:, [A-Z][\w. ]{2,25})?"
_BEFORE = rf"{_PLACE}(?:,\s?|\s[—–-]{{1,2}}\s|\s)(?:[A-Z][a-z]{{2,8}}day,?\s)?"
_AFTER = r"(?:\s\([A-Z][\w ]{1,20}\))?\s?(?:[—–:]|-{1,2}\s)"
_DATELINES = (
    re.compile(rf"{_BEFORE}(?P<day>\d{{1,2}})\s{_MONTH},?\s{_YEAR}{_AFTER}"),
    re.compile(rf"{_BEFORE}{_MONTH}\s(?P<day>\d{{1,2}}),?\s{_YEAR}{_AFTER}"),
)


def date_of(opening: str) -> datetime | None:
    """The midnight, without a zone, of the full date in the dateline that a text opens with, if it does."""
    found = _dateline(opening)
    if found is None:
        return None
    try:
        day = date(int(found["year"]), _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"]))
    except ValueError:
        return None
    return datetime.combine(day, time())


def end_of(opening: str) -> int:
    """Where the words after such a dateline begin; 0 if there is none."""
    found = _dateline(opening)
    return len(opening) - len(opening[found.end() :].lstrip()) if found else 0


def _dateline(opening: str) -> re.Match[str] | None:
    return next((match for form in _DATELINES if (match := form.match(opening))), None)
