"""Paragraphs: a line each, unless the text is hard-wrapped; then what stands between blank lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|\Z)")
_STOP = re.compile(r"[.!?…:。!?؟।][\"'”’»)\]]*\Z")
_WIDEST = 130
_NARROWEST = 30


@dataclass(frozen=True)
class Line:
    """One line's own characters, without white space around them."""

    start: int
    end: int
    words: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return self.start == self.end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at either side."""
    words = text[start:end]
    inner = words.strip()
    if not inner:
        return start, start
    lead = len(words) - len(words.lstrip())
    return start + lead, start + lead + len(inner)


def lines(text: str, start: int = 0) -> list[Line]:
    """The lines of the text from `start` on, blank ones included; no character is changed."""
    found = []
    for match in _LINE.finditer(text, start):
        low, high = trimmed(text, match.start(), match.end())
        found.append(Line(low, high, text[low:high]))
        if match.end() == len(text):
            break
    return found


def paragraphs(text: str, start: int = 0) -> list[tuple[int, int]]:
    """The ranges of the paragraphs from `start` on, trimmed, none empty."""
    every = lines(text, start)
    blocks = list(_blocks(every))
    if _hard_wrapped(blocks):
        return [(block[0].start, block[-1].end) for block in blocks]
    return [(line.start, line.end) for line in every if not line.blank]


def _blocks(every: Sequence[Line]) -> Iterator[list[Line]]:
    for blank, block in groupby(every, key=lambda line: line.blank):
        if not blank:
            yield list(block)


def _hard_wrapped(blocks: Sequence[Sequence[Line]]) -> bool:
    """Whether lines end where the width ran out, in mid-sentence, and the next goes on with a small letter.

    A list, a poem or a line per paragraph fails this, for its lines end where the writer wanted.
    """
    joints = [pair for block in blocks for pair in pairwise(block)]
    width = max((len(line.words) for pair in joints for line in pair), default=0)
    if not joints or not _NARROWEST <= width <= _WIDEST:
        return False
    full = sum(len(line.words) >= 0.6 * width and not _STOP.search(line.words[-8:]) for line, _ in joints)
    carried_on = sum(after.words[0].isalpha() and not after.words[0].isupper() for _, after in joints)
    return full >= 0.6 * len(joints) and carried_on >= 0.4 * len(joints)
