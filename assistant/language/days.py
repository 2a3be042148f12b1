"""Ranges of days, first and last inclusive; None is an open end. Weeks begin on Monday."""

import calendar
from datetime import date, timedelta
from typing import TypeAlias

Days: TypeAlias = tuple[date | None, date | None]

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3].lower(): number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SPAN = {"week": 7, "fortnight": 14, "day": 1, "weekend": 7}


def day(year: int, month: int, number: int) -> Days:
    """One day. Raises ValueError if the calendar has none such."""
    only = date(year, month, number)
    return only, only


def month(year: int, number: int) -> Days:
    """A calendar month."""
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def year(first: int, last: int | None = None) -> Days:
    """A calendar year, or a run of them. Raises ValueError if the last comes before the first."""
    if last is not None and last < first:
        raise ValueError(f"expected years in order, got {first} and {last}")
    return date(first, 1, 1), date(last or first, 12, 31)


def quarter(of: int, number: int) -> Days:
    """A quarter of a calendar year."""
    return month(of, 3 * number - 2)[0], month(of, 3 * number)[1]


def half(of: int, number: int) -> Days:
    """A half of a calendar year."""
    return quarter(of, 2 * number - 1)[0], quarter(of, 2 * number)[1]


def week(of: date) -> Days:
    """The week that holds a day."""
    monday = of - timedelta(days=of.weekday())
    return monday, monday + timedelta(days=6)


def weekend(of: date) -> Days:
    """Saturday and Sunday of the week that holds a day."""
    saturday = of - timedelta(days=of.weekday() - 5)
    return saturday, saturday + timedelta(days=1)


def shift(of: date, count: int, unit: str) -> date:
    """The day `count` days, weeks, months, years or decades later; a month too short gives its last day."""
    if unit in _SPAN:
        return of + timedelta(days=_SPAN[unit] * count)
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    number = of.year * 12 + of.month - 1 + months
    last = calendar.monthrange(number // 12, number % 12 + 1)[1]
    return date(number // 12, number % 12 + 1, min(of.day, last))


def period(of: date, unit: str) -> Days:
    """The calendar unit that holds a day."""
    if unit in {"week", "fortnight"}:
        return week(of)
    if unit == "weekend":
        return weekend(of)
    if unit == "day":
        return of, of
    if unit == "month":
        return month(of.year, of.month)
    if unit == "quarter":
        return quarter(of.year, (of.month + 2) // 3)
    length = {"year": 1, "decade": 10, "century": 100}[unit]
    first = of.year - of.year % length
    return year(first, first + length - 1)
