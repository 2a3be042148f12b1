"""Messages are delivered, signed, until they are taken; to the address that was checked, and nowhere else."""

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from standardwebhooks import WebhookVerificationError

from assistant.config.service import Webhooks
from assistant.store import tallies
from assistant.store.tables import WebhookAttemptRow, WebhookRow
from assistant.webhooks import Secrets, outbox
from assistant.webhooks.sending import Message, Result, send
from tests.webhooks.conftest import delivering, told
from tests.webhooks.receiver import receiver

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.\d"])


@pytest.fixture
def url(request, tmp_path):
    """A SQLite file, unless a test wants each kind of database."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path / 'facts.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
async def test_the_end_of_a_check_is_told_once_signed_and_without_a_word_of_the_article(store, ended, secret):
    async with receiver() as cms, delivering(store), delivering(store):
        id_ = ended(f"http://127.0.0.1:{cms.port}/hook?desk=north", "partial")
        assert await told(store, id_, "delivered") == ("delivered", [(204, None)])
        await asyncio.sleep(0.3)
    assert cms.connections == 1
    said = cms.verified(secret)
    assert said.keys() == {"type", "timestamp", "data"}
    assert (said["type"], said["data"]) == ("check.ended", {"id": id_, "status": "partial"})
    headers, body = cms.requests[0]
    assert headers[":line"] == "POST /hook?desk=north HTTP/1.1"
    assert headers["webhook-id"] == f"msg_{id_}"
    assert b"Quillfeather" not in body
    with pytest.raises(WebhookVerificationError):
        cms.verified(Secrets(store).renew("south"))


async def test_a_receiver_that_fails_is_told_again_by_the_same_name_and_every_attempt_is_kept(
    store, ended, secret
):
    async with receiver(b"500 Oops", b"", b"200 OK") as cms, delivering(store):
        id_ = ended(f"http://127.0.0.1:{cms.port}/")
        _, attempts = await told(store, id_, "delivered")
    assert attempts == [
        (500, "answered 500: no success"),
        (None, "the connection broke"),
        (200, None),
    ]
    assert {headers["webhook-id"] for headers, _ in cms.requests} == {f"msg_{id_}"}
    assert [cms.verified(secret, n)["data"]["id"] for n in range(3)] == [id_] * 3


async def test_attempts_and_messages_are_counted(store, ended):
    async with receiver(b"500 Oops", b"200 OK") as cms, delivering(store):
        await told(store, ended(f"http://127.0.0.1:{cms.port}/"), "delivered")
    async with receiver(b"410 Gone") as cms, delivering(store):
        await told(store, ended(f"http://127.0.0.1:{cms.port}/"), "given_up")
    with store.reading() as session:
        found = {(t.name, *t.labels.values()): t.value for t in tallies.all_of(session)}
    assert {key: value for key, value in found.items() if key[0].startswith("webhook")} == {
        ("webhook_attempts", "failed"): 2,
        ("webhook_attempts", "delivered"): 1,
        ("webhooks", "delivered"): 1,
        ("webhooks", "given_up"): 1,
    }


async def test_what_nobody_takes_is_given_up(store, ended):
    async with receiver(b"503 Later") as cms, delivering(store, attempts=3):
        id_ = ended(f"http://127.0.0.1:{cms.port}/")
        _, attempts = await told(store, id_, "given_up")
    assert [status for status, _ in attempts] == [503] * 3
    assert cms.connections == 3


async def test_a_receiver_that_is_gone_for_good_is_asked_no_more(store, ended):
    async with receiver(b"410 Gone") as cms, delivering(store):
        id_ = ended(f"http://127.0.0.1:{cms.port}/")
        assert (await told(store, id_, "given_up"))[1] == [(410, "answered 410: no success")]


@pytest.mark.parametrize("status", [b"301 Moved", b"307 Temporary", b"308 Permanent"])
async def test_a_redirect_is_not_followed(store, ended, status):
    async with receiver() as elsewhere:
        answer = status + f"\r\nLocation: http://127.0.0.1:{elsewhere.port}/".encode()
        async with receiver(answer) as cms, delivering(store, attempts=1):
            id_ = ended(f"http://127.0.0.1:{cms.port}/")
            _, ((code, problem),) = await told(store, id_, "given_up")
        assert (code, problem) == (int(status[:3]), f"answered {code}: a redirect, which is not followed")
    assert elsewhere.connections == 0


async def test_a_slow_receiver_costs_one_attempt_and_holds_up_no_other_message(store, ended):
    async with receiver(None) as slow, receiver() as quick, delivering(store, attempts=1, timeout=3):
        late = [ended(f"http://127.0.0.1:{slow.port}/") for _ in range(3)]
        id_ = ended(f"http://127.0.0.1:{quick.port}/")
        assert (await told(store, id_, "delivered"))[0] == "delivered"
        for one in late:
            assert await told(store, one, "given_up") == ("given_up", [(None, "no answer within 3 s")])


async def test_a_name_that_resolves_otherwise_the_second_time_leads_nowhere_else(store, ended, monkeypatch):
    looked_up = []

    def resolve(host, port):
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["127.0.0.2"]

    monkeypatch.setattr(socket, "getaddrinfo", None)  # nothing but the resolver looks a name up
    async with receiver() as cms, delivering(store, allow=("127.0.0.1",), resolve=resolve):
        id_ = ended(f"http://hooks.example:{cms.port}/")
        assert (await told(store, id_, "delivered"))[0] == "delivered"
        headers, _ = cms.requests[0]
        assert headers["host"] == f"hooks.example:{cms.port}"
        assert looked_up == ["hooks.example"]
        again = ended(f"http://hooks.example:{cms.port}/")
        for _ in range(500):
            with store.reading() as session:
                problems = list(
                    session.scalars(
                        select(WebhookAttemptRow.problem).where(WebhookAttemptRow.check_id == again)
                    )
                )
            if any(problems):
                break
            await asyncio.sleep(0.02)
    assert problems[0] == "the address may not be called: `service.webhooks.allow` does not name it"
    assert cms.connections == 1


async def test_over_tls_the_name_is_asked_for_at_the_address_that_was_checked():
    greeted = asyncio.get_running_loop().create_future()

    async def greet(reader, writer):
        greeted.set_result(await reader.read(4096))
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    from assistant.webhooks.address import AllowList

    message = Message("msg_1", "{}", f"https://hooks.example:{port}/", ["whsec_" + "A" * 43])
    result = await send(message, AllowList(("127.0.0.1",)), 5, lambda *_: ["127.0.0.1"])
    server.close()
    assert b"hooks.example" in await greeted
    assert not result.delivered


async def test_no_proxy_of_the_environment_is_used(store, ended, monkeypatch):
    async with receiver() as proxy, receiver() as cms, delivering(store):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        id_ = ended(f"http://127.0.0.1:{cms.port}/")
        assert (await told(store, id_, "delivered"))[0] == "delivered"
    assert (proxy.connections, cms.connections) == (0, 1)


async def test_what_is_no_longer_allowed_when_it_is_due_is_not_called(store, ended):
    async with receiver() as cms, delivering(store, allow=("10.0.0.0/8",), attempts=1):
        id_ = ended(f"http://127.0.0.1:{cms.port}/")
        assert (await told(store, id_, "given_up"))[0] == "given_up"
    assert cms.connections == 0


async def test_an_erased_check_is_told_to_nobody(store, ended):
    async with receiver() as cms:
        id_ = ended(f"http://127.0.0.1:{cms.port}/")
        with store.transaction() as session:
            (claimed,) = outbox.claim(session, 5, Webhooks())
        assert store.erase(id_, "north")
        with store.transaction() as session:
            outbox.record(session, claimed, Result(204), Webhooks())
            assert outbox.of(session, id_) is None
            assert outbox.claim(session, 5, Webhooks()) == []
        assert cms.connections == 0


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_an_attempt_that_nobody_lived_to_see_the_end_of_is_made_again_and_counted(store, ended):
    id_, settings = ended("http://127.0.0.1:9/"), Webhooks(attempts=2)
    for number in (1, 2):
        with store.transaction() as session:
            assert [found.number for found in outbox.claim(session, 5, settings)] == [number]
            assert outbox.claim(session, 5, settings) == []
            session.execute(update(WebhookRow).values(due_at=datetime.now(UTC) - timedelta(seconds=1)))
    with store.transaction() as session:
        assert outbox.claim(session, 5, settings) == []
    with store.reading() as session:
        row, attempts = outbox.of(session, id_)
        assert (row.state, row.due_at, len(attempts)) == ("given_up", None, 2)


COURIER = """
import asyncio, sys
from assistant.config.service import Webhooks
from assistant.store import Store
from assistant.webhooks import Courier
async def work():
    settings = Webhooks(allow=("127.0.0.1",), timeout=4)
    async with Courier(Store(sys.argv[1]), settings, pause=0.05).at_work():
        await asyncio.sleep(600)
