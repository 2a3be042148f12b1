"""Model gateway: against bare LiteLLM and bare HTTP, with a server on this machine that answers at once.

Measured in a process of its own, so that memory is that of the gateway and LiteLLM is bare until the
gateway is first used. The server shares the event loop with whoever asks it: its time is in every figure.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from importlib import import_module
from time import perf_counter

import httpx
from pydantic import BaseModel, ConfigDict

from assistant.asking import Message, Question
from assistant.config import Deployment, ModelSettings, Settings
from assistant.model import Gateway
from assistant.model.call import Call
from assistant.model.gateway import ConfiguredModel

ROUNDS = 7
PER_ROUND = 60
CONCURRENT = 100
ROUNDS_AT_ONCE, AT_ONCE = 3, 500
WARM, ALL = 2_000, 10_000
MOST_SECONDS = 300
TEXT = json.dumps({"items": ["one", "two"]})

Ask = Callable[[], Awaitable[object]]


class Answer(BaseModel):
    """The answer that the server always gives."""

    model_config = ConfigDict(extra="forbid")

    items: list[str]


QUESTION = Question(
    stage="bench",
    article=None,
    messages=(Message("system", "You list words."), Message("user", "one two\n" * 500)),
    answer=Answer,
    schema=Answer.model_json_schema(),
)


def lines() -> Iterator[str]:
    """What a process of its own measures."""
    yield from subprocess.run(
        [sys.executable, "-m", "benchmarks.gateway"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=MOST_SECONDS,
    ).stdout.splitlines()


class Server(asyncio.Protocol):
    """Answers each request at once with the same reply, and keeps the body of the last."""

    body = b""
    _reply = json.dumps(
        {
            "id": "c1", "object": "chat.completion", "created": 1, "model": "bench",
            "choices": [
                {"index": 0, "message": {"role": "assistant", "content": TEXT}, "finish_reason": "stop"}
            ],
            "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        }
    ).encode()  # fmt: skip
    _head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(_reply)}\r\n\r\n"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client is here."""
        self._transport, self._came = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer when the request is whole; no client here sends the next before."""
        self._came += data
        head, end, body = self._came.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        if end and len(body) >= length:
            Server.body, self._came = body, b""
            self._transport.write(self._head.encode() + self._reply)  # type: ignore[attr-defined]


async def measured() -> AsyncIterator[str]:
    """Every figure, one after the other, against one server."""
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    async with Gateway(settings(address)) as gateway, httpx.AsyncClient() as client:
        model = gateway.model_for("bench")
        assert model is not None
        bare = await litellm_alone(await model.call(QUESTION, model.alias), address)
        asked = through(model)
        await asked()
        posted = posting(client, f"{address}/chat/completions", Server.body)
        async for line in compared(asked, bare, posted):
            yield line
        async for line in at_once(asked, bare):
            yield line
        async for line in memory(asked):
            yield line
    server.close()


def settings(address: str) -> Settings:
    """One model, without any limit that would be measured in its place."""
    parameters = {"api_base": address, "api_key": "through-the-gateway"}
    return Settings(
        model="bench",
        models={"bench": ModelSettings(max_concurrency=CONCURRENT, mode="json_schema")},
        deployments=(Deployment(alias="bench", model="openai/bench", parameters=parameters),),
    )


def through(model: ConfiguredModel) -> Ask:
    """Ask as a stage does: the answer is read and validated."""

    async def ask() -> None:
        reply = await model.ask(QUESTION)
        assert reply.answer is not None, reply.error
        assert reply.error is None

    return ask


async def litellm_alone(call: Call, address: str) -> Ask:
    """The same request through LiteLLM, as it is before the gateway wraps its connections."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    acompletion = import_module("litellm").acompletion
    parameters = {**call.request(), "api_base": address, "api_key": "litellm-alone"}

    async def ask() -> None:
        reply = await acompletion(**parameters, max_retries=0, num_retries=0)
        assert reply.choices[0].message.content == TEXT

    await ask()
    return ask


def posting(client: httpx.AsyncClient, url: str, body: bytes) -> Ask:
    """The same bytes by HTTP alone; the reply is parsed."""

    async def ask() -> None:
        reply = await client.post(url, content=body, headers={"content-type": "application/json"})
        assert reply.json()["choices"][0]["message"]["content"] == TEXT

    return ask


async def compared(asked: Ask, bare: Ask, posted: Ask) -> AsyncIterator[str]:
    """One call after the other, the three in turns; of each the fastest round counts."""
    fastest = {ask: float("inf") for ask in (posted, bare, asked)}
    for _ in range(ROUNDS):
        for ask, best in fastest.items():
            began = perf_counter()
            for _ in range(PER_ROUND):
                await ask()
            fastest[ask] = min(best, (perf_counter() - began) / PER_ROUND)
    gateway, litellm, http = fastest[asked], fastest[bare], fastest[posted]
    added = (gateway - litellm) * 1000
    yield (
        f"a call: {gateway / litellm:.2f} times bare LiteLLM ({added:+.1f} ms on {litellm * 1000:.1f} ms), "
        f"{gateway / http:.1f} times bare HTTP ({http * 1000:.1f} ms)"
    )


async def at_once(asked: Ask, bare: Ask) -> AsyncIterator[str]:
    """Calls per second, so many at the same time, in turns."""
    fastest = {ask: float("inf") for ask in (bare, asked)}
    for _ in range(ROUNDS_AT_ONCE):
        for ask, best in fastest.items():
            fastest[ask] = min(best, await seconds(ask, AT_ONCE))
    gateway, litellm = (AT_ONCE / fastest[ask] for ask in (asked, bare))
    yield (
        f"{CONCURRENT} calls at once: {gateway:.0f} a second, {gateway / litellm:.2f} times bare LiteLLM's "
        f"{litellm:.0f}"
    )


async def memory(asked: Ask) -> AsyncIterator[str]:
    """The peak of the process after many calls, against that after fewer: 1.00 is flat."""
    await seconds(asked, WARM)
    warm = peak()
    took = await seconds(asked, ALL - WARM)
    yield (
        f"peak memory after {ALL:,} calls: {peak() / warm:.3f} times that after {WARM:,} "
        f"({(ALL - WARM) / took:.0f} calls a second)"
    )


async def seconds(ask: Ask, calls: int) -> float:
    """How long so many calls take, `CONCURRENT` at a time."""
    left = iter(range(calls))

    async def worker() -> None:
        for _ in left:
            await ask()

    began = perf_counter()
    await asyncio.gather(*(worker() for _ in range(CONCURRENT)))
    return perf_counter() - began


def peak() -> int:
    """The most memory that this process ever had, in the unit of the system."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def main() -> None:
    """Print each figure when it is there."""
    async for line in measured():
        print(line, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
