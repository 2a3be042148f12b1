"""Numbers in English news text, in figures and in words, with their value and place.

Figures are read in every script's digits, words in English only. A point is a decimal point and a comma
groups thousands. `5m` is read as five million, as in headlines, and not as five metres.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import numeric

from assistant.language.lists import entries
from assistant.language.words import Found, Words, words_of

_CARDINAL = frozenset({"figure", "unit", "ten", "scale"})
_JOIN = re.compile(r"(?:[ \t\u00a0\u202f]|-|‐|‑|\r?\n)\Z")
_AND = re.compile(r"\s{1,2}and\s{1,2}\Z", re.IGNORECASE)
_AND_A = re.compile(r"\s{1,2}and\s{1,2}an?\s{1,2}\Z", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<!\w)an?\s{1,2}\Z", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<!\w)(?:few|several|many|some|couple(?:\sof)?)\s{1,2}\Z", re.IGNORECASE)
_NO_ONE = re.compile(r"(?<!\w)no(?:\s{1,2}|-)\Z", re.IGNORECASE)
_ANOTHER = re.compile(r"\s{1,2}another\b|['’]s\b", re.IGNORECASE)
_OF = re.compile(r"\s{1,2}of\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?[%٪％]|[\s-](?:per\s?cent|pct)(?!\w)", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:[-–—]|\bto\b|\band\b|\bor\b)\s?", re.IGNORECASE)
_FIGURE = r"""
    (?:(?<![^\W_]) | (?<=\d{40}))
    (?:
        (?P<mixed>\d{1,3})[ ]?(?P<vulgar>[¼-¾⅐-⅞])
      | (?P<over>[1-9])/(?P<under>[2-9]|1[0-2]|1000?)(?![\d/])
      | (?P<grouped>\d{1,3}
            (?:(?:,\d{2,3}){0,9},\d{3} | (?:[ \u00a0\u2009\u202f]\d{3}){1,9})
            (?!\d)(?:\.\d{1,40}(?!\d))?)
      | (?<!\d\.)(?P<decimal>\d{1,40}\.\d{1,40})(?!\d|\.\d)
      | (?P<whole>\d{1,40})
    )
    (?:(?P<th>st|nd|rd|th)(?!\w) | (?P<short>SHORT)(?!\w))?
  | (?<![\w.])(?P<bare>\.\d{1,40})(?![\d.])
  | (?P<alone>[¼-¾⅐-⅞])
