"""The headline within a text: its first paragraph, when that reads like one and the next like a story."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.fold import fold

_LONGEST = 180
_SHORTEST = 12
_MOST_REPEATED = 3
_MOST_WORDS = 28
_SENTENCE_END = re.compile(r"(?:(?<!\.\.)\.|[:;,。।])[\"'”’»)\]]*\Z")
_STORY = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*(?:\s|\Z)")
_NOT_ONE = re.compile(
    r"[-*•–—·>|]\s|\d{1,3}[.)]\s|(?:[Bb]y|BY)\s+[A-Z]|https?://|www\."
    r"|(?:FOR IMMEDIATE RELEASE|PRESS RELEASE|EMBARGOED|NEWS RELEASE|MEDIA RELEASE)\b"
    r"|[^\n]{0,60}\([A-Z][A-Za-z. ]{1,30}\)\s*[-–—]"
    r"|[A-Z][A-Z .,]{2,40}[-–—]{1,2}\s|[A-Z]{3}[A-Z .'-]*,[^\n]{0,60}--"
)


@dataclass(frozen=True)
class Found:
    """Where the headline stands, and how many of the first paragraphs it and its repetitions take up."""

    start: int
    end: int
    paragraphs: int


def find(
    text: str, paragraphs: Sequence[tuple[int, int]], given: str | None, *, marked: bool = False
) -> Found | None:
    """The headline at the head of the text, or None. `given` is the headline from elsewhere, which the
    first paragraph may repeat; `marked` says that the markup itself calls the first paragraph a heading.
    """
    if not paragraphs:
        return None
    start, end = paragraphs[0]
    first = text[start:end]
    repeated = 1
    while repeated < min(len(paragraphs), _MOST_REPEATED) and _same(text, paragraphs[repeated], first):
        repeated += 1
    if given is not None:
        is_one = fold(first) == fold(given)
    else:
        body = [text[a:b] for a, b in paragraphs[repeated : repeated + 3]]
        is_one = bool(body) and (marked or _twice(first, repeated) or _reads_like_one(first, body))
    return Found(start, end, repeated) if is_one else None


def _twice(first: str, repeated: int) -> bool:
    return repeated > 1 and _SHORTEST <= len(first) <= _LONGEST and not _SENTENCE_END.search(first)


def _same(text: str, paragraph: tuple[int, int], first: str) -> bool:
    start, end = paragraph
    return abs(end - start - len(first)) <= 8 and fold(text[start:end]) == fold(first)


def _reads_like_one(first: str, body: Sequence[str]) -> bool:
    """Short, without a full stop, with several words, and followed by a story in full sentences."""
    if len(first) > _LONGEST or "\n" in first or _SENTENCE_END.search(first) or _NOT_ONE.match(first):
        return False
    words = first.split()
    unspaced = len(words) == 1 and len(first) >= 4 and not first.isascii()
    if not (unspaced or 2 <= len(words) <= _MOST_WORDS) or first[0].islower():
        return False
    return any(len(paragraph) > len(first) / 2 and _STORY.search(paragraph) for paragraph in body)
