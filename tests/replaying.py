"""A provider on this machine that answers from cassettes: for programs that run in a process of their own."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from tests.recording import raw


class Replaying(ThreadingHTTPServer):
    """Answers a request as its cassette does, streamed replies event by event.

    While `held` is set, a streamed reply stops before its last events; `unmatched` are requests that no
    cassette holds, which are answered with 404.
    """

    daemon_threads = True

    def __init__(self, cassettes: Sequence[Path]) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        loaded = (yaml.safe_load(path.read_text("utf-8"))["interactions"] for path in cassettes)
        self.exchanges: list[dict[str, Any]] = [exchange for exchanges in loaded for exchange in exchanges]
        self.unmatched: list[str] = []
        self.asked = 0
        self.held = threading.Event()
        self.released = threading.Event()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def find(self, path: str, body: object) -> tuple[str, str] | None:
        """The recorded reply to a request, and its content type."""
        for exchange in self.exchanges:
            request = exchange["request"]
            if request["uri"].endswith(path) and request["body"].get("json") == body:
                response = exchange["response"]
                (kind,) = response["headers"]["Content-Type"]
                return raw(response["body"]), kind
        self.unmatched.append(json.dumps(body, ensure_ascii=False))
        return None


class _Answering(BaseHTTPRequestHandler):
    server: Replaying

    def do_POST(self) -> None:
        """Answer one request."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked += 1
        reply = self.server.find(self.path, body)
        self.send_response(404 if reply is None else 200)
        text, kind = reply or ("{}", "application/json")
        self.send_header("content-type", kind)
        self.send_header("connection", "close")
        self.end_headers()
        self._stream([f"{event}\n\n" for event in text.split("\n\n")])

    def _stream(self, events: list[str]) -> None:
        for place, event in enumerate(events):
            if self.server.held.is_set() and place == len(events) - _LAST:
                self.server.released.wait(120)
            self.wfile.write(event.encode())
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


_LAST = 4


@contextmanager
def replaying(*cassettes: Path) -> Iterator[Replaying]:
    """A running provider. Fails when it was asked what no cassette holds."""
    with Replaying(cassettes) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join(30)
    assert server.unmatched == []
