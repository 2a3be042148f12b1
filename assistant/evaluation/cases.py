"""A case: articles that one check takes together, and how its report is scored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.article import Article
from assistant.evaluation.sheet import Sheet
from assistant.report import Report

Row = Mapping[str, Any]
Rows = Sequence[tuple[int, Row]]


@dataclass(frozen=True)
class Judged:
    """One scoring of one report field: of one article (`article` None: of the whole case), into a sheet."""

    field: str
    unit: str
    score: Callable[[Report, Sheet], None]
    article: str | None = None


@dataclass(frozen=True)
class Case:
    """What one check takes, and every scoring of its report."""

    articles: tuple[Article, ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True)
class Dataset:
    """Cases in a fixed order. `format` names the reader that knew it."""

    name: str
    format: str
    cases: Sequence[Case]
    split: str | None = None
    limit: int | None = None
