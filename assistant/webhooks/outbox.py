"""What is to be told, and what came of it: rows beside the check, gone with it.

An attempt that is claimed is due again a little after its time is over: a process that dies in the middle
costs one attempt, and another makes the next.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import uniform
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from assistant.config.service import Webhooks
from assistant.store import tallies
from assistant.store.tables import CheckRow, WebhookAttemptRow, WebhookRow
from assistant.webhooks.secrets import signing
from assistant.webhooks.sending import Message, Result

WebhookState = Literal["waiting", "due", "delivered", "given_up"]
EVENT = "check.ended"
_SLACK = 5.0
_GROWTH, _LONGEST_WAIT = 4, 6 * 3600.0


@dataclass(frozen=True)
class Claimed:
    """A message that is this process's to send now. `number` counts attempts from 1."""

    check: str
    attempt: int
    number: int
    message: Message


def ask(session: Session, check: str, url: str) -> None:
    """Have the end of a check told to an address."""
    session.add(WebhookRow(check_id=check, url=url, state="waiting"))


def ended(session: Session, check: str) -> None:
    """The check has ended in this transaction: whoever asked is to be told."""
    session.execute(
        update(WebhookRow)
        .where(WebhookRow.check_id == check, WebhookRow.state == "waiting")
        .values(state="due", due_at=datetime.now(UTC))
    )


def waiting(session: Session) -> bool:
    """Whether something is due."""
    found = select(WebhookRow.check_id).where(WebhookRow.due_at <= datetime.now(UTC)).limit(1)
    return session.scalar(found) is not None


def claim(session: Session, most: int, settings: Webhooks) -> Sequence[Claimed]:
    """Take some of what is due. What no process lived to see the end of is given up after as many attempts."""
    now = datetime.now(UTC)
    rows = session.scalars(
        select(WebhookRow)
        .where(WebhookRow.due_at <= now)
        .order_by(WebhookRow.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    claimed = []
    for row in rows:
        number = 1 + _attempts(session, row.check_id)
        if number > settings.attempts:
            _end(session, row, "given_up")
        else:
            row.due_at = now + timedelta(seconds=settings.timeout + _SLACK)
            claimed.append(_claimed(session, row, number, now))
    return claimed


def record(session: Session, claimed: Claimed, result: Result, settings: Webhooks) -> None:
    """Keep what came of an attempt, once; of a check that was erased meanwhile, nothing."""
    row = session.get(WebhookRow, claimed.check, with_for_update=True)
    attempt = session.get(WebhookAttemptRow, claimed.attempt)
    if row is None or attempt is None or attempt.ended_at is not None:
        return
    attempt.ended_at = datetime.now(UTC)
    attempt.status, attempt.problem = result.status, result.problem
    tallies.webhook_tried(session, delivered=result.delivered)
    if row.state != "due":
        return
    if result.delivered:
        _end(session, row, "delivered")
    elif result.final or claimed.number >= settings.attempts:
        _end(session, row, "given_up")
    else:
        row.due_at = datetime.now(UTC) + timedelta(seconds=_pause(claimed.number, settings))


def of(session: Session, check: str) -> tuple[WebhookRow, Sequence[WebhookAttemptRow]] | None:
    """What is to be told of a check and every attempt, oldest first; None if nobody asked."""
    row = session.get(WebhookRow, check)
    attempts = select(WebhookAttemptRow).where(WebhookAttemptRow.check_id == check)
    return None if row is None else (row, session.scalars(attempts.order_by(WebhookAttemptRow.id)).all())


def _end(session: Session, row: WebhookRow, state: Literal["delivered", "given_up"]) -> None:
    row.state, row.due_at = state, None
    tallies.webhook_ended(session, state)


def _attempts(session: Session, check: str) -> int:
    mine = select(func.count()).select_from(WebhookAttemptRow).where(WebhookAttemptRow.check_id == check)
    return session.scalar(mine) or 0


def _claimed(session: Session, row: WebhookRow, number: int, now: datetime) -> Claimed:
    attempt = WebhookAttemptRow(check_id=row.check_id, began_at=now)
    session.add(attempt)
    session.flush()
    check = session.get_one(CheckRow, row.check_id)
    told = {
        "type": EVENT,
        "timestamp": (check.ended_at or now).isoformat(),
        "data": {"id": check.id, "status": check.status},
    }
    message = Message(
        id=f"msg_{check.id}",
        body=json.dumps(told, separators=(",", ":")),
        url=row.url,
        secrets=signing(session, check.desk),
    )
    return Claimed(check.id, attempt.id, number, message)


def _pause(attempts: int, settings: Webhooks) -> float:
    """The wait after so many attempts: longer each time, and not the same for all that failed together."""
    longest = min(settings.first_wait * _GROWTH ** (attempts - 1), _LONGEST_WAIT)
    return uniform(longest / 2, longest)  # noqa: S311 - jitter, no secret
