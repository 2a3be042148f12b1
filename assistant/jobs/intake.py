"""A request becomes a check in the queue, in one transaction; what is accepted is not lost. Cancelling, erasing."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.checking import Assistant
from assistant.config import Settings
from assistant.errors import InputError
from assistant.jobs import engine
from assistant.jobs.ending import end_without_report
from assistant.jobs.request import CheckRequest, FieldError
from assistant.store import Store, checks
from assistant.store.columns import dumped
from assistant.store.tables import IdempotencyRow
from assistant.telemetry.origin import origin
from assistant.terms import Terms
from assistant.webhooks import outbox, secrets
from assistant.webhooks.address import AllowList, parsed


class UnderWayError(InputError):
    """The same request was accepted before, and its check has not ended."""

    status = 409

    def __init__(self, message: str, check: str) -> None:
        super().__init__(message)
        self.check = check


@dataclass(frozen=True)
class Accepted:
    """A check that the service will make, as it was then; `again` if the same request was accepted before."""

    check: checks.Summary
    again: bool = False

    @property
    def id(self) -> str:
        """The check's."""
        return self.check.id


def accept(
    store: Store, assistant: Assistant, desk: str, request: CheckRequest, key: str | None = None
) -> Accepted:
    """Take a request in. `key` is the caller's idempotency key.

    Blocks, for seconds if the articles are long. Raises InputError for what cannot be checked, and for a
    key that came with another body; UnderWayError while the check of that key has not ended.
    """
    asked = request.model_dump(mode="json", exclude_none=True)
    digest = sha256(dumped(asked).encode()).hexdigest()
    if key is not None:
        with store.reading() as session:
            if (before := _before(session, desk, key, digest)) is not None:
                return before
    request.verify(assistant)
    settings = assistant.settings
    if request.callback_url is not None:
        _verify_callback(store, settings, desk, request.callback_url)
    articles = request.read(settings, whole=False)
    policy = request.policy or settings.policy
    stages = tuple(request.stages) if request.stages else None
    terms = Terms(settings.model_copy(update={"policy": policy}), stages, request.model).kept()
    id_, queue = uuid4().hex, engine.queue(store)
    with store.transaction() as session:
        check = checks.accept(
            session,
            id_,
            desk,
            articles,
            request=asked,
            settings=terms,
            embargo=request.embargo,
            origin=origin(),
        )
        if request.callback_url is not None:
            outbox.ask(session, id_, request.callback_url)
        queue.enqueue(session, id_)
        if key is None or _first(session, desk, key, digest, id_):
            return Accepted(check)
        session.rollback()
    with store.reading() as session:
        before = _before(session, desk, key, digest)
    return before or accept(store, assistant, desk, request, key)


def cancel(store: Store, desk: str, id_: str) -> bool:
    """End a check, keeping what it has found so far. False: the desk has none of that id.

    One that a worker has begun ends within a few seconds; one that has ended stays as it is.
    """
    with store.transaction() as session:
        row = checks.row(session, id_, desk, lock=True)
        if row is None:
            return False
        under_way = row.status == "running"
        if row.status == "queued":
            end_without_report(session, row, "cancelled", None)
        elif under_way:
            row.cancelled = True
        held = under_way and row.worker is not None
    if held:
        engine.queue(store).cancel(id_)
    return True


def erase(store: Store, desk: str, id_: str) -> bool:
    """Erase a check in every state, and stop who is making it. False: the desk has none of that id."""
    with store.reading() as session:
        row = checks.row(session, id_, desk)
        unended = row is not None and row.status in checks.UNENDED
    found = store.erase(id_, desk)
    if unended:
        engine.queue(store).discard([id_])
    return found


def _verify_callback(store: Store, settings: Settings, desk: str, url: str) -> None:
    """Raise FieldError unless the desk may have this address told. Blocks: the name is looked up."""
    try:
        AllowList(settings.service.webhooks.allow).verify(parsed(url))
    except InputError as error:
        raise FieldError(str(error), "/callback_url") from None
    with store.reading() as session:
        if not secrets.signing(session, desk):
            raise FieldError(
                "expected a desk with a secret that signs what is sent; make one with "
                f"`factcheck webhooks secret --desk {desk}`",
                "/callback_url",
            )


def _first(session: Session, desk: str, key: str, digest: str, id_: str) -> bool:
    """Note the key; False if another request was faster."""
    try:
        with session.begin_nested():
            session.add(IdempotencyRow(desk=desk, key=key, digest=digest, check_id=id_))
    except IntegrityError:
        return False
    return True


def _before(session: Session, desk: str, key: str, digest: str) -> Accepted | None:
    row = session.get(IdempotencyRow, (desk, key))
    if row is None:
        return None
    if row.digest != digest:
        raise FieldError(
            "Idempotency-Key: it came before with another body; use a new key for a new request",
            parameter="idempotency-key",
        )
    check = checks.summary(session, row.check_id, desk)
    if check is None:
        return None
    if check.status in checks.UNENDED:
        raise UnderWayError("the check of this Idempotency-Key has not ended yet; follow it", row.check_id)
    return Accepted(check, again=True)
