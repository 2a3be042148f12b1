"""Kept checks, read from a SQLite file with nothing but SQLite's own driver.

A reviewer waits for this before the first prompt, and to import SQLAlchemy takes longer than all the rest.
Nothing is written here, and no file of another schema version is read: `Store` makes and upgrades them.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from assistant.decisions import Review, with_decisions
from assistant.errors import StoreError
from assistant.report import Report
from assistant.store.migrations import HEAD

_FILE = re.compile(r"sqlite(?:\+pysqlite)?:///([^?%]+)")
_BUSY_SECONDS = 30
_VERSION = "SELECT version_num FROM alembic_version"
_REPORT = "SELECT report FROM checks WHERE id = ? AND desk = ?"
_IDS = "SELECT id FROM checks WHERE desk = ? ORDER BY created_at DESC, id DESC LIMIT ?"
_SAID = ("fingerprint", "state", "reviewer", "at", "reason", "comment")
_REVIEWS = f"""
    SELECT {", ".join(_SAID)} FROM reviews
    WHERE desk = ? AND fingerprint IN (SELECT value FROM json_each(?)) ORDER BY id
"""  # noqa: S608 - names of our own


class Glance:
    """A file of checks. Has of `Store` what is needed to open a check, and raises StoreError as that does."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @classmethod
    def at(cls, url: str) -> Self | None:
        """The file at that address; None where only `Store` can tell: no file, or of another version."""
        match = _FILE.fullmatch(url)
        if match is None or not Path(match[1]).is_file():
            return None
        found = cls(Path(match[1]))
        try:
            return found if found._rows(_VERSION) == [(HEAD,)] else None
        except StoreError:
            return None

    def report(self, id_: str, desk: str) -> Report | None:
        """The report as it was made, if the desk has one of that id."""
        kept = next((report for (report,) in self._rows(_REPORT, id_, desk)), None)
        return None if kept is None else Report.model_validate_json(kept)

    def shown(self, report: Report, desk: str) -> Report:
        """The report with the desk's decisions as they are now."""
        return with_decisions(report, self.reviews(desk, (f.fingerprint for f in report.findings)))

    def reviews(self, desk: str, fingerprints: Iterable[str]) -> tuple[Review, ...]:
        """The desk's reviews of these findings, oldest first."""
        rows = self._rows(_REVIEWS, desk, json.dumps(sorted(set(fingerprints))))
        return tuple(map(_review, rows))

    def ids(self, desk: str, most: int) -> tuple[str, ...]:
        """The ids of the desk's newest checks."""
        return tuple(id_ for (id_,) in self._rows(_IDS, desk, most))

    def _rows(self, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
        with _told(), closing(sqlite3.connect(self._uri, uri=True, timeout=_BUSY_SECONDS)) as connection:
            return connection.execute(query, values).fetchall()

    @property
    def _uri(self) -> str:
        return f"file:{quote(str(self._file))}?mode=ro"


def _review(row: Sequence[Any]) -> Review:
    said = dict(zip(_SAID, row, strict=True))
    return Review.model_validate({**said, "at": f"{said['at']}+00:00"})  # see `columns.Moment`


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"the database failed ({type(error).__name__}): {error}") from error
