"""Durable checks: accepted in one transaction, made by any worker, taken over when a worker dies.

request   what may be asked for, and whether it can be done
intake    a request becomes a check in the queue; cancelling
queue     who works on which check: leases in the database, renewed while a worker lives
events    what happened to a check, as rows that any process can serve
memo      what came of each unit of work, so that none is done twice
worker    takes checks from the queue and makes them

The engine is this queue on our own tables. With DBOS 3.4 the takeover of a dead worker's check, its heartbeat
and the memo would have been ours all the same, beside a second set of tables and four seconds of import.
"""

from assistant.jobs.intake import Accepted, accept, cancel
from assistant.jobs.request import CheckRequest, FieldError, Rerun
from assistant.jobs.worker import Worker

__all__ = ["Accepted", "CheckRequest", "FieldError", "Rerun", "Worker", "accept", "cancel"]
