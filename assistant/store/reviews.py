"""Reviews: kept by desk and fingerprint, so that a decision outlives the check it was made in."""

from collections.abc import Iterable

from pydantic_core import from_json, to_json
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.decisions import Review, decisions
from assistant.store.tables import ReviewRow

_FIELDS = tuple(Review.model_fields)
_MOST_VARIABLES = 500


def add(session: Session, desk: str, review: Review) -> None:
    """Add a review; earlier ones stay as history."""
    session.add(ReviewRow(desk=desk, **{name: getattr(review, name) for name in _FIELDS}))


def joined(session: Session, desk: str, report: str) -> str:
    """The JSON of a report with the desk's decisions in it."""
    shown = from_json(report)
    decided = decisions(of(session, desk, (finding["fingerprint"] for finding in shown["findings"])))
    for finding in shown["findings"]:
        if (decision := decided.get(finding["fingerprint"])) is not None:
            finding["decision"] = decision.model_dump(mode="json")
    return to_json(shown).decode()


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
