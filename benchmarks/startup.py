"""Start: against the bare interpreter, which is 1.0."""

import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from benchmarks.material import EXAMPLES

ROUNDS = 7
PROGRAM = "from assistant.cli import main; main()"


def lines() -> Iterator[str]:
    """The fastest of several rounds each, in turns."""
    article = str(EXAMPLES / "council.md")
    commands = {
        "bare interpreter": ["-c", "pass"],
        "factcheck --help": ["-c", PROGRAM, "--help"],
        "cold baseline check": ["-c", PROGRAM, "check", "--quiet", article],
    }
    fastest = dict.fromkeys(commands, float("inf"))
    for _ in range(ROUNDS):
        for name, command in commands.items():
            began = perf_counter()
            subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=False)
            fastest[name] = min(fastest[name], perf_counter() - began)
    bare = fastest["bare interpreter"]
    for name, seconds in fastest.items():
        yield f"{name}: {seconds / bare:.1f} times the bare interpreter ({seconds * 1000:.0f} ms)"
