"""Words of a text and what their capitals may belong to: the ground that names are found on."""

import re
from typing import NamedTuple

from assistant.language.lists import words

_WORD = r"[\w\u0300-\u036f]+(?:['’ʼ][\w\u0300-\u036f]+){0,3}"
_TOKEN = re.compile(
    rf"(?:(?:[^\W\d_]\.){{2,8}}(?:[^\W\d_](?![\w.]))?|[^\W\d_]\.(?!\w)|{_WORD})(?:[-‐‑]{_WORD})*"
)
_ENDING = re.compile(r"['’ʼ](?:s|d|ll|re|ve|m)\Z", re.IGNORECASE)
_NEGATED = re.compile(r"n['’ʼ]t\Z", re.IGNORECASE)
_OPENING = frozenset('.!?…:;\n•“"‘«„(。¿¡')
_HALF = re.compile(r"[^-‐‑]+")
_LONGEST_SYLLABLE = 4


class Token(NamedTuple):
    """A word at `start:end`, cut to what may be a name ("pro-Norvik" to Norvik, "Lind's" to Lind).

    `low` is that in lower case without a last full stop; `closed` when a possessive or the half of a
    compound was cut off behind it; `opens` when it opens a sentence, a quotation or a line.
    """

    start: int
    end: int
    low: str
    capital: bool = False
    closed: bool = False
    opens: bool = False
    stopped: bool = False


def tokens_of(text: str) -> list[Token]:
    """The words of the text, in order."""
    tokens: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        start, end = match.span()
        if word.islower():
            # Most words are these, and a tuple is made faster than its named arguments are sorted out.
            tokens.append(tuple.__new__(Token, (start, end, word, False, False, False, False)))
        elif word == word.lower() or word[0].isdecimal() or _NEGATED.search(word):
            tokens.append(Token(start, end, word.lower()))
        else:
            opens = not last or not _OPENING.isdisjoint(text[last:start])
            tokens.append(_capital(word, start, opens=opens, family=bool(tokens) and tokens[-1].capital))
        last = end
    return tokens


def _capital(word: str, start: int, *, opens: bool, family: bool) -> Token:
    closed = False
    if ending := _ENDING.search(word):
        word, closed = word[: ending.start()], True
    if not word.isalnum() and len(halves := list(_HALF.finditer(word))) > 1:
        first, end = _name_within([half.group() for half in halves], family=family)
        closed = closed or end < len(halves)
        begin = halves[first].start()
        word, start = word[begin : halves[end - 1].end()], start + begin
    stopped = word.endswith(".")
    return Token(start, start + len(word), word.lower().rstrip("."), bool(word), closed, opens, stopped)


def _name_within(halves: list[str], *, family: bool) -> tuple[int, int]:
    """Which of a compound's halves are the name: all of "al-Rashid" and "Jae-in", one of "Norvik-led"."""
    raised = [at for at, half in enumerate(halves) if half != half.lower()]
    prefixed = [at for at in raised if at > 0 or halves[at].lower() not in words("name_prefixes.txt")]
    first, last = (prefixed or raised)[0], raised[-1] + 1
    if first == 1 and halves[0].lower() in words("name_articles.txt"):
        first = 0
    while last < len(halves) and (halves[last].isdecimal() or (family and _syllable(halves[last]))):
        last += 1
    return first, last


def _syllable(half: str) -> bool:
    """Whether a small half may be a syllable of a given name, as in Ki-moon, and no English word."""
    return len(half) <= _LONGEST_SYLLABLE and half not in words("name_suffixes.txt")
