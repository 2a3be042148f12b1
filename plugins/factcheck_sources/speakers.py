"""Who is meant: "he said", "the official warned", "Smith added", resolved to somebody already named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.report import Source
from factcheck_sources.kinds import Described, described
from factcheck_sources.lexicon import finite, words
from factcheck_sources.naming import Name, names
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.units import Unit

_PERSONAL = frozenset({"he", "she", "his", "her", "him"})
_SPEAKERS_OWN = frozenset({"i", "we", "you"})
_NEVER_SOLE = frozenset({"official", "source", "witness", "resident", "minister"})
_OPENING = 8
_RECENT = 12


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the article has spoken of. `place` is the part and the range of the words that name them."""

    source: Source
    head: str
    place: tuple[str, int, int]
    person: bool
    gender: str = ""


class Directory:
    """The people and bodies of one article, and who spoke last; units are read in order."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._people: dict[str, Known] = {}
        self._first_names: dict[str, Known] = {}
        self._offices: dict[str, set[str]] = {}
        self._names = {id(unit): list(names(unit.tokens, 0, len(unit.tokens))) for unit in units}
        for unit in units:
            self._meet(unit, (name for name in self._names[id(unit)] if name.person and name.sure))
        self.heard: list[Known] = []
        self.mentioned: list[Known] = []
        self.subject: Known | None = None
        self._subject_end = 0

    def _meet(self, unit: Unit, people: Iterable[Name]) -> None:
        for name in people:
            surname, written = unit.tokens[name.last - 1].low, unit.written(name.first, name.last)
            known = self._people.get(surname)
            if known is None or len(known.source.text.split()) < 2 <= name.last - name.first:
                near = unit.tokens[max(0, name.first - 2) : name.first + 1]
                place = (unit.part, unit.tokens[name.first].start, unit.tokens[name.last - 1].end)
                source = Source(text=written, kind="person", name=written)
                self._people[surname] = Known(source, "", place, person=True, gender=_gender(near))
                self._first_names.setdefault(unit.tokens[name.first].low, self._people[surname])
            for office in _offices(unit.tokens, name):
                self._offices.setdefault(office, set()).add(surname)

    def open(self, unit: Unit) -> None:
        """Begin a unit: what the one before was about may be meant by a pronoun in this one."""
        if self.subject is not None:
            self.mentioned.append(self.subject)
        self.subject = None
        for name in self._names[id(unit)]:
            known = self._people.get(unit.tokens[name.last - 1].low) if name.person else None
            if known is not None and name.first < _OPENING and _opens(unit.tokens, name.first):
                self.subject, self._subject_end = known, name.last
                return

    def resolve(self, unit: Unit, first: int, last: int) -> tuple[Source, Known | None, str]:
        """The source that these tokens name, the antecedent it stands for, and its head noun."""
        tokens = unit.tokens[first:last]
        text = unit.written(first, last)
        what = described(unit.text, tokens)
        known = self._antecedent(what, tokens, first)
        if known is not None:
            source = known.source
            source = Source(text=text, kind=source.kind, name=source.name, title=what.title or source.title)
            return source, known, what.head
        kind = what.kind
        if kind == "person" and what.name and not what.sure and unit.part == "text" and not _gender(tokens):
            kind = "organization"
        return Source(text=text, kind=kind, name=what.name, title=what.title), None, what.head

    def _antecedent(self, what: Described, tokens: tuple[Token, ...], first: int) -> Known | None:
        if what.pronoun:
            return self._pronoun(what.head, first)
        if what.name is not None:
            last = what.name.split()[-1].lower()
            single = " " not in what.name
            known = self._people.get(last) or (self._first_names.get(last) if single else None)
            if what.kind != "person":
                return None
            return known if known and (single or known.source.name == what.name) else None
        if not what.definite or tokens[0].low not in {"the", "this", "that"}:
            return None
        return self._taken_up(what)

    def _taken_up(self, what: Described) -> Known | None:
        """ "The official", "the company": who of those heard that can be."""
        recent = self.heard[: -_RECENT - 1 : -1]
        for known in recent:
            if what.head == known.head or (
                known.person and what.head in (known.source.title or "").lower().split()
            ):
                return known
        if what.kind == "organization" and what.head in words("generic_bodies"):
            named = [known for known in recent if not known.person and known.source.name]
            return next((known for known in named if known.source.kind == "organization"), None)
        holders = self._offices.get(what.head, set())
        if len(holders) == 1:
            return self._people[min(holders)]
        sole = what.kind == "person" and what.head in words("roles") and what.head not in _NEVER_SOLE
        return recent[0] if sole and recent and recent[0].person else None

    def _pronoun(self, pronoun: str, at: int) -> Known | None:
        if pronoun in _SPEAKERS_OWN:
            return None
        if pronoun in _PERSONAL:
            return self._somebody(pronoun, at)
        recent = self.heard[:-5:-1]
        others = (known for known in recent if not known.person)
        return next(others, recent[0] if recent and pronoun != "it" else None)

    def _somebody(self, pronoun: str, at: int) -> Known | None:
        if self.subject is not None and self._subject_end <= at and _agrees(self.subject, pronoun):
            return self.subject
        recent = (one for one in self.mentioned[: -_RECENT - 1 : -1] if one.person and _agrees(one, pronoun))
        return next(recent, None) or next(
            (one for one in self._people.values() if _agrees(one, pronoun)), None
        )

    def hear(self, unit: Unit, first: int, last: int, source: Source, head: str, known: Known | None) -> None:
        """Remember who has just spoken."""
        if source.kind in {"none", "vague"}:
            return
        if known is None:
            tokens = unit.tokens[first:last]
            person = source.kind in {"person", "anonymous_person"}
            place = (unit.part, tokens[0].start, tokens[-1].end)
            known = Known(source, head, place, person, _gender(tokens))
        elif source.title and not known.source.title:
            known = replace(
                known, source=known.source.model_copy(update={"title": source.title}), head=head or known.head
            )
            if known.person and known.source.name:
                self._people[known.source.name.split()[-1].lower()] = known
        self.say(known)

    def say(self, known: Known) -> None:
        """Remember that somebody known has just spoken."""
        self.heard.append(known)
        self.mentioned.append(known)

    def in_play(self) -> Known | None:
        """Whose words an uncredited quotation carries on."""
        return self.heard[-1] if self.heard else None


def _offices(tokens: Sequence[Token], name: Name) -> Iterator[str]:
    """The roles that stand beside a name: "striker Samuel Okafor", "Ida Brandt, the mayor of Velm"."""
    held = words("roles") | words("titles")
    if name.first and tokens[name.first - 1].low in held:
        yield tokens[name.first - 1].low
    if name.last < len(tokens) and tokens[name.last].low == ",":
        role = next((t.low for t in tokens[name.last + 1 : name.last + 5] if t.low in held or not t.word), "")
        if role in held:
            yield role


def _opens(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether nothing but a title, an adjunct or a conjunction stands before a name."""
    if first == 0:
        return True
    before = tokens[first - 1].low
    lows = {token.low for token in tokens[:first]}
    if lows & finite() or QUOTE in lows:
        return False
    if before in words("titles") | words("roles") | words("places") or before == ",":
        return True
    return first <= 2 and before not in words("prepositions")


def _gender(tokens: Iterable[Token]) -> str:
    lows = {token.low for token in tokens}
    return "m" if lows & words("male") else "f" if lows & words("female") else ""


def _agrees(known: Known, pronoun: str) -> bool:
    return not known.gender or (known.gender == "f") == (pronoun in {"she", "her"})
