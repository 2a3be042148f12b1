"""What kind of source a phrase is: person, body, document, somebody unnamed, nobody in particular."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from assistant.report import SourceKind
from factcheck_sources.lexicon import plural_people, words
from factcheck_sources.naming import Name, names
from factcheck_sources.phrases import PRONOUNS
from factcheck_sources.tokens import Token, squeezed

_INDEFINITE = frozenset({"a", "an", "one", "another"})
_CROWDS = frozenset({"some", "many", "most", "few"})


class Described(NamedTuple):
    """A source as its own words show it; `head` is the noun that a later "the official" may take up."""

    kind: SourceKind
    name: str | None = None
    title: str | None = None
    head: str = ""
    pronoun: bool = False
    definite: bool = False
    sure: bool = True


def described(text: str, tokens: Sequence[Token]) -> Described:
    """The kind, name and title of a source phrase."""
    if len(tokens) == 1 and tokens[0].low in PRONOUNS | {"his", "her", "their", "him", "them"}:
        return Described(
            "person" if tokens[0].low not in {"they", "it", "we", "their"} else "organization",
            head=tokens[0].low,
            pronoun=True,
        )
    found = list(names(tokens, 0, len(tokens)))
    end = _head_end(tokens)
    head = tokens[end - 1].low
    person = _person(tokens, found, end)
    if person is not None:
        name = _written(text, tokens, person.first, person.last)
        return Described(
            "person", name, _title(text, tokens, person), head=_office(tokens, person), sure=person.sure
        )
    return _unnamed(text, tokens, found, head, end)


def is_speaker(tokens: Sequence[Token]) -> bool:
    """Whether a phrase names someone, or an office, body or group, that can speak."""
    if any(token.low in words("roles") | words("organizations") | plural_people() for token in tokens):
        return True
    return any(True for _ in names(tokens, 0, len(tokens)))


def _head_end(tokens: Sequence[Token]) -> int:
    """The end of the head noun: before "who", "of", "familiar with" and the like."""
    for i in range(1, len(tokens)):
        if not tokens[i].word or (tokens[i].low in words("postmodifiers") and not tokens[i].capital):
            return i
        if tokens[i].low.endswith(("ed", "ing")) and (
            i + 1 == len(tokens) or tokens[i + 1].low in words("prepositions") | words("time_words")
        ):
            return i
    return len(tokens)


def _person(tokens: Sequence[Token], found: list[Name], end: int) -> Name | None:
    """The person the phrase is about: a name at its head, or one in apposition to it; not the "of" one."""
    for name in sorted(found, key=lambda name: not name.sure):
        if not name.person or _modifies(tokens, name):
            continue
        before = tokens[name.first - 1] if name.first else None
        after = tokens[name.last] if name.last < len(tokens) else None
        if after is not None and after.low == "'s":
            continue
        if name.last <= end or (
            before is not None and (before.low == "," or before.low in words("roles") | words("titles"))
        ):
            if (
                not name.sure
                and before is not None
                and before.low in {"of", "for", "from", "at", "in", "with", "the"}
            ):
                continue
            return name
    return None


def _modifies(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name only describes the noun behind it: "Orvo engineers", "the Kremlin spokesman"."""
    return name.last < len(tokens) and tokens[name.last].low in words("roles") | plural_people()


def _title(text: str, tokens: Sequence[Token], person: Name) -> str | None:
    """The words around the name that say who this is."""
    if person.first and tokens[person.first - 1].low == ",":
        return _written(text, tokens, 0, person.first - 1)
    if person.first:
        return _written(text, tokens, _title_start(tokens, person.first), person.first)
    i = person.last
    while i < len(tokens) and (tokens[i].low == "," or tokens[i].low.isdigit()):
        i += 1
    return _written(text, tokens, i, len(tokens)) if i < len(tokens) and i > person.last else None


def _title_start(tokens: Sequence[Token], end: int) -> int:
    """Past a thing that somebody is only mentioned in: "a defeat for | Energy Minister"."""
    held = words("roles") | words("titles")
    for i in range(end - 2, 0, -1):
        if tokens[i].low in words("prepositions") and not any(t.low in held for t in tokens[:i]):
            return i + 1
    return 0


def _office(tokens: Sequence[Token], person: Name) -> str:
    """The role in a named person's title that "the minister" would take up."""
    for i in reversed([*range(person.first), *range(person.last, len(tokens))]):
        if tokens[i].low in words("roles") | words("titles"):
            return str(tokens[i].low)
    return ""


