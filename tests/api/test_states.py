"""Cancelling, erasing and checking again, in every state that a check can be in."""

import asyncio

import pytest
from sqlalchemy import func, select

from assistant.api import create_app
from assistant.config import Settings
from assistant.jobs import Worker
from assistant.store.tables import Base
from tests.api.conftest import NEWS, served
from tests.jobs.stages import Gate, installed

ASKED = {"articles": [{"id": "a", "text": NEWS, "language": "en"}]}
STATES = ("queued", "running", "complete", "partial", "failed", "cancelled")
LEFT = {"reviews", "tallies"}


@pytest.fixture(params=STATES)
async def one(request, store, monkeypatch):
    """A client, a check in one of the states, that state, and what lets a running one go on."""
    broken = RuntimeError("no")
    gates = {
        "running": (Gate("first"), Gate("second", is_open=False)),
        "partial": (Gate("first"), Gate("second", error=broken)),
        "failed": (Gate("first", error=broken),),
    }.get(request.param, (Gate("first"),))
    monkeypatch.setattr("assistant.checking.installed", lambda: installed(*gates))
    idle = request.param in {"queued", "cancelled"}
    worker = None if idle else Worker(store, Settings(), poll=0.02, grace=5.0)
    async with served(create_app(Settings(), store, worker)) as client:
        id_ = (await client.post("/v1/checks", json=ASKED)).json()["id"]
        if request.param == "cancelled":
            await client.post(f"/v1/checks/{id_}/cancel")
        if request.param == "running":
            await asyncio.to_thread(gates[1].entered.wait, 30)
        await until(client, id_, request.param)
        try:
            yield client, f"/v1/checks/{id_}", request.param, gates[-1].opened
        finally:
            gates[-1].opened.set()


async def until(client, id_, *states):
    """Wait until the check is in one of these states; its body."""
    for _ in range(600):
        body = (await client.get(f"/v1/checks/{id_}")).json()
        if body["status"] in states:
            return body
        await asyncio.sleep(0.05)
    raise AssertionError(body["status"])


def rows(store):
    """How many rows there are of each of our tables that has any."""
    with store.reading() as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in LEFT]
        counts = {table.name: session.scalar(select(func.count()).select_from(table)) for table in tables}
    return {name: count for name, count in counts.items() if count and not name.startswith("worker")}


async def test_erasing_leaves_nothing_and_nothing_comes_back(one, store):
    client, url, _, opened = one
    assert (await client.delete(url)).status_code == 204
    opened.set()
    for _ in range(20):
        assert (await client.get(url)).status_code == 404
        if not rows(store):
            break
        await asyncio.sleep(0.1)
    assert rows(store) == {}
    for method, part in (("DELETE", ""), ("POST", "/cancel"), ("POST", "/rerun"), ("GET", "/events")):
        sent = {} if part == "/rerun" else None
        assert (await client.request(method, f"{url}{part}", json=sent)).status_code == 404


async def test_cancelling_ends_what_has_not_ended_and_changes_nothing_else(one):
    client, url, state, _ = one
    before = (await client.get(url)).json()
    answer = await client.post(f"{url}/cancel")
    assert answer.status_code in ({200, 202} if state == "running" else {200})
    unended = state in {"queued", "running"}
    after = await until(client, before["id"], "cancelled" if unended else state)
    if unended:
        assert after["ended_at"]
        assert (after["report"] is None) == (state == "queued")
    else:
        assert after == before
    again = await client.post(f"{url}/cancel")
    assert (again.status_code, (await client.get(url)).json()) == (200, after)
    done = (await client.get(f"{url}/events")).text.count("event: done")
    assert done == 1


async def test_checking_again_makes_a_check_of_its_own(one):
    client, url, _, _ = one
    before = (await client.get(url)).json()
    answer = await client.post(f"{url}/rerun", json={}, headers={"Prefer": "wait=0"})
    assert answer.status_code in {200, 202}
    assert answer.headers["Location"] != url
    other = (await client.get(answer.headers["Location"])).json()
    assert other["status"] in STATES
    now = (await client.get(url)).json()
    assert {**now, "changes": None} == {**before, "changes": None}


async def test_one_key_is_one_request_whoever_comes_first(idle):
    headers = {"Idempotency-Key": "save-9"}
    answers = await asyncio.gather(*(idle.post("/v1/checks", json=ASKED, headers=headers) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [202, *[409] * 7]
    ids = {answer.json().get("check") or answer.json()["id"] for answer in answers}
    assert [check["id"] for check in (await idle.get("/v1/checks")).json()["checks"]] == list(ids)


async def test_one_key_checks_again_once(idle):
    id_ = (await idle.post("/v1/checks", json=ASKED)).json()["id"]
    url, headers = f"/v1/checks/{id_}/rerun", {"Idempotency-Key": "again"}
    first = await idle.post(url, json={"model": "baseline"}, headers=headers)
    same = await idle.post(url, json={"model": "baseline"}, headers=headers)
    assert (first.status_code, same.status_code) == (202, 409)
    assert same.headers["Location"] == first.headers["Location"]
    other = await idle.post(url, json={"stages": ["claims"]}, headers=headers)
    assert other.status_code == 422
    await idle.post(f"{first.headers['Location']}/cancel")
    after = await idle.post(url, json={"model": "baseline"}, headers=headers)
    assert (after.status_code, after.headers["Location"]) == (202, first.headers["Location"])
