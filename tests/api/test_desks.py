"""Two desks on one service, tried on every route there is. A new route fails here until it is in ROUTES."""

from dataclasses import dataclass

import pytest
from fastapi.routing import iter_route_contexts

from assistant.api import create_app, page
from assistant.config import Settings
from assistant.jobs import Worker
from tests.api.conftest import NEWS, bearer, checked, served

SCOPES = ("read", "check", "review", "admin")
NOBODY = "0" * 32


@dataclass(frozen=True)
class Route:
    """What a route needs, what is sent to it, and whether what it answers is the same for every desk."""

    scope: str | None
    body: dict | None = None
    shared: bool = False


ROUTES = {
    ("GET", "/healthz"): Route(None, shared=True),
    ("GET", "/readyz"): Route(None, shared=True),
    ("GET", "/metrics"): Route("admin"),
    ("GET", "/v1/openapi.json"): Route(None, shared=True),
    ("GET", "/v1/stages"): Route("read", shared=True),
    ("GET", "/v1/rules"): Route("read", shared=True),
    ("GET", "/v1/policy"): Route("read", shared=True),
    ("GET", "/v1/models"): Route("read", shared=True),
    ("GET", "/v1/schema"): Route("read", shared=True),
    ("GET", "/v1/checks"): Route("read"),
    ("POST", "/v1/checks"): Route("check", {"articles": [{"id": "story-7", "text": NEWS, "language": "en"}]}),
    ("GET", "/v1/checks/{id}"): Route("read"),
    ("DELETE", "/v1/checks/{id}"): Route("check"),
    ("GET", "/v1/checks/{id}/events"): Route("read"),
    ("POST", "/v1/checks/{id}/cancel"): Route("check"),
    ("POST", "/v1/checks/{id}/rerun"): Route("check", {"model": "baseline"}),
    ("POST", "/v1/checks/{id}/questions"): Route("check", {"question": "Who says so?"}),
    ("GET", "/v1/checks/{id}/annotations"): Route("read"),
    ("GET", "/v1/checks/{id}/report.html"): Route("read"),
    ("GET", "/v1/checks/{id}/reviews"): Route("read"),
    ("GET", "/v1/checks/{id}/webhook"): Route("read"),
    ("POST", "/v1/checks/{id}/reviews"): Route("review", {"fingerprint": "0" * 16, "state": "confirmed"}),
    **{("GET", path): Route(None, shared=True) for path in page.FILES},
}


@pytest.fixture
def app(store):
    return create_app(Settings(), store, Worker(store, Settings(), poll=0.02))


@pytest.fixture
async def client(app):
    """A client that comes from elsewhere: without a key it may do nothing."""
    async with served(app, "http://testserver") as opened:
        yield opened


def test_every_route_is_tried_here(app):
    there = {
        (method, context.path)
        for context in iter_route_contexts(app.routes)
        for method in (context.methods or ())
        if method != "HEAD"
    }
    assert there == set(ROUTES), "say in ROUTES what a route needs, and that it tells no desk of another"


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_a_route_needs_a_key_with_its_scope(client, store, method, path):
    route, url = ROUTES[method, path], path.replace("{id}", NOBODY)
    keys = {scope: bearer(store, "north", scope) for scope in SCOPES}
    bare = await client.request(method, url, json=route.body)
    if route.scope is None:
        assert bare.status_code == 200
        return
    assert (bare.status_code, bare.headers["WWW-Authenticate"]) == (401, "Bearer")
    for scope, headers in keys.items():
        answer = await client.request(method, url, json=route.body, headers=headers)
        assert (answer.status_code == 403) == (scope not in {route.scope, "admin"}), scope


async def test_no_route_shows_one_desk_what_is_anothers_or_lets_it_be_changed(client, store):
    north, south = bearer(store, "north", "admin"), bearer(store, "south", "admin")
    sent = {"id": "story-7", "text": f"{NEWS} Quillfeather spoke.", "language": "en"}
    client.headers.update(north)
    mine = await checked(client, sent)
    fingerprint = mine["report"]["findings"][0]["fingerprint"]
    said = {"fingerprint": fingerprint, "state": "dismissed", "reason": "Quillfeather is known."}
    await client.post(f"/v1/checks/{mine['id']}/reviews", json=said)
    before = await all_of(client, mine["id"])
    for (method, path), route in ROUTES.items():
        url = path.replace("{id}", mine["id"])
        body = (
            {**route.body, "fingerprint": fingerprint}
            if path.endswith("/reviews") and route.body
            else route.body
        )
        answer = await client.request(method, url, json=body, headers={**south, "Prefer": "wait=20"})
        assert answer.status_code == 404 if "{id}" in path else answer.status_code < 300, (method, path)
        for word in (mine["id"], "Quillfeather", "north"):
            assert word not in answer.text, (method, path, word)
            assert word not in str(answer.headers), (method, path, word)
        if route.shared:
            assert answer.text == (await client.request(method, url)).text, (method, path)
    assert await all_of(client, mine["id"]) == before


async def all_of(client, id_):
    """What the desk of this client can see of its checks."""
    urls = [
        "/v1/checks",
        *(f"/v1/checks/{id_}{part}" for part in ("", "/events", "/annotations", "/reviews")),
    ]
    return [(await client.get(url)).text for url in urls]


async def test_an_id_of_another_desk_is_answered_as_one_that_nobody_has(client, store):
    north, south = bearer(store, "north", "admin"), bearer(store, "south", "admin")
    client.headers.update(north)
    mine = await checked(client)
    for (method, path), route in ROUTES.items():
        if "{id}" in path:
            theirs, nobodys = [
                await client.request(method, path.replace("{id}", id_), json=route.body, headers=south)
                for id_ in (mine["id"], NOBODY)
            ]
            assert (theirs.status_code, theirs.text) == (nobodys.status_code, nobodys.text), (method, path)


async def test_one_desks_list_keys_reviews_and_revisions_are_not_anothers(client, store):
    asked = {"articles": [{"id": "a", "revision": "1", "text": NEWS, "language": "en"}]}
    north, south = bearer(store, "north", "admin"), bearer(store, "south", "admin")
    same = {"Idempotency-Key": "same", "Prefer": "wait=20"}
    mine = (await client.post("/v1/checks", json=asked, headers={**north, **same})).json()
    fingerprint = mine["report"]["findings"][0]["fingerprint"]
    said = {"fingerprint": fingerprint, "state": "dismissed", "reason": "known"}
    await client.post(f"/v1/checks/{mine['id']}/reviews", json=said, headers=north)
    other = {"articles": [{**asked["articles"][0], "revision": "2", "text": f"{NEWS} Rain fell."}]}
    answer = await client.post("/v1/checks", json=other, headers={**south, **same})
    theirs = answer.json()
    assert answer.status_code == 200
    assert mine["id"] not in answer.text
    assert {finding["decision"]["state"] for finding in theirs["report"]["findings"]} == {"open"}
    assert (await client.get(f"/v1/checks/{theirs['id']}/reviews", headers=south)).json() == {"reviews": []}
    for article in ("a", "other"):
        listed = (await client.get("/v1/checks", params={"article": article}, headers=south)).json()
        assert [check["id"] for check in listed["checks"]] == [theirs["id"]] * (article == "a")
