"""The courier: delivers what is due, in every worker. What a dead one was at, another tries again."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from assistant.config.service import Webhooks
from assistant.errors import StoreError
from assistant.store import Store
from assistant.store.outlasting import outlasting
from assistant.webhooks import outbox
from assistant.webhooks.address import AllowList, Resolve, resolved
from assistant.webhooks.outbox import Claimed
from assistant.webhooks.sending import Result, send

_AT_ONCE = 8
_PATIENCE = 60.0
_log = logging.getLogger("factcheck.webhooks")


@dataclass
class Courier:
    """Delivers what is due. `pause` is the seconds between two looks."""

    store: Store
    settings: Webhooks
    pause: float = 1.0
    resolve: Resolve = resolved
    _under_way: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Deliver what is due while the body runs; what is under way at its end is tried again later."""
        working = asyncio.create_task(self._work())
        try:
            yield
        finally:
            for task in (working, *self._under_way):
                task.cancel()
            await asyncio.gather(working, *self._under_way, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            for claimed in await self._claimed():
                task = asyncio.create_task(self._deliver(claimed))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
            await asyncio.sleep(self.pause)

    async def _claimed(self) -> list[Claimed]:
        free = _AT_ONCE - len(self._under_way)
        try:
            return await asyncio.to_thread(self._claim, free) if free > 0 else []
        except StoreError as error:
            _log.warning("what is to be told cannot be read: %s", error)
        except Exception as error:  # noqa: BLE001 - nothing may stop the courier for good
            _log.error("the courier broke with %s", type(error).__name__)
        return []

    def _claim(self, most: int) -> list[Claimed]:
        with self.store.reading() as session:
            if not outbox.waiting(session):
                return []
        with self.store.transaction() as session:
            return list(outbox.claim(session, most, self.settings))

    async def _deliver(self, claimed: Claimed) -> None:
        try:
            allowed = AllowList(self.settings.allow)
            result = await send(claimed.message, allowed, self.settings.timeout, self.resolve)
            said = "delivered" if result.delivered else f"not delivered: {result.problem}"
            _log.info("check %s: webhook, attempt %d: %s", claimed.check, claimed.number, said)
            await outlasting(partial(asyncio.to_thread, self._record, claimed, result), _PATIENCE)
        except StoreError as error:
            _log.warning("check %s: what came of the webhook cannot be kept: %s", claimed.check, error)
        except Exception as error:  # noqa: BLE001 - one message must not stop the others; it is tried again
            _log.error("check %s: the webhook broke with %s", claimed.check, type(error).__name__)

    def _record(self, claimed: Claimed, result: Result) -> None:
        with self.store.transaction() as session:
            outbox.record(session, claimed, result, self.settings)
