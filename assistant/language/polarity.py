"""Negation in English: where it is said that something is not so.

A plain cue is a word of negation ("not", "never", "didn't"), a denial negates by its meaning ("denied",
"failed to", "unlikely"). Phrases such as "not only" and "no doubt" hold a cue and negate nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.language.lists import entries
from assistant.language.phrases import Phrases
from assistant.language.words import Words, words_of

Polarity = Literal["positive", "negative", "double"]
_KINDS = {"negations.txt": "plain", "denials.txt": "denial", "not_negations.txt": "none"}
_ODD = frozenset("‘‛ʼ`´′＇")  # apostrophes that words are not cut at
_APOSTROPHES = str.maketrans(dict.fromkeys("’" + "".join(_ODD), "'"))


@dataclass(frozen=True)
class Negation:
    """A negating word or phrase at `start:end`, `cue` in lower case; `denial` when its meaning negates."""

    start: int
    end: int
    cue: str
    denial: bool = False


def negations(text: str | Words) -> tuple[Negation, ...]:
    """The negations in the text, in order and without overlap. Takes time linear in the text."""
    if isinstance(text, str):
        return negations_among(words_of(text.translate(_APOSTROPHES)))
    return negations_among(text) if _ODD.isdisjoint(text.text) else negations(text.text)


def negations_among(words: Words) -> tuple[Negation, ...]:
    """The negations among the words of a text whose apostrophes are plain."""
    return tuple(_found(words))


def polarity(text: str) -> Polarity:
    """Positive without negation, negative with one kind of it, double when a denial is itself negated."""
    return polarity_of(negations(text))


def polarity_of(found: tuple[Negation, ...]) -> Polarity:
    """The polarity of a stretch of text that holds these negations."""
    kinds = {negation.denial for negation in found}
    return "double" if len(kinds) == 2 else "negative" if kinds else "positive"


@cache
def _cues() -> tuple[Phrases, dict[str, str]]:
    kinds = {
        entry: kind
        for path, kind in _KINDS.items()
        for entry in entries("assistant.language", f"data/{path}")
    }
    return Phrases(kinds), kinds


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words_of(entry).tokens[0] for entry in _cues()[1])


def _found(words: Words) -> Iterator[Negation]:
    cues, kinds = _cues()
    firsts = _first_words()
    free = 0
    for i, token in enumerate(words.tokens):
        if i < free:
            continue
        if token in firsts and (phrase := cues.at(words, i)):
            free = phrase.last
            kind = kinds[phrase.entry]
            if kind != "none" and not _is_number_sign(words, i, phrase.last):
                yield Negation(phrase.start, phrase.end, phrase.entry, denial=kind == "denial")
        elif token.endswith("n't"):
            yield Negation(words.starts[i], words.ends[i], token)


def _is_number_sign(words: Words, i: int, last: int) -> bool:
    """Whether it is the "No." of "No. 10"."""
    following = words.tokens[last : last + 2]
    return (
        words.tokens[i] == "no"
        and last == i + 1
        and len(following) == 2
        and following[0] == "."
        and following[1].isdecimal()
    )
