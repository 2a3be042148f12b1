"""Find and read the settings: flags beat environment, environment beats file, file beats default."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.config.deployments import ProxyConfig, WrongKeyError, read_proxy_config
from assistant.config.document import Document, Key, dotted
from assistant.config.environment import PREFIX, environment
from assistant.config.problems import first_problem
from assistant.config.settings import BASELINE, Options, Settings
from assistant.errors import ConfigError

FILE = "factcheck.yaml"


def load(
    path: Path | str | None = None,
    env: Mapping[str, str] = os.environ,
    overrides: Mapping[str, Any] | None = None,
) -> Settings:
    """The settings as configured. `overrides` are flags, shaped as `factcheck:` is; None means not said.

    `FACTCHECK_MODEL` sets `model`, `FACTCHECK_LIMITS__ARTICLES` sets `limits.articles`, and so on; a list
    or a mapping is given as JSON. Raises ConfigError, which names file, line and key, or the variable.
    """
    file = _find(path, env)
    document = _read(file) if file else Document()
    proxy = _proxy(document, env)
    section = document.data.get("factcheck") or {}
    _check_section(document, section)
    variables = environment(env)
    flags = _said(overrides or {})
    _check(flags, "option")
    merged = _merged(_merged(section, variables), flags)
    options = Options.model_validate(merged)
    _check_names(document, proxy, options)
    try:
        return Settings(
            **{name: getattr(options, name) for name in Options.model_fields},
            deployments=proxy.deployments,
            fallbacks=proxy.fallbacks,
            aliases=proxy.aliases,
            file=file,
            notes=tuple(_notes(document, proxy, options)),
        )
    except ConfigError as error:
        raise ConfigError(f"{_origin(document, variables, flags)}: {error}") from error


def _find(path: Path | str | None, env: Mapping[str, str]) -> Path | None:
    if named := path or env.get("FACTCHECK_CONFIG"):
        return Path(named)
    here = Path.cwd()
    folders = [here, *here.parents, _user_folder(env)]
    return next((file for folder in folders if (file := folder / FILE).is_file()), None)


def _read(file: Path) -> Document:
    from assistant.config.yamlfile import read

    return read(file)


def _user_folder(env: Mapping[str, str]) -> Path:
    root = env.get("APPDATA") if os.name == "nt" else env.get("XDG_CONFIG_HOME")
    return (Path(root) if root else Path(env.get("HOME") or "~").expanduser() / ".config") / "factcheck"


def _proxy(document: Document, env: Mapping[str, str]) -> ProxyConfig:
    try:
        return read_proxy_config(document.data, env)
    except WrongKeyError as error:
        raise document.error(error.key, str(error)) from error


def _check_section(document: Document, section: object) -> None:
    """Check what the file says under `factcheck:`, strictly: a number in quotes is not a number."""
    try:
        Options.model_validate_json(json.dumps(section, default=str), strict=True)
    except ValidationError as error:
        key, problem = first_problem(error)
        raise document.error(("factcheck", *key), problem) from error


def _check(values: Mapping[str, Any], what: str) -> None:
    try:
        Options.model_validate(values)
    except ValidationError as error:
        key, problem = first_problem(error)
        raise ConfigError(f"{what} {dotted(key)}: {problem}") from error


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    inner = {name: _said(value) if isinstance(value, Mapping) else value for name, value in values.items()}
    return {name: value for name, value in inner.items() if value is not None}


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for name, value in above.items():
        under = merged.get(name)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            merged[name] = _merged(under, value)
        else:
            merged[name] = value
    return merged


def _check_names(document: Document, proxy: ProxyConfig, options: Options) -> None:
    """Every model that the file names must be there."""
    known = {*(deployment.alias for deployment in proxy.deployments), *proxy.aliases, BASELINE}
    for key, name in _named_models(document):
        if name not in known and "/" not in name:
            raise document.error(
                key,
                f"no model {name!r}; there are: {', '.join(sorted(known))}, or LiteLLM's own provider/model",
            )
    for alias in options.models:
        if alias not in known and "/" not in alias:
            raise document.error(
                ("factcheck", "models", alias),
                f"no model of that alias; there are: {', '.join(sorted(known))}",
            )


def _named_models(document: Document) -> Iterator[tuple[Key, str]]:
    section = document.data.get("factcheck") or {}
    if section.get("model"):
        yield ("factcheck", "model"), section["model"]
    for stage, values in ((section.get("stages") or {}).get("settings") or {}).items():
        if values.get("model"):
            yield ("factcheck", "stages", "settings", stage, "model"), values["model"]
    for alias, values in (section.get("models") or {}).items():
        for n, name in enumerate(values.get("fallbacks") or ()):
            yield ("factcheck", "models", alias, "fallbacks", n), name
    for part in ("litellm_settings", "router_settings"):
        yield from _proxy_models(part, document.data.get(part) or {})


def _proxy_models(part: str, section: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    for n, entry in enumerate(section.get("fallbacks") or ()):
        for alias, names in entry.items():
            for m, name in enumerate(names):
                yield (part, "fallbacks", n, alias, m), name
    for alias, target in (section.get("model_group_alias") or {}).items():
        yield (part, "model_group_alias", alias), target["model"] if isinstance(target, dict) else target


def _notes(document: Document, proxy: ProxyConfig, options: Options) -> Iterator[str]:
    if proxy.unread:
        yield f"{document.path}: LiteLLM settings that are not used here: {', '.join(proxy.unread)}"
    aliases = sorted({deployment.alias for deployment in proxy.deployments})
    if len(aliases) > 1 and not options.model:
        yield (
            f"{document.path}: model_list has {len(aliases)} models ({', '.join(aliases)}) and none is "
            "chosen, so no model is used; set `factcheck: {model: …}`"
        )


def _origin(document: Document, variables: Mapping[str, Any], flags: Mapping[str, Any]) -> str:
    if "model" in flags:
        return "option model"
    return f"{PREFIX}MODEL" if "model" in variables else str(document.path)
