"""`/metrics`, for Prometheus."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse

from assistant.api import meter
from assistant.api.callers import Allowed

router = APIRouter(tags=["health"], dependencies=[Depends(Allowed("admin"))])


@router.get("/metrics", response_class=PlainTextResponse)
def get_metrics(request: Request) -> Response:
    """Figures of queue, checks, stages, models and requests, in Prometheus' text format; of all desks together."""
    shown: meter.Meter = request.app.state.meter
    return Response(shown.shown(), headers={"Content-Type": meter.CONTENT_TYPE})
