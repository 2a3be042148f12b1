"""Alignment: which facts speak of the same thing, found through an index instead of by comparing all pairs.

Facts that say the same form a group, and its first fact speaks for it. A new fact is looked up under
pairs of its terms and compared with at most CANDIDATES groups' first facts, so that work grows with the
number of facts. The bound: a fact is entered under the pairs of at most NAMES names and WORDS words, and a
pair of terms leads to at most POSTINGS groups; a group beyond them is found through its other pairs only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from assistant.view import View
from factcheck_consistency.accounts import accounts
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.counts import counted
from factcheck_consistency.difference import Difference
from factcheck_consistency.differences import difference
from factcheck_consistency.facts import Fact, facts_of
from factcheck_consistency.happenings import happenings
from factcheck_consistency.index import Index
from factcheck_consistency.naming import tied
from factcheck_consistency.pairs import Pair, same_source
from factcheck_consistency.roles import rival_holders
from factcheck_consistency.tolls import tolls

NAMES = 4
WORDS = 7
FEWEST_HITS = 3  # pairs of terms in common: three terms
_SAME = 0.75
_Compared = tuple[Pair, Difference | None]


@dataclass
class Group:
    """Facts that say the same; `number` is its place in the alignment."""

    number: int
    members: list[Fact]

    @property
    def head(self) -> Fact:
        """The fact that speaks for the group."""
        return self.members[0]


@dataclass
class Alignment:
    """The groups of a story, and every two groups that were compared, with what came of it.

    `agreed` are groups that tell one claim in words too few or too different to be compared.
    """

    groups: list[Group] = field(default_factory=list)
    compared: list[_Compared] = field(default_factory=list)
    agreed: list[Pair] = field(default_factory=list)
    home: dict[int, Group] = field(default_factory=dict)
    bounds: Bounds = field(default_factory=Bounds)

    def group_of(self, fact: Fact) -> Group:
        """The group that a fact is in."""
        return self.home[id(fact)]


def aligned(view: View) -> Alignment:
    """The alignment of all facts of a story."""
    return align(view.once(facts_of))


def align(facts: Iterable[Fact]) -> Alignment:
    """Group the facts and compare the groups; the facts come in an order of their own, not the articles'.

    Two groups of archived articles alone are not compared.
    """
    alignment = Alignment()
    index: Index[Group] = Index(alignment.bounds, "statements", fewest=FEWEST_HITS)
    for fact in facts:
        keys = tuple(_lookup_keys(fact))
        pairs = [Pair(group.head, fact) for group in index.candidates(keys)]
        home = next((alignment.group_of(pair.a) for pair in pairs if says_the_same(pair)), None)
        if home is not None:
            home.members.append(fact)
        else:
            home = Group(len(alignment.groups), [fact])
            alignment.groups.append(home)
            index.add(home, keys)
            alignment.compared += [(pair, difference(pair)) for pair in pairs if not pair.both_archived]
        alignment.home[id(fact)] = home
    compared = {(id(pair.a), id(pair.b)) for pair, found in alignment.compared if found}
    heads = [group.head for group in alignment.groups]
    for pair, found in _within_stories(heads, alignment.bounds):
        if (id(pair.a), id(pair.b)) not in compared and not pair.both_archived:
            compared.add((id(pair.a), id(pair.b)))
            alignment.compared.append((pair, found))
    alignment.compared = list(_without_formulas(alignment.compared))
    alignment.agreed = list(accounts(heads, alignment.bounds))
    return alignment


def _within_stories(heads: Sequence[Fact], bounds: Bounds) -> Iterator[tuple[Pair, Difference]]:
    """What is found where two articles tell one story, and few words need to be shared."""
    yield from counted(heads, bounds)
    yield from tolls(heads, bounds)
    yield from happenings(heads, bounds)
    yield from rival_holders(heads, bounds)


def _without_formulas(compared: Sequence[_Compared]) -> Iterator[_Compared]:
    """The comparisons, but for names that differ in words which three articles or more have of three things.

    "The mayor of X promised help" is then a formula and no account of one event, unless a name ties them.
    """
    loose = [p for p, found in compared if found and found.kind == "entity_mismatch" and not tied(p)]
    met = Counter(id(fact) for pair in loose for fact in (pair.a, pair.b))
    formulas = {(id(p.a), id(p.b)) for p in loose if max(met[id(p.a)], met[id(p.b)]) > 1}
    for pair, found in compared:
        yield pair, None if (id(pair.a), id(pair.b)) in formulas else found


def says_the_same(pair: Pair) -> bool:
    """Whether nothing of weight distinguishes the two, credit and certainty included."""
    return (
        pair.likeness >= _SAME
        and not pair.names_differ
        and pair.a.firmness == pair.b.firmness
        and pair.a.is_unnamed == pair.b.is_unnamed
        and pair.a.times == pair.b.times
        and _same_figures(pair)
        and pair.a.odd_numbers == pair.b.odd_numbers
        and _same_credits(pair)
        and difference(pair) is None
    )


def _same_figures(pair: Pair) -> bool:
    mine, theirs = pair.a.figures, pair.b.figures
    return len(mine) == len(theirs) and all(
        (x.low, x.high, x.unit) == (y.low, y.high, y.unit) for x, y in zip(mine, theirs, strict=True)
    )


def _same_credits(pair: Pair) -> bool:
    if not pair.a.credits or not pair.b.credits:
        return not pair.a.credits and not pair.b.credits
    return any(same_source(x, y) for x in pair.a.credits for y in pair.b.credits)


def _lookup_keys(fact: Fact) -> Iterator[tuple[str, str]]:
    names = sorted(fact.whole.names, key=lambda key: (-len(key), key))[:NAMES]
    words = sorted(fact.whole.keys - fact.whole.names, key=lambda key: (-len(key), key))[:WORDS]
    yield from combinations(sorted({*names, *words}), 2)
