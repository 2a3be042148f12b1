"""Checks over HTTP: accepted, waited for, found again, listed, cancelled, erased."""

import pytest

from tests.api.conftest import NEWS, checked

ASKED = {"articles": [{"text": NEWS, "language": "en"}]}
NOBODY = "0" * 32


async def test_a_check_is_accepted_with_its_place_and_found_there(client):
    answer = await client.post("/v1/checks", json=ASKED)
    assert answer.status_code == 202
    assert answer.json()["status"] in {"queued", "running"}
    assert answer.headers["Location"] == f"/v1/checks/{answer.json()['id']}"
    await client.post("/v1/checks", json=ASKED, headers={"Prefer": "wait=20"})
    found = await client.get(answer.headers["Location"])
    assert found.status_code == 200
    assert found.json()["id"] == answer.json()["id"]


async def test_waiting_gives_the_report_at_once(client):
    answer = await client.post("/v1/checks", json=ASKED, headers={"Prefer": "respond-async, wait=20"})
    assert answer.status_code == 200
    assert answer.headers["Preference-Applied"] == "wait=20"
    body = answer.json()
    assert body["status"] == body["report"]["status"] == "complete"
    assert body["report"]["articles"][0]["text"] == NEWS
    assert "SRC005" in {finding["code"] for finding in body["report"]["findings"]}
    assert (await client.get(f"/v1/checks/{body['id']}")).json() == body


async def test_the_same_request_again_says_what_became_of_its_check(client):
    key = {"Idempotency-Key": "once"}
    first = await client.post("/v1/checks", json=ASKED, headers={**key, "Prefer": "wait=20"})
    again = await client.post("/v1/checks", json=ASKED, headers=key)
    assert again.status_code == 202
    assert again.json() == {name: first.json()[name] for name in again.json()}
    assert again.json()["status"] == "complete"


async def test_a_wait_that_is_too_short_leaves_the_check_in_the_queue(idle):
    answer = await idle.post("/v1/checks", json=ASKED, headers={"Prefer": "wait=0"})
    assert answer.status_code == 202
    assert answer.json()["status"] == "queued"


async def test_html_keeps_its_places_in_the_markup(client):
    markup = "<p>Caf&eacute; owners: <b>sources</b> said prices doubled.</p>"
    body = await checked(client, {"html": markup, "language": "en"})
    anchors = [a for finding in body["report"]["findings"] for a in finding["anchors"]]
    assert any(markup[a["html"]["start"] : a["html"]["end"]].startswith("sources") for a in anchors)


async def test_several_articles_are_compared_and_stages_and_policy_are_the_callers(client):
    articles = [
        {
            "id": "one",
            "text": "Officials said 12 ships were damaged in Lowbridge on Friday.",
            "language": "en",
        },
        {
            "id": "two",
            "text": "Officials said 15 ships were damaged in Lowbridge on Friday.",
            "language": "en",
        },
    ]
    both = await checked(client, *articles)
    assert "CON002" in {finding["code"] for finding in both["report"]["findings"]}
    narrow = await checked(client, *articles, stages=["sources"], policy={"select": ["SRC"]})
    assert {trace["name"] for trace in narrow["report"]["stages"]} == {"sources"}
    assert {status["code"][:3] for status in narrow["report"]["rules"]} == {"SRC"}


