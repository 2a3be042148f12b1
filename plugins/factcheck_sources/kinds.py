"""What kind of source a phrase is: person, body, document, somebody unnamed, nobody in particular."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from assistant.report import SourceKind
from factcheck_sources.lexicon import is_person_word, plural_people, source_nouns, words
from factcheck_sources.naming import Name, names
from factcheck_sources.phrases import PRONOUNS
from factcheck_sources.tokens import Stretch, Token

_INDEFINITE = frozenset({"a", "an", "one", "another"})
_SINGULAR = _INDEFINITE | {"the", "his", "her"}
_LATE = frozenset({"former", "ex"})
_PRONOUNS = PRONOUNS | {"his", "her", "their", "him", "them"}
_PRONOUN_KINDS: dict[str, SourceKind] = {
    "it": "organization",
    "we": "organization",
    "they": "anonymous_group",
    "their": "anonymous_group",
}
# The campaign of a person, the administration of a state: somebody else than whom the name alone means.
_NOT_THE_NAMED = frozenset({"administration", "campaign", "estate", "family"})
# "An inspection by the regulator found": what was done, and so what was written down of it.
_OF_A_DEED = ("tion", "sion", "ysis", "ment")
# "The president" is no vice president.
_LESSER = frozenset({"vice", "deputy"})
_IN_FULL = {"gov.": "governor", "sen.": "senator", "rep.": "representative", "gen.": "general"}
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


def described(phrase: Stretch) -> Described:
    """The kind, name and title of a source phrase."""
    tokens = phrase.tokens
    if len(tokens) == 1 and tokens[0].low in _PRONOUNS:
        return Described(
            _PRONOUN_KINDS.get(tokens[0].low, "person"),
            head=tokens[0].low,
            pronoun=True,
        )
    found = list(names(tokens, 0, len(tokens)))
    end = _head_end(tokens)
    if end < len(tokens) and tokens[end].low == "and":
        joined = next((name.last for name in found if name.first < end < name.last), 0)
        end = joined or _joined_end(tokens, end)
    head = tokens[end - 1].low
    person = _person(tokens, found, end)
    if person is not None:
        name = phrase.name(person.first, person.last)
        return Described(
            "person", name, _title(phrase, person), head=_office(tokens, person), sure=person.sure
        )
    return _unnamed(phrase, found, head, end)


def is_speaker(tokens: Sequence[Token]) -> bool:
    """Whether a phrase names someone, or an office, body or group, that can speak."""
    if any(token.low in words("roles", "organizations") or token.low in plural_people() for token in tokens):
        return True
    return any(True for _ in names(tokens, 0, len(tokens)))


def _head_end(tokens: Sequence[Token]) -> int:
    """The end of the head noun: before "who", "of", "familiar with" and the like."""
    for i in range(1, len(tokens)):
        if not tokens[i].word or (tokens[i].low in words("postmodifiers") and not tokens[i].capital):
            owner = _owner_end(tokens, i) if tokens[i].low == "of" else 0
            return owner + _head_end(tokens[owner:]) if owner else i
        if tokens[i].capital or tokens[i].low in words("documents"):
            continue
        if (tokens[i].low.endswith(("ed", "ing")) or tokens[i].low in words("participles")) and (
            i + 1 == len(tokens) or tokens[i + 1].low in words("prepositions", "time_words")
        ):
            return i
    return len(tokens)


def _owner_end(tokens: Sequence[Token], of: int) -> int:
    """Past a name with "of" in it that owns the head: "the Department of Roads | 's report"; else 0."""
    i = of + 1
    while i < len(tokens) and (tokens[i].capital or tokens[i].low in {"the", "and", "of"}):
        i += 1
    owns = i > of + 1 and i + 1 < len(tokens) and tokens[i].low == "'s" and tokens[of - 1].capital
    return i + 1 if owns else 0


def _joined_end(tokens: Sequence[Token], end: int) -> int:
    """Past "and" where only what follows it speaks: "law enforcement and security officials"."""
    last = end + 1 + _head_end(tokens[end + 1 :])
    speaks = tokens[end - 1].capital or tokens[end - 1].low in source_nouns()
    return last if not speaks and tokens[last - 1].low in plural_people() else end


def _person(tokens: Sequence[Token], found: list[Name], end: int) -> Name | None:
    """The person the phrase is about: a name at its head, or one in apposition to it; not the "of" one."""
    for name in sorted(found, key=lambda name: not name.sure):
        if not name.person or _modifies(tokens, name, end) or _is_group(tokens, name):
            continue
        before = tokens[name.first - 1] if name.first else None
        after = tokens[name.last] if name.last < len(tokens) else None
        if after is not None and after.low == "'s":
            continue
        if name.first > end and _is_aside(tokens, name, end):
            continue
        if name.last <= end or (
            before is not None
            and (before.low == "," or before.low in words("roles", "titles") or _holds(tokens, name, end))
        ):
            if (
                not name.sure
                and before is not None
                and before.low in {"of", "for", "from", "at", "in", "with", "the"}
            ):
                continue
            return name
    return None


def _is_aside(tokens: Sequence[Token], name: Name, end: int) -> bool:
    """Whether a name behind the head says where it is or who cites it: "economists in Lexington, Ohio"."""
    if tokens[end - 1].low in words("documents") and not tokens[end - 1].capital:
        return True
    return not name.sure and tokens[name.first - 1].low == "," and tokens[name.first - 2].capital


def _holds(tokens: Sequence[Token], name: Name, end: int) -> bool:
    """Whether nothing but what an office is about stands between it and a name: "Secretary of State | Mike Pell"."""
    between = tokens[end + 1 : name.first]
    return (
        tokens[end - 1].low in words("titles")
        and tokens[end].low == "of"
        and bool(between)
        and all(token.low in words("portfolios") for token in between)
    )


def _is_group(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a capital is that of a group's name: "while Democrats say"."""
    return name.last - name.first == 1 and tokens[name.first].low in plural_people()


