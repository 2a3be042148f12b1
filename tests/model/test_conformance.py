"""Whatever a provider does, the reply says it: no crash, no made-up answer, no request too many."""

import asyncio
import json
import socket
import sys
import tracemalloc
from contextlib import closing

import pytest

from assistant.asking import Reply
from assistant.model import Gateway
from assistant.model.provider import litellm
from tests.model import behaviours as b
from tests.model.asking import KEY, Items, asked, desk, question
from tests.model.cases import CASES, GOOD, Case
from tests.model.provider import Anthropic, Behaviour, OpenAI, Talk, Wire

HANGS = 60
"""Seconds after which nothing will come: far above every limit that is set here, and below the system's own."""
pytestmark = [
    # LiteLLM's own, in every streamed reply.
    pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecatedSince211"),
    pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"]),
    pytest.mark.parametrize("wire", [OpenAI(), Anthropic()], ids=["openai", "anthropic"]),
]


@pytest.fixture(autouse=True, scope="module")
def _imported() -> None:
    """LiteLLM's import is not part of any time measured here."""
    litellm()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_misbehaving_provider(wire: Wire, case: Case):
    async with asyncio.timeout(HANGS):
        reply, provider = await asked(wire, *case.script, **case.model)

    assert len(provider.requests) == case.requests
    assert reply.usage.attempts == case.requests
    assert words(reply) == case.words
    assert len(reply.invalid) == case.invalid
    if case.says is None:
        assert reply.error is None
    else:
        assert reply.error is not None
        assert reply.error.startswith("desk: ")
        assert case.says in reply.error
        assert KEY not in reply.error
    assert fit_for_a_file(reply)


@pytest.mark.parametrize("flood", [b.floods, b.floods_an_error, b.streams_without_end])
async def test_nothing_that_a_provider_sends_fills_the_memory(wire: Wire, flood: Behaviour):
    tracemalloc.start()
    await asked(wire, flood, retries={"attempts": 1})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 32 * 1024 * 1024


async def test_a_server_that_is_not_there_is_a_transient_fault(wire: Wire):
    async with desk(wire) as (gateway, _):
        pass
    model = gateway.model_for("toy")
    assert model is not None
    reply = await model.ask(question())
    await gateway.aclose()

    assert reply.answer is None
    assert (
        reply.error
        == "desk: the provider cannot be reached; is its address right and the server up? (3 attempts)"
    )
    assert reply.usage.attempts == 3
    assert reply.usage.cost_usd == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a full backlog refuses instead of waiting")
async def test_a_server_that_does_not_take_the_connection_is_given_up_in_time(wire: Wire):
    async with desk(wire, timeouts={"connect": 0.3, "total": 10}, retries={"attempts": 2, "wait": 0.01}) as (
        gateway,
        provider,
    ):
        (deployment,) = gateway.settings.deployments
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, closing(socket.socket()) as only:
        only.connect(full.getsockname())
        address = f"http://127.0.0.1:{full.getsockname()[1]}{wire.suffix}"
        parameters = {**deployment.parameters, "api_base": address}
        moved = deployment.model_copy(update={"parameters": parameters})
        async with Gateway(gateway.settings.model_copy(update={"deployments": (moved,)})) as waiting:
            model = waiting.model_for("toy")
            assert model is not None
            async with asyncio.timeout(HANGS):
                reply = await model.ask(question())

    assert reply.error == "desk: no connection to the provider within 0.3 s (2 attempts)"
    assert provider.requests == []


async def test_cancelling_a_question_cancels_its_request(wire: Wire):
    async with desk(wire, b.is_silent) as (gateway, provider):
        model = gateway.model_for("toy")
        assert model is not None
        asking = asyncio.create_task(model.ask(question()))
        await asyncio.wait_for(provider.asked.wait(), 5)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        connection = provider.requests[0].reader

        assert await asyncio.wait_for(connection.read(), 2) == b""
        assert len(provider.requests) == 1


async def test_no_more_calls_at_once_than_configured(wire: Wire):
    now, most = 0, 0

    async def counts(wire: Wire, talk: Talk) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1
        await b.says(GOOD)(wire, talk)

    async with desk(wire, counts, max_concurrency=2) as (gateway, _):
        model = gateway.model_for("toy")
        assert model is not None
        replies = await asyncio.gather(*(model.ask(question()) for _ in range(8)))

    assert [reply.error for reply in replies] == [None] * 8
    assert most == 2


async def test_a_circuit_opens_and_says_so(wire: Wire):
    async with desk(wire, b.fails(500), circuit={"failures": 4, "seconds": 30}) as (gateway, provider):
        model = gateway.model_for("toy")
        assert model is not None
        replies = [await model.ask(question()) for _ in range(3)]

    assert len(provider.requests) == 4
    assert [reply.usage.attempts for reply in replies] == [3, 1, 0]
    assert replies[2].error is not None
    assert (
        "left alone after 4 faults in a row, next try in 30 s; the last: the provider failed (500)"
        in replies[2].error
    )


def fit_for_a_file(reply: Reply[Items]) -> bytes:
    """What a report says of a reply, in UTF-8, which half a character cannot be."""
    said = [reply.error, reply.engine, dict(reply.parameters), [(it.item, it.reason) for it in reply.invalid]]
    return json.dumps(said, ensure_ascii=False).encode()


def words(reply: Reply[Items]) -> tuple[str, ...] | None:
    return None if reply.answer is None else tuple(item.words for item in reply.answer.items)
