"""A real server, killed while a model answers: every check ends, no finished call is paid twice."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from sqlalchemy import select

from assistant.store import Store
from assistant.store.tables import CheckRow, EventRow, ExchangeRow

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
PATIENCE = 120
TEXT = "\n\n".join(
    f"Warden {name} said {n} boats sank." for n, name in enumerate(("Ash", "Bram", "Cole", "Dunn"), 2)
)


class Provider(ThreadingHTTPServer):
    """A model that takes a while and finds nothing; it counts what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: Counter[str] = Counter()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked[fingerprint(asked["messages"])] += 1
        time.sleep(0.25)
        choice = {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": '{"items": []}'},
        }
        usage = {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}
        reply = {
            "id": "c",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [choice],
            "usage": usage,
        }
        body = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def fingerprint(messages: object) -> str:
    return sha256(json.dumps(messages, sort_keys=True).encode()).hexdigest()


@pytest.fixture
def provider():
    with Provider() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def run(tmp_path):
    """Start a command of ours; all are killed in the end."""
    running = []

    def begin(command, *options, **env):
        program = f"import typer; from assistant.cli.{command} import {command}; typer.run({command})"
        words = [sys.executable, "-c", program, "--lease", "2", *options]
        known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **env}
        with (tmp_path / f"log-{len(running)}").open("wb") as log:
            running.append(subprocess.Popen(words, env=known, cwd=tmp_path, stderr=log))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait(10)


def serve(run, *options, **env):
    """A server that answers, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = run("serve", "--port", str(port), *options, **env)
    base = f"http://127.0.0.1:{port}"
    wait_for(lambda: answers(base), PATIENCE)
    return process, base


def answers(base):
    try:
        return httpx.get(f"{base}/healthz", timeout=10).status_code == 200
    except httpx.HTTPError:
        return False


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def answered(store):
    """The calls whose reply is kept."""
    with store.reading() as session:
        rows = session.scalars(select(ExchangeRow).where(ExchangeRow.status == "answered"))
        return {fingerprint(row.request["messages"]) for row in rows}


def test_a_killed_server_loses_no_check_and_pays_no_finished_call_twice(run, provider, tmp_path):
    url = f"sqlite:///{tmp_path / 'facts.db'}"
    env = {
        "FACTCHECK_DATABASE_URL": url,
        "FACTCHECK_MODEL": "openai/test",
        "FACTCHECK_API_BASE": f"http://127.0.0.1:{provider.server_port}/v1",
        "FACTCHECK_WINDOW": "1",
        "FACTCHECK_MODELS": '{"openai/test": {"max_concurrency": 1, "mode": "prompt"}}',
        "OPENAI_API_KEY": "sk-none",
    }
    process, base = serve(run, **env)
    # Two checks that ask the same at the same moment both pay for it: the texts share no sentence.
    ids = [accepted(base, TEXT), accepted(base, TEXT.replace("Warden", "Keeper").replace("boats", "barges"))]
    with Store(url) as store:
        wait_for(lambda: len(answered(store)) >= 2, PATIENCE)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        paid = answered(store)
        _, base = serve(run, **env)
        for id_ in ids:
            body = wait_for(partial(ended, base, id_), PATIENCE)
            assert body["status"] == "complete", body["problem"]
            assert body["report"]["id"] == id_
        assert len(paid) >= 2
        assert {key: provider.asked[key] for key in paid} == dict.fromkeys(paid, 1)
        assert answered(store) == set(provider.asked)


def test_a_worker_that_is_killed_for_good_has_its_checks_made_by_another(run, postgres_url):
    env = {"FACTCHECK_DATABASE_URL": postgres_url, "FACTCHECK_MODEL": "baseline"}
    with Store(postgres_url) as store:
        _, base = serve(run, "--no-work", **env)
        ids = [accepted(base, f"{TEXT}\n\nThere were {n}, sources said.") for n in range(40)]
        doomed, _ = run("worker", **env), run("worker", **env)
        wait_for(lambda: any(f"-{doomed.pid}-" in worker for worker in holders(store)), PATIENCE)
        doomed.send_signal(signal.SIGKILL)
        doomed.wait(10)
        assert {wait_for(partial(ended, base, id_), PATIENCE)["status"] for id_ in ids} == {"complete"}
        assert holders(store) == []
        with store.reading() as session:
            done = select(EventRow.check_id).where(EventRow.kind == "done")
            assert sorted(session.scalars(done)) == sorted(ids)


def accepted(base, text):
    asked = {"articles": [{"text": text, "language": "en"}]}
    return httpx.post(f"{base}/v1/checks", json=asked, timeout=PATIENCE).json()["id"]


def ended(base, id_):
    body = httpx.get(f"{base}/v1/checks/{id_}", timeout=PATIENCE).json()
    return body if body["ended_at"] else None


def holders(store):
    with store.reading() as session:
        return session.scalars(select(CheckRow.worker).where(CheckRow.worker.is_not(None))).all()
