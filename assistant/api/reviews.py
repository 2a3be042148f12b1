"""Reviews: what people decide about findings, by fingerprint. They outlive the check."""

from datetime import UTC, datetime

from fastapi import APIRouter
from pydantic import ValidationError

from assistant.api import describing
from assistant.api.callers import Reader, Reviewer
from assistant.api.service import CheckId, Served
from assistant.api.shapes import FindingState, NewReview, ReviewBody, ReviewPage
from assistant.decisions import Review
from assistant.jobs import FieldError
from assistant.store import reviews

router = APIRouter(prefix="/v1/checks/{id}/reviews", tags=["reviews"])


@router.get("", responses=describing.problems(404, 409, 422))
def list_reviews(service: Served, caller: Reader, id: CheckId) -> ReviewPage:  # noqa: A002
    """What the desk's people said of the findings of this check, oldest first."""
    report = service.report(id, caller.desk)
    with service.store.reading() as session:
        found = reviews.of(session, caller.desk, (finding.fingerprint for finding in report.findings))
    return ReviewPage(reviews=[ReviewBody.model_validate(review.model_dump()) for review in found])


@router.post("", status_code=201, responses=describing.problems(404, 409, 422))
def add_review(service: Served, caller: Reviewer, id: CheckId, said: NewReview) -> FindingState:  # noqa: A002
    """Confirm, dismiss with a reason, reopen or comment on a finding of this check."""
    report = service.report(id, caller.desk)
    if said.fingerprint not in {finding.fingerprint for finding in report.findings}:
        raise FieldError("the check has no finding of this fingerprint", "/fingerprint")
    try:
        review = Review(reviewer=caller.reviewer, at=datetime.now(UTC), **said.model_dump())
    except ValidationError as error:
        raise FieldError(error.errors()[0]["msg"].removeprefix("Value error, "), "") from None
    service.store.review(caller.desk, review)
    shown = service.store.shown(report, caller.desk)
    decision = next(f.decision for f in shown.findings if f.fingerprint == said.fingerprint)
    return FindingState(fingerprint=said.fingerprint, decision=decision)