def _modifies(tokens: Sequence[Token], name: Name, end: int) -> bool:
    """Whether a name only describes the noun behind it: "Orvo engineers", "the Kremlin spokesman"."""
    head = tokens[end - 1]
    plural = head.low.endswith("s") and not head.capital and head.low != "'s"
    if not name.sure and name.last < end and (plural or head.low in _things()):
        return True
    if name.last >= len(tokens):
        return False
    if name.last - name.first == 1 and name.last + 1 < end and _is_of_a_campaign(tokens[name.last], head):
        return True
    return tokens[name.last].low in words("roles") or tokens[name.last].low in plural_people()


def _is_of_a_campaign(after: Token, head: Token) -> bool:
    """Whether a name only says whose people somebody is of: "an | Orvo | campaign staffer"."""
    return after.low in words("organizations") and not after.capital and head.low in words("roles")


@cache
def _things() -> frozenset[str]:
    return words("documents", "organizations") | plural_people()


def _title(phrase: Stretch, person: Name) -> str | None:
    """The words around the name that say who this is."""
    tokens = phrase.tokens
    if person.first and tokens[person.first - 1].low == ",":
        return phrase.name(0, person.first - 1)
    if person.first:
        return phrase.name(_title_start(tokens, person.first), person.first)
    i = person.last
    while i < len(tokens) and (tokens[i].low == "," or tokens[i].low.isdigit()):
        i += 1
    return phrase.name(i, len(tokens)) if i < len(tokens) and i > person.last else None


def _title_start(tokens: Sequence[Token], end: int) -> int:
    """Past a thing that somebody is only mentioned in: "a defeat for | Energy Minister"."""
    held = words("roles", "titles")
    for i in range(end - 2, 0, -1):
        if tokens[i].low in words("prepositions") and not any(t.low in held for t in tokens[:i]):
            return i + 1
    return 0


def _office(tokens: Sequence[Token], person: Name) -> str:
    """The role in a named person's title that "the minister" would take up."""
    for i in reversed([*range(person.first), *range(person.last, len(tokens))]):
        if tokens[i].low in words("roles", "titles") or tokens[i].low in _IN_FULL:
            low = _IN_FULL.get(tokens[i].low, tokens[i].low)
            return f"{tokens[i - 1].low} {low}" if i and tokens[i - 1].low in _LESSER else low
    return ""


def _unnamed(phrase: Stretch, found: list[Name], head: str, end: int) -> Described:
    tokens = phrase.tokens
    definite = tokens[0].low not in _INDEFINITE
    body = next((name for name in found if not name.person or not name.sure), None)
    name = phrase.name(body.first, body.last) if body else None
    if head in words("spokespeople"):
        return Described("organization", name, phrase.name(0, end), head, definite=definite)
    if body is not None and _stands_beside(tokens, body, end):
        return Described("organization", name, phrase.name(0, end), head, definite=definite)
    if head in words("channels") and (author := _author(phrase, end)) is not None:
        return described(author)._replace(title=None, head=head, pronoun=False)
    written = head in words("documents") and not tokens[end - 1].capital
    if head == "police" or (head in words("organizations") and not written and not _is_role(tokens, end)):
        own = name if body and body.last >= end - 1 and not _only_places(tokens, body, end) else None
        if own and body and body.last == end - 1 and head in _NOT_THE_NAMED:
            own = phrase.name(body.first, end)
        return Described("organization", own, None, head, definite=definite)
    if (
        body is not None
        and body.last == end
        and head[:-1] not in words("places")
        and head not in plural_people()
    ):
        if head in words("documents") and not (tokens[end - 1].capital and head in words("outlet_heads")):
            return Described("document", None, None, head, definite=definite)
        titled = head in words("titles") and tokens[0].low in _INDEFINITE | {"the"}
        if head not in words("roles") and head not in plural_people() and not titled:
            return Described("organization", name, None, head, definite=True)
    return _common(phrase, head, definite=definite, end=end)


