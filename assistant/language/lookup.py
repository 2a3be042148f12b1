"""The words by which a statement is looked up among others, in any language.

Case, accents and endings do not count; figures do not either, for two accounts of one thing may differ in
them. In a script that puts no blanks between words, every two characters stand for one.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

_SHORTEST = 3
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)


def lookup_words(text: str, language: str | None) -> tuple[str, ...]:
    """The distinct words, those likeliest to be rare first: names, then the longest.

    `language` is a primary subtag; where Snowball has no stemmer for it, words stay whole.
    """
    found: dict[str, tuple[bool, int]] = {}
    for word, named in _words(text):
        key = _key(word, language or "")
        found[key] = max(found.get(key, (False, 0)), (named, len(key)))
    ranked = sorted(found, key=lambda key: (*found[key], key), reverse=True)
    return tuple(ranked)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The words in lower case, and whether each is written like a name."""
    for place, run in enumerate(_runs(unicodedata.normalize("NFKC", text))):
        for piece in _pieces(run):
            if len(piece) >= _SHORTEST or _UNSPACED.fullmatch(piece):
                yield piece.casefold(), place > 0 and piece[0].isupper()


def _runs(text: str) -> Iterator[str]:
    """The runs of letters and of the marks that belong to them."""
    start = None
    for at, char in enumerate(text):
        inside = char.isalpha() or unicodedata.category(char)[0] == "M"
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            yield text[start:at]
            start = None
    if start is not None:
        yield text[start:]


def _pieces(run: str) -> Iterator[str]:
    """A run as it is; where it is of an unspaced script, every two characters of it."""
    end = 0
    for match in _UNSPACED.finditer(run):
        if match.start() > end:
            yield run[end : match.start()]
        piece, end = match.group(), match.end()
        yield from (piece[at : at + 2] for at in range(max(1, len(piece) - 1)))
    if end < len(run):
        yield run[end:]


@lru_cache(maxsize=65_536)
def _key(word: str, language: str) -> str:
    """The word's stem without accents; a stemmer needs them."""
    import Stemmer  # type: ignore[import-not-found]

    with suppress(KeyError):
        word = Stemmer.Stemmer(language).stemWord(word) or word
    letters = unicodedata.normalize("NFKD", word)
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare) or word
