"""`against` over HTTP: a check that is compared with what the desk checked before."""

from tests.api.conftest import checked

OLD = {
    "id": "wire-1",
    "text": "The flood killed 12 people in Ostrava, police said.",
    "language": "en",
    "published_at": "2026-05-04",
}
NEW = {
    "id": "post-1",
    "text": "The flood killed 17 people in Ostrava, police said.",
    "language": "en",
    "published_at": "2026-05-04",
}


def roles(body):
    return {article["id"]: article["role"] for article in body["report"]["articles"]}


async def test_a_check_against_the_archive_shows_what_is_at_odds_with_it(client):
    old = await checked(client, OLD)
    alone = await checked(client, NEW)
    assert roles(alone) == {"post-1": "submitted"}
    body = await checked(client, NEW, against={"days": 30, "limit": 5})
    assert body["status"] == "complete"
    assert roles(body) == {"post-1": "submitted", "wire-1": "archive"}
    report = body["report"]
    assert "CON002" in {finding["code"] for finding in report["findings"]}
    traces = {(t["name"], t["article"]): t for t in report["stages"]}
    assert traces["archive", None]["parameters"] == {"days": 30, "limit": 5}
    assert traces["claims", "wire-1"]["of_check"] == old["id"]
    assert traces["claims", "post-1"]["of_check"] is None
    again = await client.post(f"/v1/checks/{body['id']}/rerun", json={"against": None})
    assert again.status_code == 202


async def test_progress_counts_the_fetch_and_no_archived_unit(client):
    await checked(client, OLD)
    body = await checked(client, NEW, against={})
    events = (await client.get(f"/v1/checks/{body['id']}/events")).text
    assert events.count("event: progress") == len(
        [t for t in body["report"]["stages"] if t["of_check"] is None]
    )
    assert '"wire-1"' not in events


async def test_how_far_to_look_has_bounds(idle):
    for wrong in ({"days": 0}, {"limit": 51}, {"days": "90"}, {"months": 3}):
        answer = await idle.post("/v1/checks", json={"articles": [NEW], "against": wrong})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"].startswith("#/against/")


async def test_erasing_a_check_takes_its_article_out_of_later_reports(client):
    old = await checked(client, OLD)
    body = await checked(client, NEW, against={})
    assert (await client.delete(f"/v1/checks/{old['id']}")).status_code == 204
    left = await client.get(f"/v1/checks/{body['id']}")
    assert "12 people" not in left.text
    assert "17 people" in left.text
