import asyncio
import json
import socket
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text, update

from assistant import Article, Assistant, InputError, Settings
from assistant.config import Deployment, ModelSettings
from assistant.config.settings import Budget
from assistant.ledger import Ledger
from assistant.model.call import Completion
from assistant.replay import NOT_KEPT, differences, rebuild
from assistant.saving import check_and_save
from assistant.store.tables import ExchangeRow
from assistant.terms import Terms
from tests.model import behaviours as b
from tests.model.provider import OpenAI, provider

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

KEY = "sk-test-abcdefgh12345678"
NEWS = (
    "The weir at Ostrava Lane burst on Tuesday.\n\nTwo people were hurt, a source said.\n\nNobody knows why."
)
FAST = {"retries": {"attempts": 3, "seconds": 5, "wait": 0.01}, "timeouts": {"connect": 2, "total": 10}}
ANSWER = json.dumps(
    {"items": [{"sentences": [1], "quote": "burst on Tuesday", "kind": "event", "checkable": True}]}
)
GOOD, EMPTY = b.says(ANSWER), b.says('{"items": []}')


def article(text_=NEWS):
    return Article.from_text(text_, language="en", id="a1")


def settings(port, window=None, **more):
    address = f"http://127.0.0.1:{port}/v1"
    parameters = {"api_base": address, "api_key": SecretStr(KEY), "extra_headers": {"x-token": "hunter3"}}
    return Settings.model_validate(
        {
            "model": "desk",
            "window": window,
            "models": {"desk": ModelSettings.model_validate(FAST)},
            "deployments": (Deployment(alias="desk", model="openai/test", parameters=parameters),),
            **more,
        }
    )


@asynccontextmanager
async def desk(*script, **more):
    """An assistant whose model behaves as scripted, and the provider."""
    async with provider(OpenAI(), *script) as running, Assistant(settings(running.port, **more)) as assistant:
        yield assistant, running


async def kept(store, *script, times=1, **more):
    """The report of the last of so many checks, and how many requests were sent for it."""
    async with desk(*script, **more) as (assistant, running):
        for _ in range(times):
            before = len(running.requests)
            report = await check_and_save(assistant, [article()], store, stages=["claims"])
    return report, len(running.requests) - before


async def replayed(store, report):
    """Where the report that is rebuilt from the store differs."""
    terms = Terms.of(store.settings(report.id, "local"))
    return differences(report, await rebuild(report, terms, store.exchanges(report.id, "local")))


CASES: dict[str, tuple[tuple[Any, ...], dict[str, Any], int]] = {
    "a good answer": ((GOOD,), {}, 1),
    "one call for each window": ((GOOD, EMPTY, EMPTY), {"window": 1}, 3),
    "a fault that was retried": ((b.fails(503), GOOD), {}, 2),
    "a broken connection that was retried": ((b.hangs_up, GOOD), {}, 2),
    "a repair turn": ((b.says("no JSON"), GOOD), {}, 2),
    "an answer that was wrong twice": ((b.says("no JSON"), b.says("no JSON")), {}, 2),
    "an answer that was right in parts": ((b.says('{"items": [{"sentences": [1]}]}'),), {}, 2),
    "a wrong key": ((b.fails(401, f"Incorrect API key provided: {KEY}"),), {}, 1),
    "an outage": ((b.fails(503),), {}, 3),
    "a wait beyond patience": ((b.fails(429, retry_after="400"),), {}, 1),
    "a refusal": ((b.refuses,), {}, 1),
    "a reply that was cut": ((b.says(ANSWER, "length"),), {}, 1),
    "an ungrounded quote": ((b.says(ANSWER.replace("Tuesday", "Friday")),), {}, 1),
    "some windows out of three": ((GOOD, b.fails(400), EMPTY), {"window": 1}, 3),
    "a budget that ran out": ((GOOD,), {"budget": Budget(check_usd=0.0)}, 0),
}


