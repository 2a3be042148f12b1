"""The outline of a text: its numbered sentences, headline first."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from assistant.anchors import Sentence
from assistant.reading import headline, markdown
from assistant.reading.paragraphs import paragraphs, trimmed
from assistant.reading.sentences import has_words, sentences

_BULLET = re.compile(r"[•▪‣◦●*–-][ \t]{1,8}(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)][ \t]{1,8}(?=\S)")


@dataclass(frozen=True)
class Outline:
    """What a text consists of. `headline` is its words, from the text or as given."""

    headline: str | None
    sentences: tuple[Sentence, ...]


def outline(
    text: str,
    language: str | None,
    given: str | None = None,
    *,
    marked_down: bool = False,
    headed: bool = False,
    start: int = 0,
    most: int | None = None,
) -> Outline:
    """Cut the text from `start` on. `given` is the headline where the metadata have one; `marked_down`
    says that it is Markdown, whose block marks lie outside every sentence, `headed` that its first
    paragraph is a heading. After `most` sentences of the body it stops.
    """
    if marked_down:
        blocks = markdown.blocks(text, start)
        headed = bool(blocks) and blocks[0].heading
        pieces = [block.pieces for block in blocks]
    else:
        pieces = [[span] for span in _readable(text, start)]
        hashed, pieces = _hash_heading(text, pieces)
        headed = headed or hashed
    wholes = [(first[0][0], first[-1][1]) for first in pieces]
    found = headline.find(text, wholes, given, marked=headed)
    numbered = _headline_sentence(found, given)
    body = pieces[found.paragraphs if found else 0 :]
    places = (
        (a, b, number)
        for number, paragraph in enumerate(body if marked_down else _unmarked(text, body), start=1)
        for low, high in paragraph
        for a, b in sentences(text, low, high, language)
    )
    for n, (a, b, number) in enumerate(islice(places, most), start=1):
        numbered.append(Sentence(n=n, start=a, end=b, paragraph=number))
    words = text[found.start : found.end] if found and given is None else given
    return Outline(words, tuple(numbered))


def _readable(text: str, start: int) -> list[tuple[int, int]]:
    return [(a, b) for a, b in paragraphs(text, start) if has_words(text[a:b])]


def _unmarked(text: str, pieces: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """The paragraphs of plain text without the mark of a list item at their head: a bullet, or a number where
    the item before or after it has the one before or after.
    """
    counted = [(match, int(match[1])) for ((a, b), *_) in pieces if (match := _NUMBER.match(text, a, b))]
    marks = {match.start(): match.end() for ((a, b), *_) in pieces if (match := _BULLET.match(text, a, b))}
    for (one, n), (other, after) in pairwise(counted):
        if after == n + 1:
            marks |= {one.start(): one.end(), other.start(): other.end()}
    return [[(marks.get(first[0], first[0]), first[1]), *rest] for first, *rest in pieces]


def _hash_heading(text: str, pieces: list[list[tuple[int, int]]]) -> tuple[bool, list[list[tuple[int, int]]]]:
    """In plain text only a first line that begins with "# " is taken for a marked heading."""
    if not pieces or not text.startswith("# ", pieces[0][0][0]):
        return False, pieces
    start, end = pieces[0][0]
    return True, [[trimmed(text, start + 2, end)], *pieces[1:]]


def _headline_sentence(found: headline.Found | None, given: str | None) -> list[Sentence]:
    if found:
        return [Sentence(n=0, part="text", start=found.start, end=found.end, paragraph=0)]
    if given is None:
        return []
    start, end = trimmed(given, 0, len(given))
    return [Sentence(n=0, part="headline", start=start, end=end, paragraph=0)] if start < end else []
