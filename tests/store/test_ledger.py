import asyncio
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text, update

from assistant.asking import Usage
from assistant.config import Deployment
from assistant.errors import MalformedModelError, RefusedModelError, TransientModelError
from assistant.ledger import Ledger
from assistant.model.call import BrokenOffError
from assistant.store import admission, exchanges
from assistant.store.admission import Denied, Limits, Wanted
from assistant.store.tables import ExchangeRow
from tests.store.calls import PRICED, Sender, call, completion, overlap, settings

ROOT = Path(__file__).parents[2]


def ledger(store, send=None, *, check="c1", desk="north", **limits):
    return Ledger(store, settings(**limits), desk=desk, check=check, send=send or Sender())


async def conversation(led, asked):
    """What the gateway does with a call whose reply is valid."""
    if (recalled := await led.recall(asked)) is not None:
        return recalled
    said = await led.send(asked)
    await led.approve([said])
    return said


def rows(store):
    with store.reading() as session:
        return session.scalars(select(ExchangeRow).order_by(ExchangeRow.id)).all()


async def test_an_answered_call_is_kept_whole(store):
    said = completion('{"items": ["half \ud800"]}', reported_model="test-2")
    got = await ledger(store, Sender(said)).send(call())
    (kept,) = store.exchanges("c1", "north")
    assert replace(got, exchange=None) == said
    assert got.exchange == kept.id
    assert (kept.status, kept.valid, kept.paid, kept.stage, kept.article) == (
        "answered",
        False,
        True,
        "toy",
        "a",
    )
    assert kept.request == call().request()
    assert kept.reply["text"] == said.text
    assert (kept.prompt_tokens, kept.completion_tokens, kept.cost_usd) == (20, 5, 0.07)
    assert kept.ended_at >= kept.created_at


async def test_a_valid_reply_is_reused_by_another_check_of_the_desk_and_costs_it_nothing(store):
    send = Sender()
    first = await conversation(ledger(store, send), call())
    again = await conversation(ledger(store, send, check="c2"), call(article="other"))
    assert len(send.sent) == 1
    assert again.completion == first
    assert again.usage == Usage()
    (used,) = store.exchanges("c2", "north")
    assert not used.paid


async def test_a_reply_that_was_not_approved_is_not_reused_by_another_check(store):
    send = Sender()
    await ledger(store, send).send(call())
    assert await ledger(store, send, check="c2").recall(call()) is None


async def test_two_desks_never_reuse_each_others_replies_or_see_them(store):
    send = Sender()
    await conversation(ledger(store, send), call())
    await conversation(ledger(store, send, desk="south", check="c1"), call())
    assert len(send.sent) == 2
    (north,), (south,) = store.exchanges("c1", "north"), store.exchanges("c1", "south")
    assert north.id != south.id


@pytest.mark.parametrize(
    "other",
    [
        {"temperature": 0.5},
        {"max_tokens": 11},
        {"mode": "json_schema"},
        {"deployment": Deployment(alias="desk", model="openai/test", parameters={"api_base": "http://b/v1"})},
        {"deployment": Deployment(alias="desk", model="openai/test", parameters={"reasoning_effort": "low"})},
        {"deployment": Deployment(alias="desk", model="openai/test-2")},
    ],
)
async def test_another_request_address_or_parameter_is_another_exchange(store, other):
    await conversation(ledger(store), call())
    assert await ledger(store, check="c2").recall(call(**other)) is None
    assert await ledger(store, check="c2").recall(call()) is not None


async def test_another_key_of_the_provider_is_the_same_exchange(store):
    def keyed(key):
        parameters = {"api_key": SecretStr(key), "extra_headers": {"x-org": key}}
        return call(deployment=Deployment(alias="desk", model="openai/test", parameters=parameters))

    await conversation(ledger(store), keyed("one"))
    assert await ledger(store, check="c2").recall(keyed("two")) is not None


async def test_a_process_that_takes_over_pays_for_no_finished_call_again_and_counts_it(store):
    """Also a reply that was not valid, after a fault that was retried."""
    before = ledger(store, Sender(TransientModelError("503"), completion("no JSON")))
    with pytest.raises(TransientModelError):
        await before.send(call())
    await before.send(call())
    recalled = await ledger(store, Sender(AssertionError("sent"))).recall(call())
    assert recalled.completion.text == "no JSON"
    assert recalled.usage == Usage(calls=1, attempts=2, prompt_tokens=20, completion_tokens=5, cost_usd=0.07)


