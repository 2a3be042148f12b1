"""A headless Chromium driven over its debugging pipe: no driver to install and no socket to open."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")
PROGRAM = next((path for path in map(shutil.which, _NAMES) if path), None)
_PATIENCE = 90
_CODES = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowUp": 38, "ArrowDown": 40, "Backspace": 8}
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class Page:
    """One page. `events` keeps everything the browser reported."""

    def __init__(self, read: int, write: int) -> None:
        self.events: list[dict[str, Any]] = []
        self._read, self._write = read, write
        self._rest = b""
        self._last = 0
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send one command and return its result; events on the way are kept."""
        self._last += 1
        message: dict[str, object] = {"id": self._last, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while (reply := self._next()).get("id") != self._last:
            self.events.append(reply)
        assert "error" not in reply, reply
        return reply["result"]

    def open(self, where: Path | str, width: int = 1400, height: int = 900, **media: str) -> None:
        """Show a file or an address in a window of that size and wait until it has loaded."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self.call("Emulation.setEmulatedMedia", features=features)
        self.events.clear()
        self.call("Page.navigate", url=where.as_uri() if isinstance(where, Path) else where)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait(self, condition: str) -> Any:
        """The value of a JavaScript expression once it is true, or what was not true in time."""
        waiting = f"""(async () => {{
          for (const end = Date.now() + {_PATIENCE - 5}000; Date.now() < end; ) {{
            const value = await ({condition});
            if (value) return value;
            await new Promise((next) => setTimeout(next, 20));
          }}
        }})()"""
        value = self.run(waiting)
        assert value, f"not within {_PATIENCE - 5} seconds: {condition}"
        return value

    def press(
        self, key: str, code: int = 0, text: str = "", *, control: bool = False, shift: bool = False
    ) -> None:
        """Press and release one key where the focus is."""
        code = code or _CODES[key]
        held = 2 * control + 8 * shift
        stroke = {"key": key, "code": key, "windowsVirtualKeyCode": code, "text": text, "modifiers": held}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, **stroke)

    def type(self, text: str) -> None:
        """Write text where the focus is, as an input method does."""
        self.call("Input.insertText", text=text)

    def reported(self, method: str) -> list[dict[str, Any]]:
        """The parameters of all events of that name since the page was opened."""
        return [event["params"] for event in self.events if event.get("method") == method]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select([self._read], [], [], _PATIENCE)
            assert ready, f"the browser said nothing for {_PATIENCE} seconds"
            piece = os.read(self._read, 1 << 16)
            assert piece, "the browser went away"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A browser with a profile of its own; ended when the block is left."""
    assert PROGRAM
    their_read, write = os.pipe()
    read, their_write = os.pipe()
    # Chromium reads commands from descriptor 3 and answers on 4; the shell puts the pipes there.
    script = f'exec "$@" 3<&{their_read} 4>&{their_write}'
    command = ["/bin/bash", "-c", script, "bash", PROGRAM, *_FLAGS, f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        command, pass_fds=(their_read, their_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(their_read)
    os.close(their_write)
    try:
        yield Page(read, write)
    finally:
        os.close(write)
        os.close(read)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
