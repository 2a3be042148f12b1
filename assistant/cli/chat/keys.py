"""Keys pressed while no prompt is there: they wait for the next one.

A terminal's own line editing would work them off meanwhile: it writes them between the lines of an answer,
and a Ctrl-D or Ctrl-R typed ahead is lost to it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import termios
except ImportError:  # the system has none: its terminal has no line editing of that kind
    termios = None  # type: ignore[assignment]

_INPUT, _LOCAL = 0, 3  # places in what termios.tcgetattr gives


@contextmanager
def waiting() -> Iterator[None]:
    """Let keys wait, unseen; Ctrl-C and Ctrl-Z still speak to the program at once."""
    with _changed(edited=False):
        yield


@contextmanager
def edited() -> Iterator[None]:
    """The terminal as another program expects to find it."""
    with _changed(edited=True):
        yield


@contextmanager
def _changed(*, edited: bool) -> Iterator[None]:
    if termios is None or not sys.stdin.isatty():
        yield
        return
    terminal = sys.stdin.fileno()
    before, now = termios.tcgetattr(terminal), termios.tcgetattr(terminal)
    for place, flags in (
        (_INPUT, termios.ICRNL),
        (_LOCAL, termios.ICANON | termios.ECHO | termios.IEXTEN),
    ):
        now[place] = now[place] | flags if edited else now[place] & ~flags
    termios.tcsetattr(terminal, termios.TCSANOW, now)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
