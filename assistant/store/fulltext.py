"""The full-text index of archived claims: FTS5 on SQLite, a GIN index over a tsvector on PostgreSQL.

What is indexed are tokens: digests of a word together with its desk and with a span of SPAN days. So a desk
finds nothing of another's and costs it nothing; a look into the index reads one span of one desk, however
long the archive is; no word of an article can be read from it; and neither database's parser, locale or
query syntax ever meets an article's characters.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from assistant.store.columns import Moment, dumped

SPAN = 28
# A token's newest rows, `most` of them at most. SQLite walks the token's row numbers downwards and stops, and
# looks at a row only where the window ends within the span. PostgreSQL sorts what the index gives; the minus
# keeps it from walking the primary key instead.
_SQLITE = """
SELECT wanted.value, (
  SELECT group_concat(id) FROM (
    SELECT archive_index.rowid AS id FROM archive_index {window}
    WHERE archive_index MATCH wanted.value
    ORDER BY archive_index.rowid DESC LIMIT :most))
FROM json_each(:tokens) AS wanted
"""
_SQLITE_WINDOW = """
    JOIN archived_claims AS claim ON claim.id = archive_index.rowid AND claim.at BETWEEN :since AND :until
"""
_POSTGRESQL = """
SELECT wanted.token, array_to_string(ARRAY(
    SELECT claim.id FROM archived_claims AS claim
    WHERE array_to_tsvector(string_to_array(claim.tokens, ' ')) @@ CAST(wanted.token AS tsquery)
      AND claim.at BETWEEN :since AND :until
    ORDER BY -claim.id LIMIT :most), ',')
FROM json_array_elements_text(CAST(:tokens AS json)) AS wanted(token)
"""


def indexed(words: Iterable[str], desk: str, at: datetime) -> str:
    """The tokens of a claim as its row keeps them."""
    return " ".join(_token(word, desk, _span(at)) for word in words)


def postings(
    session: Session, words: Collection[str], desk: str, window: tuple[datetime, datetime], most: int
) -> Mapping[str, Sequence[int]]:
    """For each word the newest of the desk's archived claims that have it, `most` at most.

    `window` is the first and the last moment of publication that counts.
    """
    since, until = window
    found: dict[str, list[int]] = {word: [] for word in words}
    for span in range(_span(until), _span(since) - 1, -1):
        short = {_token(word, desk, span): word for word, ids in found.items() if len(ids) < most}
        if not short:
            break
        for token, ids in _look(session, sorted(short), window, span, most):
            found[short[token]] += ids[: most - len(found[short[token]])]
    return found


def shared(words: Iterable[str], tokens: str, desk: str, at: datetime) -> list[str]:
    """Which of the words a claim has, by its row's tokens and moment."""
    there = frozenset(tokens.split(" "))
    return [word for word in words if _token(word, desk, _span(at)) in there]


def overwrite(session: Session) -> None:
    """Merge the index, which on SQLite keeps what was deleted until then. PostgreSQL vacuums by itself."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO archive_index(archive_index) VALUES ('optimize')"))


def _look(
    session: Session, tokens: Sequence[str], window: tuple[datetime, datetime], span: int, most: int
) -> Iterable[tuple[str, list[int]]]:
    values = {"tokens": dumped(tokens), "since": window[0], "until": window[1], "most": most}
    statement = text(_sql(session.get_bind().dialect.name, ends=span in {_span(end) for end in window}))
    moments = [bindparam(name, type_=Moment()) for name in ("since", "until") if f":{name}" in statement.text]
    for token, ids in session.execute(statement.bindparams(*moments), values):
        yield token, [int(id_) for id_ in (ids or "").split(",") if id_]


def _sql(dialect: str, *, ends: bool) -> str:
    """The statement for one span; `ends` when the window ends within it."""
    if dialect == "sqlite":
        return _SQLITE.format(window=_SQLITE_WINDOW if ends else "")
    return _POSTGRESQL


def _span(at: datetime) -> int:
    return at.astimezone(UTC).toordinal() // SPAN


@lru_cache(maxsize=65_536)
def _token(word: str, desk: str, span: int) -> str:
    said = "\x1f".join((desk, str(span), word)).encode("utf-8", "surrogatepass")
    return f"x{blake2b(said, digest_size=8).hexdigest()}"
