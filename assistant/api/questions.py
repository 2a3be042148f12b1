"""Questions about a check, answered from its articles and its report, statement by statement."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field

from assistant.api import describing
from assistant.api.callers import Checker
from assistant.api.service import CheckId, Served
from assistant.config import BASELINE
from assistant.conversation.choosing import Story
from assistant.conversation.events import Ended, Event
from assistant.conversation.local import answered
from assistant.conversation.question import LONGEST
from assistant.errors import FactcheckError
from assistant.exports.outline import outline
from assistant.jobs import FieldError
from assistant.report import Report

router = APIRouter(prefix="/v1/checks/{id}/questions", tags=["questions"])


class NewQuestion(BaseModel):
    """What is asked, and of which model: a configured alias, or `baseline` for none."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        json_schema_extra={"examples": [{"question": "Who says the fire was set?"}]},
    )

    question: str = Field(min_length=1, max_length=LONGEST, pattern=r"\S")
    model: str | None = Field(default=None, min_length=1, max_length=100)


def _asked(
    service: Served,
    caller: Checker,
    id: CheckId,  # noqa: A002
    asked: NewQuestion,
) -> tuple[Report, NewQuestion, str]:
    """The report that is asked about. Raises Refusal and FieldError before the answer begins."""
    known = {*service.settings.known_aliases, BASELINE}
    if asked.model is not None and asked.model not in known:
        raise FieldError(f"no model {asked.model!r}; there are: {', '.join(sorted(known))}", "/model")
    return service.report(id, caller.desk), asked, caller.desk


@router.post(
    "",
    response_class=EventSourceResponse,
    responses={
        200: {"content": {"text/event-stream": {"example": describing.ANSWER}}},
        **describing.problems(404, 409, 422),
    },
)
async def ask_question(
    service: Served, wanted: Annotated[tuple[Report, NewQuestion, str], Depends(_asked)]
) -> AsyncIterator[ServerSentEvent]:
    """Ask about a check: found, then statement by statement or declined, then ended.

    It never says whether a claim is true. The same question again costs nothing while its reply is kept,
    so a stream that broke off is asked for again rather than resumed.
    """
    report, asked, desk = wanted
    story = Story(outline(report))
    try:
        async for event in answered(
            service.assistant, service.store, desk, story, asked.question, asked.model
        ):
            yield _sent(event)
    except FactcheckError as error:
        yield _sent(Ended(status="failed", error=str(error)))


def _sent(event: Event) -> ServerSentEvent:
    return ServerSentEvent(data=event, event=event.kind)
