"""The ledger of a check: every request to a model is admitted, kept and completed in the store.

It stands between the gateway and the provider. A rate limit makes a call wait for its turn, a budget
ends it; a finished call is never paid for twice, not even by a process that takes over from a dead one.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from random import uniform
from time import monotonic
from typing import TypeVar
from zoneinfo import ZoneInfo

from assistant.asking import Usage
from assistant.config import Settings
from assistant.errors import MalformedModelError, ModelError, RefusedModelError, TransientModelError
from assistant.model import price
from assistant.model.call import BrokenOffError, Call, Completion, RateLimitedError, Recalled, Send
from assistant.model.gateway import send as send_for_real
from assistant.store import Exchange, Store, admission, exchanges
from assistant.store.admission import Denied, Limits, Wanted
from assistant.store.outlasting import outlasting

T = TypeVar("T")
_SLACK_SECONDS = 60.0
_CHARACTERS_PER_TOKEN = 3
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 1.0
_KINDS: dict[str, type[ModelError]] = {
    "broken_off": BrokenOffError,
    "rate_limited": RateLimitedError,
    "transient": TransientModelError,
    "refused": RefusedModelError,
    "malformed": MalformedModelError,
    "other": ModelError,
}


class Ledger:
    """The exchanges of one check of a desk. Implements `assistant.model.Exchanges`.

    `send` makes a request. `patience` is how many seconds it waits for a database that does not answer:
    a reply that was paid for is not given up at once. Raises StoreError when the database fails.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        *,
        desk: str,
        check: str,
        send: Send = send_for_real,
        patience: float = 0.0,
    ) -> None:
        self._store = store
        self._settings = settings
        self._desk, self._check = desk, check
        self._send = send
        self._patience = patience

    async def recall(self, call: Call) -> Recalled | None:
        """The reply that this check has already, valid or not, else a valid one of another check."""
        return await self._outlasting(partial(self._recall, call))

    async def send(self, call: Call) -> Completion:
        """Make the request when the limits let it. Raises RefusedModelError when they never will."""
        number = await self._admitted(call)
        try:
            completion = await self._send(call)
        except ModelError as error:
            unpaid = not isinstance(error, BrokenOffError)
            await self._ended(exchanges.failed, number, _failure(error), cost_usd=0.0 if unpaid else None)
            raise
        except BaseException:
            await self._ended(exchanges.failed, number, _failure(BrokenOffError("given up")), cost_usd=None)
            raise
        await self._ended(
            exchanges.answered,
            number,
            {name: value for name, value in asdict(completion).items() if name != "exchange"},
            prompt_tokens=completion.prompt_tokens,
            completion_tokens=completion.completion_tokens,
            cost_usd=completion.cost_usd,
        )
        return replace(completion, exchange=number)

    async def approve(self, completions: Sequence[Completion]) -> None:
        """Let other checks of the desk use these replies."""
        numbers = [completion.exchange for completion in completions if completion.exchange is not None]
        await self._ended(exchanges.approve, numbers)

    def _recall(self, call: Call) -> Recalled | None:
        with self._store.reading() as session:
            own = exchanges.same_of_check(session, self._check, self._desk, call.key)
            known = bool(own) or exchanges.has_valid(session, self._desk, call.key)
        if (recalled := remembered(own, call)) is not None or not known:
            return recalled
        with self._store.transaction() as session:
            found = exchanges.use_valid(session, self._check, self._desk, call.key)
        return None if found is None else remembered([found], call)

    async def _admitted(self, call: Call) -> int:
        """The number of the row of a request that may now be sent."""
        limits, wanted = self._limits(call), await self._wanted(call)
        began, pause = monotonic(), _FIRST_PAUSE
        while True:
            outcome = await self._admission(wanted, limits)
            if isinstance(outcome, int):
                return outcome
            patience = self._settings.model_settings(call.deployment.alias).limits.patience
            if not outcome.later or monotonic() - began > patience:
                waited = f"no turn within {patience:g} s: the limit is " if outcome.later else ""
                refusal = RefusedModelError(f"not sent: {waited}{outcome.why}")
                await self._ended(admission.refuse, wanted, _failure(refusal))
                raise refusal
            await asyncio.sleep(uniform(pause / 2, pause))  # noqa: S311 - jitter, no secret
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _admission(self, wanted: Wanted, limits: Limits) -> int | Denied:
        """One attempt at admission; a row that was admitted while the call was cancelled is ended."""
        admitted: list[int] = []

        def attempt() -> int | Denied:
            with self._store.transaction() as session:
                outcome = admission.admit(session, wanted, limits)
            admitted.extend([outcome] if isinstance(outcome, int) else [])
            return outcome

        try:
            return await self._outlasting(attempt)
        except asyncio.CancelledError:
            for number in admitted:
                await self._ended(
                    exchanges.failed, number, _failure(TransientModelError("never sent")), cost_usd=0.0
                )
            raise

    async def _ended(self, change: Callable[..., object], *args: object, **more: object) -> None:
        """Make a change in a transaction of its own, to its end even when the call is cancelled."""

        def work() -> None:
            with self._store.transaction() as session:
                change(session, *args, **more)

        await self._outlasting(work)

    async def _outlasting(self, work: Callable[[], T]) -> T:
        return await outlasting(partial(_to_the_end, work), self._patience)

    async def _wanted(self, call: Call) -> Wanted:
        request = call.request()
        prompt = len(json.dumps(request, ensure_ascii=False)) // _CHARACTERS_PER_TOKEN + 1
        budget = self._settings.budget
        priced = budget.check_usd is not None or budget.day_of(self._desk) is not None
        prices = await asyncio.to_thread(price, call.deployment) if priced else None
        return Wanted(
            desk=self._desk,
            check=self._check,
            stage=call.stage,
            article=call.article,
            alias=call.deployment.alias,
            place=call.place,
            model=call.deployment.model,
            key=call.key,
            request=request,
            tokens=prompt + call.max_tokens,
            usd=None if prices is None else prompt * prices[0] + call.max_tokens * prices[1],
            seconds=call.timeouts.total + _SLACK_SECONDS,
        )

    def _limits(self, call: Call) -> Limits:
        limits, budget = self._settings.model_settings(call.deployment.alias).limits, self._settings.budget
        now = datetime.now(ZoneInfo(self._settings.time_zone))
        return Limits(
            concurrent=limits.concurrent,
            requests_per_minute=limits.requests_per_minute,
            tokens_per_minute=limits.tokens_per_minute,
            check_usd=budget.check_usd,
            day_usd=budget.day_of(self._desk),
            day_began=now.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC),
        )


