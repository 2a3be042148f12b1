"""The service: `create_app` puts the routes together; nothing is read or opened before it starts."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.cors import CORSMiddleware

from assistant import jobs
from assistant.api import (
    catalogue,
    checks,
    document,
    following,
    guard,
    health,
    metrics,
    page,
    problems,
    questions,
    results,
    reviews,
    webhooks,
)
from assistant.api.meter import Meter
from assistant.api.service import Service
from assistant.checking import DISTRIBUTION
from assistant.config import BASELINE, Settings
from assistant.errors import FactcheckError, StoreError
from assistant.jobs import Worker
from assistant.store import Store
from assistant.telemetry import tracing

_LAST_STEPS = 15.0
_log = logging.getLogger("factcheck.http")
# What a page of a configured origin may do: it sends a key of its own, never a cookie.
_FROM_A_PAGE: dict[str, Any] = {
    "allow_methods": ("GET", "POST", "DELETE"),
    "allow_headers": (
        "Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", "Last-Event-ID", "Prefer",
        "X-Request-Id",
    ),
    "expose_headers": ("ETag", "Location", "Preference-Applied", "Retry-After", "X-Request-Id"),
}  # fmt: skip


# Its own would send query strings and messages of exceptions, which may quote an article, if the environment
# said so. Spans are made in `guard`.
_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False,
}  # fmt: skip


class Crew:
    """The worker of a process that also serves HTTP, in a thread of its own."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._thread = threading.Thread(target=self._run, name="factcheck-worker", daemon=True)
        self._loaded = False

    @property
    def lacks(self) -> str | None:
        """Why no checks are being made, or why the first model call would wait; None: nothing is lacking."""
        if not self._thread.is_alive():
            return "the worker of this process has ended; its log says why"
        return None if self._loaded else "what a first call of a model needs is still being loaded"

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more checks; waits for what is under way, or gives it back."""
        self._worker.stop()
        self._thread.join(self._worker.grace + _LAST_STEPS)

    def _run(self) -> None:
        try:
            if self._worker.settings.known_aliases or self._worker.settings.default_model != BASELINE:
                from assistant.model.provider import litellm

                litellm()
            self._loaded = True
            self._worker.run()
        except FactcheckError as error:
            _log.error("the worker cannot work: %s", error)
        except Exception as error:  # noqa: BLE001 - its message may quote an article; readyz tells that it is gone
            _log.error("the worker broke with %s", type(error).__name__)


def _prepare(store: Store) -> None:
    try:
        jobs.prepare(store)
    except StoreError as error:
        _log.error("checks cannot be accepted: %s", error)


def create_app(settings: Settings, store: Store, worker: Worker | None = None) -> FastAPI:
    """The service over a store. `worker` makes its checks in this process; without one, others must."""
    if settings.traces:
        tracing.start()
    crew = None if worker is None else Crew(worker)

    service = Service(settings, store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        prepared = asyncio.create_task(asyncio.to_thread(_prepare, store))
        if crew is not None:
            crew.start()
        try:
            yield
        finally:
            await prepared
            if crew is not None:
                crew.stop()
            await service.assistant.aclose()

    app = FastAPI(
        title="Fact-check assistant",
        version=version(DISTRIBUTION),
        description="Finds what can be checked in articles, who said it, and where articles disagree.",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        generate_unique_id_function=document.operation_id,
        telemetry=_NO_TELEMETRY,
    )
    app.state.service, app.state.crew, app.state.meter = service, crew, Meter(store)
    for part in (checks, results, reviews, webhooks, questions, following, catalogue, health, metrics, page):
        app.include_router(part.router)
    problems.install(app)
    document.install(app)
    asked = settings.service
    app.add_middleware(
        guard.Guard, app.state.meter.answered, most=asked.body_bytes, seconds=asked.body_seconds
    )
    if asked.cors_origins:
        app.add_middleware(CORSMiddleware, allow_origins=asked.cors_origins, **_FROM_A_PAGE)
    return app
