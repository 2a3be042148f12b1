"""A database that does not answer for a while: what must not be lost is tried until it does."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from assistant.errors import TransientStoreError

T = TypeVar("T")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0
_log = logging.getLogger("factcheck.store")


async def outlasting(attempt: Callable[[], Awaitable[T]], seconds: float = math.inf) -> T:
    """Try again while the database does not answer, for so many seconds.

    `attempt` is a whole transaction that may be repeated: the answer to a commit can get lost. Raises
    what it raises; TransientStoreError only when the time is over.
    """
    began, pause = monotonic(), _FIRST_PAUSE
    while True:
        try:
            return await attempt()
        except TransientStoreError as error:
            if monotonic() - began > seconds:
                raise
            _log.warning("trying again: %s", error)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
