"""Tokens with exact offsets: words, marks, and quotations that stand for one word each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

QUOTE = "“…”"
_TOKEN = re.compile(
    # What only saves time: a look at whether anything stands here, and two branches for plain words with nothing
    # joined to them. Branches that begin with a character are passed over fast, those with an option are not.
    r"""((?=\S)(?:[a-z]++(?![\w.'’´&/@‐‑-])|[A-Z][a-z]++(?![\w.'’´&/@‐‑-])
    |[,;:“”"!?()—–]|\.(?!\.)
    |[DRI]-(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?:[^\W\d_]\.)+
    |(?=[A-Z])(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|St|Jr|Sr|Rev|Hon|Capt|Maj|Supt|Det|Insp|Cpl|Brig|Inc|Corp|Co|Ltd|Assn|Bros|Dept|Sens|Reps|Adm|Cmdr)\.
    |[A-Z]\.(?=\s[A-Z])
    |['’](?<=\w.)(?:s|d|ll|m|re|ve)\b
    |\d+(?:[.,:]\d+)+
    |[DRI]-[A-Z][a-z]{1,4}\.(?=[,)])|[A-Z][a-z]{1,4}\.(?=,)
    |[^\W_]+(?:[-‐‑&/.@][^\W_]+|['’´](?!(?:s|d|ll|m|re|ve)\b)[^\W_]+)*
    |\.{2,}|[^\w\s]))""",
    re.VERBOSE,
)
_OPEN_MARKS = frozenset({"“", '"', "‘", "'", "«", "„"})
_APOSTROPHES = frozenset("'’")
_OF_A_PLURAL = re.compile(r"['’](?<=[sS].)(?=\s[^\W\d_])")
_MOST_KNOWN = 16_384
_LONGEST_KNOWN = 32
_CAMEL = re.compile(r"(?!(?:Mac|Mc|De|Di|La|Le|Van|Von|Fitz)[A-Z])[A-Z]\w*[a-z][A-Z]")
_MARKUP = re.compile(
    r"(?=[*_\[])(?:(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)"
    r"|(?P<open>\[)[^\[\]\n]{1,200}(?P<link>\]\([^()\s]{0,500}\)))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a whole quotation (`low` is QUOTE), wherever it stands.

    `acronym` is also set for names that bodies give themselves with a capital inside: "NorthGrid". The
    apostrophe of a plural ("the teachers' union") is the same word "'s" as that of a singular, and `plural`.
    """

    low: str
    capital: bool
    word: bool
    acronym: bool = False
    quoted: bool = False
    plural: bool = False


QUOTATION = Token(QUOTE, capital=True, word=False, quoted=True)
_PLURAL = Token("'s", capital=False, word=True, plural=True)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens of a text or of a part of it: the i-th stands at `plain[starts[i]:ends[i]]`."""

    plain: str
    tokens: tuple[Token, ...]
    starts: Sequence[int]
    ends: Sequence[int]

    def name(self, first: int, last: int) -> str:
        """The words of tokens `first` up to but not including `last`, one blank between two whatever stands there."""
        return squeezed(self.plain[self.starts[first] : self.ends[last - 1]])

    def between(self, first: int, last: int) -> "Stretch":
        """The part from one token up to but not including another."""
        return Stretch(self.plain, self.tokens[first:last], self.starts[first:last], self.ends[first:last])


def tokenise(text: str) -> Stretch:
    """Every word and mark of a text."""
    # What stands between two tokens and a token in turn: the matches of a search take twice the time.
    pieces = _TOKEN.split(text)
    written, offsets = pieces[1::2], list(accumulate(map(len, pieces)))
    tokens, starts = list(map(_KNOWN.__getitem__, written)), offsets[:-1:2]
    for i in [i for i, mark in enumerate(written) if mark in _APOSTROPHES]:
        if _OF_A_PLURAL.match(text, starts[i]):
            tokens[i] = _PLURAL
    return Stretch(text, tuple(tokens), starts, offsets[1::2])


class _Known(dict[str, Token]):
    """What each word is, worked out when first met; kept of so many that are no longer than words are."""

    def __missing__(self, written: str) -> Token:
        token = _token(written)
        if len(self) < _MOST_KNOWN and len(written) < _LONGEST_KNOWN:
            self[written] = token
        return token


_KNOWN = _Known()


def _token(written: str) -> Token:
    first = written[0]
    word = first.isalnum() or (first in _APOSTROPHES and len(written) > 1)
    low = written.lower()
    if word and "’" in low:
        low = low.replace("’", "'")
    capital = first.isupper()
    acronym = capital and len(written) > 1 and not written[1:].islower() and _is_capitals(written)
    return Token(low, capital or first.isdigit(), word, acronym)


def _is_capitals(written: str) -> bool:
    return written.isupper() or _CAMEL.match(written) is not None


def uncapitalised(token: Token) -> Token:
    """The same word without the capital that it has only because a sentence begins; an acronym keeps its own."""
    return _KNOWN[token.low] if token.capital and not token.acronym else token


@lru_cache(4096)
def quoted(token: Token) -> Token:
    """The same word as part of a fragment in marks."""
    return replace(token, quoted=True)


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
