"""The loop of a CMS: save, check, decide, save again; counted at the model's side."""

import asyncio
import json

import pytest

from assistant.api import create_app
from assistant.jobs import Worker
from assistant.model.provider import litellm
from tests.api.conftest import asking, checked, served
from tests.model.provider import OpenAI, provider

BARE = "Sources said the harbour was shut."
PARAGRAPHS = [
    BARE,
    *(
        f"Warden {name} said {n} boats sank. Rain fell."
        for n, name in enumerate(("Ash", "Bram", "Cole", "Dunn"))
    ),
]


def article(*paragraphs, revision):
    return {"id": "harbour-17", "revision": revision, "language": "en", "text": "\n\n".join(paragraphs)}


async def finds_nothing(wire, talk):
    await talk.answer(200, json.dumps(wire.reply('{"items": []}')).encode())


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
async def test_a_new_revision_asks_about_what_changed_and_says_what_is_new_gone_and_unchanged(
    store, monkeypatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    await asyncio.to_thread(litellm)  # its import may take longer than a caller waits
    async with provider(OpenAI(), finds_nothing) as model:
        settings = asking(model.api_base, window=3)
        async with served(create_app(settings, store, Worker(store, settings, poll=0.02))) as client:

            async def saved(*paragraphs, revision):
                before = len(model.requests)
                body = await checked(client, article(*paragraphs, revision=revision))
                assert body["status"] == "complete"
                return body, len(model.requests) - before

            first, calls = await saved(*PARAGRAPHS, revision="1")
            assert (first["changes"], calls > 5) == (None, True)
            same, calls = await saved(*PARAGRAPHS, revision="2")
            assert calls == 0
            assert sorted(same["changes"]["unchanged"]) == sorted(
                f["fingerprint"] for f in first["report"]["findings"]
            )
            assert [same["changes"][part] for part in ("new", "gone", "uncertain")] == [[], [], []]
            edited, calls = await saved(*PARAGRAPHS[:-1], "Experts said 9 boats sank.", revision="3")
            assert 0 < calls <= 4
            assert edited["changes"]["since"] == [
                {
                    "article": "harbour-17",
                    "check": same["id"],
                    "status": "complete",
                    "revision": "2",
                    "created_at": same["created_at"],
                }
            ]


async def test_decisions_are_carried_over_and_what_an_editor_mended_is_gone(client):
    first = await checked(client, article(*PARAGRAPHS, revision="1"))
    (bare,) = [f for f in first["report"]["findings"] if f["code"] == "SRC005"]
    said = {"fingerprint": bare["fingerprint"], "state": "confirmed"}
    await client.post(f"/v1/checks/{first['id']}/reviews", json=said)
    second = await checked(client, article(*PARAGRAPHS, "Experts said so.", revision="2"))
    assert bare["fingerprint"] in second["changes"]["unchanged"]
    states = {f["fingerprint"]: f["decision"]["state"] for f in second["report"]["findings"]}
    assert states[bare["fingerprint"]] == "confirmed"
    added = {f["fingerprint"] for f in second["report"]["findings"] if f["code"] == "SRC004"}
    assert added == set(second["changes"]["new"])
    mended = await checked(client, article(*PARAGRAPHS[1:], "Experts said so.", revision="3"))
    (gone,) = [item for item in mended["changes"]["gone"] if item["code"] == "SRC005"]
    assert gone == {
        "fingerprint": bare["fingerprint"],
        "code": "SRC005",
        "rule": "bare-source",
        "severity": "error",
        "articles": ["harbour-17"],
    }
    assert mended["changes"]["since"][0]["check"] == second["id"]


async def test_changes_are_of_the_report_as_it_is_and_the_tag_follows_them(client):
    first = await checked(client, article(*PARAGRAPHS, revision="1"))
    second = await checked(client, article(*PARAGRAPHS[1:], revision="2"))
    url = f"/v1/checks/{second['id']}"
    tag = (await client.get(url)).headers["ETag"]
    assert (await client.get(url)).json() == second
    await client.delete(f"/v1/checks/{first['id']}")
    after = await client.get(url, headers={"If-None-Match": tag})
    assert (after.status_code, after.json()["changes"]) == (200, None)
    assert after.json()["report"] == second["report"]


async def test_a_rerun_of_one_stage_shows_no_finding_of_the_others_as_gone(client):
    await checked(client, article(*PARAGRAPHS, revision="1"))
    second = await checked(client, article(*PARAGRAPHS, revision="2"))
    answer = await client.post(f"/v1/checks/{second['id']}/rerun", json={"stages": ["claims"]})
    await client.get(f"{answer.headers['Location']}/events")
    changes = (await client.get(answer.headers["Location"])).json()["changes"]
    assert changes["gone"] == []
    assert {item["why"] for item in changes["uncertain"]} == {"not_examined"}
    assert "SRC005" in {item["code"] for item in changes["uncertain"]}
