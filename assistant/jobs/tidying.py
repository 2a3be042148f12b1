"""What time takes: text under embargo, old exchanges, and what the engine keeps of checks that have ended.

And what it brings to light: checks that nobody has.
"""

from sqlalchemy import select

from assistant.jobs import engine, heartbeat
from assistant.store import Store, checks
from assistant.store.tables import CheckRow


def tidy(store: Store, days: int) -> None:
    """Remove what is due; exchanges are kept for so many days. Blocks. Raises StoreError."""
    store.sweep(days)
    queue, passed = engine.queue(store), 0
    while ended := queue.ended(after=passed):
        with store.reading() as session:
            # One that was cancelled goes on until its worker, or who takes over, has ended it.
            unended = select(CheckRow.id).where(CheckRow.id.in_(ended), CheckRow.status.in_(checks.UNENDED))
            waiting = set(session.scalars(unended))
        queue.discard([id_ for id_ in ended if id_ not in waiting])
        passed += len(waiting)


def rescue(store: Store) -> None:
    """Have taken over what is held by a name that no worker has.

    A worker that was taken for dead may take checks, under the name it had, until it notices. Blocks.
    Raises StoreError.
    """
    if busy := engine.queue(store).busy():
        with store.transaction() as session:
            heartbeat.declare_dead(session, busy)
