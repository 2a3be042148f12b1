"""How a check ends: with its report, or without one and with the reason why. Parts of the caller's transaction."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assistant.jobs import events
from assistant.report import CheckStatus, Report
from assistant.store import checks, tallies
from assistant.store.tables import CheckRow, UnitRow
from assistant.webhooks import outbox

Key = tuple[str, str | None]


def end_with_report(session: Session, report: Report, desk: str, told: Collection[Key]) -> None:
    """Keep the report and tell of it, all in one transaction: an event never speaks of what is not there.

    `told` are the units whose end is an event already.
    """
    if not checks.finish(session, report, desk):
        return
    ended = len(told)
    own = [trace for trace in report.stages if trace.of_check is None]
    for trace in own:
        if (trace.name, trace.article) not in told:
            ended += 1
            events.add(session, report.id, "progress", events.progress(trace, ended, len(own)))
    for finding in report.findings:
        events.add(session, report.id, "finding", events.finding(finding))
    _tell(session, report.id, report.status, None)


def end_without_report(session: Session, row: CheckRow, status: CheckStatus, problem: str | None) -> None:
    """End a check of which nothing is known, and say why."""
    row.status, row.ended_at, row.worker = status, datetime.now(UTC), None
    row.text_until = None if row.embargo is None else row.ended_at + timedelta(minutes=row.embargo)
    tallies.check_ended(session, row, None)
    _tell(session, row.id, status, problem)


def _tell(session: Session, id_: str, status: CheckStatus, problem: str | None) -> None:
    """Tell who follows the check and who asked to be told; what units gave is in the report, and goes."""
    events.add(session, id_, "done", {"status": status, "problem": problem})
    outbox.ended(session, id_)
    session.execute(delete(UnitRow).where(UnitRow.check_id == id_))