"""
# A search for what a figure begins with is much faster than one for the whole pattern.
_BEGINS = re.compile(r"[\d¼-¾⅐-⅞]|\.(?=\d)")
_LETTERS = re.compile(r"[A-Za-z]+")
_FARTHEST = 10


class Number(NamedTuple):
    """A number at `text[start:end]`, magnitude included ("1.2 billion") and percent sign not.

    `ordinal` for "third" and "3rd", `percent` when a percent sign or word follows, `vague` when the
    words give a magnitude and no figure ("hundreds", "tens of thousands", "several dozen").
    """

    start: int
    end: int
    value: Fraction
    ordinal: bool = False
    percent: bool = False
    vague: bool = False

    @property
    def meaning(self) -> tuple[Fraction, bool, bool, bool]:
        """What two numbers must share to say the same, however they are written."""
        return self.value, self.ordinal, self.percent, self.vague


class _Token(NamedTuple):
    start: int
    end: int
    kind: str
    value: Fraction


def numbers(text: str | Words) -> tuple[Number, ...]:
    """The numbers in the text, in order and without overlap. Takes time linear in the text."""
    words = words_of(text) if isinstance(text, str) else text
    places, _ = words.sought(_numeric)
    if not places:
        return ()
    tokens = sorted([*_figures_in(words, places), *_words_in(words, places)])
    return _percents(words.text, list(_read(words.text, tokens))) if tokens else ()


def _numeric(words: Words) -> Found[str]:
    """The words that hold a figure or a word for a number: few sentences have one."""
    known = _words()
    numeric = {word for word in words.odd if _BEGINS.search(word) or known.keys() & _LETTERS.findall(word)}
    return words.where(numeric | (known.keys() & words.distinct))


@cache
def _words() -> dict[str, tuple[str, Fraction]]:
    rows = (entry.split() for entry in entries("assistant.language", "data/numbers.txt"))
    return {word: (kind, Fraction(value)) for word, kind, value in rows if kind != "short"}


@cache
def _shorts() -> dict[str, Fraction]:
    rows = (entry.split() for entry in entries("assistant.language", "data/numbers.txt"))
    return {word: Fraction(value) for word, kind, value in rows if kind == "short"}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_FIGURE.replace("SHORT", "|".join(_shorts())), re.IGNORECASE | re.VERBOSE)


def _figures_in(words: Words, places: list[int]) -> Iterator[_Token]:
    pattern, text, at = _pattern(), words.text, 0
    for i in places:
        at = max(at, words.starts[i] - 1)  # a point may stand before the figure
        while begins := _BEGINS.search(text, at, words.ends[i]):
            match = pattern.match(text, begins.start())
            if match:
                yield _token(match)
            at = (match or begins).end()


def _words_in(words: Words, places: list[int]) -> Iterator[_Token]:
    known = _words()
    for i in places:
        for letters in _LETTERS.finditer(words.written[i]):
            meaning = known.get(letters[0].lower())
            start, end = words.starts[i] + letters.start(), words.starts[i] + letters.end()
            if meaning and _stands_alone(words.text, start, end):
                yield _Token(start, end, *meaning)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no digit and no other letter touches the letters."""
    around = text[max(0, start - 1) : start], text[end : end + 1]
    return not any(char.isalnum() or char == "_" for char in around)


def _token(match: re.Match[str]) -> _Token:
    start, end = match.span()
    value = _figure(match)
    if match["th"]:
        return _Token(start, end, "nth", value)
    if short := match["short"]:
        return _Token(start, end, "short", value * _shorts()[short.lower()])
    return _Token(start, end, "figure", value)


def _figure(match: re.Match[str]) -> Fraction:
    if match["alone"] or match["vulgar"]:
        part = Fraction(numeric(match["alone"] or match["vulgar"])).limit_denominator(10)
        return part + int(match["mixed"] or 0)
    if match["over"]:
        return Fraction(int(match["over"]), int(match["under"]))
    if whole := match["whole"]:
        return _integer(whole)
    figures = match["grouped"] or match["decimal"] or match["bare"]
    whole, _, decimals = "".join(char for char in figures if char.isdecimal() or char == ".").partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


@lru_cache(4096)
def _integer(figures: str) -> Fraction:
    """A fraction takes longer to make than all else about a plain figure, and years come back."""
    return Fraction(int(figures))


def _read(text: str, tokens: list[_Token]) -> Iterator[Number]:
    at = 0
    while at < len(tokens):
        number, at = _number(text, tokens, at)
        if number:
            yield number


