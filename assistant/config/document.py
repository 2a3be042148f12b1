"""A YAML file read with the line of every key, so that an error can say where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

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


def read(path: Path) -> Document:
    """Read a YAML file. Raises ConfigError when it cannot be read, is not YAML or says a key twice."""
    try:
        text = path.read_text("utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            return Document(path)
        if not isinstance(root, yaml.MappingNode):
            raise ConfigError(f"{path}:1: expected a mapping such as `factcheck: {{model: …}}`")
        lines: dict[Key, int] = {}
        for key, at in _walk(root, (), set()):
            if key in lines:
                raise ConfigError(
                    f"{path}:{at}: {dotted(key)}: said twice, first in line {lines[key]}; keep one"
                )
            lines[key] = at
        return Document(path, yaml.safe_load(text), lines)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: expected UTF-8 text; byte {error.start} is not") from error
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ConfigError(f"{path}{line}: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: nested too deeply") from error


def _walk(node: yaml.Node, key: Key, above: set[int]) -> Iterator[tuple[Key, int]]:
    if id(node) in above:
        raise yaml.MarkedYAMLError(problem="it contains itself", problem_mark=node.start_mark)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield (*key, str(name.value)), name.start_mark.line + 1
            yield from _walk(value, (*key, str(name.value)), {*above, id(node)})
    elif isinstance(node, yaml.SequenceNode):
        for n, item in enumerate(node.value):
            yield (*key, n), item.start_mark.line + 1
            yield from _walk(item, (*key, n), {*above, id(node)})
