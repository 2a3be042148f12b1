"""Who is meant: "he said", "the official warned", "Smith added", resolved to somebody already named."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.report import Source
from factcheck_sources.found import Range
from factcheck_sources.kinds import Described, described
from factcheck_sources.lexicon import finite, verb_forms, words
from factcheck_sources.lone import persons
from factcheck_sources.naming import Name, names
from factcheck_sources.people import Known, People, gender_of, portfolio
from factcheck_sources.phrases import is_verb_like
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.units import Unit

_PERSONAL = frozenset({"he", "she", "his", "her", "him"})
_NEVER_SOLE = frozenset(
    {"official", "source", "witness", "resident", "minister", "reporter", "journalist", "correspondent", "judge",
     "lawyer", "attorney", "prosecutor", "officer", "presenter", "moderator", "spokesman", "spokeswoman"}
)  # fmt: skip
_PRIVATE = frozenset({"company", "firm", "corporation", "manufacturer", "maker", "operator"})
_PUBLIC = frozenset({"agency", "authority", "commission", "bureau", "office"})
_COUNTRIES = frozenset({"united states", "united kingdom", "u.s.", "us", "u.k.", "uk"})
_STEMS = {"airline": "air", "brewery": "brew", "insurer": "insur", "lender": "bank"}
_OPENING = 8
_RECENT = 12
_NEAR = 4
_SHORT = 2
_STEADY = 2
_STYLE = 3


class Directory:
    """Who speaks in an article, and who has been spoken of; units are read in order."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._people = People()
        found = {i: list(names(unit.tokens, 0, len(unit.tokens))) for i, unit in enumerate(units)}
        self._lone = persons(units, found)
        self._names = {
            id(unit): [self._sure(unit, name) for name in found[i]] for i, unit in enumerate(units)
        }
        acronyms = {
            token.low for unit in units for token in unit.tokens if token.acronym and len(token.low) > 2
        }
        for unit in sorted(units, key=lambda unit: unit.part == "headline"):
            self._people.meet(unit, self._names[id(unit)], acronyms)
        self.heard: list[Known] = []
        self.mentioned: list[Known] = []
        self.bodies: list[Known] = []
        self._spoken_of: list[Known] = []
        self.subject: Known | None = None
        self.author: Known | None = None
        self._subject_end = 0
        self._others: list[tuple[Known, int]] = []
        self._said: list[Known] = []
        self._topic: Known | None = None

    def _sure(self, unit: Unit, name: Name) -> Name:
        """The name, taken for a person's where the article shows that it is one."""
        return name._replace(sure=True) if unit.tokens[name.first].low in self._lone and name.person else name

    def open(self, unit: Unit) -> None:
        """Begin a unit: whom the one before was about may be meant by a pronoun in this one."""
        self._settle()
        people: list[tuple[Name, Known]] = []
        for name in self._names[id(unit)]:
            if unit.tokens[name.first].quoted:
                continue
            if not name.person:
                body = self._body(unit, name)
                self._spoken_of.append(body)
                if name.first <= 1:
                    self.bodies.append(body)
            elif known := self._whom(unit, name):
                people.append((name, known))
        subject = _subject(unit.tokens, [name for name, _ in people]) if people else None
        for name, known in people:
            if name == subject:
                self.subject, self._subject_end = known, name.last
                self._topic = known
            elif not _possesses(unit.tokens, name):
                self._others.append((known, name.first))
        if unit.tokens[-1].low == ":" and any(token.low in words("excerpts") for token in unit.tokens):
            self.author = self._topic

    def _whom(self, unit: Unit, name: Name) -> Known | None:
        """The person whom a name in the text means."""
        if not name.person:
            return None
        return self._people.named(unit.name(name.first, name.last), self.mentioned)

    def _settle(self) -> None:
        """Of whom a unit spoke: those named by the way first, then its subject, who spoke last of all."""
        self.mentioned += [known for known, _ in self._others]
        if self.subject is not None:
            self.mentioned.append(self.subject)
        self.mentioned += self._said
        self.subject, self._others, self._said = None, [], []

    def _body(self, unit: Unit, name: Name) -> Known:
        written = unit.name(name.first, name.last)
        place = (unit.part, *unit.place(name.first, name.last))
        source = Source(text=written, kind="organization", name=self._people.body(written) or written)
        return Known(source, unit.tokens[name.last - 1].low, place, person=False)

    def resolve(
        self, unit: Unit, first: int, last: int, content: Sequence[Range] = ()
    ) -> tuple[Source, Known | None, str]:
        """The source that these tokens name, the antecedent it stands for, and its head noun."""
        tokens = unit.tokens[first:last]
        text = unit.shown(first, last)
        what = described(unit.between(first, last))
        known = self._antecedent(unit, what, tokens, first, content)
        if known is not None:
            source = known.source
            source = Source(text=text, kind=source.kind, name=source.name, title=what.title or source.title)
            return source, known, what.head
        kind, name = what.kind, what.name
        if (
            kind == "person"
            and name
            and not what.sure
            and unit.part == "text"
            and not self._may_be_person(tokens)
        ):
            kind = "organization"
        if kind != "person" and name is not None:
            name = self._people.body(name) or name
        return Source(text=text, kind=kind, name=name, title=what.title), None, what.head

    def _may_be_person(self, tokens: Sequence[Token]) -> bool:
        return bool(gender_of(tokens)) or any(
            token.low in self._lone or token.low in words("statesmen") for token in tokens
        )

    def _antecedent(
        self,
        unit: Unit,
        what: Described,
        tokens: tuple[Token, ...],
        first: int,
        content: Sequence[Range],
    ) -> Known | None:
        if what.pronoun:
            return self._pronoun(unit, what.head, first, content)
        if what.name is not None:
            gender = gender_of(token for token in tokens if token.low in words("honorifics"))
            return self._people.named(what.name, self.mentioned, gender) if what.kind == "person" else None
        if what.kind == "organization" and what.head in words("spokespeople"):
            return self.bodies[-1] if self.bodies and len(tokens) <= _SHORT else None
        if not what.definite or tokens[0].low not in {"the", "this", "that"}:
            return None
        if what.head in words("channels") and len(tokens) <= _SHORT:
            return self.in_play()
        held = self._aged(tokens) or self._styled(tokens) or self._by_portfolio(tokens)
        held = held or self._body_called(what, tokens)
        if (
            held is None
            and what.kind == "organization"
            and any(token.capital and not token.low[0].isdigit() for token in tokens[1:])
        ):
            return None  # "The Velm police department" is not the one of Orvo that spoke before.
        return held or self._taken_up(what)

    def _styled(self, tokens: tuple[Token, ...]) -> Known | None:
        """ "The president", "the governor": who bears the office in front of the name."""
        office = " ".join(token.low for token in tokens[1:])
        return self._people.styled(office, self.mentioned) if len(tokens) <= _STYLE else None

    def _aged(self, tokens: tuple[Token, ...]) -> Known | None:
        """ "The 71-year-old baker": whom the article says to be 71."""
        old = next((token.low for token in tokens[1:3] if token.low.endswith("-year-old")), None)
        return self._people.aged(old.removesuffix("-year-old")) if old else None

    def _by_portfolio(self, tokens: tuple[Token, ...]) -> Known | None:
        """ "The justice secretary": whom the article gives just this office, whoever else is a secretary."""
        office = portfolio(tokens)
        return self._people.holder(office, self.mentioned) if office else None

    def _body_called(self, what: Described, tokens: tuple[Token, ...]) -> Known | None:
        """ "The air board": the body in whose name each of the words stands, "Air Resources Board"."""
        called = {token.low for token in tokens[1:]}
        if what.kind != "organization" or len(called) < _SHORT:
            return None
        bodies = (known for known in reversed(self._spoken_of) if not known.person and known.name)
        return next((known for known in bodies if called <= set(known.name.lower().split())), None)

    def _taken_up(self, what: Described) -> Known | None:
        """ "The official", "the company": who of those heard that can be."""
        recent = self.heard[: -_RECENT - 1 : -1]
        for known in recent:
            if what.head == known.head or (
                known.person and what.kind != "organization" and what.head in _held(known.source.title)
            ):
                return known
        if what.kind == "organization" and what.head in words("generic_bodies"):
            named = [known for known in recent if not known.person and known.name]
            bodies = (known for known in named if known.source.kind == "organization")
            heard = next((known for known in bodies if _can_be(known.name, what.head)), None)
            return heard or self._mentioned_body(what)
        if (holder := self._people.holder(what.head, self.mentioned)) is not None:
            return holder
        sole = what.kind == "person" and what.head in words("roles") and what.head not in _NEVER_SOLE
        if sole and recent and recent[0].person and not recent[0].source.title:
            return recent[0]
        return self._epithet(what)

    def _mentioned_body(self, what: Described) -> Known | None:
        """ "The institute", "the news site": the last body of that name, or outlet, that has been spoken of."""
        named = ((known, known.name.lower().removeprefix("the ")) for known in reversed(self._spoken_of))
        if what.head in words("outlet_nouns"):
            return next((known for known, name in named if name in words("outlets")), None)
        return next((known for known, name in named if what.head in name.split()), None)

    def _epithet(self, what: Described) -> Known | None:
        """ "The 45-year-old", "the Labour politician": whoever was spoken of last."""
        if what.head not in words("epithets") and not what.head.endswith("-old"):
            return None
        return next((one for one in self.mentioned[: -_NEAR - 1 : -1] if one.person), None)

    def _pronoun(self, unit: Unit, pronoun: str, at: int, content: Sequence[Range]) -> Known | None:
        if pronoun in words("first_person"):
            return None
        if pronoun in _PERSONAL:
            return self._somebody(unit, pronoun, at, content)
        recent = [known for known in self.heard[:-5:-1] if pronoun == "it" or known.source.kind != "document"]
        others = (known for known in recent if not known.person)
        return next(others, recent[0] if recent and pronoun != "it" else None)

    def _somebody(self, unit: Unit, pronoun: str, at: int, content: Sequence[Range]) -> Known | None:
        """He or she: never whom the statement itself names ("Lind is a fool, he said" is not Lind's)."""
        named = {known.name for known in self._named_in(unit, content)}
        if len({known.name for known in self.heard[-_STEADY:]}) == 1 and len(self.heard) >= _STEADY:
            named.discard(
                self.heard[-1].name
            )  # Who goes on speaking may be told of: "Lind had waited, he said".
        subject = self.subject if self._subject_end <= at else None
        if subject is not None and subject.name not in named and agrees(subject, pronoun):
            return subject
        if (speaks := self._speaks_for(pronoun)) is not None:
            return speaks
        near = [known for known, first in self._others if first < at]
        recent = (*near, *self.mentioned[-_RECENT:], *self._said)
        fitting = (
            one for one in reversed(recent) if one.person and agrees(one, pronoun) and one.name not in named
        )
        return next(fitting, None) or next(
            (one for one in self._people.all() if agrees(one, pronoun) and one.name not in named), None
        )

    def _speaks_for(self, pronoun: str) -> Known | None:
        """The unnamed spokeswoman who spoke last, where "she" can only be her."""
        last = self.heard[-1] if self.heard else None
        if last is None or last.head not in words("spokespeople") or last.person:
            return None
        return last if last.head.endswith("woman") == (pronoun in {"she", "her"}) else None

    def _named_in(self, unit: Unit, content: Sequence[Range]) -> Iterator[Known]:
        for name in self._names[id(unit)]:
            inside = any(a <= name.first < b for a, b in content) and not unit.tokens[name.first].quoted
            if inside and (known := self._whom(unit, name)):
                yield known

    def hear(self, unit: Unit, first: int, last: int, source: Source, head: str, known: Known | None) -> None:
        """Remember who has just spoken."""
        if source.kind in {"none", "vague"}:
            return
        if known is None:
            tokens = unit.tokens[first:last]
            person = source.kind in {"person", "anonymous_person"}
            place = (unit.part, *unit.place(first, last))
            known = Known(source, head, place, person, gender_of(tokens))
        elif source.title and not known.source.title:
            known = replace(
                known, source=known.source.model_copy(update={"title": source.title}), head=head or known.head
            )
            if known.person and known.name:
                self._people.update(known)
        self.say(known)

    def say(self, known: Known) -> None:
        """Remember that somebody known has just spoken."""
        self.heard.append(known)
        self._said.append(known)

    def person(self, unit: Unit, last: int) -> Known | None:
        """The person whom the article names elsewhere and a unit's first words mean: "SMITH"."""
        return self._people.named(unit.name(0, last), self.mentioned)

    def interviewed(self) -> Known | None:
        """Who answers in an interview: the first person that the article speaks of."""
        return next((known for known in self.mentioned if known.person), None)

    def in_play(self) -> Known | None:
        """Whose words an uncredited quotation carries on."""
        return self.heard[-1] if self.heard else None