def _number(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    """The number that begins with this token, if it does, and the next token to look at."""
    token = tokens[at]
    if token.kind in _CARDINAL:
        return _cardinal(text, tokens, at)
    if token.kind == "vague":
        return _vague(text, tokens, at)
    if token.kind == "part":
        return _part(text, tokens, at)
    if token.kind == "ordinal" and _a_part(text, token):
        start = _with_article(text, token.start)
        return Number(start, token.end, 1 / token.value), at + 1
    ordinal = token.kind in {"ordinal", "nth"}
    start = token.start if ordinal else _with_sign(text, token.start)
    value = token.value if start == token.start else -token.value
    return Number(start, token.end, value, ordinal=ordinal), at + 1


def _cardinal(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    """Read on while the words still make one number: total, thousands done; group, the one being read."""
    first = tokens[at]
    if first.kind == "unit" and first.value == 1 and _pronoun(text, first):
        return None, at + 1
    start = first.start
    if first.kind != "scale" and (at + 1 == len(tokens) or tokens[at + 1].start - first.end > _FARTHEST):
        signed = _with_sign(text, start) if first.kind == "figure" else start
        return Number(signed, first.end, -first.value if signed < start else first.value), at + 1
    reader = _Reader()
    if first.kind == "scale":
        start = _with_article(text, first.start)
        reader.group = Fraction(1)
    end, ordinal, after = first.end, False, at
    while after < len(tokens) and not ordinal:
        token = tokens[after]
        joined = after == at or _joins(text, tokens, after, reader)
        if not joined or not reader.take(token, text[end : token.start]):
            break
        ordinal = token.kind == "ordinal" and not reader.fraction
        end, after = token.end, after + 1
    if after < len(tokens) and after > at and _is_unit_of_time(text, end, tokens[after]):
        after += 1
    value = reader.value
    if first.kind == "figure" and (signed := _with_sign(text, start)) < start:
        start, value = signed, -value
    vague = first.kind == "scale" and bool(_SEVERAL.search(text, max(0, start - 12), start))
    return Number(start, end, value, ordinal=ordinal, vague=vague), after


class _Reader:
    """Puts the words of one cardinal together: `total` of what is scaled, `group` below the next scale."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.group: Fraction | None = None
        self.scale = Fraction(10**15)
        self.fraction = False
        self.tokens = 0

    @property
    def value(self) -> Fraction:
        return self.total + (self.group or 0)

    def take(self, token: _Token, gap: str) -> bool:
        """Add the token if it continues the number; else say no."""
        taken = self._take(token, gap)
        self.tokens += taken
        return taken

    def _take(self, token: _Token, gap: str) -> bool:
        if self.fraction:
            return False
        if token.kind == "scale":
            return self._take_scale(token.value)
        if token.kind == "figure":
            return self._set(token.value) if self.tokens == 0 else False
        if token.kind == "part":
            return self._take_part(token.value, gap)
        if token.kind not in {"unit", "ten", "ordinal"}:
            return False
        return self._take_small(token)

    def _take_scale(self, scale: Fraction) -> bool:
        if self.group is None or scale >= self.scale:
            return False
        if scale <= 100 and self.group >= 100:
            return False
        if scale <= 100:
            return self._set(self.group * scale)
        self.total, self.group, self.scale = self.total + self.group * scale, None, scale
        return True

    def _take_part(self, under: Fraction, gap: str) -> bool:
        if self.group is None or self.total:
            return False
        if _AND_A.match(gap):
            return self._set(self.group + 1 / under)
        self.fraction = self.tokens == 1 and self.group < 20 and bool(_JOIN.match(gap))
        return self._set(self.group / under) if self.fraction else False

    def _take_small(self, token: _Token) -> bool:
        value, group = token.value, self.group
        if token.kind == "ordinal" and self.tokens == 1 and group == 1 and 3 <= value < 100:
            self.fraction = True
            return self._set(1 / value)
        if token.kind == "ordinal" and value >= 100:
            return self._set(group * value) if group is not None and 0 < group < 100 else False
        after_ten = group is not None and value < 10 and group % 100 >= 20 and group % 10 == 0
        after_hundred = group is not None and group >= 100 and group % 100 == 0
        if group is None or (after_ten and value > 0) or after_hundred:
            return self._set((group or 0) + value)
        return False

    def _set(self, group: Fraction) -> bool:
        self.group = group
        return True


def _joins(text: str, tokens: list[_Token], at: int, reader: _Reader) -> bool:
    """Whether nothing but a blank, a hyphen or a fitting "and" stands between this token and the last."""
    gap = text[tokens[at - 1].end : tokens[at].start]
    token = tokens[at]
    if len(gap) > _FARTHEST:
        return False
    if token.kind == "part":
        return bool(_JOIN.match(gap) or _AND_A.match(gap))
    if _JOIN.match(gap):
        return True
    round_ = reader.group is None or (reader.group >= 100 and reader.group % 100 == 0)
    return (
        bool(_AND.match(gap))
        and round_
        and token.kind in {"unit", "ten", "ordinal"}
        and not _scaled_anew(text, tokens, at, reader)
    )


def _scaled_anew(text: str, tokens: list[_Token], at: int, reader: _Reader) -> bool:
    """Whether a scale follows that begins another number, as in "two hundred and three hundred"."""
    for before, after in zip(tokens[at : at + 2], tokens[at + 1 : at + 3], strict=False):
        if not _JOIN.match(text[before.end : after.start]):
            return False
        if after.kind == "scale":
            return after.value <= 100 or after.value >= reader.scale or reader.group is None
    return False


def _vague(text: str, tokens: list[_Token], at: int) -> tuple[Number, int]:
    first, value, end = tokens[at], tokens[at].value, tokens[at].end
    after = at + 1
    while (
        after < len(tokens) and tokens[after].kind == "vague" and _between(text, end, tokens[after]) == "of"
    ):
        value, end, after = value * tokens[after].value, tokens[after].end, after + 1
        if after - at == 3:
            break
    return Number(first.start, end, value, vague=True), after


def _part(text: str, tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    """Half, "half a million", "a quarter of"; "the third quarter" is a time and no number."""
    token, after = tokens[at], at + 1
    if token.value == 2 and after < len(tokens) and tokens[after].kind == "scale":
        scale = tokens[after]
        if _between(text, token.end, scale) in {"a", ""}:
            return Number(token.start, scale.end, scale.value / 2), after + 1
    if token.value != 2 and not _a_part(text, token):
        return None, after
    return Number(_with_article(text, token.start), token.end, 1 / token.value), after


def _between(text: str, end: int, token: _Token) -> str:
    gap = text[end : min(token.start, end + 10)]
    return gap.strip(" \t\n\u00a0-").lower() if end < token.start else "?"


def _a_part(text: str, token: _Token) -> bool:
    """Whether the word stands as in "a third of"."""
    return bool(token.value > 2 and _article(text, token.start) and _OF.match(text, token.end))


def _article(text: str, start: int) -> re.Match[str] | None:
    return _ARTICLE.search(text, max(0, start - 5), start)


def _with_article(text: str, start: int) -> int:
    article = _article(text, start)
    return article.start() if article else start


def _with_sign(text: str, start: int) -> int:
    """Where a minus sign before the figure begins; a hyphen after a word or a figure is none."""
    before = text[max(0, start - 2) : start]
    is_minus = before[-1:] in {"-", "−"} and (len(before) == 1 or before[0].isspace() or before[0] == "(")
    return start - 1 if is_minus else start


def _pronoun(text: str, one: _Token) -> bool:
    return bool(_NO_ONE.search(text, max(0, one.start - 4), one.start) or _ANOTHER.match(text, one.end))


def _is_unit_of_time(text: str, end: int, token: _Token) -> bool:
    """Whether the token is the "second" of "a ten-second delay"."""
    return (
        token.kind == "ordinal"
        and token.value == 2
        and bool(_JOIN.match(text[end : min(token.start, end + 3)]))
    )


def _percents(text: str, found: list[Number]) -> tuple[Number, ...]:
    """Mark percentages, the first figure of "10 to 15 percent" too."""
    for at in range(len(found) - 1, -1, -1):
        number = found[at]
        ahead = found[at + 1] if at + 1 < len(found) else None
        gap = text[number.end : min(ahead.start, number.end + 8)] if ahead else ""
        shared = bool(ahead and ahead.percent and ahead.start - number.end < 8 and _RANGE.fullmatch(gap))
        if not number.ordinal and (shared or _PERCENT.match(text, number.end)):
            found[at] = number._replace(percent=True)
    return tuple(found)
