"""Markdown blocks: which characters are words and which are marks of the layout.

Only block structure counts here. Emphasis and links inside a sentence are part of its exact text.
Code between two fences is not prose and is left out; a fence that never closes is one mark, no more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.reading.paragraphs import Line, lines, trimmed
from assistant.reading.sentences import has_words

_MARKS = re.compile(
    r"(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|\[\^[^\]\s]{1,40}\]:[ \t]*)+"
)
_NEW_ITEM = re.compile(r"(?:>[ \t]*)*(?:[-*+]|\d{1,9}[.)])[ \t]|\[\^")
_TRAILING_IMAGE = re.compile(r"[ \t]!\[[^\[\]]{0,300}\]\([^()]{0,500}\)\Z")
_HEADING = re.compile(r"#{1,6}(?:[ \t]+|\Z)")
_CLOSING_HASHES = re.compile(r"[ \t]#+\Z")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_RULE = re.compile(r"(?:[-*_=+:|][ \t]*){2,}\Z|=\Z")
_NO_PROSE = re.compile(
    r"!\[[^\]]*\]\([^)]*\)\Z|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)\Z"
    r"|\[[^\]^][^\]]*\]:[ \t]*\S+(?:[ \t].*)?\Z|<!--.*-->\Z|</?[A-Za-z][^<>]*>\Z"
)


@dataclass
class Block:
    """A paragraph, heading or list item; `pieces` are the ranges of its words: a row has one a cell."""

    heading: bool = False
    pieces: list[tuple[int, int]] = field(default_factory=list)


def blocks(text: str, start: int = 0) -> list[Block]:
    """The blocks from `start` on that have words, in order."""
    found: list[Block] = []
    open_block: Block | None = None
    every = list(_outside_fences(lines(text, start)))
    for line, after in zip(every, [*every[1:], None], strict=True):
        block, goes_on = _block(line)
        underlined = after is not None and bool(re.fullmatch(r"=+|-{2,}", after.words))
        if block is None:
            open_block = None
        elif goes_on and open_block is not None and not underlined:
            first, _ = open_block.pieces[-1]
            open_block.pieces[-1] = (first, block.pieces[0][1])
        else:
            block.heading = block.heading or (underlined and goes_on)
            found.append(block)
            open_block = None if block.heading or line.words.startswith("|") else block
    return [block for block in found if any(has_words(text[a:b]) for a, b in block.pieces)]


def _outside_fences(every: Sequence[Line]) -> Iterator[Line]:
    """All lines but those of fenced code. Each kind of fence is looked for from behind, once."""
    last = {
        mark: max((i for i, line in enumerate(every) if line.words.startswith(mark)), default=-1)
        for mark in ("```", "~~~")
    }
    fence = ""
    for number, line in enumerate(every):
        match = _FENCE.match(line.words)
        if fence:
            if match and line.words.rstrip("`~") == "" and match.group(1).startswith(fence):
                fence = ""
        elif match and number < last[match.group(1)[:3]]:
            fence = match.group(1)
        elif not match:
            yield line


def _block(line: Line) -> tuple[Block | None, bool]:
    """What a line holds (None: no words), and whether it goes on with the block before it."""
    if line.blank or _RULE.match(line.words) or _NO_PROSE.match(line.words):
        return None, False
    if line.words.startswith("|"):
        return Block(pieces=list(_cells(line))), False
    marks = _MARKS.match(line.words)
    lead = marks.end() if marks else 0
    inner = line.words[lead:]
    hashes = _HEADING.match(inner)
    if hashes:
        tail = _CLOSING_HASHES.search(inner)
        low, high = hashes.end(), tail.start() if tail else len(inner)
        return _worded(line, lead + low, lead + max(low, high), heading=True), False
    image = _TRAILING_IMAGE.search(line.words)
    return _worded(line, lead, image.start() if image else len(line.words)), not _NEW_ITEM.match(line.words)


def _worded(line: Line, low: int, high: int, *, heading: bool = False) -> Block | None:
    a, b = trimmed(line.words, low, high)
    return Block(heading, [(line.start + a, line.start + b)]) if a < b else None


def _cells(line: Line) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^|]+", line.words):
        a, b = trimmed(line.words, match.start(), match.end())
        if a < b:
            yield line.start + a, line.start + b
