"""Events of a check as they happen. Each is a stored row: any process serves them, and a caller resumes."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from assistant.api import describing
from assistant.api.callers import Reader
from assistant.api.service import CheckId, Served, found
from assistant.jobs import events

router = APIRouter(prefix="/v1/checks/{id}/events", tags=["checks"])
_PAUSE = 0.25

LastEventId = Annotated[
    str | None, Header(pattern=r"^\d{1,18}$", description="Go on after the event of this id.")
]


def _existing(service: Served, caller: Reader, id: CheckId) -> str:  # noqa: A002
    """The check's id. Raises Refusal before the answer begins."""
    with service.store.reading() as session:
        return found(session, id, caller.desk).id


@router.get("", response_class=EventSourceResponse, responses=describing.problems(404, 422))
async def follow_check(
    service: Served, check: Annotated[str, Depends(_existing)], last_event_id: LastEventId = None
) -> AsyncIterator[ServerSentEvent]:
    """Follow a check: stage_started, progress, finding, done. Ends after done, or when it was erased."""
    after = int(last_event_id or 0)
    while True:
        told, alive = await asyncio.to_thread(_since, service, check, after)
        for event in told:
            after = event.id
            yield ServerSentEvent(data=event.data, event=event.kind, id=str(event.id))
            if event.kind == "done":
                return
        if not told:
            if not alive:
                return
            await asyncio.sleep(_PAUSE)


def _since(service: Served, check: str, after: int) -> tuple[list[events.Event], bool]:
    """The next events, and whether more may come."""
    with service.store.reading() as session:
        alive = events.may_follow(session, check)
        return list(events.since(session, check, after)), alive
