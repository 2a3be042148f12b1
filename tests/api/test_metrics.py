"""`/metrics`: what Prometheus reads is what happened, whichever process it asks."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.api import create_app
from assistant.config import Settings
from assistant.errors import TransientModelError
from assistant.ledger import Ledger
from tests.api.conftest import NEWS, checked, served
from tests.store.calls import Sender, call, completion, settings


async def read(client):
    """Every sample, by its name and what its labels say, in the order of their names."""
    answer = await client.get("/metrics")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_ended_checks_and_their_stages_are_counted_and_stay_counted(client):
    word = "Quillfeather"
    body = await checked(client, {"id": word, "text": f"{word} said so. {NEWS}", "language": "en"})
    await client.delete(f"/v1/checks/{body['id']}")
    await checked(client)
    found = await read(client)
    assert found["factcheck_checks_total", "complete"] == 2
    assert found["factcheck_checks_kept", "complete"] == 1
    for stage in ("claims", "sources", "consistency"):
        assert found["factcheck_stages_total", "baseline", stage, "ok"] == 2
        assert found["factcheck_stage_seconds_count", stage] == 2
    assert found["factcheck_check_seconds_bucket", "+Inf"] == found["factcheck_check_seconds_count",] == 2
    assert found["factcheck_check_seconds_sum",] > 0
    assert found["factcheck_http_requests_total", "POST", "/v1/checks", "200"] == 2
    assert found["factcheck_http_request_seconds_count", "DELETE", "/v1/checks/{id}"] == 1
    assert word not in (await client.get("/metrics")).text


async def test_the_queue_has_a_depth_and_an_age(idle):
    empty = await read(idle)
    assert (empty["factcheck_queue_depth",], empty["factcheck_queue_oldest_seconds",]) == (0, 0)
    for _ in range(3):
        await idle.post("/v1/checks", json={"articles": [{"text": NEWS}]})
    found = await read(idle)
    assert found["factcheck_queue_depth",] == found["factcheck_checks_kept", "queued"] == 3
    assert found["factcheck_queue_oldest_seconds",] > 0


async def test_calls_tokens_cost_and_faults_are_counted(store, idle):
    sent = completion(prompt_tokens=7, completion_tokens=5, cost_usd=0.25)
    ledger = Ledger(
        store, settings(), desk="north", check="c1", send=Sender(sent, TransientModelError("gone"))
    )
    await ledger.send(call("one"))
    with pytest.raises(TransientModelError):
        await ledger.send(call("two"))
    found = await read(idle)
    assert found["factcheck_model_calls_total", "desk", "answered"] == 1
    assert found["factcheck_model_calls_total", "desk", "failed"] == 1
    assert found["factcheck_model_errors_total", "transient", "desk"] == 1
    assert found["factcheck_model_tokens_total", "input", "desk"] == 7
    assert found["factcheck_model_tokens_total", "output", "desk"] == 5
    assert found["factcheck_model_cost_usd_total", "desk"] == 0.25
    assert found["factcheck_model_seconds_count", "desk"] == 2


async def test_processes_on_one_database_show_the_same_but_for_their_own_requests(client, store):
    await checked(client)
    async with served(create_app(Settings(), store)) as second:
        await second.get("/healthz")
        both = await read(client), await read(second)
    own = re.compile("factcheck_http|process_")
    shared = [{key: value for key, value in found.items() if not own.match(key[0])} for found in both]
    assert shared[0] == shared[1]
    assert ("factcheck_checks_total", "complete") in shared[0]
    asked = ("factcheck_http_requests_total", "GET", "/healthz", "200")
    assert (asked in both[0], both[1][asked]) == (False, 1)


async def test_what_a_caller_makes_up_is_no_label(client):
    await client.get("/v1/nowhere/Quillfeather")
    await client.request("QUILLFEATHER", "/v1/checks")
    found = await read(client)
    assert found["factcheck_http_requests_total", "GET", "-", "404"] == 1
    assert [key for key in found if "other" in key]
    assert not [key for key in found if "quillfeather" in str(key).lower()]


async def test_without_keys_only_this_machine_reads_them(idle):
    assert (await idle.get("/metrics", headers={"Host": "192.0.2.7"})).status_code == 403
