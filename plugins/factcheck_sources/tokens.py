"""Tokens with exact offsets: words, marks, and quotations that stand for one word each."""

import re
from typing import NamedTuple

QUOTE = "“…”"
_TOKEN = re.compile(
    # The first branch only saves time: most words are plain ones with nothing joined to them.
    r"""[a-z]++(?![\w.'’´&/@‐‑-])
    |(?:[^\W\d_]\.){2,}
    |(?=[A-Z])(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|St|Jr|Sr|Rev|Hon|Capt|Maj|Supt|Det|Insp|Cpl|Brig|Inc|Corp|Co|Ltd)\.
    |[A-Z]\.(?=\s[A-Z])
    |(?<=\w)['’](?:s|d|ll|m|re|ve)\b
    |\d+(?:[.,]\d+)+
    |[^\W_]+(?:[-‐‑&/.@][^\W_]+|['’´](?!(?:s|d|ll|m|re|ve)\b)[^\W_]+)*
    |\.{2,}|[^\w\s]""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, a mark, or a whole quotation (`low` is QUOTE), at `start:end` of its part of the article."""

    low: str
    start: int
    end: int
    capital: bool
    word: bool
    acronym: bool = False
    quoted: bool = False


def tokenise(text: str) -> list[Token]:
    """Every word and mark of a text."""
    found = []
    for match in _TOKEN.finditer(text):
        written = match.group()
        start, end = match.span()
        if written.islower() and written.isalpha():
            found.append(Token(written, start, end, capital=False, word=True))
            continue
        first = written[0]
        word = first.isalnum() or (first in "'’" and len(written) > 1)
        low = written.lower()
        if "’" in low:
            low = low.replace("’", "'") if word else low
        capital = first.isupper()
        acronym = capital and len(written) > 1 and written.isupper()
        found.append(Token(low, start, end, capital or first.isdigit(), word, acronym))
    return found