def remembered(kept: Sequence[Exchange], call: Call) -> Recalled | None:
    """The reply among a check's exchanges of this request, and what it cost.

    What the check paid for the same article and deployment counts, with the attempts that failed
    before. A reply that another check paid for, or that came for another article, costs nothing.
    """
    answered = [exchange for exchange in kept if exchange.status == "answered" and exchange.reply]
    own = next((exchange for exchange in answered if exchange.paid and _is_for(exchange, call)), None)
    if own is not None:
        return Recalled(_completion(own), _cost(own, kept, call))
    found = next((e for e in answered if not e.paid or e.article != call.article), None)
    return None if found is None else Recalled(_completion(found), Usage())


def failure_of(exchange: Exchange) -> ModelError | None:
    """The error that an exchange ended in, as it was raised."""
    if not exchange.failure:
        return None
    kind, message = _KINDS[exchange.failure["kind"]], exchange.failure["message"]
    if issubclass(kind, TransientModelError):
        return kind(message, retry_after=exchange.failure["retry_after"])
    return kind(message)


def _is_for(exchange: Exchange, call: Call) -> bool:
    asked = call.article, call.deployment.alias, call.place
    return (exchange.article, exchange.alias, exchange.place) == asked


def _completion(exchange: Exchange) -> Completion:
    return Completion(**exchange.reply, exchange=exchange.id)


def _cost(own: Exchange, kept: Sequence[Exchange], call: Call) -> Usage:
    tried = [
        exchange
        for exchange in kept
        if exchange.id <= own.id and exchange.status in {"answered", "failed"} and _is_for(exchange, call)
    ]
    cost = Usage(
        calls=1,
        attempts=len(tried),
        prompt_tokens=own.prompt_tokens or 0,
        completion_tokens=own.completion_tokens or 0,
    )
    for exchange in tried:
        cost += Usage(cost_usd=exchange.cost_usd)
    return cost


def _failure(error: ModelError) -> dict[str, str | float | None]:
    kind = next(name for name, type_ in _KINDS.items() if isinstance(error, type_))
    return {"kind": kind, "message": str(error), "retry_after": getattr(error, "retry_after", None)}


async def _to_the_end(work: Callable[[], T]) -> T:
    """Do blocking work in a thread, and wait for its end even when cancelled meanwhile."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
