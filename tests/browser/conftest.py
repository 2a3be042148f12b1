"""A service and a CMS in front of it, both real processes, for the one browser that all tests share."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.chromium import Page

ROOT = Path(__file__).parents[2]
_SERVE = "from assistant.cli import main; main()"


@contextmanager
def started(folder: Path, *command: str, **env: str) -> Iterator[str]:
    """The address that a command says it listens on; the command is ended when the block is left."""
    with (folder / "said").open("w+b") as said:
        known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1", **env}
        process = subprocess.Popen(
            [sys.executable, *command], env=known, cwd=folder, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            yield _address(process, folder / "said")
        finally:
            process.terminate()
            process.wait(20)


def _address(process: "subprocess.Popen[bytes]", said: Path) -> str:
    while True:
        found = re.search(r"http://127\.0\.0\.1:\d+", said.read_text("utf-8"))
        if found:
            return found[0]
        assert process.poll() is None, said.read_text("utf-8")
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The service's database."""
    return f"sqlite:///{tmp_path_factory.mktemp('service') / 'facts.db'}"


@pytest.fixture(scope="session")
def service(chrome: Page, tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[str]:
    """The address of a service without keys that checks by the rules of language alone."""
    folder = tmp_path_factory.mktemp("serve")
    env = {"FACTCHECK_DATABASE_URL": database, "FACTCHECK_MODEL": "baseline"}
    with started(folder, "-c", _SERVE, "serve", "--port", "0", **env) as address:
        yield address


@pytest.fixture(scope="session")
def cms(tmp_path_factory: pytest.TempPathFactory, service: str) -> Iterator[str]:
    """The address of the example CMS, in front of the service."""
    program = str(ROOT / "examples" / "cms" / "server.py")
    with started(tmp_path_factory.mktemp("cms"), program, "--port", "0", "--service", service) as address:
        yield address
