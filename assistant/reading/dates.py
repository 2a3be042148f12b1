"""Dates as people and machines write them in metadata: ISO 8601, or RFC 2822 as in mail and HTTP."""

import re
from datetime import date, datetime, time

_BLANK_BEFORE_ZONE = re.compile(r" (?=[+-]\d\d:?\d\d\Z)")


def moment(value: object) -> object:
    """A written date as a datetime; one without a zone stays naive, a day alone is its midnight.

    What is no text and no date is passed on as it is. Raises ValueError for text that is no date.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    if not isinstance(value, str):
        return value
    written = _BLANK_BEFORE_ZONE.sub("", value.strip())
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        pass
    # Here, for it takes longer to import than all dates of a check to read.
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise ValueError("expected a date such as 2025-03-31 or 2025-03-31T18:05:00+02:00") from None
