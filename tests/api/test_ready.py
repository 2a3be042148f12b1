"""`/readyz` says when a process can work, and what it lacks; `/healthz` that it answers, whatever it lacks."""

import asyncio
import threading

import pytest
from sqlalchemy import text

from assistant.api import create_app
from assistant.config import Deployment, Settings
from assistant.jobs import Worker
from tests.api.conftest import served

WITH_MODEL = Settings(model="big", deployments=(Deployment(alias="big", model="openai/test"),))


async def until(client, status):
    for _ in range(3000):
        if (await client.get("/readyz")).status_code == status:
            return
        await asyncio.sleep(0.02)
    pytest.fail(f"/readyz never said {status}")


async def lacking(client):
    """Why the process is not ready."""
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await client.get("/healthz")).status_code == 200
    return answer.json()["detail"]


async def test_with_a_model_it_waits_for_the_imports_of_the_first_call(store, monkeypatch):
    loading = threading.Event()
    monkeypatch.setattr("assistant.model.provider.litellm", lambda: loading.wait(60))
    worker = Worker(store, WITH_MODEL, poll=0.02)
    async with served(create_app(WITH_MODEL, store, worker)) as client:
        try:
            assert "still being loaded" in await lacking(client)
        finally:
            loading.set()
        await until(client, 200)


async def test_without_a_model_nothing_of_it_is_imported(store, monkeypatch):
    monkeypatch.setattr("assistant.model.provider.litellm", lambda: pytest.fail("it was imported"))
    async with served(create_app(Settings(), store, Worker(store, Settings(), poll=0.02))) as client:
        await until(client, 200)


async def test_a_process_whose_worker_has_ended_is_not_ready(store):
    worker = Worker(store, Settings(), poll=0.02)
    async with served(create_app(Settings(), store, worker)) as client:
        await until(client, 200)
        worker.stop()
        await until(client, 503)
        assert "has ended" in await lacking(client)


async def test_a_service_that_leaves_the_work_to_others_is_ready_without_them(store):
    async with served(create_app(WITH_MODEL, store)) as client:
        assert (await client.get("/readyz")).status_code == 200


async def test_a_database_of_a_newer_release_is_not_what_it_can_work_with(store):
    with store.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with type(store)(store.url.render_as_string(hide_password=False)) as newer:
        async with served(create_app(Settings(), newer)) as client:
            assert "9999" in await lacking(client)
