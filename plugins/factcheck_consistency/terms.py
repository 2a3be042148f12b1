"""Terms: words brought to the form in which two statements are compared.

Inflections, spelling variants and words of one group ("troops", "soldiers") share a key; a name's key
survives transliteration and the adjective made of it ("Korean", "Korea").
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from assistant.language.lists import entries
from assistant.language.phrases import Phrases

PACKAGE = __package__ or "factcheck_consistency"
_SIMILAR_SOUNDS = (
    ("tsch", "ch"),
    ("tch", "ch"),
    ("sch", "sh"),
    ("ph", "f"),
    ("kh", "h"),
    ("ks", "x"),
    ("w", "v"),
    ("j", "i"),
    ("y", "i"),
    ("ck", "k"),
    ("c", "k"),
    ("ou", "u"),
)
_DEMONYM = re.compile(r"(?<=\w{3})(?:ians?|eans?|ans?|ese)$")
_DOUBLED = re.compile(r"(\w)\1")
_VOWELS = re.compile(r"[aeiou]")


@dataclass(frozen=True)
class Term:
    """One compared word, at `start:end` of its fact's text; `name` when it is part of a proper name."""

    key: str
    start: int
    end: int
    name: bool = False


@cache
def key_of(word: str) -> str:
    """The key of a common word: its stem, or its group's."""
    plain = _plain(word)
    stem = _stem(_forms().get(plain, plain))
    return _groups().get(stem, stem)


@cache
def expressions() -> Phrases:
    """Expressions of several words that stand for one ("walked out")."""
    return Phrases(_expressions())


@cache
def expression_key(expression: str) -> str:
    """The key of the word that an expression stands for."""
    return key_of(_expressions()[expression])


@cache
def _expressions() -> dict[str, str]:
    rows = (entry.split(" : ") for entry in entries(PACKAGE, "data/expressions.txt"))
    return {expression: word.strip() for word, many in rows for expression in many.split(", ")}


@cache
def name_key(word: str) -> str:
    """The key of a word within a proper name, the same for the other names that news has for it."""
    key = _sound(word)
    return _other_names().get(key, key)


@cache
def _other_names() -> dict[str, str]:
    rows = (entry.split() for entry in entries(PACKAGE, "data/other_names.txt"))
    return {_sound(other): _sound(first) for first, *others in rows for other in others}


def _sound(word: str) -> str:
    key = _DEMONYM.sub("", _plain(word))
    for written, heard in _SIMILAR_SOUNDS:
        key = key.replace(written, heard)
    return _DOUBLED.sub(r"\1", key).rstrip("aeiou") or key


def sounds_alike(one: str, other: str) -> bool:
    """Whether two name keys may be one name transliterated twice: the same five or more consonants."""
    return _consonants(one) == _consonants(other) and len(_consonants(one)) >= 5


@cache
def _consonants(key: str) -> str:
    return _VOWELS.sub("", key)


@cache
def keys(name: str) -> frozenset[str]:
    """The keys of a word list, one word a line or several."""
    return frozenset(key_of(word) for entry in entries(PACKAGE, f"data/{name}.txt") for word in entry.split())


@cache
def families(key: str) -> frozenset[str]:
    """The general words for the sort of thing that a key's word may mean, themselves included."""
    rows = _families()
    return frozenset(row[0] for row in rows if key in row)


@cache
def _families() -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(key_of(word) for word in entry.split()) for entry in entries(PACKAGE, "data/families.txt")
    )


@cache
def is_function_word(word: str) -> bool:
    """Whether the word, in lower case, says nothing of what a statement is about."""
    return word in _function_words()


@cache
def _function_words() -> frozenset[str]:
    return frozenset(entries(PACKAGE, "data/function_words.txt"))


@cache
def _forms() -> dict[str, str]:
    lines = (entry.split() for entry in entries(PACKAGE, "data/forms.txt"))
    return {form: plain for plain, *forms in lines for form in forms}


@cache
def _groups() -> dict[str, str]:
    lines = (entry.split() for entry in entries(PACKAGE, "data/alike.txt"))
    return {_stem(word): _stem(group[0]) for group in lines for word in group}


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    pairs = (entry.split() for entry in entries(PACKAGE, "data/spelling.txt"))
    return tuple((british, american) for british, american in pairs)


def _plain(word: str) -> str:
    bare = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    marks = unicodedata.normalize("NFKD", bare)
    return "".join(char for char in marks if not unicodedata.combining(char))


def american(word: str) -> str:
    """The word in lower case and American spelling."""
    plain = _plain(word)
    for british, other in _spellings():
        if plain.endswith(british) and len(plain) > len(british) + 2:
            return plain.removesuffix(british) + other
        if plain.endswith(british + "s") and len(plain) > len(british) + 3:
            return plain.removesuffix(british + "s") + other + "s"
    return plain


def _stem(word: str) -> str:
    stem = _without_ending(american(word))
    return stem.removesuffix("e") if len(stem) > 3 else stem


def _without_ending(word: str) -> str:
    """The word without the endings of plural, tense, adverb and the commonest nouns of action."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return _without_ending(word[:-1])
    for ending, shortest in (("ing", 6), ("ed", 5), ("ment", 9), ("ion", 8), ("ly", 6)):
        if word.endswith(ending) and len(word) >= shortest and _VOWELS.search(word[: -len(ending)]):
            return _undoubled(word.removesuffix(ending))
    return word


def _undoubled(stem: str) -> str:
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz"
    return stem[:-1] if doubled else stem
