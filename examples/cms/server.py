"""A CMS to try the plugin with: serves this folder, and passes everything under /v1 on to the service.

This is how a CMS with a backend of its own had best do it: the browser talks to the CMS alone, so there is
nothing to allow across sites, and the desk's key stays here. Needs Python only.

    factcheck serve &
    python examples/cms/server.py        # then open http://127.0.0.1:8001/
"""

import argparse
import contextlib
import json
import os
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

HERE = Path(__file__).parent
KEY = "FACTCHECK_KEY"
PASSED_ON = ("Accept", "Content-Type", "Idempotency-Key", "If-None-Match", "Last-Event-ID", "Prefer")
PASSED_BACK = ("Content-Type", "ETag", "Location", "Retry-After", "X-Request-Id")
SERVED = {"/": "editor.html"} | {
    f"/{file.name}": file.name for file in HERE.iterdir() if file.suffix in {".html", ".js", ".css"}
}


class CMS(ThreadingHTTPServer):
    """The CMS, in front of a service."""

    daemon_threads = True

    def __init__(self, port: int, service: str) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.service = urlsplit(service)
        self.names = {f"{host}:{self.server_port}" for host in ("127.0.0.1", "localhost")}


class Handler(SimpleHTTPRequestHandler):
    """One request."""

    server: CMS
    extensions_map: ClassVar = {
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
    }

    def do_GET(self) -> None:
        """A file of this folder, or an answer of the service."""
        if self.path.startswith("/v1/"):
            self._pass_on()
        elif (name := SERVED.get(urlsplit(self.path).path)) is None:
            self.send_error(404)
        else:
            self.path = f"/{name}"
            super().do_GET()

    def do_POST(self) -> None:
        """Only the service takes any."""
        if self.path.startswith("/v1/"):
            self._pass_on()
        else:
            self.send_error(404)

    def translate_path(self, path: str) -> str:
        """Where a file lies."""
        return str(HERE / path.lstrip("/"))

    def end_headers(self) -> None:
        """Have the browser ask for the newest file."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of what passes."""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
        if not self._from_our_page():
            self._problem(403, "expected a request of this CMS's own page")
            return
        sent = {name: value for name in PASSED_ON if (value := self.headers.get(name))}
        if key := os.environ.get(KEY):
            sent["Authorization"] = f"Bearer {key}"
        service = self.server.service
        kind = HTTPSConnection if service.scheme == "https" else HTTPConnection
        asking = kind(service.hostname or "", service.port, timeout=60)
        try:
            asking.request(self.command, service.path.rstrip("/") + self.path, body, sent)
            answer = asking.getresponse()
        except (OSError, HTTPException):
            self._problem(502, f"no answer from {service.geturl()}: start it with `factcheck serve`")
        else:
            self._pass_back(answer)
        finally:
            asking.close()

    def _from_our_page(self) -> bool:
        """No page of another site may ask through us, nor a name that was pointed at this machine."""
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        own_page = origin in {None, f"http://{host}"} and site in {"none", "same-origin"}
        return host in self.server.names and own_page

    def _pass_back(self, answer: HTTPResponse) -> None:
        """Piece by piece: events must not wait for the last one."""
        self.send_response(answer.status)
        for name in PASSED_BACK:
            if value := answer.headers.get(name):
                self.send_header(name, value)
        self.end_headers()
        while piece := answer.read1(1 << 16):
            self.wfile.write(piece)
            self.wfile.flush()

    def _problem(self, status: int, detail: str) -> None:
        body = json.dumps({"status": status, "detail": detail}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/problem+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="A CMS to try factcheck.js with.")
    parser.add_argument("--port", type=int, default=8001, help="0 takes a free one")
    parser.add_argument("--service", default="http://127.0.0.1:8000", help="where `factcheck serve` listens")
    options = parser.parse_args()
    with CMS(options.port, options.service) as server:
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)  # noqa: T201 - its only output
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()
