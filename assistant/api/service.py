"""What the routes work with, and how they get it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Path, Request
from sqlalchemy.orm import Session

from assistant.api.problems import Refusal
from assistant.api.together import Together
from assistant.checking import Assistant
from assistant.config import Settings
from assistant.keys import Keys, Seen
from assistant.report import Report
from assistant.store import Store, checks
from assistant.store.tables import CheckRow


@dataclass(frozen=True)
class Service:
    """The service: its settings, its store, and the assistant that knows stages and rules."""

    settings: Settings
    store: Store

    @cached_property
    def assistant(self) -> Assistant:
        """Stages, rules and models as configured. The service makes no check with it; workers do."""
        return Assistant(self.settings)

    @cached_property
    def keys(self) -> Keys:
        """Who may call."""
        return Keys(self.store)

    @cached_property
    def doors(self) -> Together[str | None, Seen]:
        """What is found of the tokens of all who call at the same moment; None: one who sent none."""
        return Together(self.keys.seen)

    def report(self, id_: str, desk: str) -> Report:
        """The report of a check with the desk's decisions. Raises Refusal if there is none."""
        with self.store.reading() as session:
            found(session, id_, desk)
            report = checks.report(session, id_, desk)
        if report is None:
            raise Refusal(409, "the check has no report: it has not ended, or it ended without one")
        return self.store.shown(report, desk)


def found(session: Session, id_: str, desk: str) -> CheckRow:
    """The desk's check. Raises Refusal: another desk's check is none, and erased is none."""
    row = checks.row(session, id_, desk)
    if row is None:
        raise Refusal(404, "no such check")
    return row


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Served = Annotated[Service, Depends(_service)]
CheckId = Annotated[
    str,
    Path(
        pattern="^[0-9a-f]{32}$",
        description="The id of a check.",
        examples=["5d41402abc4b2a76b9719d911017c592"],
    ),
]
