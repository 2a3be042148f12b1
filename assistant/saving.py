"""A check with a store: its calls go through the ledger, and its report is kept and found again."""

import asyncio
from collections.abc import Iterable, Sequence
from uuid import uuid4

from assistant.archive import FromArchive
from assistant.archived import Against
from assistant.article import Article
from assistant.checking import Assistant
from assistant.errors import StoreError
from assistant.ledger import Ledger
from assistant.pipeline import Listener
from assistant.policy import Policy
from assistant.report import Report
from assistant.store import LOCAL_DESK, Store
from assistant.terms import Terms


class UnsavedError(StoreError):
    """The check was made, and its report could not be saved: it is in `report`, not lost."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


async def check_and_save(
    assistant: Assistant,
    articles: Iterable[Article],
    store: Store,
    *,
    desk: str = LOCAL_DESK,
    stages: Sequence[str] | None = None,
    model: str | None = None,
    policy: Policy | None = None,
    embargo: int | None = None,
    against: Against | None = None,
    listener: Listener = lambda _: None,
) -> Report:
    """Make a check, save its report, and give it with the desk's decisions.

    `embargo` is in minutes after its end; `against` compares with what the desk checked before. What is due
    is swept before. Raises UnsavedError, with the report, when it cannot be saved, and StoreError before
    anything is asked, besides what `Assistant.check` raises.
    """
    id_, settings = uuid4().hex, assistant.settings
    await asyncio.to_thread(store.sweep, settings.retention_days)
    ledger = Ledger(store, settings, desk=desk, check=id_)
    report = await assistant.check(
        articles,
        stages=stages,
        model=model,
        policy=policy,
        id_=id_,
        exchanges=ledger,
        listener=listener,
        archive=None if against is None else FromArchive(store, desk, against),
    )
    ran = settings if policy is None else settings.model_copy(update={"policy": policy})
    terms = Terms(ran, tuple(stages) if stages else None, model).kept()
    try:
        await asyncio.to_thread(store.save, report, desk, settings=terms, embargo=embargo)
        return await asyncio.to_thread(store.shown, report, desk)
    except StoreError as error:
        raise UnsavedError(str(error), report) from error
