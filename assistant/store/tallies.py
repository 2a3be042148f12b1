"""What happened so far, as figures that only grow: added to in the very transaction in which it happens.

One row for each figure and its labels, so that reading them costs the same however many checks there were,
and no kill loses or doubles one. Erasing and retention leave them: they hold counts, and words of ours or
of the configuration.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assistant.report import Report
from assistant.store.tables import CheckRow, ExchangeRow, TallyRow

BOUNDS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
BUCKET, SUM = "_bucket", "_sum"


@dataclass(frozen=True)
class Tally:
    """A figure. A name that ends in `_bucket` counts what took up to `le` seconds, and more than the bound before."""

    name: str
    labels: Mapping[str, str]
    value: float


@dataclass(frozen=True)
class Standing:
    """How many checks are kept, by status, and since when the longest has waited in the queue."""

    checks: Mapping[str, int]
    waiting_since: datetime | None


class Tallies:
    """Figures to be added in one statement."""

    def __init__(self) -> None:
        self._figures: defaultdict[tuple[str, str], float] = defaultdict(float)

    def add(self, name: str, amount: float = 1, **labels: str) -> None:
        """Note that a figure grows."""
        self._figures[name, json.dumps(labels, sort_keys=True)] += amount

    def took(self, name: str, seconds: float, **labels: str) -> None:
        """Note how long something took."""
        bounds = (*map(str, BOUNDS), "+Inf")
        self.add(name + BUCKET, 1, **labels, le=bounds[bisect_left(BOUNDS, seconds)])
        self.add(name + SUM, seconds, **labels)

    def keep(self, session: Session) -> None:
        """Add them. The order is everyone's, so that two transactions never wait for each other."""
        values = [
            {"name": name, "labels": labels, "value": value}
            for (name, labels), value in sorted(self._figures.items())
        ]
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        grown = dialect.insert(TallyRow).values(values)
        session.execute(
            grown.on_conflict_do_update(
                index_elements=[TallyRow.name, TallyRow.labels],
                set_={"value": TallyRow.value + grown.excluded.value},
            )
        )


def check_ended(session: Session, check: CheckRow, report: Report | None) -> None:
    """Count a check that has ended, with what its stages took and gave; `report` None: it has none."""
    tallies = Tallies()
    tallies.add("checks", status=check.status)
    if check.ended_at is not None:
        tallies.took("check_seconds", (check.ended_at - check.created_at).total_seconds())
    own = [] if report is None else [trace for trace in report.stages if trace.of_check is None]
    for trace in own:
        tallies.add("stages", stage=trace.name, status=trace.status, engine=trace.engine)
        tallies.took("stage_seconds", trace.seconds, stage=trace.name)
    tallies.keep(session)


def call_ended(session: Session, exchange: ExchangeRow, failure: JsonValue = None) -> None:
    """Count a request to a model that has ended: answered, failed, or refused by a limit of ours."""
    tallies, model = Tallies(), exchange.alias
    tallies.add("model_calls", model=model, outcome=exchange.status)
    if isinstance(failure, dict):
        tallies.add("model_errors", model=model, kind=str(failure["kind"]))
    for direction, tokens in (("input", exchange.prompt_tokens), ("output", exchange.completion_tokens)):
        tallies.add("model_tokens", tokens or 0, model=model, direction=direction)
    if exchange.cost_usd is None:
        tallies.add("model_calls_of_unknown_cost", model=model)
    else:
        tallies.add("model_cost_usd", exchange.cost_usd, model=model)
    if exchange.ended_at is not None:
        tallies.took("model_seconds", (exchange.ended_at - exchange.created_at).total_seconds(), model=model)
    tallies.keep(session)


def webhook_tried(session: Session, *, delivered: bool) -> None:
    """Count an attempt to tell an address of a check's end, whose outcome is known."""
    tallies = Tallies()
    tallies.add("webhook_attempts", outcome="delivered" if delivered else "failed")
    tallies.keep(session)


def webhook_ended(session: Session, state: str) -> None:
    """Count a message that is not tried again: `delivered` or `given_up`."""
    tallies = Tallies()
    tallies.add("webhooks", state=state)
    tallies.keep(session)


def all_of(session: Session) -> tuple[Tally, ...]:
    """Every figure."""
    rows = session.scalars(select(TallyRow).order_by(TallyRow.name, TallyRow.labels))
    return tuple(Tally(row.name, json.loads(row.labels), row.value) for row in rows)


def standing(session: Session) -> Standing:
    """How many checks there are now."""
    counts = session.execute(select(CheckRow.status, func.count()).group_by(CheckRow.status))
    oldest = select(func.min(CheckRow.created_at)).where(CheckRow.status == "queued")
    return Standing({status: count for status, count in counts}, session.scalar(oldest))  # noqa: C416
