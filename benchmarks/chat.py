"""Chat: to the prompt on a checked story, and from the last token of a statement to the screen.

The program's bytecode is cached, as that of an installed one is, and the model says its tokens one by one.
"""

import json
import os
import pty
import sqlite3
import subprocess
import sys
import tempfile
import termios
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.material import EXAMPLES

ROUNDS = 5
STORY = [str(EXAMPLES / "harbour-wire.txt"), str(EXAMPLES / "harbour-post.html")]
CHAT = [sys.executable, "-c", "from assistant.cli import main; main()", "chat"]
QUESTION = b"How many containers were destroyed"
TOKEN_SECONDS = 0.5  # what came before the last token has been read when that is said
PROMPT = b"\x1b[?2004h"  # it asks for pastes in brackets
CONFIG = """\
model_list:
  - {{model_name: made-up, litellm_params: {{model: openai/made-up, api_base: "{address}", api_key: none}}}}
factcheck:
  database_url: "{database}"
  model: made-up
  stages:
    settings: {{claims: {{model: baseline}}, sources: {{model: baseline}}, consistency: {{model: baseline}}}}
"""
SAID = (
    '{"sentences": [4], "quote": "destroyed 140 containers", "statement": "140 containers were destroyed."}'
)
SHOWN = b"140 containers were destroyed."
ENDED = b"model call"


def lines() -> Iterator[str]:
    """Of several rounds, in turns where they are compared, the fastest."""
    with tempfile.TemporaryDirectory() as folder, _provider() as provider:
        env = _environment(Path(folder), provider.address)
        no_input = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        subprocess.run([*CHAT, *STORY], env=env, check=True, **no_input)
        (id_,) = sqlite3.connect(Path(folder) / "facts.db").execute("SELECT id FROM checks").fetchone()
        bare, prompt = [], []
        _to_the_prompt(env, id_)
        for _ in range(ROUNDS):
            began = perf_counter()
            subprocess.run([sys.executable, "-c", "pass"], env=env, check=True)
            bare.append(perf_counter() - began)
            prompt.append(_to_the_prompt(env, id_))
        ratio = min(prompt) / min(bare)
        yield f"to the prompt: {min(prompt) * 1000:.0f} ms, {ratio:.1f} times the bare interpreter (aim: under 500 ms)"
        first, *later = _to_the_screen(env, id_, provider)
        told = f"{first * 1000:.0f} ms in the first answer, {min(later) * 1000:.0f} ms in later ones"
        yield f"from a statement's last token to the screen: {told} (aim: under 50 ms)"


def _environment(folder: Path, address: str) -> dict[str, str]:
    config = folder / "factcheck.yaml"
    database = f"sqlite:///{folder / 'facts.db'}"
    config.write_text(CONFIG.format(address=address, database=database), "utf-8")
    own = {
        "FACTCHECK_CONFIG": str(config),
        "XDG_STATE_HOME": str(folder),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "PYTHONPYCACHEPREFIX": str(folder),
        "PYTHONDONTWRITEBYTECODE": "",
        "TERM": "xterm-256color",
    }
    return {**os.environ, **own}


def _to_the_prompt(env: Mapping[str, str], id_: str) -> float:
    began = perf_counter()
    with _terminal([*CHAT, "--check", id_, "--model", "baseline"], env) as screen:
        _until(screen, PROMPT)
        return perf_counter() - began


def _to_the_screen(env: Mapping[str, str], id_: str, provider: "_Provider") -> Iterator[float]:
    """The answers of one conversation. Each question is another: an answer that is kept is not asked for."""
    with _terminal([*CHAT, "--check", id_], env) as screen:
        _until(screen, PROMPT)
        for n in range(1, ROUNDS + 1):
            provider.seen.clear()
            os.write(screen, QUESTION + b"?" * n + b"\r")
            _until(screen, SHOWN)
            shown = perf_counter()
            provider.seen.set()
            yield shown - provider.sent
            _until(screen, ENDED)


@contextmanager
def _terminal(command: list[str], env: Mapping[str, str]) -> Iterator[int]:
    """A program at a terminal of its own; gives the terminal's other end."""
    screen, own = pty.openpty()
    termios.tcsetwinsize(own, (24, 80))
    program = subprocess.Popen(command, env=env, stdin=own, stdout=own, stderr=own, close_fds=True)
    os.close(own)
    try:
        yield screen
    finally:
        program.kill()
        program.wait()
        os.close(screen)


def _until(screen: int, words: bytes) -> None:
    """Read what is written until these words are."""
    seen = b""
    while words not in seen:
        seen += os.read(screen, 65_536)


class _Provider(ThreadingHTTPServer):
    """A model that says one statement, and nothing more until that was seen."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Reply)
        self.address = f"http://127.0.0.1:{self.server_address[1]}/v1"
        self.sent = 0.0
        self.seen = threading.Event()


class _Reply(BaseHTTPRequestHandler):
    server: _Provider
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        for piece in ('{"statements": [', SAID[:40], SAID[40:-1]):
            self._send({"content": piece}, None)
            sleep(TOKEN_SECONDS)
        self.server.sent = perf_counter()
        self._send({"content": SAID[-1]}, None)
        self.server.seen.wait(30)
        self._send({"content": "]}"}, None)
        self._send({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {
            "id": "c",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": [choice],
        }
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@contextmanager
def _provider() -> Iterator[_Provider]:
    with _Provider() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
