"""One request to a deployment, what comes back, and the ways in which it can fail that matter for retries."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

from pydantic import JsonValue

from assistant.asking import Hear, Message, Mode, Usage
from assistant.config import Deployment
from assistant.config.settings import Timeouts
from assistant.errors import ModelError, TransientModelError

Send = Callable[["Call"], Awaitable["Completion"]]


@dataclass(frozen=True)
class Call:
    """One request: whom to ask, what, and within which time; and the stage and article it is asked for.

    `place` is that of the deployment behind its alias; `hear` gets the reply's text so far as it comes.
    """

    deployment: Deployment
    messages: tuple[Message, ...]
    schema: Mapping[str, JsonValue]
    mode: Mode
    temperature: float
    max_tokens: int
    timeouts: Timeouts
    place: int = 0
    stage: str = ""
    article: str | None = None
    hear: Hear | None = field(default=None, compare=False)

    @property
    def streamed(self) -> bool:
        """Whether the reply is asked for in pieces."""
        return self.hear is not None or self.timeouts.first_token is not None

    def request(self) -> dict[str, Any]:
        """The request as LiteLLM gets it, without key and address."""
        streamed = {"stream": True, "stream_options": {"include_usage": True}}
        return {
            "model": self.deployment.model,
            "messages": [vars(message) for message in self._messages()],
            "temperature": self.temperature,
            "max_tokens": self.max_tokens,
            **({"response_format": _response_format(self.schema)} if self.mode == "json_schema" else {}),
            **(streamed if self.streamed else {}),
        }

    @property
    def key(self) -> str:
        """The SHA-256 of the request in hex: the same question, address and parameters have the same key."""
        sent = {**self.deployment.without_credentials(), **self.request()}
        text = json.dumps(sent, sort_keys=True, ensure_ascii=False)
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def _messages(self) -> tuple[Message, ...]:
        """The messages, the first of which says the schema where the provider is not told it otherwise."""
        if self.mode == "json_schema":
            return self.messages
        schema = json.dumps(self.schema, ensure_ascii=False)
        rule = f"Answer with one JSON object and nothing else. It must satisfy this JSON Schema:\n{schema}"
        first, *rest = self.messages
        if first.role != "system":
            return (Message("system", rule), *self.messages)
        return (Message("system", f"{first.content}\n\n{rule}"), *rest)


@dataclass(frozen=True)
class Completion:
    """What the provider sent. `cost_usd` None is unknown; `finish` is in OpenAI's words.

    `exchange` is the ledger's number of it, if there is a ledger.
    """

    text: str
    finish: str | None
    reported_model: str | None
    refusal: str | None = None
    called_tool: bool = False
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    exchange: int | None = None


@dataclass(frozen=True)
class Recalled:
    """A reply that was there already, and what it cost this check: nothing, if another check paid."""

    completion: Completion
    usage: Usage


class Exchanges(Protocol):
    """Where the requests of one check go: to the provider, or through a ledger that keeps what comes."""

    async def recall(self, call: Call) -> Recalled | None:
        """The reply to this request, if it is there already."""
        ...

    def send(self, call: Call) -> Awaitable[Completion]:
        """Make the request once. Raises ModelError."""
        ...

    async def approve(self, completions: Sequence[Completion]) -> None:
        """Note that a conversation gave a valid answer, so that its replies may be used again."""
        ...


@dataclass(frozen=True)
class Unkept:
    """No ledger: every request is sent, and nothing is kept."""

    send: Send

    async def recall(self, call: Call) -> None:
        """Nothing is ever there."""

    async def approve(self, completions: Sequence[Completion]) -> None:
        """Nothing is noted."""


class RateLimitedError(TransientModelError):
    """The provider is well and asks for patience. Does not count against its circuit."""


class BrokenOffError(TransientModelError):
    """The request was sent and no whole reply came back, so it may have been paid for."""


class CircuitOpenError(ModelError):
    """The deployment is left alone; nothing was sent."""


def _response_format(schema: Mapping[str, JsonValue]) -> dict[str, Any]:
    return {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": dict(schema), "strict": _is_strict(dict(schema))},
    }


def _is_strict(node: JsonValue) -> bool:
    """Whether OpenAI's strict mode takes the schema: every object closed, all its properties required."""
    if isinstance(node, list):
        return all(map(_is_strict, node))
    if not isinstance(node, dict):
        return True
    properties = node.get("properties")
    if isinstance(properties, dict):
        required = node.get("required")
        if node.get("additionalProperties") is not False or set(properties) != set(
            required if isinstance(required, list) else ()
        ):
            return False
    return all(map(_is_strict, node.values()))
