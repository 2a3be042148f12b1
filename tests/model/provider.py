"""A provider that misbehaves on purpose, in OpenAI's and in Anthropic's wire format, for the tests."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, ClassVar

Behaviour = Callable[["Wire", "Talk"], Awaitable[None]]


@dataclass
class Talk:
    """One request that came, and the way to answer it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def answer(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """A whole HTTP reply."""
        await self.begin(status, len(body), kind, **headers)
        await self.write(body)

    async def begin(
        self, status: int, length: int | None, kind: str = "application/json", **headers: str
    ) -> None:
        """The head of a reply; without a length the body ends with the connection."""
        try:
            reason = HTTPStatus(status).phrase
        except ValueError:
            reason = "Strange"
        fields = {
            "content-type": kind,
            "connection": "close",
            **{n.replace("_", "-"): v for n, v in headers.items()},
        }
        if length is not None:
            fields["content-length"] = str(length)
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        await self.write(f"HTTP/1.1 {status} {reason}\r\n{head}\r\n".encode())

    async def write(self, data: bytes) -> None:
        """Some bytes."""
        self.writer.write(data)
        await self.writer.drain()


class Wire:
    """What a wire format's replies look like."""

    model: str
    suffix: str

    def reply(self, text: str | None, finish: str = "stop", **extra: Any) -> dict[str, Any]:
        """A reply with this text."""
        raise NotImplementedError

    def tool_call(self) -> dict[str, Any]:
        """A reply that calls a tool."""
        raise NotImplementedError

    def refusal(self) -> dict[str, Any]:
        """A reply in which the model declines."""
        raise NotImplementedError

    def nothing(self) -> dict[str, Any]:
        """A reply without any choice or content."""
        raise NotImplementedError

    def error(self, message: str, kind: str) -> dict[str, Any]:
        """The body of an HTTP error."""
        return {"error": {"message": message, "type": kind, "code": kind}}

    def events(self, pieces: Sequence[str]) -> list[bytes]:
        """A streamed reply."""
        raise NotImplementedError

    def error_event(self) -> bytes:
        """An error in the middle of a stream."""
        raise NotImplementedError


class OpenAI(Wire):
    """Chat completions."""

    model, suffix = "openai/test", "/v1"

    def reply(self, text, finish="stop", **extra):
        message = {"role": "assistant", "content": text}
        usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
        choice = {"index": 0, "message": message, "finish_reason": finish}
        return {
            "id": "c1", "object": "chat.completion", "created": 1, "model": "test", "choices": [choice],
            "usage": usage, **extra,
        }  # fmt: skip

    def tool_call(self):
        body = self.reply(None, "tool_calls")
        call = {"id": "t1", "type": "function", "function": {"name": "search", "arguments": "{}"}}
        body["choices"][0]["message"]["tool_calls"] = [call]
        return body

    def refusal(self):
        body = self.reply(None)
        body["choices"][0]["message"]["refusal"] = "I cannot help with that."
        return body

    def nothing(self):
        return {**self.reply(""), "choices": []}

    def events(self, pieces):
        def event(delta: dict[str, Any], finish: str | None, **extra: Any) -> bytes:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {
                "id": "c1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "test",
                "choices": [choice],
                **extra,
            }
            return b"data: " + json.dumps(chunk).encode() + b"\n\n"

        usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
        return [
            *(event({"role": "assistant", "content": piece}, None) for piece in pieces),
            event({}, "stop"),
            event({}, None, choices=[], usage=usage),
            b"data: [DONE]\n\n",
        ]

    def error_event(self):
        return b'data: {"error": {"message": "It had an error", "type": "server_error", "code": 500}}\n\n'


class Anthropic(Wire):
    """Messages."""

    model, suffix = "anthropic/test", ""
    finishes: ClassVar = {
        "stop": "end_turn",
        "length": "max_tokens",
        "content_filter": "refusal",
        "tool_calls": "tool_use",
    }

    def reply(self, text, finish="stop", **extra):
        content = [{"type": "text", "text": text}]
        return {
            "id": "m1", "type": "message", "role": "assistant", "model": "test", "content": content,
            "stop_reason": self.finishes[finish], "stop_sequence": None,
            "usage": {"input_tokens": 10, "output_tokens": 5}, **extra,
        }  # fmt: skip

    def tool_call(self):
        content = [{"type": "tool_use", "id": "t1", "name": "search", "input": {}}]
        return {**self.reply("", "tool_calls"), "content": content}

    def refusal(self):
        return self.reply("", "content_filter")

    def nothing(self):
        return {**self.reply(""), "content": []}

    def error(self, message, kind):
        return {"type": "error", "error": {"type": kind, "message": message}}

    def events(self, pieces):
        def event(name: str, **content: Any) -> bytes:
            return f"event: {name}\ndata: {json.dumps({'type': name, **content})}\n\n".encode()

        start = {
            **self.reply(""),
            "content": [],
            "stop_reason": None,
            "usage": {"input_tokens": 10, "output_tokens": 0},
        }
        return [
            event("message_start", message=start),
            event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
            *(
                event("content_block_delta", index=0, delta={"type": "text_delta", "text": piece})
                for piece in pieces
            ),
            event("content_block_stop", index=0),
            event(
                "message_delta",
                delta={"stop_reason": "end_turn", "stop_sequence": None},
                usage={"output_tokens": 5},
            ),
            event("message_stop"),
        ]

    def error_event(self):
        error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
        return f"event: error\ndata: {json.dumps(error)}\n\n".encode()


@dataclass
class Provider:
    """The server. Each request meets the next behaviour, the last one again and again."""

    wire: Wire
    script: list[Behaviour] = field(default_factory=list)
    requests: list[Talk] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0

    @property
    def api_base(self) -> str:
        """Where LiteLLM finds it."""
        return f"http://127.0.0.1:{self.port}{self.wire.suffix}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {n.lower(): v for n, _, v in (line.partition(": ") for line in head[1:] if line)}
            body = json.loads(await reader.readexactly(int(headers.get("content-length", "0"))) or b"{}")
            talk = Talk(head[0].split()[1], headers, body, reader, writer)
            self.requests.append(talk)
            self.asked.set()
            await self.script[min(len(self.requests), len(self.script)) - 1](self.wire, talk)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def provider(wire: Wire, *script: Behaviour) -> AsyncIterator[Provider]:
    """A running provider on a port of its own."""
    running = Provider(wire, list(script))
    handlers = set[asyncio.Task[None]]()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.add(task := asyncio.create_task(running.serve(reader, writer)))
        task.add_done_callback(handlers.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()
        for task in list(handlers):
            task.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)