@pytest.mark.parametrize("name", CASES)
async def test_a_report_is_rebuilt_equal_without_a_network(store, name, monkeypatch):
    script, more, requests = CASES[name]
    report, sent = await kept(store, *script, **more)
    assert sent == requests
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("it asked the network"))
    assert await replayed(store, report) == ()


async def test_an_unchanged_article_costs_no_call_and_its_report_is_rebuilt_equal(store):
    report, sent = await kept(store, b.says("no JSON"), GOOD, times=2)
    assert sent == 0
    (trace,) = report.stages
    assert (trace.status, trace.calls, trace.prompt_tokens, trace.cost_usd) == ("ok", 0, 0, 0.0)
    assert trace.engine == "desk"
    assert await replayed(store, report) == ()


async def test_an_answer_that_was_right_in_parts_is_asked_again_by_the_next_check(store):
    _, sent = await kept(store, b.says('{"items": [{"sentences": [1]}]}'), times=2)
    assert sent > 0


async def test_two_articles_of_one_text_are_rebuilt_equal(store):
    async with desk(GOOD) as (assistant, _):
        twins = [article(), Article.from_text(NEWS, language="en", id="a2")]
        report = await check_and_save(assistant, twins, store, stages=["claims"])
    assert await replayed(store, report) == ()


async def test_a_fallback_of_the_same_name_and_one_of_another_are_rebuilt_equal(store):
    """Two deployments of one alias that differ in the key alone, and a second alias."""

    async def by_key(wire, talk):
        key, about = talk.headers["authorization"], talk.body["messages"][-1]["content"]
        taken = key.endswith("three") or (
            key.endswith("two") and "Two people" in about and "Nobody" not in about
        )
        await (GOOD if taken else b.fails(401))(wire, talk)

    async with provider(OpenAI(), by_key) as running:
        parameters = {"api_base": running.api_base}
        deployments = tuple(
            Deployment(alias=alias, model="openai/test", parameters={**parameters, "api_key": SecretStr(key)})
            for alias, key in (("desk", "one"), ("desk", "two"), ("spare", "three"))
        )
        fast = {alias: ModelSettings.model_validate(FAST) for alias in ("desk", "spare")}
        given = Settings(
            model="desk", models=fast, fallbacks={"desk": ("spare",)}, deployments=deployments, window=1
        )
        async with Assistant(given) as assistant:
            report = await check_and_save(assistant, [article()], store, stages=["claims"])
    assert report.stages[0].engine == "spare, desk"
    assert await replayed(store, report) == ()


async def test_a_check_over_budget_is_not_complete_and_says_why(store):
    priced = Deployment(
        alias="desk",
        model="openai/test",
        parameters={"api_base": "http://127.0.0.1:9/v1"},
        info={"input_cost_per_token": 0.001, "output_cost_per_token": 0.001},
    )
    limited = settings(9, budget=Budget(check_usd=0.5)).model_copy(update={"deployments": (priced,)})
    async with Assistant(limited) as assistant:
        report = await check_and_save(assistant, [article()], store)
    assert report.status == "failed"
    assert "not sent: the budget of this check is $0.5" in report.stages[0].error
    assert report.claims == ()


async def test_what_differs_is_shown_by_its_path(store):
    report, _ = await kept(store, GOOD)
    terms, exchanges = Terms.of(store.settings(report.id, "local")), store.exchanges(report.id, "local")
    first = report.claims[0].model_copy(update={"statement": "Something else."})
    forged = report.model_copy(
        update={"claims": (first, *report.claims[1:]), "findings": report.findings[1:]}
    )
    found = differences(forged, await rebuild(forged, terms, exchanges))
    assert [(d.path, d.kept) for d in found] == [
        ("claims[0].statement", "'Something else.'"),
        ("findings", f"{len(report.findings) - 1} items"),
    ]


async def test_an_exchange_that_is_gone_is_a_difference_and_not_asked_for_again(store):
    report, _ = await kept(store, GOOD)
    with store.transaction() as session:
        session.execute(update(ExchangeRow).values(request=None, reply=None))
    found = {difference.path: difference.rebuilt for difference in await replayed(store, report)}
    assert "failed" in found["status"]
    assert NOT_KEPT in found["stages[0].error"]


