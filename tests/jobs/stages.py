"""Stages that can be held up, for the tests of durable checks."""

import asyncio
import threading

from assistant.registry import Registered
from assistant.report import Coverage, Trace
from assistant.stage import Outcome


class Gate:
    """A stage that counts how often it ran, and waits in a thread until it is opened."""

    scope, needs, rules = "article", frozenset(), ()

    def __init__(self, name: str = "gate", *, is_open: bool = True, error: Exception | None = None) -> None:
        self.name, self.provides, self.error = name, frozenset({name}), error
        self.ran = 0
        self.entered, self.opened = threading.Event(), threading.Event()
        if is_open:
            self.opened.set()

    async def run(self, view, model):
        self.ran += 1
        self.entered.set()
        await asyncio.to_thread(self.opened.wait, 120)
        if self.error is not None:
            raise self.error
        coverage = Coverage(sentences=1, examined=1)
        return Outcome(trace=Trace(name=self.name, status="ok", coverage=coverage))


def installed(*stages: Gate) -> tuple[Registered, ...]:
    """These stages instead of what is installed."""
    return tuple(Registered(stage.name, "tests", "1", stage) for stage in stages)
