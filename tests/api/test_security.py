"""Who may call, what they may do, what they may see, and what nobody may."""

import logging
import re

import pytest

from assistant.api import create_app
from assistant.config import Deployment, Settings
from assistant.jobs import Worker
from assistant.keys import Keys
from tests.api.conftest import NEWS, bearer, checked, served


@pytest.fixture
def app(store):
    return create_app(Settings(), store, Worker(store, Settings(), poll=0.02))


@pytest.mark.parametrize(
    "token", ["", "x", "fck_", "fck__", "fck_0_0", "fck_aaaaaaaaaaaa_" + "A" * 43, "a b", "fck_\xe9_x"]
)
async def test_a_token_that_is_none_opens_nothing(app, store, token):
    Keys(store).create("north", ["read"])
    async with served(app, "http://testserver") as client:
        headers = {"Authorization": f"Bearer {token}".encode("latin-1")}
        assert (await client.get("/v1/checks", headers=headers)).status_code == 401


async def test_a_revoked_key_is_none_and_the_service_does_not_open_again(app, store):
    key, token = Keys(store).create("north", ["read"])
    async with served(app) as client:
        headers = {"Authorization": f"Bearer {token}"}
        assert (await client.get("/v1/checks", headers=headers)).status_code == 200
        assert Keys(store).revoke(key.id)
        assert not Keys(store).revoke(key.id)
        assert (await client.get("/v1/checks", headers=headers)).status_code == 401
        assert (await client.get("/v1/checks")).status_code == 401


def test_of_a_key_only_its_hash_is_kept(store):
    _, token = Keys(store).create("north", ["check", "read"])
    secret = token.split("_", 2)[2]
    kept = b"".join(path.read_bytes() for path in _folder(store).iterdir())
    assert b"north" in kept
    assert secret.encode() not in kept
    assert Keys(store).verified(token).scopes == ("read", "check")
    assert Keys(store).verified(token[:-1]) is None
    assert Keys(store).verified(token.replace("fck_", "abc_")) is None


def test_callers_of_one_moment_are_told_apart(store):
    keys = Keys(store)
    nobody = keys.seen([None, "fck_aaaaaaaaaaaa_x"])
    assert (nobody.unlocked, nobody.keys) == (True, {})
    (north, one), (south, other) = (keys.create(desk, ["read"]) for desk in ("north", "south"))
    swapped = f"fck_{north.id}_{other.split('_', 2)[2]}"
    found = keys.seen([one, None, other, swapped])
    assert (found.unlocked, found.keys) == (False, {one: north, other: south})


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("secret", ["", "x", "A" * 43, "A" * 10_000])
def test_a_token_is_compared_in_constant_time_whether_its_key_exists_or_not(
    store, monkeypatch, known, secret
):
    key, _ = Keys(store).create("north", ["read"])
    compared = []
    monkeypatch.setattr("assistant.keys.hmac.compare_digest", lambda *both: compared.append(both) or False)
    assert Keys(store).verified(f"fck_{key.id if known else '0' * 12}_{secret}") is None
    assert [tuple(map(len, both)) for both in compared] == [(64, 64)]


async def test_no_secret_is_in_the_database_or_the_log(store, caplog):
    caplog.set_level(logging.DEBUG)
    provider_key, password = "sk-thekeyoftheprovider", "thepasswordintheaddress"
    parameters = {"api_key": provider_key, "api_base": f"http://desk:{password}@127.0.0.1:1/v1"}
    deployment = Deployment(alias="big", model="openai/test", parameters=parameters)
    settings = Settings(model="big", deployments=(deployment,))
    _, token = Keys(store).create("north", ["admin"])
    wrong = token[:-4] + "AAAA"
    async with served(create_app(settings, store)) as client:
        client.headers["Authorization"] = f"Bearer {token}"
        accepted = await client.post("/v1/checks", json={"articles": [{"text": NEWS}]})
        assert accepted.status_code == 202
        assert (await client.get("/v1/models")).json()[0]["models"] == ["openai/test"]
        assert (
            await client.get("/v1/checks", headers={"Authorization": f"Bearer {wrong}"})
        ).status_code == 401
    kept = b"".join(path.read_bytes() for path in _folder(store).iterdir())
    said = "\n".join(record.getMessage() + str(record.exc_info or "") for record in caplog.records)
    assert b"openai/test" in kept
    assert "POST /v1/checks 202" in said
    for secret in (provider_key, password, token.split("_", 2)[2], wrong.split("_", 2)[2]):
        assert secret.encode() not in kept
        assert secret not in said


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "192.0.2.7", "10.0.0.1", "[::", ""]
)
async def test_without_keys_only_a_loopback_name_is_answered(idle, host):
    assert (await idle.get("/v1/checks", headers={"Host": host})).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "127.8.9.1:80", "[::1]:8000", "LOCALHOST"])
