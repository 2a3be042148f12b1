"""One look in a thread for all who ask at the same moment, instead of one for each."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Found = TypeVar("Found")
_MOST = 200


class Together(Generic[Asked, Found]):
    """Asks `look` for all who wait. It begins after each of them has asked, so what it finds is not older."""

    def __init__(self, look: Callable[[Sequence[Asked]], Found]) -> None:
        self._look = look
        self._thread = ThreadPoolExecutor(1, "factcheck-look")
        self._waiting: list[tuple[Asked, asyncio.Future[Found]]] = []
        self._looking: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Found:
        """What was found for this, and for whatever else was asked meanwhile. Raises what `look` raises."""
        found: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, found))
        if self._looking is None:
            self._looking = asyncio.create_task(self._until_nobody_waits())
        return await found

    async def _until_nobody_waits(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                await self._answer(batch)
        finally:
            self._looking = None

    async def _answer(self, batch: Sequence[tuple[Asked, asyncio.Future[Found]]]) -> None:
        try:
            asked = [asked for asked, _ in batch]
            found = await asyncio.get_running_loop().run_in_executor(self._thread, self._look, asked)
        except Exception as error:  # noqa: BLE001 - it is raised where it was asked
            for _, waiting in batch:
                if not waiting.done():
                    waiting.set_exception(error)
        else:
            for _, waiting in batch:
                if not waiting.done():
                    waiting.set_result(found)
