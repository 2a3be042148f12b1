"""Datelines: "PORT VERRIN, 14 October 2025 — …", "MERRIN, Pa. (AP) — …", "Feb 22 (Reuters) - …".

Those with a full date say when an article was written that states no other date; all of them are no part of
the sentence that they open.
"""

import re
from datetime import date, datetime, time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PLACE = r"[A-Z][A-Z.'’/-]{2,20}(?: [A-Z][A-Z.'’-]{1,20}){0,3}(?:, [A-Z][\w. ]{2,25})?"
_BEFORE = rf"{_PLACE}(?:,\s?|\s[—–-]{{1,2}}\s|\s)(?:[A-Z][a-z]{{2,8}}day,?\s)?"
_AFTER = r"(?:\s\([A-Z][\w ]{1,20}\))?\s?(?:[—–:]|-{1,2}\s)"
_DAY = rf"{_MONTH.replace('?P<month>', '?:')}\s\d{{1,2}}"
_DASH = r"\s?(?:[—–-]{1,2}\s|—)(?=\W?[A-Z0-9])"
_AGENCY = r"\([A-Z][\w ]{1,20}\)"
_OPENINGS = (
    re.compile(rf"{_PLACE}(?:,?\s{_DAY})?(?:\s{_AGENCY})?{_DASH}"),
    re.compile(rf"(?:[A-Z][\w ,.]{{2,40}}?,?\s)?(?:{_DAY}\s)?{_AGENCY}{_DASH}"),
    re.compile(rf"{_PLACE}(?: [A-Z]{{2,20}})?\s/\s[^/\n]{{2,40}}\s/\s{_DAY},?\s\d{{4}}\s/\s(?=\S)"),
)
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


# What each of the forms begins with, or holds: nearly every sentence is told by this to have none.
_MAY_OPEN = re.compile(r"[A-Z][A-Z.'’/-]|[^(]*\(")


def end_of(opening: str) -> int:
    """Where the words after any dateline begin; 0 if there is none."""
    if not _MAY_OPEN.match(opening):
        return 0
    found = _dateline(opening) or next((match for form in _OPENINGS if (match := form.match(opening))), None)
    return len(opening) - len(opening[found.end() :].lstrip()) if found else 0


def _dateline(opening: str) -> re.Match[str] | None:
    return next((match for form in _DATELINES if (match := form.match(opening))), None)
