"""The gateway: a model for a stage, and how a question is put to it.

    Gateway.model_for -> ConfiguredModel.ask         alias after alias, deployment after deployment
                         -> _converse                one turn, and a repair turn if it was wrong
                            -> exchanges.recall      the reply, if the ledger has it
                            -> attempts.complete     circuit, retries
                               -> exchanges.send     the ledger's limits, if there is one
                                  -> provider.send   one request through LiteLLM

No provider's fault leaves `ask` as an exception: it comes back as the `error` of the reply.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from pydantic import JsonValue

from assistant.asking import A, Message, Mode, Question, Reply
from assistant.config import BASELINE, Deployment, Settings, StageSettings
from assistant.errors import MalformedModelError, ModelError, RefusedModelError
from assistant.model.answers import Examined, examine
from assistant.model.attempts import Tally, complete
from assistant.model.call import Call, Completion, Exchanges, Send, Unkept
from assistant.model.circuit import Circuit
from assistant.model.traced import traced

_LONGEST_ECHO = 20_000


async def send(call: Call) -> Completion:
    """Make the request through LiteLLM, which takes seconds to import and is not until now."""
    from assistant.model import provider

    return await traced(call, provider.send)


class Gateway:
    """Models as configured. Keep one for each process: circuits and limits on concurrency live in it.

    `send` makes one request; the ledger of a check, an `Exchanges`, wraps it. Use as an async context
    manager, or call `aclose`, to close the connections.
    """

    def __init__(self, settings: Settings, send: Send = send) -> None:
        self.settings = settings
        self._unkept = Unkept(send)
        self._lines: dict[tuple[str, int], _Line] = {}

    def model_for(
        self, stage: str, alias: str | None = None, exchanges: Exchanges | None = None
    ) -> "ConfiguredModel | None":
        """The stage's model, or that of `alias`; None for the baseline. Raises ConfigError if unknown.

        `exchanges` is the check's ledger; without one nothing is kept.
        """
        own = self.settings.stage_settings(stage)
        name = alias or own.model or self.settings.default_model
        self.settings.resolve(name)
        return None if name == BASELINE else ConfiguredModel(self, name, own, exchanges or self._unkept)

    def line(self, alias: str, place: int) -> "_Line":
        """The state of the deployment at that place behind an alias."""
        if (alias, place) not in self._lines:
            settings = self.settings.model_settings(alias)
            self._lines[alias, place] = _Line(
                Circuit(settings.circuit), asyncio.Semaphore(settings.max_concurrency)
            )
        return self._lines[alias, place]

    async def aclose(self) -> None:
        """Close the connections."""
        if self._lines:
            from assistant.model import wire

            await wire.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


@dataclass(frozen=True)
class _Line:
    """What lives as long as the process: whether a deployment may be called, and how often at once."""

    circuit: Circuit
    turns: asyncio.Semaphore


@dataclass(frozen=True)
class ConfiguredModel:
    """A model of the config, with what one stage wants of it."""

    gateway: Gateway
    alias: str
    stage: StageSettings
    exchanges: Exchanges

    @property
    def window(self) -> int | None:
        """Sentences per call: the stage's, else the model's, else the general setting."""
        settings = self.gateway.settings
        return self.stage.window or settings.model_settings(self.alias).window or settings.window

    @property
    def prompt_version(self) -> str | None:
        """The configured version of the stage's prompt."""
        return self.stage.prompt

    @property
    def ends_in_baseline(self) -> bool:
        """Whether the baseline may complete what no model could."""
        return self.gateway.settings.chain(self.alias)[-1] == BASELINE

    async def ask(self, question: Question[A]) -> Reply[A]:
        """Put the question; the first engine that answers is named in the reply, with why others did not."""
        tally, missed = Tally(), list[str]()
        settings = self.gateway.settings
        for alias in settings.chain(self.alias):
            for place, deployment in enumerate(settings.resolve(alias)):
                try:
                    reply = await self._converse(question, alias, place, deployment, tally)
                except ModelError as error:
                    missed.append(f"{alias}: {error}")
                    continue
                instead: dict[str, JsonValue] = {"instead_of": list(missed)} if missed else {}
                return replace(reply, usage=tally.usage, parameters={**reply.parameters, **instead})
        return Reply(None, error="; ".join(dict.fromkeys(missed)), usage=tally.usage, engine=self.alias)

    async def _converse(
        self, question: Question[A], alias: str, place: int, deployment: Deployment, tally: Tally
    ) -> Reply[A]:
        """One turn, and a repair turn if its answer was wrong. Raises ModelError when neither gave one."""
        line = self.gateway.line(alias, place)
        call = await self.call(question, alias, place)
        completion = await self._complete(call, line, alias, tally)
        examined, said = examine(question, _usable(completion)), [completion]
        repaired = examined.problem is not None
        if examined.problem is not None:
            turn = replace(call, messages=(*call.messages, *_repair(completion.text, examined.problem)))
            examined = await self._repaired(question, turn, line, alias, tally, examined, said)
        if examined.answer is None:
            raise MalformedModelError(f"it gave no usable answer, asked twice: {examined.problem}")
        if examined.problem is None:
            await self.exchanges.approve(said)
        return Reply(
            answer=examined.answer,
            error=f"{alias}: parts of the answer could not be used: {examined.problem}"
            if examined.problem
            else None,
            invalid=examined.invalid,
            engine=alias,
            model=deployment.model,
            parameters=_parameters(call, completion, repaired=repaired),
        )

    async def _complete(self, call: Call, line: _Line, alias: str, tally: Tally) -> Completion:
        """The reply that is there already, or else a call when its turn comes."""
        if (recalled := await self.exchanges.recall(call)) is not None:
            tally.add(recalled.usage)
            if call.hear is not None:
                call.hear(recalled.completion.text)
            return recalled.completion
        async with line.turns:
            retries = self.gateway.settings.model_settings(alias).retries
            return await complete(self.exchanges.send, call, line.circuit, retries, tally)

    async def _repaired(
        self,
        question: Question[A],
        turn: Call,
        line: _Line,
        alias: str,
        tally: Tally,
        first: Examined[A],
        said: list[Completion],
    ) -> Examined[A]:
        """The second answer if there is one, else what was valid of the first."""
        try:
            said.append(await self._complete(turn, line, alias, tally))
            second = examine(question, _usable(said[-1]))
        except ModelError as error:
            return replace(first, problem=f"{first.problem}; asked again: {error}")
        if second.answer is None and first.answer is not None:
            return replace(first, problem=f"{first.problem}; asked again: {second.problem}")
        return second

    async def call(self, question: Question[A], alias: str, place: int = 0) -> Call:
        """The request that the question becomes for the deployment at that place behind an alias."""
        settings = self.gateway.settings
        deployment = settings.resolve(alias)[place]
        own = settings.model_settings(alias)
        return Call(
            deployment=deployment,
            messages=question.messages,
            schema=question.schema,
            mode=await _mode(own.mode, deployment),
            temperature=settings.temperature if self.stage.temperature is None else self.stage.temperature,
            max_tokens=self.stage.max_tokens or settings.max_tokens,
            timeouts=own.timeouts,
            place=place,
            stage=question.stage,
            article=question.article,
            hear=question.hear,
        )


