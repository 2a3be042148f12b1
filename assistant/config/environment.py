"""Settings from environment variables, such as `FACTCHECK_LIMITS__ARTICLES` for `limits.articles`."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.config.problems import first_problem, is_section
from assistant.config.settings import Options
from assistant.errors import ConfigError

PREFIX = "FACTCHECK_"
# Read by other parts: where the file is, and where the service is and with which key it is asked.
_ELSEWHERE = ("CONFIG", "URL", "KEY")
# What Kubernetes sets in every container beside a service named `factcheck` or `factcheck-…`.
_KUBERNETES = re.compile(r"(?:^|_)(?:SERVICE_(?:HOST|PORT)(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)\w*)?)$")


def environment(env: Mapping[str, str]) -> Mapping[str, Any]:
    """What the variables set, shaped as `factcheck:` is; a list or a mapping is given as JSON.

    Raises ConfigError, which names the variable.
    """
    set_here = [variable for variable, value in sorted(env.items()) if value and _is_setting(variable)]
    if not set_here:
        return {}  # what reads them takes a while to import
    from pydantic_settings import EnvSettingsSource, SettingsError

    try:
        source = EnvSettingsSource(Options, env_prefix=PREFIX, env_nested_delimiter="__")  # type: ignore[arg-type]
        source.env_vars = {name.lower(): value for name, value in env.items() if value}
        found = source()
        Options.model_validate(found)
    except SettingsError as error:
        raise ConfigError(f"environment: {error}; a list or a mapping is given as JSON") from error
    except ValidationError as error:
        key, problem = first_problem(error)
        raise ConfigError(
            f"environment variable {PREFIX}{'__'.join(map(str, key)).upper()}: {problem}"
        ) from error
    return found


def _is_setting(variable: str) -> bool:
    """Whether a setting is meant. Raises ConfigError for one of ours that no part reads: most likely it is misspelt."""
    if not variable.upper().startswith(PREFIX):
        return False
    name = variable.upper().removeprefix(PREFIX)
    section, sections = name.partition("__")[0], tuple(known.upper() for known in Options.model_fields)
    if section in sections:
        return True
    if section in _ELSEWHERE or _KUBERNETES.search(name):
        return False
    close = get_close_matches(name, [*sections, *_ELSEWHERE, *_nested(Options, "")], n=1)
    there = ", ".join(f"{PREFIX}{known}" for known in sections)
    hint = f"did you mean {PREFIX}{close[0]}?" if close else f"there are: {there}"
    raise ConfigError(f"environment variable {variable}: no such setting; {hint}")


def _nested(section: type[BaseModel], above: str) -> Iterator[str]:
    """The names of the variables for what stands inside the sections: `LIMITS__ARTICLES`."""
    for name, field in section.model_fields.items():
        if above:
            yield f"{above}{name.upper()}"
        if is_section(field.annotation):
            yield from _nested(field.annotation, f"{above}{name.upper()}__")
