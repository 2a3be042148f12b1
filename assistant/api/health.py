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
    """The database answers with the right schema, and the workers of this process are up."""
    service.keys.required()
    crew = request.app.state.crew
    if crew is not None and not crew.ready:
        raise Refusal(503, "the worker of this process is not up")
    return Health()
