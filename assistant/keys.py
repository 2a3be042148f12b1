"""Keys of a desk: who may call the service, for which desk, to do what."""

import hmac
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal, get_args

from sqlalchemy import select, update

from assistant.errors import InputError
from assistant.store import Store
from assistant.store.tables import ApiKeyRow

Scope = Literal["read", "check", "review", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "fck"
_LONGEST_NAME = 100
_ANY = select(ApiKeyRow.id).limit(1)


@dataclass(frozen=True)
class Key:
    """A key without its secret. `reviewer` is who its reviews are by; `admin` may do everything."""

    id: str
    desk: str
    reviewer: str
    scopes: tuple[str, ...]
    created_at: datetime
    revoked_at: datetime | None = None

    def allows(self, scope: Scope) -> bool:
        """Whether it may be used for this."""
        return scope in self.scopes or "admin" in self.scopes


@dataclass(frozen=True)
class Seen:
    """Whether no key was ever made, so that a caller needs none; and the keys of the tokens that are good."""

    unlocked: bool
    keys: Mapping[str, Key]


class Keys:
    """The keys of every desk. A SHA-256 of each is kept: enough for 256 random bits.

    Methods block, and raise StoreError for what the database does.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, desk: str, scopes: Collection[str], reviewer: str | None = None) -> tuple[Key, str]:
        """A new key and the token that is shown once. Raises InputError for a bad name or scope."""
        wanted = tuple(scope for scope in SCOPES if scope in scopes)
        if not wanted or set(scopes) - set(SCOPES):
            raise InputError(f"scope: expected some of {', '.join(SCOPES)}")
        verify_name("desk", desk)
        verify_name("reviewer", reviewer or desk)
        key = Key(secrets.token_hex(6), desk, reviewer or desk, wanted, datetime.now(UTC))
        secret = secrets.token_urlsafe(32)
        with self._store.transaction() as session:
            session.add(
                ApiKeyRow(
                    id=key.id,
                    desk=desk,
                    reviewer=key.reviewer,
                    scopes=" ".join(wanted),
                    digest=_digest(secret),
                    created_at=key.created_at,
                )
            )
        return key, f"{PREFIX}_{key.id}_{secret}"

    def all(self) -> Sequence[Key]:
        """Every key there ever was, oldest first."""
        with self._store.reading() as session:
            rows = session.scalars(select(ApiKeyRow).order_by(ApiKeyRow.created_at, ApiKeyRow.id))
            return [_key(row) for row in rows]

    def revoke(self, id_: str) -> bool:
        """Make a key useless from now on; False if there is none that is not revoked yet."""
        with self._store.transaction() as session:
            changed = session.execute(
                update(ApiKeyRow)
                .where(ApiKeyRow.id == id_, ApiKeyRow.revoked_at.is_(None))
                .values(revoked_at=datetime.now(UTC))
                .returning(ApiKeyRow.id)
            )
            return changed.first() is not None

    def required(self) -> bool:
        """Whether a caller needs one: as soon as one was made, and for ever."""
        with self._store.reading() as session:
            return session.connection().scalar(_ANY) is not None

    def verified(self, token: str) -> Key | None:
        """The key of this token. Takes as long for a wrong secret as for a key that does not exist."""
        return self.seen([token]).keys.get(token)

    def seen(self, tokens: Collection[str | None]) -> Seen:
        """What there is now of all these tokens; None stands for a caller without one."""
        came = {token: _parts(token) for token in tokens if token is not None}
        asked = select(ApiKeyRow).where(ApiKeyRow.id.in_({id_ for id_, _ in came.values()}))
        with self._store.reading() as session:
            unlocked = None in tokens and session.connection().scalar(_ANY) is None
            rows = {row.id: row for row in session.scalars(asked)} if came else {}
        good = {
            token: row for token, (id_, secret) in came.items() if (row := _opened(rows.get(id_), secret))
        }
        return Seen(unlocked, {token: _key(row) for token, row in good.items()})


def verify_name(what: str, name: str) -> None:
    """Raise InputError unless it can be the name of a desk or a reviewer."""
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InputError(f"{what}: expected a name of at most {_LONGEST_NAME} printable characters")


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _parts(token: str) -> tuple[str, str]:
    """The id in a token, and the secret; no key has an empty id."""
    prefix, _, rest = token.partition("_")
    id_, _, secret = rest.partition("_")
    return (id_ if prefix == PREFIX and id_.isalnum() and id_.isascii() else ""), secret


def _opened(row: ApiKeyRow | None, secret: str) -> ApiKeyRow | None:
    """The key's row, if the secret is its own and it was not revoked."""
    same = hmac.compare_digest(row.digest if row else _digest(""), _digest(secret))
    return row if row is not None and same and row.revoked_at is None else None


def _key(row: ApiKeyRow) -> Key:
    return Key(row.id, row.desk, row.reviewer, tuple(row.scopes.split()), row.created_at, row.revoked_at)
