"""The OpenAPI document holds: schemathesis finds no answer that it does not describe, nor a server error."""

import threading
from collections import Counter
from pathlib import Path

import schemathesis
from jsonschema import Draft202012Validator
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import events, from_schema

from assistant.api import create_app
from assistant.config import Settings
from assistant.exports.schema import report_schema
from assistant.jobs import Worker
from assistant.store import Store
from tests.api.conftest import bearer, checked

# An article that the schema allows may still be empty of words, and a fingerprint one that no finding has;
# the key that every request is given here replaces the bad ones it tries (`test_security` tries them).
NOT_HELD_TO = ("positive_data_acceptance", "ignored_auth")


def examined(store: Store) -> tuple[list[Failure], list[str], Counter[tuple[str, int]]]:
    """Failures, errors, and how often each operation gave each status, in a bounded run of every phase."""
    config = SchemathesisConfig.from_dict(
        {
            "headers": bearer(store, "north", "admin"),
            "seed": 11,
            "max-time": 20,
            "generation": {"max-examples": 8, "database": "none", "no-shrink": True},
            "checks": {name: {"enabled": False} for name in NOT_HELD_TO},
        }
    )
    app = create_app(Settings(), store)
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", app, config=config)
    failures: list[Failure] = []
    errors: list[str] = []
    seen: Counter[tuple[str, int]] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            for case in event.recorder.interactions.values():
                seen[event.phase.value, case.response.status_code if case.response else 0] += 1
            for checks in event.recorder.checks.values():
                failures += [check.failure_info.failure for check in checks if check.failure_info]
        if isinstance(event, events.NonFatalError | events.FatalError):
            errors.append(str(getattr(event, "value", None) or getattr(event, "exception", "")))
    return failures, errors, seen


def test_no_request_has_an_answer_that_is_not_described(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'facts.db'}") as store:
        worker = Worker(store, Settings(), poll=0.02)
        thread = threading.Thread(target=worker.run)
        thread.start()
        try:
            failures, errors, seen = examined(store)
        finally:
            worker.stop()
            thread.join(20)
    assert errors == []
    assert [f"{failure.title}: {failure.message}" for failure in failures] == []
    statuses = {status for _, status in seen}
    assert {200, 202, 204, 404, 405, 422} <= statuses, seen


async def test_a_report_over_http_satisfies_the_published_schema(client):
    body = await checked(client)
    published = (await client.get("/v1/schema")).json()
    assert published == report_schema()
    Draft202012Validator(published).validate(body["report"])


async def test_every_operation_says_what_it_does_and_every_example_holds(client):
    document = (await client.get("/v1/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    operations = [o for methods in document["paths"].values() for o in methods.values()]
    assert all(operation["description"].endswith(".") for operation in operations)
    examples = document["paths"]["/v1/checks"]["post"]["requestBody"]["content"]["application/json"][
        "examples"
    ]
    for example in examples.values():
        answer = await client.post("/v1/checks", json=example["value"], headers={"Prefer": "wait=20"})
        assert (answer.status_code, answer.json()["status"]) == (200, "complete")
