"""Entity mismatches by office: two people whom one story gives as holders of one office.

An office needs its body ("the coach of Rook Town", "Ostelle's health minister"): every country has a prime
minister. A former, acting or deputy holder is none, and an article that knows both knows more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.lists import entries
from assistant.language.names import Name, names, same_name
from assistant.language.words import words_of
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.index import Index
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import PACKAGE, key_of, name_key
from factcheck_consistency.topics import LEAD_NAMES

_JOINED = r"(?:new|merged|combined|joint) [a-z]{3,12}"
_BODY = rf"(?:of|at) (?:the |its )?(?P<body>{_JOINED}|[A-Z][\w’'&.-]*(?: [A-Z][\w’'&.-]*){{0,4}})"
_RUNS = rf"(?:will|is to|would|is set to) (?:run|lead|head) (?:the |its )?(?P<run>{_JOINED})"
_OWNER = re.compile(
    r"\b(?P<body>(?!(?:The|His|Her|Their|Its|An?)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    r"(?:['’]s|,? (?:is )?(?:led|headed|run) by(?: its| the)?)? $"
)
_OF_BODY = re.compile(rf" {_BODY}")
_LOOK = 200  # characters behind a name
_APPOSED = re.compile(r"(?:,[^.;]{1,80},)?\s")  # what may stand between a name and what it is to become
_NEW = re.compile(r"^(?:new|merged|combined|joint) ")
_FIRST_OF_ALL = "chief executive"
_Found = tuple[Pair, Difference]


@dataclass(frozen=True)
class Holder:
    """Who holds an office, as one article has it: the name, the words that say so, and the office.

    `office` is its words in lower case and the keys of its body.
    """

    fact: Fact
    name: str
    words: str
    office: tuple[str, ...]


def rival_holders(facts: Sequence[Fact], bounds: Bounds) -> Iterator[_Found]:
    """Every two people whom two articles of one story give as holders of one office."""
    index: Index[Holder] = Index(bounds, "holders of offices")
    known: dict[tuple[str, tuple[str, ...]], list[Holder]] = {}
    holders = [holder for fact in facts for holder in _holders(fact)]
    for holder in holders:
        known.setdefault((holder.fact.article.id, holder.office), []).append(holder)
    for holder in holders:
        keys = [(name, holder.office) for name in sorted(holder.fact.topic.names)[:LEAD_NAMES]]
        for other in index.candidates(keys):
            pair = Pair(other.fact, holder.fact)
            if pair.one_story and not _knows(known, holder, other) and not _knows(known, other, holder):
                yield pair, Difference("entity_mismatch", other.words, holder.words)
        index.add(holder, keys)


def _knows(known: dict[tuple[str, tuple[str, ...]], list[Holder]], one: Holder, other: Holder) -> bool:
    """Whether the article of the one gives the other's name for the office too."""
    given = known[one.fact.article.id, one.office]
    return any(same_name(mine.name, other.name) or same_name(other.name, mine.name) for mine in given)


def _holders(fact: Fact) -> Iterator[Holder]:
    if _tell_tales().isdisjoint(fact.read.tokens):
        return
    if fact.tells_of_long_ago or "former" in fact.words.tokens or "then" in fact.words.tokens:
        return
    for name in names(fact.text):
        if " " in name.text:
            yield from _before(fact, name)
            yield from _behind(fact, name)


def _before(fact: Fact, name: Name) -> Iterator[Holder]:
    """The office before a name, with the country or body whose it is: "Russian Foreign Minister"."""
    title = name.title.lower()
    before = fact.text[: name.start].rstrip().removesuffix(name.title)
    owner = _OWNER.search(before) if title in _offices() else None
    if owner:
        yield Holder(fact, name.text, fact.text[owner.start() : name.end], _office(title, owner["body"]))
    elif title in _offices() and (behind := _OF_BODY.match(fact.text, name.end)):
        start = name.start - len(name.title) - 1
        yield Holder(fact, name.text, fact.text[start : behind.end()], _office(title, behind["body"]))


def _behind(fact: Fact, name: Name) -> Iterator[Holder]:
    """The offices that the words behind a name give it."""
    after = fact.text[name.end : name.end + _LOOK]
    if apposed := _apposition().match(after):
        yield _holder(fact, name, apposed.end(), _office(apposed["office"], apposed["body"]))
    future = _future().search(after)
    if future and _APPOSED.fullmatch(after[: future.start()]):
        office = _office(future["office"] or _FIRST_OF_ALL, future["body"] or future["run"])
        yield _holder(fact, name, future.end(), office)


def _holder(fact: Fact, name: Name, end: int, office: tuple[str, ...]) -> Holder:
    return Holder(fact, name.text, fact.text[name.start : name.end + end], office)


def _office(office: str, body: str) -> tuple[str, ...]:
    if _NEW.match(body):
        return office, "new"
    return office, *sorted(name_key(word) if word[0].isupper() else key_of(word) for word in body.split())


@cache
def _offices() -> frozenset[str]:
    return frozenset(entries(PACKAGE, "data/offices.txt"))


@cache
def _tell_tales() -> frozenset[str]:
    """Words of which a text has one wherever it gives somebody an office: most have none."""
    return frozenset(words_of(office).tokens[0] for office in _offices()) | {"run", "lead", "head"}


@cache
def _alternatives() -> str:
    return "|".join(sorted(map(re.escape, _offices()), key=len, reverse=True))


@cache
def _apposition() -> re.Pattern[str]:
    return re.compile(rf",? (?:the |its |who is (?:the )?)?(?P<office>{_alternatives()}) {_BODY}")


@cache
def _future() -> re.Pattern[str]:
    become = "(?:(?:will|is to) be|will become|becomes|became|(?:has been|was) (?:named|appointed)|is)"
    return re.compile(rf"\b(?:{become} (?:the |its )?(?P<office>{_alternatives()}) {_BODY}|{_RUNS})")