async def test_a_reply_that_was_changed_afterwards_shows(store):
    report, _ = await kept(store, GOOD)
    (exchange,) = store.exchanges(report.id, "local")
    forged = {**exchange.reply, "text": '{"items": []}'}
    with store.transaction() as session:
        session.execute(update(ExchangeRow).values(reply=forged))
    assert await replayed(store, report)


async def test_a_baselines_report_is_rebuilt_equal(store):
    async with Assistant(Settings()) as assistant:
        report = await check_and_save(assistant, [article()], store)
    assert report.findings
    assert await replayed(store, report) == ()


async def test_the_settings_of_then_count_and_not_those_of_now(store):
    report, _ = await kept(store, GOOD, EMPTY, EMPTY, window=1)
    terms = Terms.of(store.settings(report.id, "local"))
    assert terms.settings.window == 1
    assert terms.stages == ("claims",)


def test_settings_that_were_not_kept_or_are_unknown_are_told():
    for strange in (None, "x", {}, {"settings": {"windows": 3}}):
        with pytest.raises(InputError, match="replay"):
            Terms.of(strange)


async def test_no_secret_is_in_any_row(store, tmp_path):
    """The key and a header; also where the provider repeats the key."""
    await kept(store, b.fails(401, f"Incorrect API key provided: {KEY}"), GOOD, times=2)
    said = ""
    with store.reading() as session:
        for table in ("checks", "check_articles", "reviews", "exchanges", "exchange_uses"):
            said += "\n".join(str(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table}")))  # noqa: S608
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert "127.0.0.1" in said
    for secret in (KEY, "hunter3"):
        assert secret not in said
        assert secret.encode() not in files


async def test_a_check_that_was_cut_short_goes_on_without_paying_again(store):
    """It ends in its third call; another process takes it over."""

    def ledger(running_settings):
        return Ledger(store, running_settings, desk="local", check="taken-over")

    one_by_one = {"desk": ModelSettings.model_validate({**FAST, "max_concurrency": 1})}
    async with desk(GOOD, EMPTY, EMPTY, window=1, models=one_by_one) as (assistant, running):
        dying = ledger(assistant.settings)
        calls, reached = 0, asyncio.Event()

        async def send(call) -> Completion:
            nonlocal calls
            calls += 1
            if calls == 3:
                reached.set()
                await asyncio.sleep(60)
            return await real(call)

        real = dying._send
        dying._send = send
        task = asyncio.create_task(
            assistant.check([article()], stages=["claims"], id_="taken-over", exchanges=dying)
        )
        await reached.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        sent = len(running.requests)
        report = await assistant.check(
            [article()], stages=["claims"], id_="taken-over", exchanges=ledger(assistant.settings)
        )
        assert sent == 2
        assert len(running.requests) == 3
    (trace,) = report.stages
    assert (trace.status, trace.calls) == ("ok", 3)


def test_the_terms_of_a_check_come_back_as_they_were(tmp_path: Path):
    terms = Terms(settings(9), ("claims",), "desk")
    again = Terms.of(json.loads(json.dumps(terms.kept())))
    assert (again.stages, again.model) == (terms.stages, terms.model)
    assert again.settings.policy == terms.settings.policy
    assert again.settings.models == terms.settings.models
    assert again.settings.resolve("desk")[0].model == "openai/test"


def test_the_terms_of_a_check_hold_no_password():
    address = "http://me:hunter2@127.0.0.1/v1"
    parameters = {"api_base": address, "api_key": KEY, "extra_body": {"token": "hunter3"}}
    given = Settings(
        api_base=address,
        database_url=SecretStr("postgresql://me:hunter4@db/x"),
        deployments=(Deployment(alias="desk", model="openai/test", parameters=parameters),),
    )
    said = json.dumps(Terms(given).kept())
    assert said.count("http://127.0.0.1/v1") == 2
    assert not [secret for secret in ("hunter", KEY) if secret in said]
