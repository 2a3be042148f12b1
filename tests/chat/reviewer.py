"""The terminal of a reviewer, for the tests of the chat."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tmux import Terminal, terminal


@contextmanager
def chat(
    tmp_path: Path, *args: str, config: str = "", size: tuple[int, int] = (80, 24)
) -> Iterator[Terminal]:
    """A conversation of a reviewer with a store of her own."""
    env = {
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "FACTCHECK_DATABASE_URL": f"sqlite:///{tmp_path / 'facts.db'}",
        "FACTCHECK_REVIEWER": "Ada Bream",
        "LC_ALL": "C.UTF-8",
        "PYTHONWARNINGS": "ignore",
    }
    if config:
        (tmp_path / "factcheck.yaml").write_text(config, "utf-8")
    program = Path(sys.executable).with_name("factcheck")
    with terminal([program, "chat", *args], *size, cwd=tmp_path, env=env) as opened:
        yield opened


def reviews(tmp_path: Path) -> list[tuple[str, str]]:
    """What was decided, and by whom, as the store has it."""
    rows = sqlite3.connect(tmp_path / "facts.db").execute("SELECT state, reviewer FROM reviews")
    return rows.fetchall()
