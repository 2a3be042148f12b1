"""Every setting there is. The page of settings in the docs is generated from the descriptions here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator

from assistant.config.deployments import Deployment
from assistant.config.section import Seconds, Section
from assistant.config.service import Service
from assistant.errors import ConfigError
from assistant.policy import Policy
from assistant.report import Severity

BASELINE = "baseline"
ModeSetting = Literal["auto", "json_schema", "prompt"]


class Timeouts(Section):
    """How long one attempt may take, in seconds."""

    connect: Seconds = Field(default=10, description="Seconds until the provider has taken the connection.")
    first_token: Seconds | None = Field(
        default=None,
        description="Seconds until the first piece of the reply, and between two pieces. Setting it asks the "
        "provider to stream the reply; without it the reply comes whole and only `total` applies.",
    )
    total: Seconds = Field(default=300, description="Seconds until the whole reply is here.")


class Retries(Section):
    """When a transient fault or a rate limit is worth another attempt."""

    attempts: int = Field(default=4, ge=1, description="Attempts in all, the first included.")
    seconds: float = Field(
        default=120, ge=0, description="No attempt begins later than this many seconds after the first."
    )
    wait: float = Field(
        default=0.5,
        ge=0,
        description="Longest first pause in seconds; it doubles, and a random part of it is waited.",
    )


class CircuitSettings(Section):
    """When a deployment that keeps failing is left alone for a while."""

    failures: int = Field(
        default=8, ge=1, description="Faults in a row that open the circuit; rate limits do not count."
    )
    seconds: Seconds = Field(
        default=30, description="Seconds until an open circuit lets one attempt through."
    )


class CallLimits(Section):
    """How much may be asked of one model by all processes that share a database."""

    concurrent: int | None = Field(default=None, ge=1, description="Calls at the same time.")
    requests_per_minute: int | None = Field(default=None, ge=1, description="Requests in any 60 seconds.")
    tokens_per_minute: int | None = Field(
        default=None,
        ge=1,
        description="Tokens in any 60 seconds; a call under way counts with the most that it may take.",
    )
    patience: Seconds = Field(
        default=300, description="Seconds that a call waits for its turn before it is given up."
    )


class ModelSettings(Section):
    """How one model is used, by its alias in `model_list`."""

    window: int | None = Field(
        default=None, ge=1, description="Sentences per call; unset: the general `window`."
    )
    mode: ModeSetting = Field(
        default="auto",
        description="How the answer's JSON schema is given: `json_schema` through the provider's structured "
        "output, `prompt` in the text, `auto` whichever LiteLLM says the model can do.",
    )
    timeouts: Timeouts = Field(default=Timeouts(), description="Time limits of one attempt.")
    retries: Retries = Field(default=Retries(), description="When to try again.")
    circuit: CircuitSettings = Field(
        default=CircuitSettings(), description="When to stop trying for a while."
    )
    max_concurrency: int = Field(
        default=4, ge=1, description="Calls of one process at the same time, for each deployment."
    )
    limits: CallLimits = Field(
        default=CallLimits(), description="What holds across processes, where there is a store."
    )
    fallbacks: tuple[str, ...] | None = Field(
        default=None,
        description="Models to ask, in this order, when this one gave no answer; may end in `baseline`. "
        "Unset: `litellm_settings.fallbacks`.",
    )

    @field_validator("fallbacks")
    @classmethod
    def _baseline_is_last(cls, fallbacks: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if fallbacks and BASELINE in fallbacks[:-1]:
            raise ValueError("baseline never fails, so it can only come last")
        return fallbacks


class StageSettings(Section):
    """What one stage does differently."""

    model: str | None = Field(default=None, description="The stage's own model, or `baseline`.")
    prompt: str | None = Field(default=None, description="Version of the stage's prompt, such as `v1`.")
    temperature: float | None = Field(
        default=None, ge=0, le=2, description="Overrides the general `temperature`."
    )
    max_tokens: int | None = Field(default=None, ge=1, description="Overrides the general `max_tokens`.")
    window: int | None = Field(default=None, ge=1, description="Overrides the window of the model.")


class Stages(Section):
    """Which stages run, and how."""

    enabled: tuple[str, ...] | None = Field(
        default=None, description="Stages that run; unset: all installed."
    )
    pick: Mapping[str, str] = Field(
        default={},
        description="Which stage to use where several provide the same, such as `claims: house_claims`.",
    )
    settings: Mapping[str, StageSettings] = Field(
        default={}, description="What a stage does differently, by its name."
    )


class Limits(Section):
    """What is too much."""

    characters: int = Field(
        default=400_000, ge=1, description="Most characters of one article; a longer one is refused."
    )
    articles: int = Field(default=50, ge=1, description="Most articles of one check.")


class DeskBudget(Section):
    """How much money one desk may spend."""

    day_usd: float | None = Field(
        ge=0, description="US dollars that this desk may spend from midnight; null: any amount."
    )


class Budget(Section):
    """How much money may be spent. Needs the price of every model that is used, and a store."""

    check_usd: float | None = Field(default=None, ge=0, description="US dollars that one check may cost.")
    day_usd: float | None = Field(
        default=None, ge=0, description="US dollars that a desk may spend from midnight, in `time_zone`."
    )
    desks: Mapping[str, DeskBudget] = Field(
        default={}, description="What one desk may spend instead, by its name."
    )

    def day_of(self, desk: str) -> float | None:
        """What the desk may spend in a day; None is any amount."""
        return self.desks[desk].day_usd if desk in self.desks else self.day_usd


class Options(Section):
    """What stands under `factcheck:` in the file."""

    model: str | None = Field(
        default=None,
        description="The model to use: an alias of `model_list`, LiteLLM's own `provider/model`, or "
        "`baseline`. Unset: the alias of `model_list` if it has just one, else `baseline`.",
    )
    api_base: str | None = Field(
        default=None,
        description="Address of the provider, for a `provider/model` that is not in `model_list`.",
    )
    window: int | None = Field(
        default=None, ge=1, description="Sentences per model call; unset: an article whole."
    )
    temperature: float = Field(
        default=0.0, ge=0, le=2, description="Sampling temperature, where the model has one."
    )
    max_tokens: int = Field(default=4096, ge=1, description="Most tokens of one reply.")
    models: Mapping[str, ModelSettings] = Field(default={}, description="How a model is used, by its alias.")
    stages: Stages = Field(default=Stages(), description="Which stages run, and how.")
    limits: Limits = Field(default=Limits(), description="What is too much.")
    budget: Budget = Field(default=Budget(), description="How much money may be spent.")
    service: Service = Field(default=Service(), description="What the service over HTTP takes.")
    database_url: SecretStr | None = Field(
        default=None,
        description="The store, `sqlite:///FILE` or `postgresql://…`; unset: a file in the user's folder.",
    )
    log: Literal["text", "json"] = Field(
        default="text",
        description="How the service and its workers write their log: lines of text, or of JSON.",
    )
    traces: bool = Field(
        default=False,
        description="Send OpenTelemetry traces of checks, stages and model calls, without any content, to the "
        "collector that OTEL_EXPORTER_OTLP_ENDPOINT names. Needs `factcheck-assistant[otel]`.",
    )
    retention_days: int = Field(
        default=30, ge=1, description="Days that requests to models and their replies are kept."
    )
    time_zone: str = Field(
        default="UTC",
        description="The desk's time zone, such as `Europe/Paris`: of a publication date without an offset, "
        "and of the day that `budget.day_usd` is for.",
    )
    policy: Policy = Field(default=Policy(), description="Which rules count, and how much.")
    reviewer: str | None = Field(
        default=None,
        min_length=1,
        description="Who decisions made on this machine are by; unset: the name of whoever is logged in.",
    )
    fail_on: Severity = Field(
        default="error", description="Findings of this severity or worse make `check` exit with 1."
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("expected the name of a time zone, such as UTC or Europe/Paris") from error
        return name


class Settings(Options):
    """Everything a check needs to know: our options, and the deployments that `model_list` declares.

    `notes` are things an engineer should hear of once. Without arguments: the baseline.
    """

    deployments: tuple[Deployment, ...] = ()
    fallbacks: Mapping[str, tuple[str, ...]] = {}
    aliases: Mapping[str, str] = {}
    file: Path | None = None
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        self.resolve(self.default_model)
        for alias in self.known_aliases:
            for name in self.chain(alias):
                self.resolve(name)
        return self

    @property
    def known_aliases(self) -> tuple[str, ...]:
        """The aliases of `model_list`, and the models used that are not among them; `baseline` is not one."""
        named = [deployment.alias for deployment in self.deployments]
        used = [self.default_model, *(stage.model for stage in self.stages.settings.values() if stage.model)]
        return tuple(name for name in dict.fromkeys([*named, *self.aliases, *used]) if name != BASELINE)

    @property
    def default_model(self) -> str:
        """The model that is used where nothing else is said, or `baseline`."""
        named = {deployment.alias for deployment in self.deployments}
        return self.model or (named.pop() if len(named) == 1 else BASELINE)

    @property
    def limited(self) -> bool:
        """Whether a budget or a limit is set: only a store can hold those."""
        return self.budget != Budget() or any(own.limits != CallLimits() for own in self.models.values())

    def model_settings(self, alias: str) -> ModelSettings:
        """How the model of that alias is used."""
        return self.models.get(alias) or self.models.get(self.aliases.get(alias, alias)) or ModelSettings()

    def stage_settings(self, stage: str) -> StageSettings:
        """What the stage does differently."""
        return self.stages.settings.get(stage) or StageSettings()

    def chain(self, alias: str) -> tuple[str, ...]:
        """The alias and what is asked after it, in order; `baseline` may be last."""
        own = self.model_settings(alias).fallbacks
        rest = self.fallbacks.get(self.aliases.get(alias, alias), ()) if own is None else own
        return tuple(dict.fromkeys([alias, *rest]))

    def resolve(self, alias: str) -> tuple[Deployment, ...]:
        """The deployments behind an alias, in order; none for `baseline`. Raises ConfigError if unknown."""
        if alias == BASELINE:
            return ()
        name = self.aliases.get(alias, alias)
        if found := tuple(deployment for deployment in self.deployments if deployment.alias == name):
            return found
        if "/" in alias:
            parameters = {"api_base": self.api_base} if self.api_base else {}
            return (Deployment(alias=alias, model=alias, parameters=parameters),)
        known = ", ".join(sorted({*(d.alias for d in self.deployments), *self.aliases, BASELINE}))
        raise ConfigError(f"no model {alias!r}; expected one of: {known}, or LiteLLM's own provider/model")
