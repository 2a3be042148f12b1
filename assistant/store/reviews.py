"""Reviews: kept by desk and fingerprint, so that a decision outlives the check it was made in."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.decisions import Review
from assistant.store.tables import ReviewRow

_FIELDS = tuple(Review.model_fields)
_MOST_VARIABLES = 500


def add(session: Session, desk: str, review: Review) -> None:
    """Add a review; earlier ones stay as history."""
    session.add(ReviewRow(desk=desk, **{name: getattr(review, name) for name in _FIELDS}))


def of(session: Session, desk: str, fingerprints: Iterable[str]) -> tuple[Review, ...]:
    """The desk's reviews of these findings, oldest first."""
    wanted = sorted(set(fingerprints))
    rows = [
        row
        for start in range(0, len(wanted), _MOST_VARIABLES)
        for row in session.scalars(
            select(ReviewRow).where(
                ReviewRow.desk == desk, ReviewRow.fingerprint.in_(wanted[start : start + _MOST_VARIABLES])
            )
        )
    ]
    rows.sort(key=lambda row: row.id)
    return tuple(Review.model_validate({name: getattr(row, name) for name in _FIELDS}) for row in rows)
