"""The part of a LiteLLM proxy configuration that we read: deployments, fallbacks and aliases."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, SecretStr, field_validator

from assistant.config import masking

T = TypeVar("T")
Key = tuple[str | int, ...]
_REFERENCE = "os.environ/"
_ROUTER_ONLY = frozenset(
    {
        "rpm", "tpm", "weight", "order", "tags", "max_budget", "budget_duration", "max_parallel_requests",
        "max_retries", "num_retries", "timeout", "stream_timeout", "cooldown_time", "mock_response",
        "fallbacks", "stream", "cache", "caching", "callbacks", "litellm_credential_name",
        "use_in_pass_through",
    }
)  # fmt: skip
_INFO = frozenset(
    {
        "input_cost_per_token", "output_cost_per_token", "max_input_tokens", "max_tokens",
        "max_output_tokens", "supports_response_schema",
    }
)  # fmt: skip
_READ = frozenset({"model_list", "litellm_settings", "router_settings", "factcheck"})
_UNREAD = frozenset(
    {
        "general_settings", "environment_variables", "credential_list", "callback_settings", "guardrails",
        "mcp_servers", "mcp_aliases", "search_tools", "vector_store_registry", "prompts", "include",
        "files_settings", "finetune_settings", "assistant_settings", "agent_list", "tools", "policies",
    }
)  # fmt: skip


class Deployment(BaseModel):
    """One entry of `model_list`: an alias, LiteLLM's name of the model, and what to call it with.

    `variables` are the environment variables that the parameters refer to, `unset` those that are not
    set, that of the model included.
    Of the parameters a text is masked, at any depth, when its name or that of a mapping around it is like
    a key's (`api_key`, `authorization`), when it holds a password for its address, and when it came from
    the environment.
    """

    model_config = ConfigDict(frozen=True)

    alias: str
    model: str
    parameters: Mapping[str, Any] = Field(default={}, repr=False)
    info: Mapping[str, JsonValue] = {}
    variables: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()

    @field_validator("parameters")
    @classmethod
    def _masked(cls, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        return dict(masking.masked(dict(parameters)))

    @property
    def api_base(self) -> str | None:
        """The address of the provider, where the entry gives one; fit to be shown."""
        base = masking.revealed(self.parameters.get("api_base"))
        return masking.without_password(str(base)) if base else None

    def call_parameters(self) -> dict[str, Any]:
        """What to call LiteLLM with, secrets in the clear. Never log it."""
        return dict(masking.revealed(dict(self.parameters)))

    def without_credentials(self) -> dict[str, JsonValue]:
        """What to call LiteLLM with but keys, tokens and headers: what tells two deployments apart.

        To be hashed, not to be shown: a value from the environment may be anything.
        """
        kept = {
            name: value
            for name, value in self.call_parameters().items()
            if not masking.is_secret(name) and not name.endswith("headers")
        }
        return {**kept, "model": self.model, "api_base": self.api_base}

    def secrets(self) -> tuple[str, ...]:
        """The masked texts in the clear, and the passwords within them, to be kept out of every message."""
        return tuple(dict.fromkeys(masking.secrets(self.parameters)))


class ProxyConfig(BaseModel):
    """What a LiteLLM proxy configuration says that concerns us, and what in it we do not read."""

    model_config = ConfigDict(frozen=True)

    deployments: tuple[Deployment, ...] = ()
    fallbacks: Mapping[str, tuple[str, ...]] = {}
    aliases: Mapping[str, str] = {}
    unread: tuple[str, ...] = ()


class WrongKeyError(ValueError):
    """A key of the file whose value cannot be; `key` is the path to it."""

    def __init__(self, key: Key, message: str) -> None:
        super().__init__(message)
        self.key = key


def read_proxy_config(data: Mapping[str, Any], env: Mapping[str, str]) -> ProxyConfig:
    """Read the LiteLLM keys of a configuration. Raises WrongKeyError."""
    if strange := sorted(map(str, set(data) - _READ - _UNREAD)):
        there = ", ".join(sorted(_READ))
        raise WrongKeyError((strange[0],), f"no such key; expected {there}, or another of a LiteLLM proxy")
    unread = [key for key in data if key in _UNREAD]
    entries = _expect(list, data.get("model_list") or [], ("model_list",), "a list of models")
    deployments = tuple(_deployment(entry, ("model_list", n), env, unread) for n, entry in enumerate(entries))
    fallbacks: dict[str, tuple[str, ...]] = {}
    aliases: dict[str, str] = {}
    for section in ("litellm_settings", "router_settings"):
        for key, value in _expect(dict, data.get(section) or {}, (section,), "a mapping").items():
            if key == "fallbacks":
                fallbacks.update(_fallbacks(value, (section, key)))
            elif key == "model_group_alias":
                aliases.update(_aliases(value, (section, key)))
            else:
                unread.append(f"{section}.{key}")
    return ProxyConfig(deployments=deployments, fallbacks=fallbacks, aliases=aliases, unread=tuple(unread))


def _deployment(given: object, key: Key, env: Mapping[str, str], unread: list[str]) -> Deployment:
    entry = _expect(dict, given, key, "a mapping with model_name and litellm_params")
    alias = _expect(str, entry.get("model_name"), (*key, "model_name"), "the alias, a text")
    parameters = _expect(
        dict, entry.get("litellm_params"), (*key, "litellm_params"), "a mapping with at least `model`"
    )
    model = _expect(
        str,
        parameters.get("model"),
        (*key, "litellm_params", "model"),
        "LiteLLM's name of the model, such as openai/gpt-4o",
    )
    info = _expect(dict, entry.get("model_info") or {}, (*key, "model_info"), "a mapping")
    if alias == "baseline":
        raise WrongKeyError(
            (*key, "model_name"), "`baseline` is the word for no model; give the model another alias"
        )
    unread += [
        f"model_list[{key[-1]}].{name}"
        for name in entry
        if name not in {"model_name", "litellm_params", "model_info"}
    ]
    unread += [f"model_list[{key[-1]}].litellm_params.{name}" for name in parameters if name in _ROUTER_ONLY]
    unread += [f"model_list[{key[-1]}].model_info.{name}" for name in info if name not in _INFO]
    kept = {name: value for name, value in parameters.items() if name != "model" and name not in _ROUTER_ONLY}
    resolved = {name: _resolved(value, env, (*key, "litellm_params", name)) for name, value in kept.items()}
    variables, models = _variables(kept), _variables(model)
    return Deployment(
        alias=alias,
        model=env.get(model.removeprefix(_REFERENCE), model) if model.startswith(_REFERENCE) else model,
        parameters={name: value for name, value in resolved.items() if value is not None},
        info={
            name: _resolved(value, env, (*key, "model_info", name))
            for name, value in info.items()
            if name in _INFO
        },
        variables=tuple(variables),
        unset=tuple(name for name in [*models, *variables] if not env.get(name)),
    )


def _resolved(value: object, env: Mapping[str, str], key: Key) -> Any:  # noqa: ANN401 - as YAML has it
    """The value with the environment in it, each text from there masked; None for a variable not set."""
    match value:
        case str() if value.startswith(_REFERENCE):
            text = env.get(value.removeprefix(_REFERENCE))
            return SecretStr(text) if text else None
        case dict():
            inside = {str(name): _resolved(inner, env, (*key, str(name))) for name, inner in value.items()}
            return {name: inner for name, inner in inside.items() if inner is not None}
        case list():
            return [_resolved(inner, env, (*key, n)) for n, inner in enumerate(value)]
        case date():
            # YAML reads `api_version: 2024-06-01` as a date; providers want the text.
            return value.isoformat()
        case str():
            return value or None
        case int() | float() | None:
            return value
    raise WrongKeyError(key, f"expected a text, a number, a list or a mapping, came a {type(value).__name__}")


def _variables(value: object) -> list[str]:
    return [text.removeprefix(_REFERENCE) for text in masking.texts(value) if text.startswith(_REFERENCE)]


def _fallbacks(value: object, key: Key) -> Mapping[str, tuple[str, ...]]:
    found = {}
    for n, entry in enumerate(_expect(list, value, key, "a list of {alias: [aliases]}")):
        for alias, others in _expect(dict, entry, (*key, n), "{alias: [aliases]}").items():
            found[alias] = tuple(_expect(list, others, (*key, n, alias), "a list of aliases"))
    return found


def _aliases(value: object, key: Key) -> Mapping[str, str]:
    found = {}
    for alias, target in _expect(dict, value, key, "{alias: alias}").items():
        model = target.get("model") if isinstance(target, dict) else target
        found[alias] = _expect(str, model, (*key, alias), "the alias of a model")
    return found


def _expect(kind: type[T], value: object, key: Key, what: str) -> T:
    if not isinstance(value, kind):
        came = "nothing" if value is None else f"a {type(value).__name__}"
        raise WrongKeyError(key, f"expected {what}, came {came}")
    return value
