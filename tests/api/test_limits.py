"""What is too much, too slow or no request at all: a problem that says so, and never a server error."""

import asyncio
import json

import pytest

from assistant.api import create_app, guard
from assistant.config import Settings
from tests.api.conftest import NEWS, served

JSON = {"Content-Type": "application/json"}


async def posted(app, body, *, headers=(), pieces=None, wait=0.0):
    """Post a body through ASGI itself, as httpx would not: the status, and the problem."""
    sent, left = [], list(pieces if pieces is not None else [body])

    async def receive():
        await asyncio.sleep(wait)
        if not left:
            await asyncio.sleep(30)
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left) or pieces == []}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": "/v1/checks", "raw_path": b"/v1/checks",
        "query_string": b"", "scheme": "http", "root_path": "", "client": ("127.0.0.1", 1), "server": ("x", 80),
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json"), *headers],
    }  # fmt: skip
    await app(scope, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


async def test_a_body_that_says_it_is_too_large_is_not_read(idle):
    answer = await idle.post("/v1/checks", content=b"{}", headers={**JSON, "Content-Length": str(10**9)})
    assert answer.status_code == 413
    assert "at most" in answer.json()["detail"]


async def test_a_body_that_grows_too_large_or_never_arrives_is_given_up(store):
    inner = create_app(Settings(), store)
    status, problem = await posted(
        guard.Guard(inner, lambda *_: None, most=100, seconds=60),
        b"",
        pieces=[b"x" * 60, b"x" * 60],
        headers=[(b"transfer-encoding", b"chunked")],
    )
    assert (status, problem["status"]) == (413, 413)
    status, problem = await posted(
        guard.Guard(inner, lambda *_: None, most=100, seconds=0.3),
        b"",
        pieces=[b"x"] * 50,
        wait=0.05,
        headers=[(b"transfer-encoding", b"chunked")],
    )
    assert (status, problem["title"]) == (408, "Request Timeout")


async def test_a_service_takes_bodies_and_waits_as_long_as_it_is_configured_to(store):
    tight = Settings.model_validate({"service": {"body_bytes": 80, "wait_seconds": 0}})
    async with served(create_app(tight, store)) as client:
        asked = {"articles": [{"text": "The weir is shut."}]}
        answer = await client.post("/v1/checks", json=asked, headers={"Prefer": "wait=50"})
        assert (answer.status_code, answer.headers["Preference-Applied"]) == (202, "wait=0")
        large = await client.post("/v1/checks", json={"articles": [{"text": "The weir is shut." * 5}]})
        assert (large.status_code, "at most 80 bytes" in large.json()["detail"]) == (413, True)
    hasty = create_app(Settings.model_validate({"service": {"body_seconds": 0.2}}), store)
    chunked = [(b"transfer-encoding", b"chunked")]
    status, _ = await posted(hasty, b"", pieces=[b"x"] * 50, wait=0.05, headers=chunked)
    assert status == 408


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "\u00b2"])
async def test_a_length_that_is_none_is_refused(store, length):
    status, _ = await posted(
        create_app(Settings(), store), b"{}", headers=[(b"content-length", length.encode())]
    )
    assert status == 400


async def test_too_many_and_too_long_articles_name_the_limit(store):
    tight = Settings.model_validate({"limits": {"articles": 2, "characters": 100}})
    async with served(create_app(tight, store)) as client:
        many = await client.post("/v1/checks", json={"articles": [{"text": NEWS[:50]}] * 3})
        assert (many.status_code, many.json()["errors"][0]["pointer"]) == (422, "#/articles")
        long = await client.post("/v1/checks", json={"articles": [{"text": "Short."}, {"text": NEWS}]})
        assert (long.status_code, long.json()["errors"][0]["pointer"]) == (422, "#/articles/1")
        assert "at most 100 characters" in long.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b"1", b'"x"', b"\xff\xfe", b"\x00", b"[" * 100_000, b'{"a":' * 50_000,
        b'{"articles": "x"}', b'{"articles": []}', b'{"articles": [null]}', b'{"articles": [{"text": 1}]}',
        b'{"articles": [{"text": "\\ud800"}]}', b'{"articles": [{"text": "a", "published_at": "never"}]}',
        b'{"articles": [{"text": "a b", "published_at": NaN}]}', b'{"articles": [{"text": "a", "a\\ud800": 1}]}',
        b'{"articles": [{"text": "a b", "language": "no such"}], "embargo": 1e400}',
        b'{"articles": [{"text": "a"}], "policy": {"thresholds": {"SRC001": {"x": Infinity}}}}',
        b'{"articles": [{"html": "<p>"}]}', b'{"articles": [{"text": "\\u0000"}]}',
    ],
)  # fmt: skip
async def test_a_hostile_body_is_a_client_error_with_a_problem(idle, body):
    answer = await idle.post("/v1/checks", content=body, headers=JSON)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    assert (await idle.get("/v1/checks")).json()["checks"] == []


async def test_the_service_is_ready_only_with_a_database(store, tmp_path):
    from assistant.store import Store

    async with served(create_app(Settings(), store)) as client:
        assert (await client.get("/readyz")).status_code == 200
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database at all" * 100)
    with Store(f"sqlite:///{broken}") as none:
        async with served(create_app(Settings(), none)) as client:
            answer = await client.get("/readyz")
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
            assert (await client.get("/healthz")).status_code == 200
