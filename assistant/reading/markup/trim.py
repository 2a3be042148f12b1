"""Boilerplate that only its looks give away: blocks that are mostly links, and scraps around the article."""

import re
from collections.abc import Sequence

from assistant.reading.markup.render import HEADINGS, Block

_LINKED = 0.6
_LONGEST_SCRAP = 300
_PROSE = 60
_PARAGRAPH = 40
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*\Z")
_SENTENCE_WITHIN = re.compile(r"\w[.!?…][\"'”’»)\]]*\s|[。！？।؟]")


def kept(found: Sequence[Block], *, body_only: bool, headed: bool) -> list[Block]:
    """The blocks without those that are links and little else; where the page named no article (`body_only`),
    also without the scraps before the first and after the last piece of prose. `headed` says that the first
    block is the headline, which stays.
    """
    own = [block for block in found if not _is_links(block)]
    prose = [i for i, block in enumerate(own) if _is_prose(block)]
    if not prose:
        return own or list(found)
    if not body_only:
        return own
    first, last = prose[0], prose[-1]
    while first and own[first - 1].name in HEADINGS:
        first -= 1
    headline = own[:1] if headed and first and own[0] is found[0] else []
    return [*headline, *own[first : last + 1]]


def _is_links(block: Block) -> bool:
    return (
        block.name not in HEADINGS
        and block.length <= _LONGEST_SCRAP
        and block.links >= _LINKED * block.length
    )


def _is_prose(block: Block) -> bool:
    """Full sentences; a paragraph may be short, or long and without a full stop, any other block neither."""
    if not _SENTENCE_END.search(block.text[-8:]):
        told = bool(_SENTENCE_WITHIN.search(block.text)) or block.length - block.links >= _PARAGRAPH
        return block.name == "p" and told
    return block.name == "p" or (block.length >= _PROSE and block.links < _LINKED * block.length / 2)
