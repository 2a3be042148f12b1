"""Durable checks: accepted in one transaction, made by any worker, taken over when a worker dies.

request    what may be asked for, and whether it can be done
intake     a request becomes a check in the queue; cancelling, erasing
engine     DBOS: queue, steps, resumption
worker     a process that makes checks, its heartbeat, and its watch over the others
heartbeat  which workers live, and who resumes what a silent one held
making     one check, from its beginning to its end
held       what a worker writes about a check, only while it is its own
memo       what came of each unit of work, so that none is done twice
ending     how a check ends
events     what happened to a check, as rows that any process can serve
tidying    what time takes
"""

from assistant.jobs.engine import prepare, upgrade
from assistant.jobs.intake import Accepted, accept, cancel, erase
from assistant.jobs.request import CheckRequest, FieldError, Rerun
from assistant.jobs.worker import Worker

__all__ = [
    "Accepted",
    "CheckRequest",
    "FieldError",
    "Rerun",
    "Worker",
    "accept",
    "cancel",
    "erase",
    "prepare",
    "upgrade",
]
