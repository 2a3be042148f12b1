"""Restating: a claim in words that stand alone, changed only where the rules are sure.

A leading connective and a dateline are left out, and a pronoun or "the company" at the start becomes the
one name that it can stand for. Resolved dates never enter the statement.
"""

import re
from collections.abc import Sequence
from functools import cache

from assistant.language.names import Name, names
from assistant.language.phrases import Phrases, phrases
from assistant.language.words import words_of
from assistant.reading.dateline import end_of
from factcheck_claims.persons import is_person

_HERE = "factcheck_claims"
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_PERSON = re.compile(r"(?:He|She)\s")
_THE_BODY = re.compile(
    r"The (agency|ministry|company|department|council|commission|university|party|court|union)\s"
)


def stands_alone(text: str, before: str) -> str:
    """The statement of a text; `before` is the sentence before it, if it is near enough."""
    text = strip_opening(text)
    if pronoun := _PERSON.match(text):
        name = None if text.split()[0].lower() in words_of(before).tokens else _only_person(names(before))
        return f"{name} {text[pronoun.end() :]}" if name else text
    if body := _THE_BODY.match(text):
        found = [name.text for name in names(before) if " " in name.text]
        fitting = {name for name in found if body[1] in name.lower().split()}
        return f"The {fitting.pop()} {text[body.end() :]}" if len(fitting) == 1 else text
    return text


def strip_opening(text: str) -> str:
    """The text without dateline and leading connective; what follows starts with a capital."""
    if start := end_of(text[:200]):
        text = text[start:]
    opening = _WORD.match(text)
    if opening is None or opening[0].lower() not in _connectives().first_words:
        return text
    words = words_of(text[:60])
    found = _connectives().at(words, 0)
    if found and words.tokens[found.last : found.last + 1] == (",",):
        rest = text[words.ends[found.last] :].lstrip()
        return rest[:1].upper() + rest[1:] if rest else text
    return text


@cache
def _connectives() -> Phrases:
    return phrases(_HERE, "connectives")


def _only_person(found: Sequence[Name]) -> str | None:
    """The only person among the names; none where another could be meant."""
    persons = {name.text for name in found if is_person(name)}
    single = [name for name in found if not is_person(name) and " " not in name.text]
    return persons.pop() if len(persons) == 1 and len(single) <= 1 else None
