"""What a conversation leaves behind for `--continue`: which check it was on, by where that check lies."""

import json
from contextlib import suppress
from pathlib import Path

import platformdirs

from assistant.errors import InputError


def folder() -> Path:
    """Where the state of conversations and what was typed are kept, for their owner alone."""
    return platformdirs.user_state_path("factcheck")


def remember(place: str, check: str) -> None:
    """Note the check that a conversation is on. What cannot be noted is only not continued."""
    with suppress(OSError):
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        _file().write_text(json.dumps({**_read(), place: check}), "utf-8")


def last(place: str) -> str:
    """The check that the last conversation there was on. Raises InputError if there was none."""
    check = _read().get(place)
    if check is None:
        raise InputError("--continue: there was no conversation here yet; name articles or --check ID")
    return check


def _file() -> Path:
    return folder() / "chat.json"


def _read() -> dict[str, str]:
    try:
        kept = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
