"""Reads lines and works them off. Ctrl-C stops what is under way, and not the conversation."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Protocol

from assistant.cli.chat.commands import find, split
from assistant.cli.chat.screen import Screen
from assistant.cli.chat.table import COMMANDS
from assistant.cli.chat.work import Work
from assistant.errors import FactcheckError

_WORST = (2, 3)  # when several hold, the first of these


class Lines(Protocol):
    """Where lines come from. `attended`: somebody sits there, who may stop an answer and go on."""

    attended: bool

    async def next(self) -> str:
        """The next line. Raises EOFError at the end, KeyboardInterrupt for Ctrl-C."""
        ...


class Piped:
    """Lines of standard input, each repeated on the transcript before it is worked off."""

    attended = False

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    async def next(self) -> str:
        """The next line."""
        line: str = await asyncio.to_thread(sys.stdin.readline)
        if not line:
            raise EOFError
        if line.strip():
            self._screen.gap()
            self._screen.say(f"> {line.strip()}", style="bold")
        return line


class Plain:
    """Lines typed without anything that moves. `ready` is called whenever the prompt is there, or nearly."""

    attended = True

    def __init__(self, ready: Callable[[], None]) -> None:
        self._ready = ready

    async def next(self) -> str:
        """The next line; of the conversation nothing is under way meanwhile."""
        self._ready()
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return input("> ")  # noqa: ASYNC250 - nothing else is under way while it is typed
        finally:
            signal.signal(signal.SIGINT, before)


async def converse(work: Work, lines: Lines) -> int:
    """Work off lines until there are none. Gives 0, 2 if a line could not be done, 3 if something failed.

    Where somebody sits there and sees it, a typo is no failure of the program: always 0.
    """
    codes: set[int] = set()
    under_way = _UnderWay()
    with under_way.stoppable() if lines.attended else nullcontext():
        while not work.leaving:
            try:
                line = (await lines.next()).strip()
            except EOFError:
                break
            except KeyboardInterrupt:
                work.screen.say("Ctrl-D or /quit leaves; every decision is kept already.", style="dim")
                continue
            if line:
                codes.add(await _worked(work, line, under_way))
    return 0 if lines.attended else next((code for code in _WORST if code in codes), 0)


async def _worked(work: Work, line: str, under_way: "_UnderWay") -> int:
    """Do what a line says."""
    task = asyncio.ensure_future(_done(work, line))
    await under_way.until_done(task)
    if task.cancelled():
        work.screen.say("Stopped.")
        return 0
    error = task.exception()
    if isinstance(error, FactcheckError):
        work.screen.say(str(error), style="red")
        return error.exit_code
    if error is not None:
        raise error
    return 0


async def _done(work: Work, line: str) -> None:
    if not line.startswith("/"):
        from assistant.cli.chat.asking import ask

        await ask(work, line)
        return
    name, rest = split(line)
    await find(COMMANDS, name).run(work, rest)


class _UnderWay:
    """What a line has begun, which Ctrl-C stops. Where nothing is under way, Ctrl-C ends nothing."""

    def __init__(self) -> None:
        self._task: asyncio.Future[None] | None = None

    async def until_done(self, task: "asyncio.Future[None]") -> None:
        """Wait for it, however it ends."""
        self._task = task
        await asyncio.wait([task])
        self._task = None

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Hear Ctrl-C, from the first prompt to the last line: between the two nothing else may."""
        loop = asyncio.get_running_loop()

        def stop(*_: object) -> None:
            if self._task is not None:
                loop.call_soon_threadsafe(self._task.cancel)

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
