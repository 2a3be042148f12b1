"""What a configuration file says, with the line of every key, so that an error can say where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """The content of a file, and the line on which each key stands."""

    path: Path | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[Key, int] = field(default_factory=dict)

    def error(self, key: Key, problem: str) -> ConfigError:
        """The error that names file, line and key."""
        near = next((key[:size] for size in range(len(key), 0, -1) if key[:size] in self.lines), ())
        line = f":{self.lines[near]}" if near else ""
        return ConfigError(f"{self.path}{line}: {dotted(key)}: {problem}")


def dotted(key: Key) -> str:
    """The key as people write it: `model_list[0].litellm_params.model`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key)
    return text.removeprefix(".")
