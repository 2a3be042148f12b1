"""Attempts: tenacity alone decides whether a request is made again."""

from dataclasses import dataclass, field

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from assistant.asking import Usage
from assistant.config.settings import Retries
from assistant.errors import TransientModelError
from assistant.model.call import BrokenOffError, Call, Completion, Send
from assistant.model.circuit import Circuit

_LONGEST_PAUSE = 30.0


@dataclass
class Tally:
    """What a question has cost so far, whatever became of it."""

    usage: Usage = field(default_factory=Usage)

    def add(self, usage: Usage) -> None:
        """Add to it."""
        self.usage += usage


async def complete(send: Send, call: Call, circuit: Circuit, retries: Retries, tally: Tally) -> Completion:
    """Make a call, again after a transient fault or a rate limit. Raises ModelError, of the last attempt."""
    attempts = AsyncRetrying(
        retry=retry_if_exception_type(TransientModelError),
        stop=stop_after_attempt(retries.attempts) | stop_before_delay(retries.seconds),
        wait=_Pause(retries.wait),
        reraise=True,
    )
    tally.add(Usage(calls=1))
    made = 0
    try:
        async for attempt in attempts:
            with attempt, circuit:
                made += 1
                completion = await _attempt(send, call, tally)
    except TransientModelError as error:
        raise TransientModelError(f"{error} ({_times(made)}{_impatience(error, retries)})") from error
    return completion


async def _attempt(send: Send, call: Call, tally: Tally) -> Completion:
    tally.add(Usage(attempts=1))
    try:
        completion = await send(call)
    except BrokenOffError:
        tally.add(Usage(cost_usd=None))
        raise
    tally.add(
        Usage(
            prompt_tokens=completion.prompt_tokens,
            completion_tokens=completion.completion_tokens,
            cost_usd=completion.cost_usd,
        )
    )
    return completion


class _Pause(wait_random_exponential):
    """Full jitter, and at least as long as the provider asks."""

    def __init__(self, longest_first: float) -> None:
        super().__init__(multiplier=longest_first, max=_LONGEST_PAUSE)

    def __call__(self, retry_state: RetryCallState) -> float:
        jitter = super().__call__(retry_state)
        error = retry_state.outcome.exception() if retry_state.outcome else None
        asked = error.retry_after if isinstance(error, TransientModelError) else None
        return jitter if asked is None else asked + jitter


def _times(made: int) -> str:
    return "1 attempt" if made == 1 else f"{made} attempts"


def _impatience(error: TransientModelError, retries: Retries) -> str:
    if error.retry_after is None or error.retry_after < retries.seconds:
        return ""
    return f"; it asks to wait {error.retry_after:.0f} s, and `retries.seconds` allows {retries.seconds:g}"
