"""Checks: accepted, found again, listed, cancelled, erased."""

import asyncio
import re
from collections.abc import Mapping
from hashlib import sha256
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Query, Request, Response

from assistant import jobs
from assistant.api import describing
from assistant.api.callers import Checker, Reader
from assistant.api.problems import Refusal
from assistant.api.service import CheckId, Served, Service, found
from assistant.api.shapes import CheckBody, CheckPage, CheckSummary, Listing
from assistant.conversation.protocol import sent
from assistant.errors import InputError
from assistant.jobs import events
from assistant.store import checks, earlier, reviews

router = APIRouter(prefix="/v1/checks", tags=["checks"])
_WAIT = re.compile(r"(?:^|[,\s])wait\s*=\s*\"?(\d{1,6})\"?\s*(?:[,;]|$)", re.IGNORECASE)
_TAG = describing.header("Changes with the check, its report and its decisions.", '"0ee9a2b1c6f34d57"')
_FIRST_LOOK, _LAST_LOOK = 0.02, 0.25

IdempotencyKey = Annotated[
    str | None,
    Header(
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="One request, one check: repeating it with the same key makes no other.",
    ),
]
Prefer = Annotated[
    str | None,
    Header(description="`wait=N`: answer with the ended check if N seconds are enough."),
]
_ACCEPTED: describing.Responses = {
    **describing.located(200, "It ended within the time that was asked for.", CheckBody),
    **describing.located(202, "Accepted, and not lost any more."),
}
IfNoneMatch = Annotated[str | None, Header(description="An ETag that the caller has.")]


@router.post(
    "",
    status_code=202,
    response_model=CheckSummary,
    responses={**_ACCEPTED, **describing.problems(409, 422)},
)
async def create_check(
    request: Request,
    service: Served,
    caller: Checker,
    asked: Annotated[jobs.CheckRequest, Body(openapi_examples=describing.REQUESTS)],
    idempotency_key: IdempotencyKey = None,
    prefer: Prefer = None,
) -> Response:
    """Check one or more articles. Answers at once; follow the check by its `Location`."""
    accepted = await asyncio.to_thread(
        jobs.accept, service.store, service.assistant, caller.desk, asked, idempotency_key
    )
    return await _accepted(request, service, caller.desk, accepted, prefer)


@router.get("", responses=describing.problems(422))
def list_checks(service: Served, caller: Reader, listing: Annotated[Listing, Query()]) -> CheckPage:
    """The desk's checks, newest first."""
    try:
        page = service.store.page(
            caller.desk,
            cursor=listing.cursor,
            limit=listing.limit,
            status=listing.status,
            article=listing.article,
            headlines=listing.headlines,
        )
    except InputError as error:
        raise jobs.FieldError(str(error), parameter="cursor") from None
    summaries = [
        CheckSummary.model_validate(
            {
                "id": kept.id,
                "status": kept.status,
                "created_at": kept.created_at,
                "ended_at": kept.ended_at,
                "text_removed_at": kept.bare_since,
                "headlines": list(kept.headlines),
            }
        )
        for kept in page.checks
    ]
    return CheckPage(checks=summaries, cursor=page.cursor)


@router.get(
    "/{id}",
    response_model=CheckBody,
    responses={
        200: {"headers": {"ETag": _TAG}},
        304: {"description": "As the caller has it.", "headers": {"ETag": _TAG}},
        **describing.problems(404, 422),
    },
)
def get_check(service: Served, caller: Reader, id: CheckId, if_none_match: IfNoneMatch = None) -> Response:  # noqa: A002
    """A check, with its report once there is one, and with the decisions as they are now."""
    body = _body(service, id, caller.desk)
    tag = f'"{sha256(body.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = {given.strip().removeprefix("W/") for given in (if_none_match or "").split(",")}
    if known & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return _json(body, 200, headers)


@router.post(
    "/{id}/cancel",
    response_model=CheckSummary,
    responses={
        200: {"description": "It has ended."},
        202: {"model": CheckSummary, "description": "It ends within a few seconds."},
        **describing.problems(404, 422),
    },
)
def cancel_check(service: Served, caller: Checker, id: CheckId, response: Response) -> CheckSummary:  # noqa: A002
    """End a check and keep what it has found so far. One that has ended stays as it is."""
    jobs.cancel(service.store, caller.desk, id)
    summary = _summary_of(service, id, caller.desk)
    response.status_code = 200 if summary.ended_at else 202
    return summary