async def test_without_keys_a_loopback_name_is_enough(idle, host):
    assert (await idle.get("/v1/checks", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_without_keys_no_other_site_can_have_a_browser_ask(idle, headers):
    answer = await idle.post("/v1/checks", json={"articles": [{"text": NEWS}]}, headers=headers)
    assert answer.status_code == 403
    assert (await idle.get("/v1/checks")).json()["checks"] == []


async def test_without_keys_the_own_page_may_ask(idle):
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    answer = await idle.post("/v1/checks", json={"articles": [{"text": NEWS}]}, headers=headers)
    assert answer.status_code == 202


async def test_a_body_that_a_form_could_send_is_refused(idle):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        answer = await idle.post("/v1/checks", content=b"{}", headers={"Content-Type": kind})
        assert answer.status_code == 415, kind


async def test_every_answer_has_the_security_headers_and_no_cors(client):
    body = await checked(client)
    for url in ("/healthz", "/nowhere", f"/v1/checks/{body['id']}", f"/v1/checks/{body['id']}/report.html"):
        headers = (await client.get(url, headers={"Sec-Fetch-Site": "none"})).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-Id"])
        assert not [name for name in headers if name.startswith("access-control")]
    preflight = await client.options("/v1/checks", headers={"Origin": "https://cms.example"})
    assert preflight.status_code == 405


CMS = "https://cms.example"


@pytest.fixture
async def open_to_cms(store):
    """A client, with a key, of a service that the pages of a CMS may call."""
    settings = Settings.model_validate({"service": {"cors_origins": [CMS]}})
    async with served(create_app(settings, store), "http://testserver") as client:
        client.headers.update(bearer(store, "north", "read"))
        yield client


async def test_a_configured_origin_may_call_with_a_key_and_read_even_what_is_refused(open_to_cms):
    asks = {
        "Origin": CMS,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type, idempotency-key, prefer",
    }
    preflight = await open_to_cms.options("/v1/checks", headers={**asks, "Authorization": ""})
    assert (preflight.status_code, preflight.headers["Access-Control-Allow-Origin"]) == (200, CMS)
    large = {"Content-Length": str(10**9), "Content-Type": "application/json"}
    for answer in (
        await open_to_cms.get("/v1/checks", headers={"Origin": CMS}),
        await open_to_cms.get("/v1/checks", headers={"Origin": CMS, "Authorization": ""}),
        await open_to_cms.get("/nowhere", headers={"Origin": CMS}),
        await open_to_cms.post("/v1/checks", content=b"{}", headers={"Origin": CMS, **large}),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == CMS
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Location" in answer.headers["Access-Control-Expose-Headers"]
        assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize("origin", ["https://evil.example", f"{CMS}.evil.example", f"{CMS}:8443", "null"])
async def test_another_origin_than_the_configured_may_not(open_to_cms, origin):
    asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    preflight = await open_to_cms.options("/v1/checks", headers=asks)
    assert (preflight.status_code, "Access-Control-Allow-Origin" in preflight.headers) == (400, False)
    answer = await open_to_cms.get("/v1/checks", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_without_keys_not_even_a_configured_origin_may_call(store):
    settings = Settings.model_validate({"service": {"cors_origins": [CMS]}})
    async with served(create_app(settings, store)) as client:
        assert (await client.get("/v1/checks", headers={"Origin": CMS})).status_code == 403


async def test_the_page_of_a_report_allows_its_own_script_and_nothing_else(client):
    body = await checked(client)
    page = await client.get(f"/v1/checks/{body['id']}/report.html")
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'sha256-" in policy
    assert "unsafe-inline" not in policy
    for directive in policy.removesuffix("; frame-ancestors 'none'").split("; "):
        assert directive.replace("'", "&#39;") in page.text


async def test_logs_name_the_request_and_nothing_of_the_article(client, caplog):
    caplog.set_level(logging.DEBUG)
    word = "Quillfeather"
    await checked(client, {"id": word, "text": f"{word} said so. {NEWS}", "headline": word, "outlet": word})
    await client.get("/v1/checks", params={"article": word})
    await client.post("/v1/checks", json={"articles": [{"text": word, "html": word, word: word}]})
    await client.post("/v1/checks", content=f'{{"{word}', headers={"Content-Type": "application/json"})
    answer = await client.get("/healthz", headers={"X-Request-Id": "desk-41"})
    assert answer.headers["X-Request-Id"] == "desk-41"
    assert (await client.get("/healthz", headers={"X-Request-Id": "a b\tc"})).headers[
        "X-Request-Id"
    ] != "a b\tc"
    own = [record.getMessage() for record in caplog.records if record.name.startswith("factcheck")]
    assert any("desk-41 GET /healthz 200" in line for line in own)
    assert any("POST /v1/checks 200" in line for line in own)
    ours = [record for record in caplog.records if record.name != "httpx"]
    assert not [record for record in ours if word in record.getMessage() + str(record.exc_info or "")]


async def test_what_nobody_foresaw_is_a_500_that_tells_nothing(store, caplog, monkeypatch):
    app = create_app(Settings(), store)

    def broken(*_, **__):
        raise RuntimeError("Quillfeather")

    monkeypatch.setattr("assistant.api.checks._summary", broken)
    async with served(app) as client:
        answer = await client.post("/v1/checks", json={"articles": [{"text": NEWS}]})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Quillfeather" not in answer.text
    said = "\n".join(record.getMessage() + str(record.exc_info or "") for record in caplog.records)
    assert f"{answer.headers['X-Request-Id']} broke with RuntimeError" in said
    assert "Quillfeather" not in said


def _folder(store):
    from pathlib import Path

    return Path(store.url.database).parent
