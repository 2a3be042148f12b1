"""The people of an article: full names, offices, and who a surname, a role or an acronym stands for."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.report import Source
from factcheck_sources.lexicon import words
from factcheck_sources.naming import Name, surname_of
from factcheck_sources.tokens import Token, is_open_mark
from factcheck_sources.units import Unit

_UNCOUNTED = frozenset({"of", "the", "and", "for", "in", "on", "&"})
_LONGEST = 8
_RECENT = 12
_SHORTEST_PORTFOLIO = 3
_LESSER = frozenset({"vice", "deputy", "former", "ex"})
_IN_FULL = {"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general"}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the article has spoken of. `place` is the part and the range of the words that name them."""

    source: Source
    head: str
    place: tuple[str, int, int]
    person: bool
    gender: str = ""

    @property
    def name(self) -> str:
        """The name, or nothing."""
        return self.source.name or ""


class People:
    """Everybody whom an article names in full anywhere, its caption and headline included."""

    def __init__(self) -> None:
        self._by_surname: dict[str, list[Known]] = {}
        self._by_first: dict[str, Known] = {}
        self._by_office: dict[str, set[str]] = {}
        self._bodies: dict[str, str] = {}
        self._by_age: dict[str, str] = {}
        self._by_style: dict[str, set[str]] = {}

    def meet(self, unit: Unit, found: Sequence[Name], acronyms: AbstractSet[str]) -> None:
        """Take in the names of a unit, and what they write out of the article's acronyms."""
        for name in found:
            if name.person and name.sure and not _is_marked(unit.tokens, name):
                self._meet_person(unit, name)
        for name in found if acronyms else ():
            self._write_out(unit, name.first, acronyms)
            if name.last - name.first == 1 and unit.tokens[name.first].low in acronyms:
                self._explain(unit, name.first)

    def _meet_person(self, unit: Unit, name: Name) -> None:
        surname, written = surname_of(unit.tokens, name), unit.name(name.first, name.last)
        holders = self._by_surname.setdefault(surname, [])
        near = unit.tokens[max(0, name.first - 2) : name.first + 1]
        gender = gender_of(near)
        kin = name.first > 0 and unit.tokens[name.first - 1].low in words("kin")
        at = next((i for i, one in enumerate(holders) if _may_be(one, written, gender, kin=kin)), None)
        if at is not None and gender and not holders[at].gender:
            holders[at] = replace(holders[at], gender=gender)
        if at is None or len(written.split()) > len(holders[at].name.split()):
            place = (unit.part, *unit.place(name.first, name.last))
            source = Source(text=written, kind="person", name=written)
            known = Known(source, "", place, person=True, gender=gender)
            if at is None:
                holders.append(known)
            else:
                holders[at] = known
            if name.last - name.first > 1:
                self._by_first.setdefault(unit.tokens[name.first].low, known)
        after = unit.tokens[name.last : name.last + 2]
        if len(after) > 1 and after[0].low == "," and after[1].low.isdigit():
            self._by_age.setdefault(after[1].low, written)
        if style := _style(unit.tokens, name):
            self._by_style.setdefault(style, set()).add(written)
        for office in _offices(unit.tokens, name):
            self._by_office.setdefault(office, set()).add(written)

    def _write_out(self, unit: Unit, first: int, acronyms: AbstractSet[str]) -> None:
        """Note each acronym whose letters the words from here on begin with: "Port and Dock Authority"."""
        tokens = unit.tokens
        initials: list[str] = []
        for i in range(first, min(first + _LONGEST, len(tokens))):
            if tokens[i].low in _UNCOUNTED:
                continue
            if not (tokens[i].capital and tokens[i].word) or tokens[i].acronym:
                initials.clear()
                first = i + 1
                if not tokens[i].acronym:
                    return
                continue
            initials.append(tokens[i].low[0])
            low = "".join(initials)
            if low in acronyms:
                self._bodies.setdefault(low, unit.name(first, i + 1))

    def _explain(self, unit: Unit, at: int) -> None:
        """Note what an acronym in brackets stands for: "the state's department of health services (DHS)"."""
        tokens = unit.tokens
        if at < 1 or tokens[at - 1].low != "(" or (tokens[at + 1 : at + 2] and tokens[at + 1].low != ")"):
            return
        letters, first = list(tokens[at].low), at - 1
        while letters and first > 0 and tokens[first - 1].word:
            first -= 1
            if tokens[first].low[0] == letters[-1]:
                letters.pop()
            elif tokens[first].low not in _UNCOUNTED:
                return
        if not letters:
            self._bodies.setdefault(tokens[at].low, unit.name(first, at - 1))

    def named(self, name: str, recent: Sequence[Known] = (), gender: str = "") -> Known | None:
        """Whom a name means: of several with one surname, who was spoken of last. "Ms Eavis" is no Michael."""
        parts = _parts(name)
        holders = [one for one in self._by_surname.get(parts[-1], ()) if _is_same(one.name, name)]
        if gender:
            holders = [one for one in holders if one.gender in {"", gender}]
        if len(holders) > 1 and len(parts) == 1 and holders[0].name.lower() == parts[0]:
            return holders[0]
        if len(holders) > 1:
            names = {one.name for one in holders}
            return next((one for one in recent[: -_RECENT - 1 : -1] if one.name in names), holders[0])
        if holders:
            return holders[0]
        first = self._by_first.get(parts[0]) if len(parts) == 1 else None
        return first and (self.full(first.name) or first)

    def full(self, name: str) -> Known | None:
        """The person of just this name."""
        return next((one for one in self._by_surname.get(_last(name), ()) if one.name == name), None)

    def body(self, acronym: str) -> str | None:
        """The name that the article writes out for an acronym."""
        return self._bodies.get(acronym.replace(".", "").lower())

    def aged(self, years: str) -> Known | None:
        """Whom the article says to be so old: "Carol Nash, 63", for "the 63-year-old"."""
        name = self._by_age.get(years)
        return self.named(name) if name else None

    def styled(self, office: str, recent: Sequence[Known]) -> Known | None:
        """Whom an office means that needs no "of": "President Lind", before "Ida Roth, president of the union"."""
        return self._one(self._by_style.get(office, set()), recent)

    def holder(self, office: str, recent: Sequence[Known]) -> Known | None:
        """The one person whom the article gives an office; of several, who was spoken of last."""
        return self._one(self._by_office.get(office, set()), recent)

    def _one(self, held: set[str], recent: Sequence[Known]) -> Known | None:
        people = {one.name: one for name in held if (one := self.named(name)) is not None}
        if len(people) == 1:
            return next(iter(people.values()))
        return next((one for one in recent[: -_RECENT - 1 : -1] if one.name in people), None)

    def update(self, known: Known) -> None:
        """Remember what has since been learned of a person."""
        holders = self._by_surname.get(_last(known.name), [])
        for i, one in enumerate(holders):
            if one.name == known.name:
                holders[i] = known

    def all(self) -> Iterator[Known]:
        """Everybody, as they were met."""
        for holders in self._by_surname.values():
            yield from holders


