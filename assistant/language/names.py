"""Names in news text, by their capitals: English first, and any script that has capitals.

A run of capitalised words is a name once the capitals of sentence openers, titles, months and weekdays
are taken out. Scripts without capitals have no names here, nor has text in capitals throughout: nothing
is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.article import Article
from assistant.fold import fold
from assistant.language.capitals import Token, tokens_of
from assistant.language.lists import entries, words

_BLANK = re.compile(r"[^\S\n]{1,9}\n?[^\S\n]{0,9}|\n[^\S\n]{0,9}")
_AMPERSAND = re.compile(r"\s?&\s?")
_ABBREVIATED = frozenset({"st", "mt", "ft", "jr", "sr"})
_UNCOUNTED = frozenset({"of", "the", "and", "for", "in", "on", "&"})
_POSSESSIVE = re.compile(r"['’](?:s\b)?")


@dataclass(frozen=True)
class Name:
    """A name at `start:end`, without its possessive; `title` is what stood before it ("Prime Minister")."""

    start: int
    end: int
    text: str
    title: str = ""


def names(text: str) -> tuple[Name, ...]:
    """The names in the text, in order and without overlap. Takes time linear in the text."""
    tokens = tokens_of(text)
    if not any(token.capital for token in tokens) or text.isupper():
        return ()
    small = {token.low for token in tokens if not token.capital}
    return tuple(name for run in _runs(text, tokens, small) for name in _split(text, run))


def names_in(article: Article) -> tuple[Name, ...]:
    """The names in an article's text, found once for all that looks at them."""
    return article.once(_of_text)


def _of_text(article: Article) -> tuple[Name, ...]:
    return names(article.text)


def same_name(a: str, b: str) -> bool:
    """Whether two names are one: equal once folded, a family name alone, or an acronym of the other.

    Titles, possessives, a leading "the" and the full stops of acronyms are of no account. Nothing fuzzy.
    """
    one, other = _plain(a), _plain(b)
    if not one or not other:
        return False
    return one == other or _family(one, other) or _family(other, one) or _acronym(a, b) or _acronym(b, a)


def _runs(text: str, tokens: list[Token], small: set[str]) -> Iterator[list[Token]]:
    """Stretches of words that belong together: capitals, and the small words that join them."""
    end = 0
    for at in [at for at, token in enumerate(tokens) if token.capital]:
        if at < end or _opener(text, tokens, at, small):
            continue
        end = at + 1
        while joined := _joined(text, tokens, end):
            end += joined
        run = tokens[at:end]
        if at and _particles().get(tokens[at - 1].low) and _adjoin(text, tokens[at - 1], tokens[at]):
            run = [tokens[at - 1], *run]
        yield run


def _joined(text: str, tokens: list[Token], at: int) -> int:
    """How many of the next words continue the run that ends before `at`."""
    last = tokens[at - 1]
    if at >= len(tokens) or last.closed or not _adjoin(text, last, tokens[at]):
        return 0
    if tokens[at].capital:
        return int(not _breaks(last, tokens[at]))
    small = at
    if tokens[at].low == "of" and last.low in words("name_heads.txt"):
        small += 2 if at + 1 < len(tokens) and tokens[at + 1].low == "the" else 1
    else:
        while small < min(at + 3, len(tokens)) and tokens[small].low in _particles():
            small += 1
    fits = (
        at < small < len(tokens) and tokens[small].capital and tokens[small].low not in words("calendar.txt")
    )
    return small - at + 1 if fits and _adjoin(text, tokens[small - 1], tokens[small]) else 0


def _breaks(last: Token, token: Token) -> bool:
    """Whether a capital right after another begins something new: a date, or a sentence after "U.S."."""
    return (token.low in words("calendar.txt") and token.low != "may") or (
        last.stopped and token.low in words("name_function_words.txt")
    )


def _adjoin(text: str, last: Token, token: Token) -> bool:
    gap = text[last.end : min(token.start, last.end + 20)]
    if gap[:1] == "." and last.low in _ABBREVIATED:
        gap = gap[1:]
    return bool(_BLANK.fullmatch(gap) or _AMPERSAND.fullmatch(gap))


def _opener(text: str, tokens: list[Token], at: int, small: set[str]) -> bool:
    """Whether the capital is no name's: a function word, a date, or a plain word that opens a sentence."""
    token = tokens[at]
    if _acronym_like(text[token.start : token.end]):
        return False
    if token.low in words("name_function_words.txt"):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.low in words("calendar.txt"):
        return not (token.low == "may" and at and tokens[at - 1].low in _titles())
    alone = after is None or not after.capital or token.closed or not _adjoin(text, token, after)
    return token.opens and alone and (token.low in small or token.low in words("name_openers.txt"))


def _acronym_like(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word[-1] != "."


def _split(text: str, run: list[Token]) -> Iterator[Name]:
    """The names in a run: titles part it, and are kept with the name behind them."""
    lows = [token.low for token in run]
    at, title = 0, ""
    while at < len(run):
        if size := _title_at(lows, at):
            title = text[run[at].start : run[at + size - 1].end]
            at += size
            continue
        end = at + 1
        while end < len(run) and not _title_at(lows, end):
            end += 1
        kept = _trimmed(run[at:end])
        if kept:
            yield Name(kept[0].start, kept[-1].end, text[kept[0].start : kept[-1].end], title)
        at, title = end, ""


def _trimmed(run: list[Token]) -> list[Token]:
    """The words without the small ones that a title left hanging at either end."""
    first, last = 0, len(run)
    while first < last and not run[first].capital and run[first].low not in _particles():
        first += 1
    while last > first and not run[last - 1].capital:
        last -= 1
    return run[first:last]


@cache
def _particles() -> dict[str, bool]:
    """Particles, and whether one may open a name."""
    rows = (entry.split() for entry in entries("assistant.language", "data/name_particles.txt"))
    return {row[0]: len(row) == 1 for row in rows}


@cache
def _titles() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Titles by their first word, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries("assistant.language", "data/name_titles.txt"):
        parts = tuple(entry.split())
        by_first.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(parts, key=len, reverse=True)) for first, parts in by_first.items()}


def _title_at(lows: Sequence[str], at: int) -> int:
    """How many words of a title begin here; 0 where they are a name, as in "General Assembly"."""
    if lows[at] not in _titles() or " ".join(lows[at : at + 2]) in words("name_untitled.txt"):
        return 0
    return next((len(t) for t in _titles()[lows[at]] if tuple(lows[at : at + len(t)]) == t), 0)


def _plain(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    parts = [part.replace(".", "") for part in _POSSESSIVE.sub("", fold(name)[:200]).split()]
    at = 1 if parts[:1] == ["the"] else 0
    while at < len(parts) and (size := _title_at(parts, at)):
        at += size
    return tuple(parts[at:] or parts)


def _family(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) >= len(long) or short[-1] in words("name_heads.txt"):
        return False
    return (len(short) == 1 or short[0] in _particles()) and long[-len(short) :] == short


def _acronym(short: str, long: str) -> bool:
    letters = re.sub(r"['’]s$", "", short.strip()).replace(".", "")
    if not (2 <= len(letters) <= 12 and letters.isalpha() and letters.isupper()):
        return False
    initials = [part[0] for part in re.split(r"[\s\-‐‑]+", long) if part and part.lower() not in _UNCOUNTED]
    return len(initials) > 1 and letters == "".join(initials)
