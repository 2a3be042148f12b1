"""Secrets of a desk, which its messages are signed with. They are kept as they are: signing needs them.

A new secret does not silence the one before at once: for a day both sign, and a receiver that knows either
takes the message.
"""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from assistant.store import Store
from assistant.store.tables import WebhookSecretRow

PREFIX = "whsec_"
OVERLAP = timedelta(hours=24)
_BYTES = 32


@dataclass(frozen=True)
class Known:
    """A secret of a desk without the secret itself. `ends_at` is when it signs no more."""

    desk: str
    created_at: datetime
    ends_at: datetime | None


class Secrets:
    """The secrets of every desk. Methods block, and raise StoreError for what the database does."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def renew(self, desk: str, *, at_once: bool = False) -> str:
        """A new secret, shown once. Those before sign for another day, or `at_once` no more."""
        secret = PREFIX + b64encode(secrets.token_bytes(_BYTES)).decode()
        now = datetime.now(UTC)
        ends = now if at_once else now + OVERLAP
        with self._store.transaction() as session:
            session.execute(
                update(WebhookSecretRow)
                .where(
                    WebhookSecretRow.desk == desk,
                    or_(WebhookSecretRow.ends_at.is_(None), WebhookSecretRow.ends_at > ends),
                )
                .values(ends_at=ends)
            )
            session.add(WebhookSecretRow(desk=desk, secret=secret, created_at=now))
        return secret

    def all(self) -> Sequence[Known]:
        """Every secret that signs, oldest first."""
        with self._store.reading() as session:
            rows = session.scalars(select(WebhookSecretRow).order_by(WebhookSecretRow.id))
            now = datetime.now(UTC)
            return [
                Known(row.desk, row.created_at, row.ends_at)
                for row in rows
                if row.ends_at is None or row.ends_at > now
            ]


def signing(session: Session, desk: str) -> Sequence[str]:
    """The secrets that a message of the desk is signed with, the newest first."""
    now = datetime.now(UTC)
    found = select(WebhookSecretRow.secret).where(
        WebhookSecretRow.desk == desk,
        or_(WebhookSecretRow.ends_at.is_(None), WebhookSecretRow.ends_at > now),
    )
    return session.scalars(found.order_by(WebhookSecretRow.id.desc())).all()
