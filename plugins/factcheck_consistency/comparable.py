"""Whether two facts can be compared at all: the same thing, the same sort of statement."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.language.phrases import phrases
from assistant.language.words import words_of
from factcheck_consistency.facts import Fact
from factcheck_consistency.figures import Figure
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import PACKAGE, Term

LEAST_WEIGHT = 4  # two names, or a name and two words
_NEAR = 3
_NEAR_SUBJECT = 5  # terms in which a sentence says what its subject is or does
_REACH = 40  # characters around a figure that are looked at
_PLACING = frozenset({"in", "at", "near", "off", "outside", "from", "of"})
_CLAUSE_END = re.compile(r"[,;:()–—]| and | but | while | when | as ")


def on_one_thing(pair: Pair, overlap: float, likeness: float = 0.0) -> bool:
    """Whether they share enough words, and no word tells their subjects apart."""
    return (
        pair.weight >= LEAST_WEIGHT
        and pair.overlap >= overlap
        and pair.likeness >= likeness
        and not pair.contrasted
    )


def both_real(pair: Pair) -> bool:
    """Whether both say what is, or both what is planned or wanted, under a condition or not."""
    conditional = (pair.a.claim.modality == "conditional", pair.b.claim.modality == "conditional")
    return pair.a.has("unreal") == pair.b.has("unreal") and conditional[0] == conditional[1]


def both_affirm(pair: Pair) -> bool:
    """Whether neither or both are negated: who "did not order 60" may have ordered 40."""
    return len(pair.a.negations) % 2 == len(pair.b.negations) % 2


def of_two_sorts(pair: Pair) -> bool:
    """Whether two words that neither has of the other stand right before one that both have: bus and train crash."""
    mine, theirs = (_described(fact, only) for fact, only in ((pair.a, pair.only_a), (pair.b, pair.only_b)))
    return bool(mine & theirs)


def _described(fact: Fact, only: frozenset[str]) -> frozenset[str]:
    """The words right before which one of these stands."""
    return frozenset(
        after.key
        for before, after in pairwise(fact.terms)
        if before.key in only - fact.names
        and not after.name
        and not fact.text[before.end : after.start].strip(" -")
        and not any(figure.start <= before.start < figure.end for figure in fact.figures)
    )


def of_two_subjects(pair: Pair, one: Term, other: Term) -> bool:
    """Whether each begins with a word that the other lacks: "the pilot was drunk" and "the mate was sober".

    `one` and `other` are the words that are at odds, which far behind are said of something else.
    """
    (mine, *near), (theirs, *near_too) = pair.a.terms[:_NEAR_SUBJECT], pair.b.terms[:_NEAR_SUBJECT]
    apart = mine.key in pair.only_a and theirs.key in pair.only_b and not (mine.name or theirs.name)
    return apart and one in near and other in near_too


def of_an_owner(fact: Fact) -> frozenset[str]:
    """What the fact's names own: the driver of "Sollen's driver"."""
    return frozenset(
        after.key
        for before, after in pairwise(fact.terms)
        if before.name and not after.name and fact.text[before.start : before.end].endswith(("'s", "’s"))
    )


def say_no_more(pair: Pair) -> bool:
    """Whether one of them has no word, names aside, that the other lacks."""
    return not (pair.only_a - pair.a.names) or not (pair.only_b - pair.b.names)


def clashing(pair: Pair) -> tuple[Figure, Figure] | None:
    """Two figures of one unit that cannot both be right, neither with a fitting one on the other side."""
    for one in pair.a.figures:
        rivals = [other for other in pair.b.figures if other.unit == one.unit]
        if any(one.fits(other) for other in mates(one, pair.b)):
            continue
        for other in rivals:
            if not any(other.fits(mine) for mine in mates(other, pair.a)) and _in_one_role(pair, one, other):
                return one, other
    return None


def mates(figure: Figure, fact: Fact) -> Iterator[Figure]:
    """The figures that may count the same: "of the 40 miners, 12 died" does not say again what the 12 are."""
    return (other for other in fact.figures if not other.unit or figure.unit in {"", other.unit})


def neighbours(fact: Fact, figure: Figure) -> frozenset[str]:
    """The terms nearest to a figure."""
    before = [term.key for term in fact.terms if term.end <= figure.start][-_NEAR:]
    after = [term.key for term in fact.terms if term.start >= figure.number_end][:_NEAR]
    return frozenset(before + after)


def clause(fact: Fact, at: int, to: int) -> frozenset[str]:
    """The keys of the clause that holds `at:to` of the fact's text."""
    start, end = _clause_around(fact, at, to)
    return frozenset(term.key for term in fact.terms if start <= term.start and term.end <= end)


def of_a_part(fact: Fact, term: Term) -> bool:
    """Whether the clause of a word speaks of a part: "some shops were open"."""
    start, end = _clause_around(fact, term.start, term.end)
    return phrases(PACKAGE, "partial").first(words_of(fact.text[start:end])) is not None


def _clause_around(fact: Fact, at: int, to: int) -> tuple[int, int]:
    start, end = 0, len(fact.text)
    for mark in _CLAUSE_END.finditer(fact.text):
        if mark.end() <= at:
            start = mark.end()
        elif mark.start() >= to:
            return start, mark.start()
    return start, end


def places(fact: Fact) -> Iterator[frozenset[str]]:
    """The names that the fact puts behind a word of place, each as its keys."""
    for run in fact.name_runs:
        first = fact.words.starts.index(run[0].start)
        before = fact.words.tokens[first - 1] if first else ""
        if before in _PLACING:
            yield frozenset(term.key for term in run)


def placed_elsewhere(fact: Fact, known: frozenset[str]) -> bool:
    """Whether the fact names a place that is not among these keys."""
    return any(not place & known for place in places(fact))


def placed_apart(pair: Pair) -> bool:
    """Whether either names a place that the other's article lacks, or they name no place in common."""
    if placed_elsewhere(pair.a, pair.b.topic.body) or placed_elsewhere(pair.b, pair.a.topic.body):
        return True
    mine, theirs = (frozenset().union(*places(fact)) for fact in (pair.a, pair.b))
    return bool(mine and theirs) and not mine & theirs


def _in_one_role(pair: Pair, one: Figure, other: Figure) -> bool:
    """Whether both figures stand beside the same words, and both for the whole or both for a part."""
    mine, theirs = neighbours(pair.a, one), neighbours(pair.b, other)
    return bool((mine & theirs) - {one.unit}) and is_part(pair.a, one) == is_part(pair.b, other)


def is_part(fact: Fact, figure: Figure) -> bool:
    """Whether the words right beside a figure make it a part, or an addition: "6 of them", "another 6"."""
    before = words_of(_CLAUSE_END.split(fact.text[max(0, figure.start - _REACH) : figure.start])[-1]).tokens[
        -_NEAR:
    ]
    after = words_of(_CLAUSE_END.split(fact.text[figure.number_end : figure.end + _REACH])[0]).tokens[
        : _NEAR + 1
    ]
    if after[:1] == ("of",) and figure.unit != "%" and not figure.quantity.approximate:
        return True
    parts = phrases(PACKAGE, "partial")
    return any(parts.first(words_of(" ".join(tokens))) for tokens in (before, after))