@lru_cache(1024)
def _parts(name: str) -> list[str]:
    """The words of a name, which an article asks for again and again, without "Jr." and the like."""
    parts = name.lower().split()
    return parts[:-1] if len(parts) > 1 and parts[-1] in words("suffixes") else parts


def _last(name: str) -> str:
    return _parts(name)[-1]


def _is_same(full: str, name: str) -> bool:
    """Whether two names that end alike are one: equal, the end of the other, or with a middle name more."""
    one, other = _parts(full), _parts(name)
    short, long = sorted((one, other), key=len)
    if long[-len(short) :] == short:
        return True
    return len(short) > 1 and short[0] == long[0]


def _is_marked(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name and no more stands in quotation marks, as a programme's does: "on “Good Day”"."""
    if not tokens[name.first].quoted or not name.first or name.last >= len(tokens):
        return False
    return is_open_mark(tokens[name.first - 1]) and tokens[name.last].quoted and not tokens[name.last].word


def _may_be(one: Known, written: str, gender: str, *, kin: bool) -> bool:
    """Whether a name is that of somebody known already: "Mr. Lind" is neither Ada Lind nor "his daughter Ina Lind"."""
    if not _is_same(one.name, written) or {one.gender, gender} == {"m", "f"}:
        return False
    return not (kin and one.name != written)


def _style(tokens: Sequence[Token], name: Name) -> str:
    """The office that a name bears in front of it and that nothing narrows: "Gov. Ruiz", not "Union President Roth"."""
    if not name.first:
        return ""
    office = tokens[name.first - 1].low.removesuffix(".")
    written = tokens[name.first - 1].capital or name.first == 1
    if not written or office not in words("titles"):
        return ""
    narrower = tokens[name.first - 2] if name.first > 1 else None
    if narrower is not None and narrower.low in _LESSER:
        return f"{narrower.low} {office}"
    if narrower is None or narrower.low in words("places", "titles"):
        return _IN_FULL.get(office, office)
    if narrower.capital or narrower.low in words("organizations"):
        return ""
    return _IN_FULL.get(office, office)


def _offices(tokens: Sequence[Token], name: Name) -> Iterator[str]:
    """The roles that stand beside a name: "striker Samuel Okafor", "Ida Brandt, the mayor of Velm".

    One with its portfolio is another than the next: "the justice secretary, Ida Brandt".
    """
    held = words("roles", "titles")
    before = name.first - 2 if name.first > 1 and tokens[name.first - 1].low == "," else name.first - 1
    if before >= 0 and tokens[before].low in held:
        lesser = before > 0 and tokens[before - 1].low in _LESSER
        if not lesser and (before == name.first - 1 or (before and tokens[before - 1].low == "the")):
            yield tokens[before].low
        if (full := portfolio(tokens[: before + 1])) is not None:
            yield full
    if name.last < len(tokens) and tokens[name.last].low == ",":
        role = next((t.low for t in tokens[name.last + 1 : name.last + 5] if t.low in held or not t.word), "")
        if role in held:
            yield role


def portfolio(tokens: Sequence[Token]) -> str | None:
    """The office that words end with, with the word that sets it apart: "the home secretary"."""
    if len(tokens) < _SHORTEST_PORTFOLIO or not tokens[-2].word or tokens[-3].low not in words("determiners"):
        return None
    return f"{tokens[-2].low} {tokens[-1].low}"


def gender_of(tokens: Iterable[Token]) -> str:
    """ "m", "f" or nothing, by titles and first names; the first of them decides: "Emma Allen" is a she."""
    male, female = words("male"), words("female")
    for token in tokens:
        if token.low in male:
            return "m"
        if token.low in female:
            return "f"
    return ""