def _held(title: str | None) -> list[str]:
    """The words of a title by which alone its holder may be called: no attorney general is "the attorney"."""
    low = (title or "").lower()
    for whole in ("attorney general", "vice president", "vice-president"):
        low = low.replace(whole, "")
    return low.split()


def _can_be(name: str, head: str) -> bool:
    """Whether "the ministry" or "the company" can be a body, by what its name says that it is."""
    parts = set(name.lower().split())
    if head in parts:
        return True
    if name.lower() in _COUNTRIES:
        return False
    if head in _PRIVATE and not parts.isdisjoint(_PUBLIC):
        return False
    if head in words("particular_bodies") or not words("places", "place_openers").isdisjoint(
        parts - {"united"}
    ):
        return any(part.startswith(_STEMS.get(head, head)) for part in parts)
    return name.isupper() if head in words("public_bodies") else words("public_bodies").isdisjoint(parts)


def _subject(tokens: tuple[Token, ...], people: Sequence[Name]) -> Name | None:
    """The name that a unit opens with, else the first that a verb follows."""
    opening = (name for name in people if name.first < _OPENING and _opens(tokens, name.first))
    return next(opening, None) or next((name for name in people if _acts(tokens, name)), None)


def _opens(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether nothing but a title, an adjunct or a conjunction stands before a name."""
    if first == 0:
        return True
    before = tokens[first - 1].low
    lows = [token.low for token in tokens[:first]]
    if not finite().isdisjoint(lows) or QUOTE in lows:
        return False
    if before in words("titles", "roles", "places") or before == ",":
        return True
    return first <= 2 and before not in words("prepositions")


def _possesses(tokens: tuple[Token, ...], name: Name) -> bool:
    return name.last < len(tokens) and tokens[name.last].low == "'s"


def _acts(tokens: tuple[Token, ...], name: Name) -> bool:
    """Whether a verb follows a name that stands behind no preposition: "and then Lind offered"."""
    if name.last >= len(tokens) or tokens[name.first].quoted:
        return False
    if name.first and tokens[name.first - 1].low in words("prepositions"):
        return False
    form = verb_forms().get(tokens[name.last].low)
    if is_verb_like(tokens[name.last]) or (form is not None and form.tense in {"s", "past"}):
        return True
    return name.first > 0 and tokens[name.first - 1].low == "," and _may_act(tokens[name.last])


def _may_act(token: Token) -> bool:
    """Whether a word behind ", Boyle" can only be his verb: "shook"."""
    return (
        token.word
        and not token.capital
        and token.low not in words("prepositions", "subordinators", "no_verbs")
    )


def agrees(known: Known, pronoun: str) -> bool:
    """Whether a pronoun can mean somebody, by gender."""
    return not known.gender or (known.gender == "f") == (pronoun in {"she", "her"})