async def test_an_unchanged_check_is_not_sent_again_and_a_review_changes_its_tag(client):
    body = await checked(client)
    url = f"/v1/checks/{body['id']}"
    tag = (await client.get(url)).headers["ETag"]
    same = await client.get(url, headers={"If-None-Match": f'W/"x", {tag}'})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    fingerprint = body["report"]["findings"][0]["fingerprint"]
    await client.post(f"{url}/reviews", json={"fingerprint": fingerprint, "state": "confirmed"})
    changed = await client.get(url, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.json()["report"]["findings"][0]["decision"]["state"] == "confirmed"


async def test_checks_are_listed_in_pages_and_filtered(client):
    ids = [(await checked(client, {"id": name, "text": NEWS}))["id"] for name in ("a", "b", "a")]
    first = (await client.get("/v1/checks", params={"limit": 2})).json()
    assert [check["id"] for check in first["checks"]] == ids[:0:-1]
    rest = (await client.get("/v1/checks", params={"limit": 2, "cursor": first["cursor"]})).json()
    assert ([check["id"] for check in rest["checks"]], rest["cursor"]) == ([ids[0]], None)
    wrong = await client.get("/v1/checks", params={"cursor": "abc"})
    assert (wrong.status_code, wrong.json()["errors"][0]["parameter"]) == (422, "cursor")
    of_a = (await client.get("/v1/checks", params={"article": "a"})).json()
    assert [check["id"] for check in of_a["checks"]] == [ids[2], ids[0]]
    assert (await client.get("/v1/checks", params={"status": "queued"})).json()["checks"] == []


async def test_one_key_makes_one_check(client):
    headers = {"Idempotency-Key": "save-1", "Prefer": "wait=20"}
    first = await client.post("/v1/checks", json=ASKED, headers=headers)
    again = await client.post("/v1/checks", json=ASKED, headers=headers)
    assert first.json() == again.json()
    assert len((await client.get("/v1/checks")).json()["checks"]) == 1
    other = await client.post("/v1/checks", json={**ASKED, "embargo": 5}, headers=headers)
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["detail"]
    assert [fault["parameter"] for fault in other.json()["errors"]] == ["idempotency-key"]


async def test_a_key_whose_check_has_not_ended_is_a_conflict_that_names_the_check(idle):
    first = await idle.post("/v1/checks", json=ASKED, headers={"Idempotency-Key": "k"})
    again = await idle.post("/v1/checks", json=ASKED, headers={"Idempotency-Key": "k"})
    assert again.status_code == 409
    assert again.json()["check"] == first.json()["id"]
    assert again.headers["Location"] == first.headers["Location"]


async def test_a_queued_check_is_cancelled_at_once(idle):
    id_ = (await idle.post("/v1/checks", json=ASKED)).json()["id"]
    cancelled = await idle.post(f"/v1/checks/{id_}/cancel")
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")


async def test_cancelling_an_ended_check_leaves_it_as_it_is(client):
    ended = await checked(client)
    again = await client.post(f"/v1/checks/{ended['id']}/cancel")
    assert (again.status_code, again.json()["status"]) == (200, "complete")


async def test_cancelling_leaves_a_check_without_report_that_says_so(idle):
    id_ = (await idle.post("/v1/checks", json=ASKED)).json()["id"]
    await idle.post(f"/v1/checks/{id_}/cancel")
    body = (await idle.get(f"/v1/checks/{id_}")).json()
    assert (body["status"], body["report"]) == ("cancelled", None)
    for part in ("annotations", "report.html", "reviews"):
        assert (await idle.get(f"/v1/checks/{id_}/{part}")).status_code == 409


async def test_erased_is_gone_in_every_state_and_the_bytes_are_overwritten(client, idle, store):
    word = "Zanzibarquartz"
    ended = await checked(client, {"text": f"{NEWS} {word} said so."})
    queued = (await idle.post("/v1/checks", json={"articles": [{"text": f"{word} again."}]})).json()
    for id_ in (ended["id"], queued["id"]):
        assert (await client.delete(f"/v1/checks/{id_}")).status_code == 204
        assert (await client.delete(f"/v1/checks/{id_}")).status_code == 404
        for part in ("", "/annotations", "/report.html", "/reviews", "/events"):
            assert (await client.get(f"/v1/checks/{id_}{part}")).status_code == 404
    assert (await client.get("/v1/checks")).json()["checks"] == []
    folder = store.url.database
    assert folder is not None
    assert word.encode() not in b"".join(_bytes(folder))


async def test_an_embargo_removes_the_text_after_the_end(client, store):
    body = await checked(client, embargo=0)
    store.sweep(30)
    found = (await client.get(f"/v1/checks/{body['id']}")).json()
    assert found["text_removed_at"] is not None
    assert "harbour" not in str(found)
    annotations = (await client.get(f"/v1/checks/{body['id']}/annotations")).json()
    assert "harbour" not in str(annotations)
    assert len(annotations["items"]) == len(body["report"]["findings"])


async def test_the_same_articles_are_checked_again_otherwise_as_a_new_check(client):
    first = await checked(client, {"id": "a", "text": NEWS, "language": "en"}, embargo=60)
    again = await client.post(f"/v1/checks/{first['id']}/rerun", json={"stages": ["sources"]})
    assert again.status_code == 202
    assert again.json()["id"] != first["id"]
    await client.get(f"{again.headers['Location']}/events")
    second = (await client.get(again.headers["Location"])).json()
    assert {trace["name"] for trace in second["report"]["stages"]} == {"sources"}
    assert second["report"]["articles"] == first["report"]["articles"]
    assert (await client.get(f"/v1/checks/{first['id']}")).json() == first


@pytest.mark.parametrize(
    "other", [{"model": "x/y"}, {"stages": ["none"]}, {"articles": []}, {"policy": {"select": ["Q"]}}]
)
async def test_a_rerun_that_cannot_be_is_refused(client, other):
    first = await checked(client)
    answer = await client.post(f"/v1/checks/{first['id']}/rerun", json=other)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(f"#/{next(iter(other))}")


async def test_what_an_embargo_removed_is_not_checked_again(client, store):
    first = await checked(client, embargo=0)
    store.sweep(30)
    assert (await client.post(f"/v1/checks/{first['id']}/rerun", json={})).status_code == 409


async def test_no_such_check_is_a_problem(client):
    answer = await client.get(f"/v1/checks/{NOBODY}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "no such check"


def _bytes(database: str):
    from pathlib import Path

    for path in Path(database).parent.iterdir():
        yield path.read_bytes()
