"""Which check is meant: by its number in the list, its id, or the first digits of that."""

import re

from assistant.cli.chat.work import Work
from assistant.conversation.protocol import Kept
from assistant.errors import InputError
from assistant.report import Report

_ID = re.compile(r"[0-9a-f]{4,32}")
_LONGEST = 32
_LOOKED_THROUGH = 200


async def opened_by(work: Work, named: str) -> Report:
    """The report of the check that is meant. Raises InputError."""
    if named.isascii() and named.isdigit() and int(named[:6]) <= len(work.listed):
        item = work.item(int(named[:6]))
        if isinstance(item, Kept):
            return await work.conversation.open(item.id)
    if not _ID.fullmatch(named):
        raise InputError(f"expected the number of a listed check or its id, got {named[:40] or 'nothing'}")
    return await work.conversation.open(await whole_id(work, named))


async def whole_id(work: Work, named: str) -> str:
    """The id that begins so, among the newest checks. Raises InputError."""
    if len(named) == _LONGEST:
        return named
    begun = [id_ for id_ in await work.conversation.ids(_LOOKED_THROUGH) if id_.startswith(named)]
    if len(begun) != 1:
        many = "several checks begin so; give more of it" if begun else "no check begins so"
        raise InputError(f"{named}: {many}; /checks lists the newest")
    return begun[0]
