"""Sentences within a paragraph: sentencex, and a few rules where it errs on news prose."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import sentencex  # type: ignore[import-untyped]

from assistant.reading.paragraphs import trimmed

_CHUNK = 10_000
_NEWLINE = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_OPENERS = "\"'“‘«„‚(["
_OPENING_TAIL = re.compile(r"\s([\"'“‘«„‚(\[]+)\s*\Z")
_LAST_WORD = re.compile(r"([A-Za-z]{1,8})\.\s*\Z")
_HOUR = re.compile(r"\b[ap]\.m\.\s*\Z")
_AFTER_HOUR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar(?:\.|ch)|Apr|May \d|June \d|July \d"
    r"|Aug|Sep|Oct|Nov|Dec|[A-Z]{2,4}T\b|GMT|UTC|Eastern|Central|Mountain|Pacific)"
)
# Begins with the mark itself, which is rare and quickly found.
_STRAIGHT_OPENING = re.compile(r'"(?<![^\s(\[—–-]")(?=\S)')
_DOUBLE_MARK = re.compile("[„“”]")
_ANY_MARK = re.compile('["„“”]')
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NO_MARK = "~"
_ITEM_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s*")
_ASIDE = re.compile(r"\([^()]{1,400}[.!?][\"'”’]?\)\s+(?=[A-Z\"“‘(])")


def sentences(text: str, start: int, end: int, language: str | None) -> list[tuple[int, int]]:
    """The ranges of the sentences in one paragraph, trimmed, none without a letter or digit, in order.

    A quotation of several sentences stays whole, with the words that say whose it is.
    """
    # Newlines inside a hard-wrapped paragraph end no sentence; one blank for one newline keeps every offset.
    words = _NEWLINE.sub(" ", text[start:end])
    english = language in {"en", None}
    possible = [_before_opening(words, end) for end in _ends(_paired(words), language or "en")]
    found, low = [], 0
    for high in _rejoined(words, possible, english=english):
        a, b = trimmed(words, low, high)
        found.append((start + a, start + b))
        low = high
    return [(a, b) for a, b in found if has_words(text[a:b])]


def has_words(piece: str) -> bool:
    """Whether there is anything to read: a letter or a digit of any script."""
    return _LETTER_OR_DIGIT.search(piece) is not None


def _paired(words: str) -> str:
    """The same length, without the double quotation marks that open what never closes.

    sentencex pairs straight marks by counting and never ends a sentence inside a pair, so that one stray
    mark, as at the head of a quotation over several paragraphs, would join all sentences after it.
    """
    if not _ANY_MARK.search(words):
        return words
    marks = list(_STRAIGHT_OPENING.sub("“", words).replace('"', "”"))
    opened: int | None = None
    for at in [match.start() for match in _DOUBLE_MARK.finditer("".join(marks))]:
        if marks[at] == "”" or (marks[at] == "“" and opened is not None and marks[opened] == "„"):
            opened = None
        else:
            if opened is not None:
                marks[opened] = _NO_MARK
            opened = at
    if opened is not None:
        marks[opened] = _NO_MARK
    return "".join(marks)


def _ends(words: str, language: str) -> Iterator[int]:
    for low, high in _chunks(words):
        for boundary in sentencex.get_sentence_boundaries(language, words[low:high]):
            begin, end = low + boundary["start_index"], low + boundary["end_index"]
            aside = _ASIDE.match(words, begin, end)
            if aside and aside.end() < end:
                yield aside.end()
            yield end


def _chunks(words: str) -> Iterator[tuple[int, int]]:
    """Pieces that bound the cost of unbalanced quotation marks, which is quadratic in sentencex."""
    low = 0
    while len(words) - low > _CHUNK:
        stop = words.rfind(". ", low, low + _CHUNK)
        blank = words.rfind(" ", low, low + _CHUNK)
        high = (stop if stop > low else blank if blank > low else low + _CHUNK - 1) + 1
        yield low, high
        low = high
    yield low, len(words)


def _before_opening(words: str, end: int) -> int:
    """The same end, or the place before a quotation mark that opens what comes next."""
    tail = _OPENING_TAIL.search(words, max(0, end - 8), end) if end < len(words) else None
    return tail.start(1) if tail else end


def _rejoined(words: str, ends: list[int], *, english: bool) -> list[int]:
    """The boundaries that are some. Each character is looked at once, however many boundaries are none."""
    kept: list[int] = []
    start, seen, worded = 0, 0, False
    for end in ends:
        if end <= seen:
            continue
        worded = worded or has_words(words[seen:end])
        seen = end
        if end >= len(words) or (worded and not _goes_on(words, start, end, english=english)):
            kept.append(end)
            start, worded = end, False
    return kept


def _goes_on(words: str, start: int, end: int, *, english: bool) -> bool:
    """Whether a boundary is none: the piece before it is no sentence, or the one after it continues it."""
    before, after = words[max(start, end - 40) : end], words[end : end + 40].lstrip()
    letters = after.lstrip(_OPENERS)
    if not after or _ITEM_NUMBER.fullmatch(before):
        return True
    if letters[:1].islower() and not letters[1:2].isupper():
        return True
    if not before[-1].isspace() and _inside_address(words, end):
        return True
    return english and _abbreviated(before, after)


def _inside_address(words: str, at: int) -> bool:
    """Whether the place is inside a web or mail address."""
    around = words[max(0, at - 80) : at].rsplit(None, 1)[-1] + words[at : at + 80].split(None, 1)[0]
    return any(mark in around for mark in ("/", "@", "www."))


def _abbreviated(before: str, after: str) -> bool:
    word = _LAST_WORD.search(before)
    if word and word.group(1) in _abbreviations():
        return True
    return bool(_HOUR.search(before) and _AFTER_HOUR.match(after))


@cache
def _abbreviations() -> frozenset[str]:
    listed = files("assistant.reading").joinpath("abbreviations.txt").read_text("utf-8")
    return frozenset(line for line in listed.splitlines() if line and not line.startswith("#"))
