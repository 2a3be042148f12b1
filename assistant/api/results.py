"""What a check found, in other formats: annotations, and a page to read."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from assistant.api import describing
from assistant.api.callers import Reader
from assistant.api.service import CheckId, Served, Service, found
from assistant.exports import annotations
from assistant.exports.html import content_policy, to_html
from assistant.exports.webannotation import AnnotationPage
from assistant.report import Report

router = APIRouter(prefix="/v1/checks/{id}", tags=["results"])


class LinkedData(JSONResponse):
    """JSON-LD, as the document names it; the answer's own type adds the profile."""

    media_type = "application/ld+json"


@router.get(
    "/annotations",
    response_class=LinkedData,
    response_model=AnnotationPage,
    responses=describing.problems(404, 409, 422),
)
def get_annotations(service: Served, caller: Reader, id: CheckId) -> Response:  # noqa: A002
    """The findings as W3C Web Annotations, for what highlights them in the article."""
    report = service.report(id, caller.desk)
    page = annotations.to_annotations(report, _markup(service, report, caller.desk))
    return Response(page.model_dump_json(), media_type=annotations.MEDIA_TYPE)


@router.get(
    "/report.html",
    response_class=Response,
    responses={
        200: {"content": {"text/html": {"schema": {"type": "string"}}}},
        **describing.problems(404, 409, 422),
    },
)
def get_report_page(service: Served, caller: Reader, id: CheckId) -> Response:  # noqa: A002
    """The report as one self-contained page. It loads nothing."""
    page = to_html(service.report(id, caller.desk))
    headers = {"Content-Security-Policy": f"{content_policy()}; frame-ancestors 'none'"}
    return Response(page, headers=headers, media_type="text/html")


def _markup(service: Service, report: Report, desk: str) -> dict[str, str]:
    """The markup that articles were posted as, by article id; under embargo it goes with the text."""
    with service.store.reading() as session:
        request = found(session, report.id, desk).request or {"articles": []}
    sent = zip(report.articles, request["articles"], strict=False)
    return {article.id: posted["html"] for article, posted in sent if "html" in posted}
