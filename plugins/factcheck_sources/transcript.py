"""Transcripts: who speaks by a label in capitals at the start of a line, "SMITH: No, we were not told."."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.report import Source
from factcheck_sources.clauses import final
from factcheck_sources.found import Found
from factcheck_sources.kinds import described
from factcheck_sources.lexicon import words
from factcheck_sources.phrases import Phrase
from factcheck_sources.units import Unit

_LONGEST = 5


def turns(units: Sequence[Unit]) -> dict[int, Found]:
    """The turns of a transcript, by the number of the unit in the sequence.

    One label alone at the head of the text is where the article was written: "KARSK: The minister …".
    """
    found = {i: turn for i, unit in enumerate(units) if (turn := _turn(unit)) is not None}
    first = next((i for i, unit in enumerate(units) if unit.part == "text"), None)
    return {} if len(found) == 1 and first in found else found


def _turn(unit: Unit) -> Found | None:
    tokens = unit.tokens
    if unit.part != "text" or not (tokens[0].acronym or len(tokens[0].low) == 1):
        return None
    colon = next((i for i, token in enumerate(tokens[: _LONGEST + 1]) if token.low == ":"), 0)
    if not colon or not _opens_line(unit):
        return None
    label = tokens[:colon]
    if not all(token.word and not token.quoted for token in label) or not unit.written(0, colon).isupper():
        return None
    if label[-1].low in words("not_speakers", "places") or label[0].low in words("not_speakers"):
        return None
    end = final(tokens, colon + 1, len(tokens))
    return (
        Found("label", (colon, colon), Phrase(0, colon, 0), ((colon + 1, end),), 0)
        if end > colon + 1
        else None
    )


def _opens_line(unit: Unit) -> bool:
    start = unit.starts[0]
    before = unit.plain[max(0, start - 8) : start].rstrip(" \t")
    return not before or before.endswith("\n")


def is_question(unit: Unit) -> bool:
    """Whether the label is the interviewer's "Q"."""
    return unit.tokens[0].low in {"q", "question"}


def is_answer(unit: Unit) -> bool:
    """Whether the label is "A" for whoever is interviewed."""
    return unit.tokens[0].low in {"a", "answer"}


def labelled(unit: Unit, last: int) -> Source:
    """The source that a label names: an office or a body in its own words, else a person."""
    text, label = unit.shown(0, last), unit.between(0, last)
    if label.tokens[-1].low in words("roles", "organizations"):
        lower = tuple([replace(token, capital=False, acronym=False) for token in label.tokens])
        return Source(text=text, kind=described(replace(label, tokens=lower)).kind)
    return Source(text=text, kind="person", name=unit.name(0, last))
