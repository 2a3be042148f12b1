"""Tokens with exact offsets: words, marks, and quotations that stand for one word each."""

import re
from typing import NamedTuple

QUOTE = "“…”"
_TOKEN = re.compile(
    # The first two branches only save time: most words are plain ones with nothing joined to them.
    # Branches that begin with a character are passed over fast, those that begin with an option are not.
    r"""([a-z]++(?![\w.'’´&/@‐‑-])|[A-Z][a-z]++(?![\w.'’´&/@‐‑-])
    |[,;:“”"!?()—–]|\.(?!\.)
    |[DRI]-(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?:[^\W\d_]\.)+
    |(?=[A-Z])(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|St|Jr|Sr|Rev|Hon|Capt|Maj|Supt|Det|Insp|Cpl|Brig|Inc|Corp|Co|Ltd|Assn|Bros|Dept|Sens|Reps|Adm|Cmdr)\.
    |[A-Z]\.(?=\s[A-Z])
    |['’](?<=\w.)(?:s|d|ll|m|re|ve)\b
    |\d+(?:[.,:]\d+)+
    |[DRI]-[A-Z][a-z]{1,4}\.(?=,)|[A-Z][a-z]{1,4}\.(?=,)
    |[^\W_]+(?:[-‐‑&/.@][^\W_]+|['’´](?!(?:s|d|ll|m|re|ve)\b)[^\W_]+)*
    |(?P<plural>['’](?<=[sS].)(?=\s[^\W\d_]))
    |\.{2,}|[^\w\s])""",
    re.VERBOSE,
)
_OPEN_MARKS = frozenset({"“", '"', "‘", "'", "«", "„"})
_PLAIN_MARKS = frozenset(",.;:!?()—–-\"'“”‘’")
_CAMEL = re.compile(r"(?!(?:Mac|Mc|De|Di|La|Le|Van|Von|Fitz)[A-Z])[A-Z]\w*[a-z][A-Z]")
_MARKUP = re.compile(
    r"(?=[*_\[])(?:(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)"
    r"|(?P<open>\[)[^\[\]\n]{1,200}(?P<link>\]\([^()\s]{0,500}\)))"
)


class Token(NamedTuple):
    """A word, a mark, or a whole quotation (`low` is QUOTE), at `start:end` of its part of the article.

    `acronym` is also set for names that bodies give themselves with a capital inside: "NorthGrid". The
    apostrophe of a plural ("the teachers' union") is the same word "'s" as that of a singular.
    """

    low: str
    start: int
    end: int
    capital: bool
    word: bool
    acronym: bool = False
    quoted: bool = False


def tokenise(text: str) -> list[Token]:
    """Every word and mark of a text."""
    found: list[Token] = []
    add, new = found.append, tuple.__new__
    start = end = 0
    # What stands between two tokens, a token, and whether it is a plural's apostrophe, in turn: the matches of
    # a search have offsets too, and take twice the time. A tuple is made faster than its arguments are sorted out.
    pieces = _TOKEN.split(text)
    for gap, written, plural in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
        start = end + len(gap)
        end = start + len(written)
        if written.islower() and written.isalpha():  # as most words are
            add(new(Token, (written, start, end, False, True, False, False)))
        elif plural:
            add(new(Token, ("'s", start, end, False, True, False, False)))
        elif written in _PLAIN_MARKS:
            add(new(Token, (written, start, end, False, False, False, False)))
        else:
            add(_token(written, start, end))
    return found


def _token(written: str, start: int, end: int) -> Token:
    first = written[0]
    word = first.isalnum() or (first in "'’" and len(written) > 1)
    low = written.lower()
    if word and "’" in low:
        low = low.replace("’", "'")
    capital = first.isupper()
    acronym = capital and len(written) > 1 and not written[1:].islower() and _is_capitals(written)
    return tuple.__new__(Token, (low, start, end, capital or first.isdigit(), word, acronym, False))


def _is_capitals(written: str) -> bool:
    return written.isupper() or _CAMEL.match(written) is not None


def is_open_mark(token: Token) -> bool:
    """Whether a quoted fragment begins here."""
    return token.quoted and token.low in _OPEN_MARKS


def unmarked(text: str) -> str:
    """The text with the marks of Markdown's emphasis and links as blanks: every word keeps its place."""
    if "*" not in text and "_" not in text and "](" not in text:
        return text
    return _MARKUP.sub(_blank, text)


def squeezed(plain: str) -> str:
    """Words that blanked marks or line ends have pulled apart, with one blank between two."""
    return " ".join(plain.split()).replace(" ,", ",")


def _blank(match: re.Match[str]) -> str:
    if match["link"] is None:
        return " " * len(match.group())
    inner = unmarked(match.group()[1 : -len(match["link"])])
    return f" {inner}{' ' * len(match['link'])}"
