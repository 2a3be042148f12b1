"""What a provider can do wrong: each a behaviour of the server in `provider`."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.model.provider import Behaviour, Talk, Wire


def says(text: str | None, finish: str = "stop", **extra: Any) -> Behaviour:
    """A reply with this text."""

    async def behave(wire: Wire, talk: Talk) -> None:
        await talk.answer(200, json.dumps(wire.reply(text, finish, **extra)).encode())

    return behave


def fails(status: int, message: str = "no", kind: str = "some_error", **headers: str) -> Behaviour:
    """An HTTP error in the provider's own form."""

    async def behave(wire: Wire, talk: Talk) -> None:
        await talk.answer(status, json.dumps(wire.error(message, kind)).encode(), **headers)

    return behave


def sends(status: int, body: bytes, kind: str = "application/json", **headers: str) -> Behaviour:
    """Any bytes at all."""

    async def behave(wire: Wire, talk: Talk) -> None:
        await talk.answer(status, body, kind, **headers)

    return behave


def http_date(seconds: float) -> str:
    """The date that many seconds from now, as Retry-After has it."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


async def calls_a_tool(wire: Wire, talk: Talk) -> None:
    await talk.answer(200, json.dumps(wire.tool_call()).encode())


async def refuses(wire: Wire, talk: Talk) -> None:
    await talk.answer(200, json.dumps(wire.refusal()).encode())


async def gives_no_choice(wire: Wire, talk: Talk) -> None:
    await talk.answer(200, json.dumps(wire.nothing()).encode())


async def garbles(wire: Wire, talk: Talk) -> None:
    """A reply that is not UTF-8."""
    body = json.dumps(wire.reply('{"items": ["XX"]}')).encode().replace(b"XX", b"\xff\xfe\xc3")
    await talk.answer(200, body)


async def is_silent(wire: Wire, talk: Talk) -> None:
    """No header ever comes."""
    await asyncio.sleep(60)


async def dribbles(wire: Wire, talk: Talk) -> None:
    """A body that comes byte by byte, each well within any timeout between two bytes."""
    body = json.dumps(wire.reply('{"items": []}')).encode()
    await talk.begin(200, len(body))
    for at in range(len(body)):
        await talk.write(body[at : at + 1])
        await asyncio.sleep(0.05)


async def hangs_up(wire: Wire, talk: Talk) -> None:
    """The connection closes before any reply."""


async def resets(wire: Wire, talk: Talk) -> None:
    """The connection is reset in the middle of the body."""
    body = json.dumps(wire.reply('{"items": []}')).encode()
    await talk.begin(200, len(body))
    await talk.write(body[:20])
    talk.writer.transport.abort()


async def floods(wire: Wire, talk: Talk) -> None:
    """A valid reply of 50 MB."""
    head, tail = json.dumps(wire.reply("HERE")).encode().split(b"HERE")
    await talk.begin(200, len(head) + 50_000_000 + len(tail))
    await talk.write(head)
    for _ in range(800):
        await talk.write(b"x" * 62_500)
    await talk.write(tail)


async def floods_an_error(wire: Wire, talk: Talk) -> None:
    """An error page of 50 MB."""
    await talk.begin(500, 50_000_000, "text/html")
    for _ in range(800):
        await talk.write(b"x" * 62_500)


def streams(*pieces: str) -> Behaviour:
    """A streamed reply."""

    async def behave(wire: Wire, talk: Talk) -> None:
        await talk.begin(200, None, "text/event-stream")
        for event in wire.events(pieces):
            await talk.write(event)

    return behave


async def stalls(wire: Wire, talk: Talk) -> None:
    """A stream that begins and then says nothing more."""
    await talk.begin(200, None, "text/event-stream")
    for event in wire.events(['{"items": '])[:3]:
        await talk.write(event)
    await asyncio.sleep(60)


async def streams_an_error(wire: Wire, talk: Talk) -> None:
    """A stream that turns into an error."""
    await talk.begin(200, None, "text/event-stream")
    for event in wire.events(['{"items": '])[:3]:
        await talk.write(event)
    await talk.write(wire.error_event())


async def stops_streaming(wire: Wire, talk: Talk) -> None:
    """A stream that ends in the middle as if all were well."""
    await talk.begin(200, None, "text/event-stream")
    for event in wire.events(['{"items": ', "[]"]):
        if b'stop"' in event:
            break
        await talk.write(event)


async def streams_without_end(wire: Wire, talk: Talk) -> None:
    """A stream of one endless line."""
    await talk.begin(200, None, "text/event-stream")
    await talk.write(b"data: ")
    for _ in range(800):
        await talk.write(b"x" * 65_536)
