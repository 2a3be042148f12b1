"""A question to a model and the reply to it: the seam between stages and the gateway.

Stages know these types and no provider; `assistant.model` answers with a real one and
`assistant.testing.ScriptedModel` with prepared answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar, cast

from pydantic import BaseModel, JsonValue

A = TypeVar("A", bound=BaseModel)
A_co = TypeVar("A_co", bound=BaseModel, covariant=True)
Mode = Literal["json_schema", "prompt"]
Hear = Callable[[str], None]


@dataclass(frozen=True)
class Message:
    """One chat message."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Question(Generic[A_co]):
    """What is asked: messages from a rendered prompt, and the type and JSON schema of the answer.

    `hear` has the reply streamed, and gets its text so far whenever more of it is here; a text that does
    not begin with the last one is that of another attempt.
    """

    stage: str
    article: str | None
    messages: tuple[Message, ...]
    answer: type[A_co]
    schema: Mapping[str, JsonValue]
    hear: Hear | None = field(default=None, compare=False)


def bounded_schema(answer: type[BaseModel], numbers: range) -> dict[str, JsonValue]:
    """The answer's JSON schema for one window: no sentence but its own, and no list without an end.

    A field marked `x-sentence-number` becomes an enumeration of the window's numbers, a list marked
    `x-per-sentence: k` may hold k items for each of them. A small model repeats itself until the
    token limit where the schema lets it.
    """
    return cast("dict[str, JsonValue]", _bounded(answer.model_json_schema(), numbers))


def _bounded(node: JsonValue, numbers: range) -> JsonValue:
    if isinstance(node, list):
        return [_bounded(item, numbers) for item in node]
    if not isinstance(node, dict):
        return node
    if "x-sentence-number" in node:
        return {"type": "integer", "enum": list(numbers)}
    named = {key: value for key, value in node.items() if key != "title" or isinstance(value, dict)}
    bounded = {key: _bounded(value, numbers) for key, value in named.items()}
    if isinstance(per := bounded.pop("x-per-sentence", None), int):
        bounded["maxItems"] = per * len(numbers)
    return bounded


@dataclass(frozen=True)
class Ungrounded:
    """An item of an answer that cannot be used, as it came, and why."""

    item: JsonValue
    reason: str


@dataclass(frozen=True)
class Usage:
    """What answering cost. `cost_usd` None is unknown, and unknown plus anything is unknown."""

    calls: int = 0
    attempts: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        known = self.cost_usd is not None and other.cost_usd is not None
        return Usage(
            calls=self.calls + other.calls,
            attempts=self.attempts + other.attempts,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost_usd=(self.cost_usd or 0) + (other.cost_usd or 0) if known else None,
        )


@dataclass(frozen=True)
class Reply(Generic[A_co]):
    """What came back. With an `error`, `answer` holds at most the items that were valid.

    An outage, a refusal and a reply that was cut off have an error and no answer.
    """

    answer: A_co | None
    error: str | None = None
    invalid: tuple[Ungrounded, ...] = ()
    usage: Usage = Usage()
    engine: str = ""
    model: str = ""
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)


class Model(Protocol):
    """A configured model that answers questions. Never raises for what the provider did: see Reply."""

    @property
    def alias(self) -> str:
        """Its name in the config."""
        ...

    @property
    def window(self) -> int | None:
        """How many sentences it takes at a time; None: an article whole."""
        ...

    @property
    def prompt_version(self) -> str | None:
        """The configured version of the stage's prompt; None: the stage's own."""
        ...

    @property
    def ends_in_baseline(self) -> bool:
        """Whether the config lets the baseline complete what the model could not."""
        ...

    async def ask(self, question: Question[A]) -> Reply[A]:
        """Put the question; retry, repair and fall back as configured."""
        ...