def _stands_beside(tokens: Sequence[Token], body: Name, end: int) -> bool:
    """Whether a body's name is in apposition to its description: "the operator, Ostelle Power"."""
    beside = body.first == end + 1 and tokens[end].low == ","
    return (
        beside and not body.person and body.last == len(tokens) and tokens[0].low in {"the", "its", "their"}
    )


def _author(phrase: Stretch, end: int) -> Stretch | None:
    """Whose statement, post or letter it is: "a statement from | the coalition", "| the firm's website"."""
    tokens = phrase.tokens
    if end + 1 < len(tokens) and tokens[end].low in {"from", "by", "of"}:
        return phrase.between(end + 1, len(tokens))
    owner = next((i for i in range(end - 1, 0, -1) if tokens[i].low == "'s"), 0)
    return phrase.between(0, owner) if owner else None


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
        tokens[end - 1].low in words("roles") and not tokens[end - 1].capital and tokens[0].low in _SINGULAR
    )


def _common(phrase: Stretch, head: str, *, definite: bool, end: int) -> Described:
    tokens = phrase.tokens
    if (several := _several(tokens, head, definite=definite, end=end)) is not None:
        return several
    if head in words("documents"):
        return Described("document", head=head, definite=definite)
    if head in words("roles") or head in words("titles") or (is_person_word(head) and not head.endswith("s")):
        known = (
            definite
            and (end == 1 or tokens[0].low in {"the", "his", "her", "its", "their", "our"})
            and head not in words("low_offices")
        )
        title = phrase.name(0, end)
        return Described("person" if known else "anonymous_person", None, title, head, definite=definite)
    if head.endswith("s") and not head.endswith("ss"):
        return Described("anonymous_group", head=head, definite=definite)
    if head.endswith(_OF_A_DEED):
        return Described("document", head=head, definite=definite)
    if tokens[0].low in _INDEFINITE or tokens[0].low in {"his", "her", "their"}:
        return Described("anonymous_person", head=head, definite=False)
    written = not tokens[end - 1].capital and tokens[0].low not in {"the", "our"}
    return Described("document" if written else "organization", head=head, definite=definite)


def _several(tokens: Sequence[Token], head: str, *, definite: bool, end: int) -> Described | None:
    """People without a name: one of several, a group, an office, or a class with nobody in it."""
    if head in {"one", "another"}:
        return Described("anonymous_person", head=head)
    if head in words("quantities") and end < len(tokens) and tokens[end].low == "of" and head not in _CROWDS:
        return Described("anonymous_group", head=tokens[-1].low)
    crowd = tokens[0].low in _CROWDS and head in plural_people()
    if head in words("vague") and _is_employed(tokens, end):
        return Described("anonymous_group", head=head, definite=definite)
    if crowd or head in words("vague") or head in words("quantities"):
        return Described("vague", head=head, definite=definite)
    if head == "source":
        return Described("anonymous_person", head=head, definite=definite)
    if _are_counted(tokens, head, end):
        return Described("anonymous_group", head=head, definite=definite)
    if head in words("offices") and _is_whole(tokens, end):
        return Described("organization", None, None, head, definite=definite)
    if head == "sources" or head in plural_people() or (head.endswith("s") and head[:-1] in words("places")):
        return Described("anonymous_group", head=head, definite=definite)
    return None


def _are_counted(tokens: Sequence[Token], head: str, end: int) -> bool:
    """Whether people are a share, a pair or a circle: "47 percent", "a clerk and a customer", "those around Roth"."""
    pair = end + 1 < len(tokens) and tokens[end].low == "and" and tokens[end + 1].low in _INDEFINITE
    return pair or head == "percent" or (tokens[0].low == "those" and end == 1)


def _is_employed(tokens: Sequence[Token], end: int) -> bool:
    """Whether it is said whose people they are: "Corvus economists", "analysts at Corvus", not "critics of Corvus"."""
    owned = [token for token in tokens[1 : end - 1] if token.capital] + [tokens[0]] * (
        tokens[0].acronym and end > 1
    )
    at = end < len(tokens) and tokens[end].low in {"at", "with", "from"}
    if at:
        owned += [token for token in tokens[end:] if token.capital]
    return any(token.low not in words("places") for token in owned)


def _is_whole(tokens: Sequence[Token], end: int) -> bool:
    """Whether a plural stands for an office as a whole: "federal prosecutors", not "two former prosecutors"."""
    if any(t.low in words("quantities") or t.low in _LATE or t.low.isdigit() for t in tokens[:end]):
        return False
    return end == len(tokens) or tokens[end].low in {"in", "from", "for", "at", "of"}


def is_bare(tokens: Sequence[Token]) -> bool:
    """Whether a source is "a source" or "sources" and no more: nothing says how it could know."""
    lows = {token.low for token in tokens}
    if lows.isdisjoint({"source", "sources"}):
        return False
    rest = lows - {"source", "sources", "the", "anonymous", "unnamed", "people", "person"}
    return rest <= words("determiners", "quantities")


def head_of(tokens: Sequence[Token]) -> str:
    """The head noun of a source's words: "officials" in "three officials briefed on the matter"."""
    return tokens[_head_end(tokens) - 1].low if tokens else ""
