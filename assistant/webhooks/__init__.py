"""Webhooks: the end of a check is told to the address that its caller named, by the Standard Webhooks convention.

address   which addresses may be called: the allow-list, and the name resolved to what it really is
secrets   what a desk's messages are signed with
outbox    what is to be told, as rows that survive a kill; and every attempt
sending   one attempt
courier   delivers what is due, again and again, in every worker
"""

from assistant.webhooks.courier import Courier
from assistant.webhooks.secrets import Secrets

__all__ = ["Courier", "Secrets"]