def _unnamed(text: str, tokens: Sequence[Token], found: list[Name], head: str, end: int) -> Described:
    definite = tokens[0].low not in _INDEFINITE
    body = next((name for name in found if not name.person or not name.sure), None)
    name = _written(text, tokens, body.first, body.last) if body else None
    if (
        head in words("spokespeople")
        and name is None
        and any(t.low in words("organizations") for t in tokens)
    ):
        name = _body(text, tokens)
    if head in words("spokespeople"):
        return Described("organization", name, _written(text, tokens, 0, end), head, definite=definite)
    if head == "police" or (head in words("organizations") and not _is_role(tokens, end)):
        own = name if body and body.last >= end - 1 and not _only_places(tokens, body, end) else None
        return Described("organization", own, None, head, definite=definite)
    if (
        body is not None
        and body.last == end
        and head[:-1] not in words("places")
        and head not in plural_people()
    ):
        if head in words("documents") and not (tokens[end - 1].capital and head in words("outlet_heads")):
            return Described("document", None, None, head, definite=definite)
        if head not in words("roles") and head not in plural_people():
            return Described("organization", name, None, head, definite=True)
    return _common(text, tokens, head, definite=definite, end=end)


def _only_places(tokens: Sequence[Token], body: Name, end: int) -> bool:
    """Whether a name only says where a body is or is from: "police in Velm", "the Ombran embassy"."""
    if body.first >= end and tokens[body.first - 1].low in {
        "in",
        "near",
        "across",
        "around",
        "from",
        "outside",
    }:
        return True
    low = tokens[body.last - 1].low
    alone = body.last - body.first == 1 and body.last < end
    return alone and (low in words("places") or low.endswith(("an", "ish", "ese")))


def _is_role(tokens: Sequence[Token], end: int) -> bool:
    return (
        tokens[end - 1].low in words("roles")
        and not tokens[end - 1].capital
        and tokens[0].low in _INDEFINITE | {"the", "his", "her"}
    )


def _body(text: str, tokens: Sequence[Token]) -> str | None:
    """The body that a spokesperson speaks for, where it has no capital: "for the hospital"."""
    after = next((i + 1 for i in range(len(tokens)) if tokens[i].low in {"for", "of", "from"}), None)
    return _written(text, tokens, after, len(tokens)) if after and after < len(tokens) else None


def _common(text: str, tokens: Sequence[Token], head: str, *, definite: bool, end: int) -> Described:
    if head in {"one", "another"}:
        return Described("anonymous_person", head=head)
    if head in words("quantities") and end < len(tokens) and tokens[end].low == "of" and head not in _CROWDS:
        return Described("anonymous_group", head=tokens[-1].low)
    if (
        head in words("vague")
        or head in words("quantities")
        or (tokens[0].low in _CROWDS and head in plural_people())
    ):
        return Described("vague", head=head, definite=definite)
    if head in {"source", "sources"}:
        return Described(
            "anonymous_person" if head == "source" else "anonymous_group", head=head, definite=definite
        )
    if head in plural_people() or (head.endswith("s") and head[:-1] in words("places")):
        return Described("anonymous_group", head=head, definite=definite)
    if head in words("documents"):
        return Described("document", head=head, definite=definite)
    if head in words("roles") or head in words("titles") or head.endswith(_person_endings()):
        known = (
            definite
            and (end == 1 or tokens[0].low in {"the", "his", "her", "its", "their", "our"})
            and head not in words("low_offices")
        )
        return Described(
            "person" if known else "anonymous_person",
            None,
            _written(text, tokens, 0, end),
            head,
            definite=definite,
        )
    if head.endswith("s") and not head.endswith("ss"):
        return Described("anonymous_group", head=head, definite=definite)
    if tokens[0].low in _INDEFINITE or tokens[0].low in {"his", "her", "their"}:
        return Described("anonymous_person", head=head, definite=False)
    return Described(
        "document" if not tokens[end - 1].capital else "organization", head=head, definite=definite
    )


@cache
def _person_endings() -> tuple[str, ...]:
    return tuple(sorted(words("person_endings")))


def is_bare(tokens: Sequence[Token]) -> bool:
    """Whether a source is "a source" or "sources" and no more: nothing says how it could know."""
    rest = (
        {token.low for token in tokens}
        - words("determiners")
        - words("quantities")
        - {"source", "sources", "the", "anonymous", "unnamed", "people", "person"}
    )
    return any(token.low in {"source", "sources"} for token in tokens) and not rest


def _written(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    return squeezed(text[tokens[first].start : tokens[last - 1].end])


def head_of(tokens: Sequence[Token]) -> str:
    """The head noun of a source's words: "officials" in "three officials briefed on the matter"."""
    return tokens[_head_end(tokens) - 1].low if tokens else ""
