"""Folding: the only liberties taken when a quotation is looked for, and the way back to exact offsets.

White space of any length counts as one blank, every quotation mark as `'`, every dash as `-`, letter
case is ignored, and what cannot be seen (soft hyphens, joiners, marks of direction) is left out. A letter
with its accent is the same letter written as one character or as two. Nothing else: no fuzzy match, no
accents dropped, no digits changed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

QUOTES = "'\"`´‘’‚‛“”„‟«»‹›「」『』＂＇"
DASHES = "-‐‑‒–—―−﹣－"
_SAME = {ord(mark): "'" for mark in QUOTES} | {ord(dash): "-" for dash in DASHES}
INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


class _Table(dict[int, str]):
    """What each character folds to, worked out when first met; `odd` fold to none or to several."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = self._fold(char)
        if len(folded) != 1:
            self.odd.add(char)
        self[code] = folded
        return folded

    @staticmethod
    def _fold(char: str) -> str:
        if char in INVISIBLE:
            return ""
        if char.isspace():
            return " "
        lower = unicodedata.normalize("NFD", char).casefold()
        return unicodedata.normalize("NFD", lower).translate(_SAME)


_TABLE = _Table()


@dataclass(frozen=True)
class Folded:
    """A folded text; `offsets[i]` is where its i-th character began in the original."""

    text: str
    offsets: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original range of the folded characters `start:end`, which end in no blank."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> str:
    """The folded text, without leading or trailing white space."""
    return " ".join(text.translate(_TABLE).split())


def fold_with_offsets(text: str) -> Folded:
    """The folded text with the way back. Leading and trailing white space is kept as one blank."""
    folded = text.translate(_TABLE)
    if "  " not in folded and _TABLE.odd.isdisjoint(text):
        return Folded(folded, range(len(folded)))
    chars: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        for piece in _TABLE[ord(char)]:
            if piece != " " or not chars or chars[-1] != " ":
                chars.append(piece)
                offsets.append(at)
    return Folded("".join(chars), tuple(offsets))
