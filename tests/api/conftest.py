"""The service in process: an app over a store in a file, with a worker of its own."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.api import create_app
from assistant.config import Deployment, Settings
from assistant.jobs import Worker
from assistant.keys import Keys
from assistant.store import Store

NEWS = (
    "The harbour reopened on Friday. Sources said it was the first closure since 1990. "
    "Mayor Ada Bream said 12 ships were damaged."
)


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """A store in a file."""
    with Store(sqlite_url) as opened:
        yield opened


@asynccontextmanager
async def served(
    app: FastAPI, base: str = "http://localhost", **more: Any
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a started app."""
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=base, timeout=90, **more) as client:
            yield client


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service without keys, whose worker makes the checks."""
    app = create_app(Settings(), store, Worker(store, Settings(), poll=0.02))
    async with served(app) as opened:
        yield opened


@pytest.fixture
async def idle(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service without keys and without workers: nothing in its queue is ever begun."""
    async with served(create_app(Settings(), store)) as opened:
        yield opened


def asking(api_base: str, **more: Any) -> Settings:
    """The settings of a service whose model is at this address; its price is a cent for each token."""
    priced = Deployment(
        alias="desk",
        model="openai/test",
        parameters={"api_base": api_base},
        info={"input_cost_per_token": 0.01, "output_cost_per_token": 0.01},
    )
    fields = {"model": "desk", "models": {"desk": {"mode": "prompt"}}, "max_tokens": 100, **more}
    return Settings.model_validate({**fields, "deployments": (priced,)})


def bearer(store: Store, desk: str, *scopes: str, reviewer: str | None = None) -> dict[str, str]:
    """The headers of a caller with a new key."""
    _, token = Keys(store).create(desk, scopes, reviewer)
    return {"Authorization": f"Bearer {token}"}


async def checked(client: httpx.AsyncClient, *articles: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The body of a check that has ended."""
    asked = {"articles": list(articles) or [{"text": NEWS, "language": "en"}], **more}
    answer = await client.post("/v1/checks", json=asked, headers={"Prefer": "wait=60"})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body
