"""The word lists: loaded once, looked up by lower-case form."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.language.lists import entries

_PACKAGE = "factcheck_sources"
_DOUBLED = frozenset(
    {
        "quip",
        "regret",
        "sob",
        "grin",
        "admit",
        "brag",
        "snap",
        "nod",
        "slam",
        "shrug",
        "pen",
        "rebut",
        "beg",
        "rip",
        "log",
    }
)


class Verb(NamedTuple):
    """A verb of saying: the frames it takes and its marks, as `data/verbs.txt` declares them."""

    lemma: str
    frames: frozenset[str]
    marks: frozenset[str]
    particle: str = ""


class Form(NamedTuple):
    """One form of a verb: `base`, `s`, `past` (participle included) or `ing`."""

    verb: Verb
    tense: str


@cache
def words(*names: str) -> frozenset[str]:
    """The entries of a word list, or of several together."""
    return frozenset(entry for name in names for entry in entries(_PACKAGE, f"data/{name}.txt"))


@cache
def verb_forms() -> dict[str, Form]:
    """Every form of every verb of saying. Of two verbs with one form the first listed has it."""
    forms: dict[str, Form] = {}
    for entry in entries(_PACKAGE, "data/verbs.txt"):
        lemma, frames, *marks = entry.split()
        lemma, _, irregular = lemma.partition("=")
        lemma, _, particle = lemma.partition("+")
        verb = Verb(lemma, frozenset(frames), frozenset(marks), particle)
        for form, tense in _inflected(lemma, irregular):
            forms.setdefault(form, Form(verb, tense))
    return forms


def _inflected(lemma: str, irregular: str) -> Iterator[tuple[str, str]]:
    stem = lemma.removesuffix("e")
    consonant_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    if lemma in _DOUBLED:
        stem = lemma + lemma[-1]
    for past in irregular.split("/") if irregular else [lemma[:-1] + "ied" if consonant_y else stem + "ed"]:
        yield past, "past"
    yield lemma, "base"
    yield (
        (
            lemma[:-1] + "ies"
            if consonant_y
            else lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
        ),
        "s",
    )
    yield ("seeing" if lemma == "see" else stem + "ing"), "ing"


@cache
def finite() -> frozenset[str]:
    """Verb forms that tell a clause from a noun phrase."""
    said = (form for form, (_, tense) in verb_forms().items() if tense == "past")
    return words("auxiliaries") - {"'s"} | words("finite") | frozenset(said)


def is_adverb(low: str) -> bool:
    """Whether a lower-case word has the ending of an adverb and is none of the nouns and adjectives with it."""
    return low.endswith("ly") and low not in words("not_adverbs")


def is_person_word(low: str) -> bool:
    """Whether a noun has the ending of a trade, in the singular or the plural: "oceanographers"."""
    return low.removesuffix("s").endswith(_trades())


@cache
def _trades() -> tuple[str, ...]:
    return tuple(sorted(words("person_endings")))


@cache
def plural_people() -> frozenset[str]:
    """Plural nouns for people."""
    regular = frozenset(role[:-1] + "ies" if role.endswith("y") else role + "s" for role in words("roles"))
    irregular = frozenset(role[:-3] + "men" for role in words("roles") if role.endswith("man"))
    return words("plural_people") | regular | irregular


@cache
def source_nouns() -> frozenset[str]:
    """Every noun that shows a phrase to be a source: people, bodies and documents."""
    kinds = ("roles", "organizations", "documents", "vague")
    return plural_people().union(*(words(kind) for kind in kinds))
