"""Data sets from JSON Lines files: ours, or another's that is told by its fields."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assistant.errors import InputError
from assistant.evaluation.adapters import own, pairs, seer, summedits
from assistant.evaluation.cases import Case, Dataset, Row, Rows


@dataclass(frozen=True)
class Reader:
    """One format: its name, whether a row is of it, and the cases of rows, name, split and limit."""

    format: str
    fits: Callable[[Row], bool]
    cases: Callable[[Rows, str, str | None, int | None], list[Case]]


READERS = tuple(
    Reader(adapter.FORMAT, adapter.fits, adapter.cases) for adapter in (own, pairs, seer, summedits)
)


def read(path: Path, split: str | None = None, limit: int | None = None) -> Dataset:
    """The cases of a file, of one split if it is named, at most `limit` articles or pairs.

    Raises InputError.
    """
    rows = _rows(path)
    reader = next((reader for reader in READERS if reader.fits(rows[0][1])), None)
    if reader is None:
        got = ", ".join(rows[0][1])
        known = ", ".join(reader.format for reader in READERS)
        raise InputError(f"{path}: expected one of the formats {known}, got a line with: {got}")
    try:
        cases = reader.cases(rows, str(path), split, limit)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: expected the fields of {reader.format}, got {error!r}") from None
    if not cases:
        raise InputError(f"{path}: expected cases in the split {split!r}, found none")
    return Dataset(path.name, reader.format, cases, split, limit)


def digest(dataset: Dataset) -> str:
    """SHA-256 of the ids and texts of its articles, in order."""
    state = sha256()
    for case in dataset.cases:
        for article in case.articles:
            state.update(f"{article.id}\0{article.sha256}\0".encode())
    return state.hexdigest()


def _rows(path: Path) -> Rows:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: expected a file of JSON Lines, got: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: expected JSON Lines in UTF-8, got other bytes") from None
    rows: list[tuple[int, Row]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}: line {number}: expected JSON, got a fault: {error}") from None
            if not isinstance(row, dict):
                raise InputError(f"{path}: line {number}: expected an object, got {type(row).__name__}")
            rows.append((number, row))
    if not rows:
        raise InputError(f"{path}: expected at least one line of JSON, got an empty file")
    return rows
