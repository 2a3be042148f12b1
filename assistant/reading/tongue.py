"""Which language a text is in: as declared, else by its commonest words, else unknown."""

import re
from functools import cache
from importlib.resources import files

_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9_-]+)?")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4_000
_FEWEST_WORDS = 5
_ENOUGH_WORDS = 60
_EVERYDAY_SHARE = 0.12
_ARTICLE_SHARE = 0.015
_SURE = 0.9


def primary(tag: str) -> str:
    """The primary subtag of a language tag: "en" of "en-GB" (BCP 47). Raises ValueError if it is none."""
    match = _TAG.fullmatch(tag.strip())
    if not match:
        raise ValueError("expected a language tag such as en or pt-BR")
    return match.group(1).lower()


def detected(text: str) -> str | None:
    """The language whose everyday words are most in the text; None where few words or a tie leave doubt.

    Plain English is told by a glance, for the tables of the other languages take long to load.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if len(words) < _FEWEST_WORDS and sample.isascii():
        return None
    if _is_english(words):
        return "en"
    from lexilang.detector import detect  # type: ignore[import-untyped]

    language, certainty = detect(sample)
    return str(language) if certainty >= _SURE else None


def _is_english(words: list[str]) -> bool:
    if len(words) < _ENOUGH_WORDS or words.count("the") < _ARTICLE_SHARE * len(words):
        return False
    return sum(word in _everyday() for word in words) >= _EVERYDAY_SHARE * len(words)


@cache
def _everyday() -> frozenset[str]:
    listed = files("assistant.reading").joinpath("everyday.txt").read_text("utf-8")
    return frozenset(line for line in listed.splitlines() if line and not line.startswith("#"))