async def _mode(configured: str, deployment: Deployment) -> Mode:
    if configured == "auto":
        from assistant.model import provider

        supported = await asyncio.to_thread(provider.supports_schema, deployment)
        return "json_schema" if supported else "prompt"
    return "json_schema" if configured == "json_schema" else "prompt"


def _usable(completion: Completion) -> str:
    """The text of a completion that is whole. Raises ModelError for one that was cut, filtered or refused."""
    if completion.refusal or completion.finish == "content_filter":
        raise RefusedModelError("the model or its content filter refused to answer")
    if completion.finish == "length":
        raise MalformedModelError(
            "the reply was cut off at `max_tokens`; raise it, or set a smaller `window`"
        )
    if completion.called_tool:
        raise MalformedModelError("it called a tool instead of answering, and it has none")
    if not completion.text.strip():
        raise MalformedModelError("the reply was empty")
    return completion.text


def _repair(text: str, problem: str) -> tuple[Message, Message]:
    """What is said in the repair turn: the model's own words, and what was wrong with them."""
    wish = "Answer the same question again: one complete JSON object that satisfies the schema, nothing else."
    return (
        Message("assistant", text[:_LONGEST_ECHO]),
        Message("user", f"Your answer cannot be used. What is wrong with it: {problem}\n{wish}"),
    )


def _parameters(call: Call, completion: Completion, *, repaired: bool) -> Mapping[str, JsonValue]:
    reported = completion.reported_model
    bare = call.deployment.model.partition("/")[2]
    return {
        "mode": call.mode,
        "temperature": call.temperature,
        "max_tokens": call.max_tokens,
        **({"reported_model": reported} if reported and reported != bare else {}),
        **({"repaired": True} if repaired else {}),
    }
