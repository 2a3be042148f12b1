"""Whether the process lives, and whether it can work. Neither needs a key or tells anything else."""

from fastapi import APIRouter, Request

from assistant.api import describing
from assistant.api.problems import Refusal
from assistant.api.service import Served
from assistant.api.shapes import Health

router = APIRouter(tags=["health"])


@router.get("/healthz")
def alive() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz", responses=describing.problems(503))
def ready(request: Request, service: Served) -> Health:
    """The database answers with the right schema, and the worker of this process, if it has one, can work."""
    service.keys.required()
    crew = request.app.state.crew
    if crew is not None and crew.lacks is not None:
        raise Refusal(503, crew.lacks, {"Retry-After": "5"})
    return Health()
