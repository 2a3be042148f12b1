"""Exercises the Dockerfile's steps without a container engine, in a folder of its own.

Reads the Dockerfile itself, so that it cannot drift: COPY copies, RUN runs. At the end a key is made,
ENTRYPOINT and CMD serve, HEALTHCHECK is run until it holds, and the service is told to stop: as an
unprivileged user where that is possible. PREFIX and DATA are the paths that are moved, and the port; any
other absolute path in a step is an error here.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
UNPRIVILEGED = 10001
PORT = 8000
START_SECONDS = 120


def instructions(text: str) -> list[tuple[str, str]]:
    """The Dockerfile's instructions, in order."""
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    kept = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in kept)]


def main() -> None:
    """Run every step; exits with the first that fails."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the unprivileged user must reach the installation
        place = Path(folder)
        context, prefix = place / "src", place / "prefix"
        context.mkdir()
        environment = {**os.environ, "PREFIX": str(prefix), "DATA": str(place / "data")}
        steps = instructions((ROOT / "Dockerfile").read_text("utf-8"))
        last: dict[str, str] = {}
        for word, rest in steps:
            last[word] = rest
            if word == "COPY" and not rest.startswith("--from=build"):
                copy(rest.split(), context)
            elif word == "RUN":
                run(["bash", "-ec", rest], context, environment)
        environment["PATH"] = f"{prefix}/bin:{environment['PATH']}"
        environment["FACTCHECK_DATABASE_URL"] = f"sqlite:///{place}/data/checks.db"
        if "USER" not in last or last["USER"].startswith(("0", "root")):
            sys.exit("the image would run as root")
        serve(last, place, environment)
    print("the Dockerfile's steps hold")


def serve(last: dict[str, str], where: Path, environment: dict[str, str]) -> None:
    """Make a key, serve, wait until the health check holds, and stop."""
    entry, command = json.loads(last["ENTRYPOINT"]), json.loads(last["CMD"])
    run([*entry, "keys", "create", "--desk", "ci", "--scope", "admin"], where, environment, user=UNPRIVILEGED)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    health = last["HEALTHCHECK"].partition("CMD ")[2].replace(f":{PORT}", f":{port}")
    until = time.monotonic() + START_SECONDS
    words = [*entry, *command, "--port", port]
    with subprocess.Popen(words, cwd=where, env=environment, **dropped(UNPRIVILEGED)) as service:
        while subprocess.run(
            ["bash", "-c", health], env=environment, stderr=subprocess.DEVNULL, check=False
        ).returncode:
            if service.poll() is not None or time.monotonic() > until:
                service.kill()
                sys.exit("the service of the image does not get healthy")
            time.sleep(1)
        service.send_signal(signal.SIGTERM)
        if service.wait(60) not in {0, -signal.SIGTERM}:
            sys.exit("the service of the image does not stop when it is told to")


def copy(words: list[str], context: Path) -> None:
    """COPY: every source into the last word, which lies in the working directory."""
    *sources, target = words
    for source in sources:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, context / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, context / target)


def run(command: list[str], where: Path, environment: dict[str, str], user: int | None = None) -> None:
    """Run one step, as `user` where we may and it can reach the interpreter; stops this script if it fails."""
    drop = dropped(user) if user else {}
    done = subprocess.run(command, cwd=where, env=environment, stdout=subprocess.DEVNULL, check=False, **drop)
    if done.returncode:
        sys.exit(f"the step failed with {done.returncode}: {' '.join(command)}")


def dropped(user: int) -> dict[str, Any]:
    """How to run as this user, where we may."""
    return {"user": user, "group": user, "extra_groups": []} if may_drop() else {}


def may_drop() -> bool:
    """Whether we are root and the interpreter does not lie in a folder that only root may enter."""
    interpreter = Path(sys.base_prefix).resolve()
    return os.geteuid() == 0 and all(
        folder.stat().st_mode & 0o001 for folder in (interpreter, *interpreter.parents)
    )


if __name__ == "__main__":
    main()