asyncio.run(work())
"""


async def test_a_courier_that_is_killed_in_the_middle_loses_nothing(store, ended, secret, url):
    def courier():
        known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.Popen([sys.executable, "-c", COURIER, url], env=known)

    async with receiver(None, b"200 OK") as cms:
        id_ = ended(f"http://127.0.0.1:{cms.port}/")
        doomed = courier()
        await cms.asked.wait()
        doomed.send_signal(signal.SIGKILL)
        doomed.wait(10)
        with store.transaction() as session:  # its time passes
            session.execute(update(WebhookRow).values(due_at=datetime.now(UTC)))
        heir = courier()
        try:
            _, attempts = await told(store, id_, "delivered")
            assert (attempts[0], attempts[-1]) == ((None, None), (200, None))
        finally:
            heir.kill()
            heir.wait(10)
    assert cms.verified(secret)["data"]["id"] == id_


async def test_both_secrets_sign_for_a_day_and_one_that_is_replaced_at_once_signs_no_more(
    store, ended, secret
):
    newer = Secrets(store).renew("north")
    async with receiver() as cms, delivering(store):
        await told(store, ended(f"http://127.0.0.1:{cms.port}/"), "delivered")
        assert cms.verified(secret) == cms.verified(newer)
        newest = Secrets(store).renew("north", at_once=True)
        await told(store, ended(f"http://127.0.0.1:{cms.port}/"), "delivered")
        assert cms.verified(newest)
        for old in (secret, newer):
            with pytest.raises(WebhookVerificationError):
                cms.verified(old)
    assert [(known.desk, known.ends_at) for known in Secrets(store).all()] == [("north", None)]


async def test_the_log_says_what_happened_and_neither_where_nor_with_which_secret(
    store, ended, secret, caplog
):
    caplog.set_level(logging.DEBUG, "factcheck")
    async with receiver(b"500 Oops", b"200 OK") as cms, delivering(store):
        id_ = ended(f"http://127.0.0.1:{cms.port}/quill?token=feather")
        await told(store, id_, "delivered")
    own = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("factcheck"))
    assert f"check {id_}: webhook, attempt 2: delivered" in own
    for word in ("quill", "feather", "127.0.0.1", secret.removeprefix("whsec_")):
        assert word not in own
    everything = json.dumps([record.getMessage() for record in caplog.records if record.name != "httpx"])
    assert secret not in everything
