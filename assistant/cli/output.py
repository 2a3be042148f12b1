"""Reports written to files or to the terminal."""

import io
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.report import Report

Format = Literal["text", "json", "html"]
_BY_ENDING: dict[str, Format] = {".json": "json", ".html": "html", ".htm": "html"}


def format_of(wanted: Format | None, output: Path | None) -> Format:
    """The wanted format, else what the ending of the output says, else text."""
    if wanted is not None or output is None:
        return wanted or "text"
    return _BY_ENDING.get(output.suffix.lower(), "text")


def drawn(report: "Report", format_: Format, *, to_terminal: bool) -> str:
    """The report in a format; text fits the terminal that it goes to."""
    if format_ == "json":
        from assistant.exports.json import to_json

        return to_json(report)
    if format_ == "html":
        from assistant.exports.html import to_html

        return to_html(report)
    from rich.console import Console

    from assistant.exports.text import to_text

    console = Console(file=sys.stdout) if to_terminal else None
    color = console is not None and console.is_terminal and not console.no_color
    return to_text(report, width=console.width if console and console.is_terminal else 100, color=color)


def minute(moment: datetime) -> str:
    """A moment, kept in UTC, as lists show it."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def demand_writable(output: Path) -> None:
    """Say before the check, which may cost money, that its report could not be written. Raises InputError."""
    folder = output.parent
    if output.is_dir():
        raise InputError(f"{output}: expected a file to write to, got a directory; name a file in it")
    if not folder.is_dir():
        raise InputError(f"{output}: expected a folder that exists, found no {folder}; make it first")
    if not os.access(output if _in_place(output) else folder, os.W_OK):
        raise InputError(f"{output}: expected a folder that can be written to; choose another")


def _in_place(output: Path) -> bool:
    """Whether it is a pipe, a device or a link, such as /dev/stdout: written to and never replaced."""
    return output.exists() and (output.is_symlink() or not output.is_file())


def write(text: str, output: Path | None, drawn_as: Format) -> None:
    """Write whole or not at all, in UTF-8; a terminal of another encoding loses what it lacks."""
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            if drawn_as == "text":
                sys.stdout.reconfigure(errors="replace")
            else:
                sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    whole = output if _in_place(output) else output.with_name(f".{output.name}.part")
    try:
        whole.write_text(text, "utf-8")
        if whole != output:
            whole.replace(output)
    except OSError as error:
        if whole != output:
            whole.unlink(missing_ok=True)
        raise InputError(f"{output}: expected a file that can be written, got: {error.strerror}") from None
