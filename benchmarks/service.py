"""The service against bare FastAPI routes on the same database, its latency, and its memory."""

import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, Self

from assistant import Article
from assistant.checking import check
from assistant.store import Store
from benchmarks import answering
from benchmarks.material import article

CLIENTS, SECONDS, ROUNDS = 50, 3.0, 2
LATENCY_ROUNDS = 5
OURS = "import typer; from assistant.cli.serve import serve; typer.run(serve)"
BARE = "from benchmarks.bare import main; main()"
Headers = dict[str, str]


def lines() -> Iterator[str]:
    """Each kind of request against its bare counterpart, in turns; the fastest round counts."""
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/facts.db") as store:
        subject = article()
        post = json.dumps({"articles": [_sent(subject)]}).encode()
        with _Server(OURS, folder, "--no-work") as idle:
            yield f"memory of the idle service: {idle.memory():.0f} MB (aim: under 150)"
            report = check(subject)
            store.save(report, "local")
            row = report.model_dump_json(by_alias=True).encode()
            with _Server(BARE, folder) as bare:
                bare.ask("PUT", f"/rows/{report.id}", row)
                yield from _compared(
                    "POST /v1/checks",
                    "0.35",
                    idle,
                    bare,
                    ("POST", "/v1/checks", post),
                    ("POST", "/rows", post),
                )
                yield from _compared(
                    "GET /v1/checks/{id}", "0.7", idle, bare,
                    ("GET", f"/v1/checks/{report.id}", b""), ("GET", f"/rows/{report.id}", b""),
                )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, _Server(OURS, folder) as working:
        yield f"memory of the idle service that also makes checks: {working.memory():.0f} MB (aim: under 150)"
        yield from _latency(working, article())
    with (
        tempfile.TemporaryDirectory() as folder,
        answering.model() as environment,
        _Server(OURS, folder, **environment) as asking,
    ):
        body = json.dumps({"articles": [_sent(article())]}).encode()
        check_id = asking.ask("POST", "/v1/checks", body)["id"]
        while not (answer := asking.ask("GET", f"/v1/checks/{check_id}", b""))["ended_at"]:
            time.sleep(0.2)
        assert any(trace["calls"] for trace in answer["report"]["stages"])
        yield f"memory after its first model call: {asking.memory():.0f} MB (aim: under 400)"


class _Server:
    """A server in a process of its own, on a database in this folder."""

    def __init__(self, program: str, folder: str, *options: str, **environment: str) -> None:
        self._words = [sys.executable, "-c", program, "--port", "0", *options]
        self._folder, self._environment = folder, environment
        self.port = 0

    def __enter__(self) -> Self:
        url = f"sqlite:///{self._folder}/facts.db"
        self._log = Path(self._folder) / f"log-{id(self)}"
        root = str(Path(__file__).parent.parent)
        environment = {"FACTCHECK_DATABASE_URL": url, "PYTHONPATH": f"{root}:{root}/plugins", "PATH": ""}
        environment |= self._environment
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(self._words, env=environment, stderr=log, cwd=self._folder)
        while not (said := [line for line in self._log.read_text().splitlines() if "running on" in line]):
            time.sleep(0.1)
        self.port = int(said[0].partition("http://127.0.0.1:")[2].split()[0])
        time.sleep(3.0)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)

    def ask(self, method: str, path: str, body: bytes, headers: Headers | None = None) -> Any:  # noqa: ANN401
        """One request on a connection of its own: the answer's JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse().read()
        connection.close()
        return json.loads(answer)

    def memory(self) -> float:
        """What the process holds that nobody shares, in MB."""
        kept = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in kept if line.startswith("Private")) / 1024


def _compared(
    name: str,
    aim: str,
    ours: _Server,
    bare: _Server,
    asked: tuple[str, str, bytes],
    plain: tuple[str, str, bytes],
) -> Iterator[str]:
    best: dict[_Server, tuple[float, float]] = {}
    for _ in range(ROUNDS):
        for server, request in ((bare, plain), (ours, asked)):
            best[server] = max(best.get(server, (0.0, 0.0)), _load(server, *request))
    rate, slowest = best[ours]
    rate_bare, slowest_bare = best[bare]
    yield (
        f"{name}: {rate / rate_bare:.2f} of a bare route (aim: {aim}); {rate:.0f} against {rate_bare:.0f} a second, "
        f"p99 {slowest * 1000:.0f} against {slowest_bare * 1000:.0f} ms under {CLIENTS} clients"
    )


def _load(server: _Server, method: str, path: str, body: bytes) -> tuple[float, float]:
    """Requests a second, and the 99th percentile of their seconds."""
    until, took = time.perf_counter() + SECONDS, list[float]()
    threads = [
        threading.Thread(target=_client, args=(server.port, method, path, body, until, took))
        for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    return len(took) / SECONDS, took[int(len(took) * 0.99)]


def _client(port: int, method: str, path: str, body: bytes, until: float, took: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while (began := time.perf_counter()) < until:
        connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status < 300, answer.status
        took.append(time.perf_counter() - began)
    connection.close()


def _latency(server: _Server, subject: Article) -> Iterator[str]:
    """What being durable adds to one check by rules, from the request to the report."""
    numbers = count()

    def durable() -> None:
        text = f"{subject.text}\n\nThis is article {next(numbers)}."
        body = json.dumps({"articles": [_sent(subject.model_copy(update={"text": text}))]}).encode()
        answer = server.ask("POST", "/v1/checks", body, {"Prefer": "wait=60"})
        assert answer["status"] == "complete"

    waited, direct = _fastest(durable), _fastest(lambda: check(subject))
    yield f"a durable check takes {(waited - direct) * 1000:.0f} ms more than a direct one ({direct * 1000:.0f} ms)"


def _fastest(work: Callable[[], object]) -> float:
    work()
    best = float("inf")
    for _ in range(LATENCY_ROUNDS):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def _sent(subject: Article) -> dict[str, Any]:
    return {"text": subject.text, "headline": subject.headline, "language": "en"}
