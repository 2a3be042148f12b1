"""The circuit: opens after faults in a row, and lets one attempt through after the pause."""

import asyncio

import pytest

from assistant.config.settings import CircuitSettings
from assistant.errors import ModelError, RefusedModelError, TransientModelError
from assistant.model.call import CircuitOpenError, RateLimitedError
from assistant.model.circuit import Circuit


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def circuit(clock: Clock) -> Circuit:
    return Circuit(CircuitSettings(failures=2, seconds=10), clock)


def attempt(circuit: Circuit, error: BaseException | None = None) -> None:
    try:
        with circuit:
            if error is not None:
                raise error
    except CircuitOpenError:
        raise
    except (ModelError, asyncio.CancelledError):
        pass


def test_it_opens_after_faults_in_a_row(circuit: Circuit):
    attempt(circuit, TransientModelError("down"))
    attempt(circuit)
    attempt(circuit, TransientModelError("down"))
    attempt(circuit, TransientModelError("down again"))

    with pytest.raises(CircuitOpenError, match="2 faults in a row, next try in 10 s; the last: down again"):
        attempt(circuit)


def test_after_the_pause_one_attempt_decides(circuit: Circuit, clock: Clock):
    for _ in range(2):
        attempt(circuit, TransientModelError("down"))
    clock.now = 11
    with circuit, pytest.raises(CircuitOpenError, match="one attempt is under way"):
        attempt(circuit)
    attempt(circuit)

    for _ in range(2):
        attempt(circuit, TransientModelError("down"))
    clock.now = 30
    attempt(circuit, TransientModelError("still down"))
    with pytest.raises(CircuitOpenError, match="3 faults in a row, next try in 10 s; the last: still down"):
        attempt(circuit)


@pytest.mark.parametrize("error", [RateLimitedError("slowly"), asyncio.CancelledError()])
def test_patience_and_cancelling_say_nothing_about_the_provider(
    circuit: Circuit, clock: Clock, error: BaseException
):
    attempt(circuit, TransientModelError("down"))
    attempt(circuit, error)
    attempt(circuit, TransientModelError("down"))
    with pytest.raises(CircuitOpenError):
        attempt(circuit)

    clock.now = 11
    attempt(circuit, error)
    attempt(circuit)


def test_a_refusal_shows_that_the_provider_is_up(circuit: Circuit):
    attempt(circuit, TransientModelError("down"))
    attempt(circuit, RefusedModelError("no"))
    attempt(circuit, TransientModelError("down"))
    attempt(circuit)
