"""Calls and settings for the tests of the ledger."""

from pathlib import Path
from typing import Any

from assistant.asking import Message
from assistant.config import Deployment, ModelSettings, Settings
from assistant.config.settings import Budget, Timeouts
from assistant.model.call import Call, Completion

PRICED = {"input_cost_per_token": 0.001, "output_cost_per_token": 0.01}


def settings(
    *, budget: dict[str, float] | None = None, info: dict[str, Any] | None = None, **limits: Any
) -> Settings:
    """Settings with one model, `desk`, and these limits."""
    return Settings(
        model="desk",
        models={"desk": ModelSettings.model_validate({"limits": limits})},
        budget=Budget(**(budget or {})),
        deployments=(Deployment(alias="desk", model="openai/test", info=info or {}),),
    )


def call(words: str = "one two", article: str | None = "a", **more: Any) -> Call:
    """A request about these words."""
    fields = {
        "deployment": Deployment(alias="desk", model="openai/test", info=PRICED),
        "messages": (Message("system", "You list words."), Message("user", words)),
        "schema": {},
        "mode": "prompt",
        "temperature": 0.0,
        "max_tokens": 10,
        "timeouts": Timeouts(total=5),
        "stage": "toy",
        "article": article,
    }
    return Call(**{**fields, **more})


def completion(text: str = "{}", **more: Any) -> Completion:
    """What a provider sent."""
    fields = {
        "finish": "stop",
        "reported_model": "test",
        "prompt_tokens": 20,
        "completion_tokens": 5,
        "cost_usd": 0.07,
    }
    return Completion(text, **{**fields, **more})


class Sender:
    """Sends nowhere: gives the prepared outcomes in order, the last one again and again."""

    def __init__(self, *outcomes: Completion | BaseException) -> None:
        self.outcomes = list(outcomes or [completion()])
        self.sent: list[Call] = []

    async def __call__(self, call: Call) -> Completion:
        """The next outcome."""
        self.sent.append(call)
        outcome = self.outcomes[min(len(self.sent), len(self.outcomes)) - 1]
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


def overlap(log: Path) -> int:
    """The most calls that were under way at once, by a log of `+` and `-` with the time before them."""
    most = under_way = 0
    for line in sorted(log.read_text("utf-8").splitlines()):
        under_way += 1 if line.endswith("+") else -1
        most = max(most, under_way)
    return most
