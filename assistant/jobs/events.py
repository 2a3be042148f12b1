"""What happened to a check, as rows: any process can serve them, and go on where another stopped.

`stage_started` {stage, article}
`progress`      {stage, article, status, engine, coverage, ended, of}: a stage ended
`finding`       {code, severity, fingerprint}
`done`          {status, problem}; nothing follows
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.report import Finding, Trace
from assistant.store.tables import CheckRow, EventRow

Kind = Literal["stage_started", "progress", "finding", "done"]


@dataclass(frozen=True)
class Event:
    """One event; `id` grows within a check."""

    id: int
    kind: str
    data: JsonValue


def add(session: Session, check: str, kind: Kind, data: JsonValue) -> None:
    """Add an event. The caller holds the check, so numbers are in the order of commits."""
    session.add(EventRow(check_id=check, kind=kind, data=data))


def since(session: Session, check: str, after: int, *, most: int = 200) -> Sequence[Event]:
    """The events of a check with a number above `after`, in order."""
    found = select(EventRow).where(EventRow.check_id == check, EventRow.id > after)
    return [Event(r.id, r.kind, r.data) for r in session.scalars(found.order_by(EventRow.id).limit(most))]


def problem(session: Session, check: str) -> str | None:
    """Why a check ended without a report, if it did."""
    found = select(EventRow.data).where(EventRow.check_id == check, EventRow.kind == "done")
    data = session.scalar(found.limit(1))
    return data["problem"] if data else None


def progress(trace: Trace, ended: int, of: int) -> JsonValue:
    """What is told of a stage that ended: `ended` units of `of`."""
    return {
        "stage": trace.name,
        "article": trace.article,
        "status": trace.status,
        "engine": trace.engine,
        "coverage": trace.coverage.model_dump(),
        "ended": ended,
        "of": of,
    }


def finding(found: Finding) -> JsonValue:
    """What is told of a finding: nothing that quotes the article."""
    return {"code": found.code, "severity": found.severity, "fingerprint": found.fingerprint}


def may_follow(session: Session, check: str) -> bool:
    """Whether a check may still have events to come: it is there, and has not ended."""
    return session.scalar(select(CheckRow.ended_at.is_(None)).where(CheckRow.id == check)) or False