@router.post(
    "/{id}/rerun",
    status_code=202,
    response_model=CheckSummary,
    responses={**_ACCEPTED, **describing.problems(404, 409, 422)},
)
async def rerun_check(
    request: Request,
    service: Served,
    caller: Checker,
    id: CheckId,  # noqa: A002
    other: jobs.Rerun,
    idempotency_key: IdempotencyKey = None,
    prefer: Prefer = None,
) -> Response:
    """Check the same articles again with other stages, another model or another policy, as a new check.

    Model calls that were answered before and would be the same cost nothing: with an empty body just what
    failed is tried again.
    """

    def accept() -> jobs.Accepted:
        wanted = _asked_then(service, id, caller.desk).but(other)
        return jobs.accept(service.store, service.assistant, caller.desk, wanted, idempotency_key)

    return await _accepted(request, service, caller.desk, await asyncio.to_thread(accept), prefer)


@router.delete("/{id}", status_code=204, responses=describing.problems(404, 422))
def erase_check(service: Served, caller: Checker, id: CheckId) -> None:  # noqa: A002
    """Erase a check in every state: articles, report, and exchanges that no other check uses."""
    with service.store.reading() as session:
        found(session, id, caller.desk)
    jobs.erase(service.store, caller.desk, id)


async def _accepted(
    request: Request, service: Service, desk: str, accepted: jobs.Accepted, prefer: str | None
) -> Response:
    """Where the check is; or the check itself, if it ends while the caller is ready to wait."""
    headers = {"Location": request.url_for("get_check", id=accepted.id).path}
    summary = CheckSummary.model_validate(_summary(accepted.check))
    seconds = _wait(prefer, service.settings.service.wait_seconds)
    if seconds is not None:
        headers["Preference-Applied"] = f"wait={seconds:g}"
        summary = await _awaited(service, accepted.id, desk, seconds)
        if summary.ended_at is not None:
            body = await asyncio.to_thread(_body, service, accepted.id, desk)
            return _json(body, 200, headers)
    return _json(summary.model_dump_json(), 202, headers)


def _asked_then(service: Service, id_: str, desk: str) -> jobs.CheckRequest:
    """What a check was asked for; one that the command line made is asked for by its articles."""
    with service.store.reading() as session:
        row = found(session, id_, desk)
        report = None if row.request or row.bare_since else checks.report(session, id_, desk)
    if row.request is not None:
        return jobs.CheckRequest.model_validate(row.request)
    if report is None:
        raise Refusal(409, "the articles of this check were removed")
    return jobs.CheckRequest(articles=[sent(article) for article in report.articles])


def _wait(prefer: str | None, most: float) -> float | None:
    """The seconds of `Prefer: wait=N`; what we do not understand of it is no preference."""
    match = _WAIT.search(prefer or "")
    return min(float(match[1]), most) if match else None


async def _awaited(service: Service, id_: str, desk: str, seconds: float) -> CheckSummary:
    """The check once it has ended, or as it is after this time."""
    until, pause = monotonic() + seconds, _FIRST_LOOK
    while True:
        summary = await asyncio.to_thread(_summary_of, service, id_, desk)
        if summary.ended_at is not None or monotonic() >= until:
            return summary
        await asyncio.sleep(min(pause, max(0.0, until - monotonic())))
        pause = min(pause * 1.5, _LAST_LOOK)


def _summary_of(service: Service, id_: str, desk: str) -> CheckSummary:
    with service.store.reading() as session:
        summary = checks.summary(session, id_, desk)
    if summary is None:
        raise Refusal(404, "no such check")
    return CheckSummary.model_validate(_summary(summary))


def _body(service: Service, id_: str, desk: str) -> str:
    """A check as JSON. The report is the text that is kept: it never changes but for its decisions."""
    with service.store.reading() as session:
        kept = checks.kept(session, id_, desk)
        if kept is None:
            raise Refusal(404, "no such check")
        problem = events.problem(session, id_) if kept.status == "failed" and kept.report is None else None
        changes = earlier.changes(session, id_, desk) if kept.keyed else None
        report = kept.report
        if report is not None and kept.decided:
            report = reviews.joined(session, desk, report)
    head = CheckBody.model_validate({**_summary(kept), "problem": problem, "changes": changes})
    return head.model_dump_json(by_alias=True).removesuffix("null}") + f"{report or 'null'}}}"


def _summary(row: checks.Summary | checks.Kept) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "status": row.status,
        "created_at": row.created_at,
        "ended_at": row.ended_at,
        "text_removed_at": row.bare_since,
    }


def _json(body: str, status: int, headers: dict[str, str]) -> Response:
    return Response(body, status, headers, "application/json")