async def test_what_broke_off_has_an_unknown_cost_and_a_refusal_none(store):
    send = Sender(BrokenOffError("reset"), RefusedModelError("401"), MalformedModelError("no choice"))
    led = ledger(store, send)
    for kind in (BrokenOffError, RefusedModelError, MalformedModelError):
        with pytest.raises(kind):
            await led.send(call())
    assert [(row.status, row.cost_usd) for row in rows(store)] == [
        ("failed", None),
        ("failed", 0.0),
        ("failed", 0.0),
    ]
    with store.reading() as session:
        assert exchanges.spent(session, "north", datetime.now(UTC) - timedelta(hours=1)) == (0.0, 1)


async def test_a_cancelled_call_ends_its_row(store):
    begun = asyncio.Event()

    async def endless(_):
        begun.set()
        await asyncio.sleep(60)

    task = asyncio.create_task(ledger(store, endless).send(call()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    (row,) = rows(store)
    assert (row.status, row.cost_usd) == ("failed", None)


async def test_a_call_cancelled_at_any_moment_leaves_nothing_in_flight(store):
    for turn in range(12):
        task = asyncio.create_task(ledger(store).send(call(str(turn))))
        await asyncio.sleep(turn * 0.002)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert "admitted" not in {row.status for row in rows(store)}


def test_two_processes_share_the_limit_on_concurrent_calls(url, store, tmp_path):
    log = tmp_path / "log"
    command = [sys.executable, "-m", "tests.store.crowd", url, str(log), "12", "3"]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    running = [subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE) for _ in range(2)]
    outcomes = [(process.communicate(timeout=120)[1].decode(), process.returncode) for process in running]
    assert [code for _, code in outcomes] == [0, 0], outcomes
    assert len(log.read_text("utf-8").splitlines()) == 48
    assert 2 <= overlap(log) <= 3
    assert {row.status for row in rows(store)} == {"answered"}


def wanted(words="x", *, seconds=5.0, tokens=100, usd=None, check="c1", desk="north"):
    asked = call(words)
    return Wanted(
        desk, check, "toy", "a", "desk", 0, "openai/test", asked.key, asked.request(), tokens, usd, seconds
    )


def admitted(store, limits, **more):
    with store.transaction() as session:
        return admission.admit(session, wanted(**more), limits)


def test_a_call_whose_process_was_killed_counts_until_its_time_is_over(url, store):
    code = (
        "import os, sys; from assistant.store import Store; from tests.store.test_ledger import *;"
        "admitted(Store(sys.argv[1]), Limits(concurrent=1), seconds=60); os.kill(os.getpid(), 9)"
    )
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    killed = subprocess.run([sys.executable, "-c", code, url], cwd=ROOT, env=env, check=False)
    assert killed.returncode == -9
    (row,) = rows(store)
    assert row.status == "admitted"
    assert isinstance(admitted(store, Limits(concurrent=1)), Denied)
    with store.transaction() as session:
        session.execute(update(ExchangeRow).values(expires_at=datetime.now(UTC)))
    assert isinstance(admitted(store, Limits(concurrent=1)), int)


def test_requests_and_tokens_of_the_last_minute_count_and_older_ones_do_not(store):
    requests, tokens = Limits(requests_per_minute=3), Limits(tokens_per_minute=350)
    assert all(isinstance(admitted(store, requests), int) for _ in range(3))
    assert "3 requests to desk per minute" in admitted(store, requests).why
    assert admitted(store, requests).later
    assert "350 tokens of desk per minute" in admitted(store, tokens).why
    with store.transaction() as session:
        exchanges.answered(session, rows(store)[0].id, {}, prompt_tokens=20, completion_tokens=5, cost_usd=0)
    assert isinstance(admitted(store, tokens), int)
    with store.transaction() as session:
        session.execute(update(ExchangeRow).values(created_at=datetime.now(UTC) - timedelta(seconds=61)))
    assert isinstance(admitted(store, requests), int)


def test_a_call_larger_than_the_limit_on_tokens_goes_out_alone(store):
    assert isinstance(admitted(store, Limits(tokens_per_minute=50)), int)
    assert isinstance(admitted(store, Limits(tokens_per_minute=50)), Denied)


async def test_a_rate_limit_makes_a_call_wait_and_then_gives_it_up_in_plain_words(store):
    led = ledger(store, requests_per_minute=1, patience=0.3)
    await led.send(call())
    began = monotonic()
    with pytest.raises(
        RefusedModelError, match=r"no turn within 0.3 s: the limit is 1 requests to desk per minute"
    ):
        await led.send(call("three"))
    assert 0.3 < monotonic() - began < 5
    assert [row.status for row in rows(store)] == ["answered", "refused"]


async def test_a_call_that_waits_goes_on_as_soon_as_another_ends(store):
    first_may_end = asyncio.Event()

    async def send(asked):
        if asked.messages[-1].content == "first":
            await first_may_end.wait()
        return completion()

    led = ledger(store, send, concurrent=1)
    first = asyncio.create_task(led.send(call("first")))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(led.send(call("second")))
    await asyncio.sleep(0.3)
    assert not second.done()
    first_may_end.set()
    await asyncio.wait_for(asyncio.gather(first, second), 10)


async def test_the_budget_of_a_check_ends_its_calls_and_no_other_checks(store):
    """A call may cost 20 to 60 tokens in at 0.001 and 10 out at 0.01."""
    limited = {"budget": {"check_usd": 0.25}, "info": PRICED}
    led = ledger(store, Sender(completion(cost_usd=0.2)), **limited)
    await led.send(call("one"))
    with pytest.raises(
        RefusedModelError, match=r"not sent: the budget of this check is \$0.25, \$0.2000 of it is used"
    ):
        await led.send(call("two"))
    await ledger(store, check="c2", **limited).send(call("three"))
    assert [row.status for row in rows(store)] == ["answered", "refused", "answered"]


async def test_the_budget_of_a_day_is_the_desks_own(store):
    limited = {"budget": {"day_usd": 0.25}, "info": PRICED}
    await ledger(store, Sender(completion(cost_usd=0.2)), **limited).send(call("one"))
    with pytest.raises(RefusedModelError, match="the desk's day"):
        await ledger(store, check="c2", **limited).send(call("two"))
    await ledger(store, desk="south", check="c3", **limited).send(call("two"))
    with store.transaction() as session:
        session.execute(update(ExchangeRow).values(created_at=datetime.now(UTC) - timedelta(days=1)))
    await ledger(store, check="c4", **limited).send(call("four"))


def test_what_is_in_flight_counts_against_the_budget_with_the_most_it_may_cost(store):
    limits = Limits(check_usd=1.0)
    assert isinstance(admitted(store, limits, usd=0.6), int)
    denied = admitted(store, limits, usd=0.6)
    assert denied.later
    with store.transaction() as session:
        exchanges.failed(session, rows(store)[0].id, {"kind": "timeout"}, cost_usd=None)
    assert not admitted(store, limits, usd=0.6).later
    assert isinstance(admitted(store, limits, usd=0.4), int)


async def test_a_budget_with_an_unknown_price_sends_nothing_and_says_what_to_set(store):
    send = Sender()
    unpriced = call(deployment=Deployment(alias="desk", model="openai/nobody-knows-this"))
    with pytest.raises(RefusedModelError, match="price of desk is unknown; set input_cost_per_token"):
        await ledger(store, send, budget={"day_usd": 5}).send(unpriced)
    assert send.sent == []


async def test_erasing_a_check_takes_its_exchanges_and_leaves_the_figures(store):
    await conversation(ledger(store), call("Ostrava Lane"))
    store.erase("c1", "south")
    assert rows(store)[0].request is not None
    store.erase("c1", "north")
    (row,) = rows(store)
    assert (row.key, row.article, row.request, row.reply, row.valid) == (None, None, None, None, False)
    assert (row.cost_usd, row.prompt_tokens) == (0.07, 20)
    assert store.exchanges("c1", "north") == ()
    assert await ledger(store, check="c2").recall(call("Ostrava Lane")) is None


async def test_an_exchange_stays_while_another_check_uses_it(store):
    await conversation(ledger(store), call())
    await conversation(ledger(store, check="c2"), call())
    store.erase("c1", "north")
    (kept,) = store.exchanges("c2", "north")
    assert kept.request == call().request()
    store.erase("c2", "north")
    assert rows(store)[0].request is None


async def test_a_reply_to_a_check_that_was_erased_meanwhile_is_not_kept(store):
    async def send(_):
        await asyncio.to_thread(store.erase, "c1", "north")
        return completion("Ostrava Lane")

    await ledger(store, send).send(call())
    (row,) = rows(store)
    assert (row.status, row.request, row.reply, row.cost_usd) == ("answered", None, None, 0.07)


async def test_exchanges_go_when_their_retention_ends(store):
    await conversation(ledger(store), call("old"))
    with store.transaction() as session:
        session.execute(update(ExchangeRow).values(created_at=datetime.now(UTC) - timedelta(days=31)))
    await conversation(ledger(store), call("new"))
    store.sweep(30)
    assert [row.request["messages"][-1]["content"] for row in rows(store)] == ["new"]
    with store.reading() as session:
        assert session.execute(text("SELECT count(*) FROM exchange_uses")).scalar() == 1
