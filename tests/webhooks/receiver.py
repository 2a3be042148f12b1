"""A receiver of webhooks on 127.0.0.1, as a CMS would write one: it verifies with the convention's library."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook


@dataclass
class Receiver:
    """Answers each request with the next of `answers`, the last again and again: a status line and headers.

    `None` never answers, an empty answer closes the connection.
    """

    answers: list[bytes | None] = field(default_factory=lambda: [b"204 No Content"])
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    connections: int = 0
    port: int = 0
    host: str = "127.0.0.1"

    def verified(self, secret: str, number: int = -1) -> Any:
        """What a message says, if the secret has signed it."""
        headers, body = self.requests[number]
        return Webhook(secret).verify(body, headers)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        self.connections += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {n.lower(): v for n, _, v in (line.partition(": ") for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.requests.append(({**headers, ":line": head[0]}, body))
            self.asked.set()
            answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
            if answer is None:
                await asyncio.sleep(30)
            elif answer:
                writer.write(b"HTTP/1.1 " + answer + b"\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receiver(*answers: bytes | None, host: str = "127.0.0.1") -> AsyncIterator[Receiver]:
    """A running receiver on a port of its own."""
    running = Receiver(list(answers) or [b"204 No Content"], host=host)
    handlers = set[asyncio.Task[None]]()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.add(task := asyncio.create_task(running.serve(reader, writer)))
        task.add_done_callback(handlers.discard)

    server = await asyncio.start_server(connected, host, 0)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()
        for task in list(handlers):
            task.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)
