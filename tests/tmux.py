"""A terminal under test: tmux runs the program, types into it, and says what is on the screen."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

PROGRAM = shutil.which("tmux")
_PATIENCE = 120
_POLL = 0.1


class Terminal:
    """One window. Keys are tmux's names: Enter, Tab, C-c, M-Enter, BSpace."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def call(self, *words: str) -> str:
        """One command to tmux."""
        done = subprocess.run(
            [str(PROGRAM), "-S", str(self._socket), "-f", os.devnull, *words],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        return done.stdout

    @property
    def screen(self) -> str:
        """What is on the screen."""
        return self.call("capture-pane", "-p", "-t", "0")

    @property
    def everything(self) -> str:
        """The screen and what was scrolled off it, wrapped lines joined."""
        return self.call("capture-pane", "-p", "-J", "-S", "-", "-t", "0")

    def type(self, text: str, *, enter: bool = True) -> None:
        """Type a line."""
        self.call("send-keys", "-t", "0", "-l", text)
        if enter:
            self.key("Enter")

    def key(self, *names: str) -> None:
        """Press keys."""
        self.call("send-keys", "-t", "0", *names)

    def paste(self, text: str) -> None:
        """Paste a text, in brackets where the program asked for them."""
        self.call("set-buffer", "--", text)
        self.call("paste-buffer", "-p", "-t", "0")

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self.call("resize-window", "-t", "0", "-x", str(width), "-y", str(height))

    def until(self, *texts: str, gone: Sequence[str] = ()) -> str:
        """The screen, once all of these texts are on it and none of those that should be gone."""
        return self.wait(
            lambda shown: all(t in shown for t in texts) and not any(t in shown for t in gone), texts
        )

    def wait(self, holds: Callable[[str], bool], what: object = "") -> str:
        """The screen, with its lines joined by blanks beneath, once something holds of it."""
        ends = monotonic() + _PATIENCE
        while True:
            screen = self.screen
            if holds(f"{screen}\n{' '.join(screen.split())}"):
                return screen
            if monotonic() > ends:
                raise AssertionError(f"not on the screen: {what}\n{screen}")
            sleep(_POLL)

    def kill(self) -> None:
        """Take the terminal away from under the program."""
        subprocess.run(
            [str(PROGRAM), "-S", str(self._socket), "kill-server"], check=False, capture_output=True
        )


@contextmanager
def terminal(
    command: Sequence[str | Path], width: int, height: int, *, cwd: Path, env: Mapping[str, str]
) -> Iterator[Terminal]:
    """A terminal of that size that runs a command, and says its exit code when it has ended."""
    with tempfile.TemporaryDirectory(prefix="tmux-") as folder:
        opened = Terminal(Path(folder) / "socket")
        variables = [word for name, value in env.items() for word in ("-e", f"{name}={value}")]
        line = f"trap : INT; {shlex.join(map(str, command))}; echo ended with $?; sleep 600"
        size = ("-x", str(width), "-y", str(height))
        opened.call("new-session", "-d", *size, "-c", str(cwd), *variables, "sh", "-c", line)
        try:
            yield opened
        finally:
            opened.kill()
