"""A store, a secret, and a courier that does not dawdle."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from assistant import Article
from assistant.config.service import Webhooks
from assistant.report import CheckStatus
from assistant.store import Store, checks
from assistant.webhooks import Courier, Secrets, outbox
from tests.store.conftest import postgres, postgres_url, store, url

__all__ = ["postgres", "postgres_url", "store", "url"]
LOOPBACK = ("127.0.0.0/8",)


@pytest.fixture
def secret(store: Store) -> str:
    """What the messages of the desk `north` are signed with."""
    return Secrets(store).renew("north")


@pytest.fixture
def ended(store: Store, secret: str) -> Callable[..., str]:
    """Have a check end whose caller wants to be told at this address; gives its id."""
    made: list[str] = []

    def end(address: str, status: CheckStatus = "complete") -> str:
        id_ = f"{len(made):032x}"
        made.append(id_)
        with store.transaction() as session:
            checks.accept(
                session, id_, "north", [Article.from_text("Warden Quillfeather spoke.", language="en")]
            )
            outbox.ask(session, id_, address)
            session.flush()
            row = checks.row(session, id_, "north")
            assert row is not None
            row.status = status
            outbox.ended(session, id_)
        return id_

    return end


@asynccontextmanager
async def delivering(store: Store, **more: Any) -> AsyncIterator[Courier]:
    """A running courier."""
    resolve = {"resolve": more.pop("resolve")} if "resolve" in more else {}
    settings = Webhooks(**{"allow": LOOPBACK, "first_wait": 0.05, "timeout": 5, **more})
    courier = Courier(store, settings, pause=0.02, **resolve)
    async with courier.at_work():
        yield courier


Delivering = Callable[..., AbstractAsyncContextManager[Courier]]


async def told(store: Store, check: str, *states: str) -> tuple[str, list[tuple[int | None, str | None]]]:
    """The state of a webhook once it is one of these, and its attempts."""
    for _ in range(6000):
        with store.reading() as session:
            found = outbox.of(session, check)
            assert found is not None
            row, attempts = found
            if row.state in states:
                return row.state, [(attempt.status, attempt.problem) for attempt in attempts]
        await asyncio.sleep(0.02)
    raise AssertionError(row.state)
