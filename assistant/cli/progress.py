"""Life signs while a check is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.pipeline import Listener
    from assistant.report import Trace


@contextmanager
def progress(*, quiet: bool) -> "Iterator[Listener]":
    """A line on standard error that shows life, where that is a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    ended: list[Trace] = []
    with console.status("reading") as status:

        def listener(trace: "Trace") -> None:
            ended.append(trace)
            status.update(f"{len(ended)} done, last {trace.name} {trace.article or ''} {trace.status}")

        yield listener
