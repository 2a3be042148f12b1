"""Real processes of ours on 127.0.0.1, a model that counts what it is asked, and clients that insist."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import httpx
from sqlalchemy import select

from assistant.errors import StoreError
from assistant.store import Store
from assistant.store.tables import ExchangeRow

T = TypeVar("T")
PATIENCE = 240.0
LEASE = 2.0
# One for all: to make one costs as much processor time as a check does.
_http = httpx.Client(timeout=60, trust_env=False, limits=httpx.Limits(max_connections=100))


class Provider(ThreadingHTTPServer):
    """A model that takes a while and finds nothing; it counts what it was asked."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, seconds: float) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.seconds = seconds
        self.asked: Counter[str] = Counter()

    @property
    def environment(self) -> dict[str, str]:
        """What has a process of ours ask this model."""
        return {
            "FACTCHECK_MODEL": "openai/test",
            "FACTCHECK_API_BASE": f"http://127.0.0.1:{self.server_port}/v1",
            "FACTCHECK_MODELS": '{"openai/test": {"mode": "prompt"}}',
            "OPENAI_API_KEY": "sk-none",
        }


@contextmanager
def provided(seconds: float = 0.25) -> Iterator[Provider]:
    """A model that answers meanwhile, each call after so many seconds."""
    with Provider(seconds) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class _Answering(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        """Answer that nothing was found."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked[fingerprint(asked["messages"])] += 1
        time.sleep(self.server.seconds)
        message = {"role": "assistant", "content": '{"items": []}'}
        reply = {
            "id": "c",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12},
        }
        body = json.dumps(reply).encode()
        try:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # who asked was killed meanwhile

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def fingerprint(messages: object) -> str:
    """What a question is counted under."""
    return sha256(json.dumps(messages, sort_keys=True).encode()).hexdigest()


class Cluster:
    """Processes on one database. All are killed in the end; what they log lies in `folder`."""

    def __init__(self, folder: Path, environment: dict[str, str], *, light: bool = False) -> None:
        self._folder, self._light = folder, light
        self._environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, command: str, *options: str) -> "subprocess.Popen[bytes]":
        """Start a command of ours; a light one reaches the model without LiteLLM."""
        imported = f"from assistant.cli.{command} import {command}"
        first = "import tests.jobs.light; " if self._light else ""
        program = f"{first}import typer; {imported}; typer.run({command})"
        words = [sys.executable, "-c", program, "--lease", f"{LEASE:g}", *options]
        with (self._folder / f"log-{len(self._started)}").open("wb") as log:
            process = subprocess.Popen(words, env=self._environment, cwd=self._folder, stderr=log)
        self._started.append(process)
        return process

    def serve(self, *options: str, port: int | None = None) -> "tuple[subprocess.Popen[bytes], str]":
        """A server that answers, and its address."""
        port = port or free_port()
        process = self.start("serve", "--port", str(port), *options)
        base = f"http://127.0.0.1:{port}"
        wait_for(lambda: answers(base))
        return process, base

    def stop(self) -> None:
        """Kill what is left."""
        for process in self._started:
            kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """`kill -9`, and wait for it."""
    process.send_signal(signal.SIGKILL)
    process.wait(30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def answers(base: str) -> bool:
    """Whether a server answers."""
    try:
        return _http.get(f"{base}/healthz").status_code == 200
    except httpx.HTTPError:
        return False


def wait_for(condition: Callable[[], T], seconds: float = PATIENCE) -> T:
    """Wait for a condition; its value."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def answered(store: Store) -> set[str]:
    """The calls whose reply is kept."""
    while True:
        try:
            with store.reading() as session:
                rows = session.scalars(select(ExchangeRow).where(ExchangeRow.status == "answered"))
                return {fingerprint(row.request["messages"]) for row in rows}
        except StoreError:
            time.sleep(0.2)


def accepted(base: Callable[[], str], article: dict[str, Any], key: str) -> str:
    """Have a check accepted, asking until it is: the id. Servers may be killed meanwhile."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            answer = _http.post(
                f"{base()}/v1/checks", json={"articles": [article]}, headers={"Idempotency-Key": key}
            )
            if answer.status_code < 500:
                id_: str = answer.json().get("id") or answer.json()["check"]
                return id_
        except httpx.HTTPError:
            pass
        assert time.monotonic() < end, "nobody accepts checks"
        time.sleep(0.5)


def ended(base: Callable[[], str], id_: str) -> dict[str, Any] | None:
    """The body of the check, if it has ended."""
    try:
        answer = _http.get(f"{base()}/v1/checks/{id_}")
    except httpx.HTTPError:
        return None
    if answer.status_code >= 500:
        return None
    body: dict[str, Any] = answer.json()
    return body if body["ended_at"] else None


class Clients:
    """So many clients that send so many articles, each of its own words, and never give one up."""

    def __init__(self, base: Callable[[], str], clients: int, articles: int) -> None:
        self._base = base
        self._left = list(range(articles))[::-1]
        self.ids: dict[int, str] = {}
        self._threads = [threading.Thread(target=self._send, daemon=True) for _ in range(clients)]

    def start(self) -> None:
        """Begin to send."""
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        """Wait until all is accepted."""
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _send(self) -> None:
        while True:
            try:
                number = self._left.pop()
            except IndexError:
                return
            text = f"Warden {number} said {number + 2} boats sank off pier {number}. Nobody was hurt."
            article = {"id": f"article-{number}", "text": text, "language": "en"}
            self.ids[number] = accepted(self._base, article, f"key-{number}")
