"""Where the characters of a text node stand in the markup.

The parser tells where a text node begins. Its characters follow in the markup one by one, except
that a character reference stands for one or two of them, a carriage return for a newline, and a tag
that the parser ignored for none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PLAIN = re.compile(r"[^<&\r]+")
_REFERENCE = re.compile(r"&#?[0-9A-Za-z]+;?")
_TAG = re.compile(r"</?[A-Za-z](?>[^>=]|=[ \t\n\r\f]*(?>\"[^\"]*\"|'[^']*'|))*+>|<[!?/][^>]*>")


@dataclass(frozen=True)
class Piece:
    """Characters `start:end` of a text node and the markup they came from."""

    start: int
    end: int
    html_start: int
    html_end: int

    @property
    def one_to_one(self) -> bool:
        """Whether each character stands for itself."""
        return self.end - self.start == self.html_end - self.html_start


def align(data: str, markup: str, origin: int | None) -> list[Piece]:
    """The pieces of a text node that begins at `origin`. What cannot be placed for certain has no piece."""
    if origin is None:
        return []
    if "\r" not in data and markup.startswith(data, origin) and "&" not in data:
        return [Piece(0, len(data), origin, origin + len(data))]
    return list(_walk(data, markup, origin))


def _walk(data: str, markup: str, at: int) -> Iterator[Piece]:
    done = 0
    while done < len(data) and at < len(markup):
        tag = _TAG.match(markup, at)
        if tag and not _is_text(tag.group(), data, done):
            at = tag.end()
            continue
        taken, length = _step(data, done, markup, at)
        if taken and length:
            yield Piece(done, done + taken, at, at + length)
        elif data[done].isspace():
            taken = 1
        elif markup[at].isspace():
            length = 1
        else:
            return
        done, at = done + taken, at + length


def _is_text(tag: str, data: str, done: int) -> bool:
    """An end tag with quoted attributes is text to this parser (justhtml 3.16)."""
    return ('"' in tag or "'" in tag) and data.startswith(tag, done)


def _step(data: str, done: int, markup: str, at: int) -> tuple[int, int]:
    """How many characters of the data the next of the markup stand for, and how many those are."""
    char = markup[at]
    if char == "\r" and data[done] == "\n":
        return 1, 2 if markup.startswith("\r\n", at) else 1
    if char == "&":
        return _reference(data, done, markup, at)
    run = _PLAIN.match(markup, at)
    words = run.group() if run else char
    words = words[: len(data) - done]
    if data.startswith(words, done):
        return len(words), len(words)
    return 0, 0


def _reference(data: str, done: int, markup: str, at: int) -> tuple[int, int]:
    from justhtml.core.entities import decode_entities_in_text

    match = _REFERENCE.match(markup, at)
    if match:
        decoded = decode_entities_in_text(match.group())
        if decoded != match.group() and data.startswith(decoded, done):
            return len(decoded), match.end() - at
    return (1, 1) if data[done] == "&" else (0, 0)
