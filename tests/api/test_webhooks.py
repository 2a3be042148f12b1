"""A caller that wants to be told of the end of its check, over HTTP."""

import asyncio

import pytest

from assistant.api import create_app
from assistant.config import Settings
from assistant.jobs import Worker
from assistant.webhooks import Secrets
from tests.api.conftest import NEWS, served
from tests.webhooks.receiver import receiver

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
SETTINGS = Settings.model_validate(
    {"service": {"webhooks": {"allow": ["127.0.0.1", "cms.example"], "first_wait": 0.1}}}
)


@pytest.fixture
async def client(store):
    """A client of a service that may call this machine."""
    async with served(create_app(SETTINGS, store, Worker(store, SETTINGS, poll=0.02))) as opened:
        yield opened


def asked(url, **more):
    return {"articles": [{"id": "a", "text": NEWS, "language": "en"}], "callback_url": url, **more}


async def state(client, location, *states):
    """What became of telling, once it is in one of these states."""
    for _ in range(900):
        body = (await client.get(f"{location}/webhook")).json()
        if body["state"] in states:
            return body
        await asyncio.sleep(0.05)
    raise AssertionError(body)


async def test_a_check_that_has_ended_is_told_to_its_callback_and_the_caller_sees_every_attempt(
    client, store
):
    secret = Secrets(store).renew("local")
    async with receiver(b"500 Oops", b"204 No Content") as cms:
        url = f"http://127.0.0.1:{cms.port}/hook"
        answer = await client.post("/v1/checks", json=asked(url))
        assert answer.status_code == 202
        body = await state(client, answer.headers["Location"], "delivered")
        said = cms.verified(secret)
    assert said["data"] == {"id": answer.json()["id"], "status": "complete"}
    assert (body["callback_url"], body["due_at"]) == (url, None)
    assert [attempt["status"] for attempt in body["attempts"]] == [500, 204]
    assert all(attempt["began_at"] <= attempt["ended_at"] for attempt in body["attempts"])
    assert "callback" not in str((await client.get(answer.headers["Location"])).json())
    figures = (await client.get("/metrics")).text.splitlines()
    assert 'factcheck_webhooks_total{state="delivered"} 1.0' in figures
    assert 'factcheck_webhook_attempts_total{outcome="failed"} 1.0' in figures


@pytest.mark.parametrize("ending", ["cancel", "rerun"])
async def test_whatever_ends_a_check_is_told_and_a_rerun_tells_too(client, store, idle, ending):
    secret = Secrets(store).renew("local")
    async with receiver() as cms:
        url = f"http://127.0.0.1:{cms.port}/"
        first = (await client.post("/v1/checks", json=asked(url), headers={"Prefer": "wait=60"})).json()
        await state(client, f"/v1/checks/{first['id']}", "delivered")
        again = await client.post(f"/v1/checks/{first['id']}/rerun", json={"stages": ["claims"]})
        if ending == "cancel":
            await client.post(f"{again.headers['Location']}/cancel")
        await state(client, again.headers["Location"], "delivered")
        ended = (await client.get(again.headers["Location"])).json()
        assert cms.verified(secret)["data"] == {"id": ended["id"], "status": ended["status"]}
        silent = {"callback_url": None}
        silent = await client.post(f"/v1/checks/{first['id']}/rerun", json=silent)
        nobody = (await client.get(f"{silent.headers['Location']}/webhook")).json()
        assert nobody == {"callback_url": None, "state": None, "due_at": None, "attempts": []}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.2/", "http://localhost.evil.example/", "https://169.254.169.254/latest/meta-data/",
        "http://cms.example/", "https://cms.example:8443/", "https://cms.example@evil.example/", "ftp://127.0.0.1/",
        "not an address", "http://[::1]/", "http://2130706434/", "https://evil.example/",
    ],
)  # fmt: skip
async def test_an_address_that_is_not_allowed_is_refused_before_anything_is_accepted(
    client, store, url, monkeypatch
):
    Secrets(store).renew("local")
    answer = await client.post("/v1/checks", json=asked(url))
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/callback_url"]
    assert "service.webhooks.allow" in answer.json()["detail"]
    assert (await client.get("/v1/checks")).json()["checks"] == []


async def test_a_desk_without_a_secret_is_told_to_make_one(client):
    answer = await client.post("/v1/checks", json=asked("http://127.0.0.1/"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/callback_url"
    assert "factcheck webhooks secret --desk local" in answer.json()["detail"]


async def test_without_a_list_nothing_is_called(store):
    Secrets(store).renew("local")
    async with served(create_app(Settings(), store)) as client:
        assert (await client.post("/v1/checks", json=asked("http://127.0.0.1/"))).status_code == 422


async def test_another_callback_under_one_key_is_another_request(idle, store, client):
    Secrets(store).renew("local")
    headers = {"Idempotency-Key": "k"}
    one, other = (asked(f"http://127.0.0.1:9/{n}") for n in "ab")
    assert (await client.post("/v1/checks", json=one, headers=headers)).status_code == 202
    assert (await client.post("/v1/checks", json=other, headers=headers)).status_code == 422


async def test_erasing_a_check_erases_what_was_to_be_told(client, store):
    Secrets(store).renew("local")
    answer = await client.post("/v1/checks", json=asked("http://127.0.0.1:9/"))
    assert (await client.delete(answer.headers["Location"])).status_code == 204
    assert (await client.get(f"{answer.headers['Location']}/webhook")).status_code == 404
