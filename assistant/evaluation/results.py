"""What an evaluation gives: numbers with their counts by unit, so that two results can be compared later."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from assistant.article import Frozen
from assistant.errors import InputError
from assistant.evaluation import intervals
from assistant.evaluation.sheet import Fault, Share
from assistant.report import Coverage, StageStatus

FORMAT = "1"


class Subject(Frozen):
    """What was evaluated on. `sha256` is the digest of the ids and texts of the articles that were used."""

    name: str
    format: str
    split: str | None
    limit: int | None
    articles: int
    sha256: str


class Measured(Frozen):
    """One number: `value` is None where there were no cases.

    `units` holds hits and cases of every unit that was scored, those without cases too.
    """

    field: str
    name: str
    floor: bool = False
    value: float | None
    low: float | None = None
    high: float | None = None
    units: Mapping[str, tuple[Share, ...]]

    @property
    def shares(self) -> tuple[Share, ...]:
        """Hits and cases over all units."""
        return intervals.totals(self.units)


class Unscored(Frozen):
    """A unit that was not examined whole, and so counts in no number."""

    field: str
    unit: str
    stage: str
    status: StageStatus
    why: str
    coverage: Coverage


class Spent(Frozen):
    """What one stage cost over all units. `cost_usd` None is unknown, not nothing."""

    stage: str
    engine: str
    prompt: str | None
    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None
    seconds: float


class Results(Frozen):
    """One evaluation of one model, or the baseline, on one data set."""

    format: str = FORMAT
    subject: Subject
    model: str
    measures: tuple[Measured, ...]
    unscored: tuple[Unscored, ...]
    spent: tuple[Spent, ...]
    seconds: float
    rounds: int = intervals.ROUNDS
    seed: int = intervals.SEED
    versions: Mapping[str, str] = {}
    faults: tuple[Fault, ...] = ()


def read(path: Path) -> Results:
    """Results from a file that `factcheck eval -o` wrote. Raises InputError."""
    try:
        return Results.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: expected a file of results, got: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise InputError(
            f"{path}: expected results that `factcheck eval -o` wrote as JSON, got in {where}: {first['msg']}"
        ) from None
