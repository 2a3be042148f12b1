"""Reads a YAML file. Imported when there is one: the parser takes a while."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from assistant.config.document import Document, Key, dotted
from assistant.errors import ConfigError


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
