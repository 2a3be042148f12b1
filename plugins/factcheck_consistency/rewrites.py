"""Rewritten sentences: one report says in nearly the same words what another says, and one word is turned.

A desk that rewrites a wire keeps most of its words. Where two sentences share that much, a word of the one
in the place of another word of the other is looked at by itself: its antonym, another of its sort, another
name, or a negation that only one has. Anything else in the place is a paraphrase.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product
from math import inf

from assistant.language.lists import entries
from assistant.language.names import same_name
from factcheck_consistency.comparable import (
    LEAST_WEIGHT,
    both_real,
    clashing,
    clause,
    is_part,
    neighbours,
    of_a_part,
    of_an_owner,
    of_two_sorts,
    of_two_subjects,
)
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.figures import Figure
from factcheck_consistency.opposites import are_opposite, turned
from factcheck_consistency.pairs import Pair
from factcheck_consistency.scopes import contraries, of_two_measures
from factcheck_consistency.terms import PACKAGE, Term, key_of, keys

# Chosen on dev material alone, as `tests/pairs/thresholds.py` says.
_OVERLAP = 0.6
_CLOSE = 0.65  # the same, before a name is taken for another one
_COPIED = 0.85  # the same, before a word that tells two subjects apart is taken for a slip
_LONG = 7  # what they must share before another name or thing of a sort is a slip and not another case
_BESIDE = 2  # terms on either side that are looked at
_ALIKE = 2  # of them that both must have, one of them right beside


def rewritten(pair: Pair) -> Difference | None:
    """What is turned between two sentences of which one was made after the other, or both after a third."""
    if pair.same_article or pair.weight < LEAST_WEIGHT or pair.overlap < _OVERLAP:
        return None
    if pair.times_apart or not pair.same_time:
        return None
    if _negates(pair.a) != _negates(pair.b):
        return None if pair.contrasted or pair.names_differ or clashing(pair) else _negated(pair)
    return _turned_word(pair) or _turned_link(pair) or _another_name(pair) or _changed_figure(pair)


def _negates(fact: Fact) -> bool:
    return len(fact.negations) % 2 == 1


def _turned_word(pair: Pair) -> Difference | None:
    excluded = [(one, other) for one, other in _in_one_place(pair) if _exclude_each_other(pair, one, other)]
    if len(excluded) != 1:
        return None
    one, other = excluded[0]
    if pair.contrasted and not (pair.contrasts <= {one.key, other.key} and pair.overlap >= _COPIED):
        return None
    if of_two_subjects(pair, one, other):
        return None
    words = (fact.text[term.start : term.end] for fact, term in ((pair.a, one), (pair.b, other)))
    return Difference("contradiction", *words)


def _in_one_place(pair: Pair) -> Iterator[tuple[Term, Term]]:
    """A word of each that the other lacks, among the same words."""
    strange_a = [term for term in pair.a.terms if term.key in pair.only_a]
    strange_b = [term for term in pair.b.terms if term.key in pair.only_b]
    for one, other in product(strange_a, strange_b):
        if not one.name and not other.name and _alike(pair, one, other):
            yield one, other


def _turned_link(pair: Pair) -> Difference | None:
    """A word such as "after" in the place of its contrary, before the same word."""
    if clashing(pair):
        return None
    for key in sorted(pair.shared):
        one, other = pair.a.first_terms[key], pair.b.first_terms[key]
        turned_to = contraries(pair.a.lead_ins[one]) & pair.b.lead_ins[other]
        if len(turned_to) == 1 and not pair.names_differ and both_real(pair) and _alike(pair, one, other):
            return Difference("contradiction", pair.a.text, pair.b.text)
    return None


def _exclude_each_other(pair: Pair, one: Term, other: Term) -> bool:
    if of_a_part(pair.a, one) or of_a_part(pair.b, other):
        return False
    followed_alike = len({_neighbours(pair.a, one)[2], _neighbours(pair.b, other)[2]} - {""}) < 2
    opposite = followed_alike and are_opposite(one.key, other.key)
    of_a_sort = pair.weight >= _LONG and other.key in _kinds().get(one.key, frozenset())
    if not (opposite or of_a_sort):
        return False
    return both_real(pair) or (
        _describes(pair.a, one) != "" and _describes(pair.a, one) == _describes(pair.b, other)
    )


def _another_name(pair: Pair) -> Difference | None:
    """A name in the place of one that neither article has anywhere else: one must have come for the other."""
    if pair.weight < _LONG or pair.overlap < _CLOSE or pair.contrasted:
        return None
    if not both_real(pair) or clashing(pair):
        return None
    mine, theirs = _strange_names(pair.a, pair.b), _strange_names(pair.b, pair.a)
    if len(mine) != 1 or len(theirs) != 1:
        return None
    (one,), (other,) = mine, theirs
    alike = _alike(pair, one[0], other[0]) or _alike(pair, one[-1], other[-1])
    words = [fact.text[run[0].start : run[-1].end] for fact, run in ((pair.a, one), (pair.b, other))]
    return Difference("entity_mismatch", *words) if alike and not same_name(*words) else None


def _strange_names(fact: Fact, other: Fact) -> list[tuple[Term, ...]]:
    """The names of the fact of which the other's article has nothing."""
    runs = (run for run in fact.name_runs if all(len(term.key) > 1 for term in run))
    return [run for run in runs if not any(term.key in other.topic.body for term in run)]


def _changed_figure(pair: Pair) -> Difference | None:
    """A figure that one has in the place of the other's, bounds included: "at least two", "at least three"."""
    if pair.published_apart or pair.names_differ or pair.contrasted:
        return None
    if not both_real(pair) or of_two_sorts(pair):
        return None
    for one, other in product(pair.a.figures, pair.b.figures):
        if _is_changed(pair, one, other) and not _has_a_mate(pair, one, other):
            words = (f.text[x.start : x.end] for f, x in ((pair.a, one), (pair.b, other)))
            return Difference("number_mismatch", *words)
    return None


def _has_a_mate(pair: Pair, one: Figure, other: Figure) -> bool:
    """Whether another figure of either sentence stands for one of the two, or they measure two things."""
    sides = ((one, other, pair.b), (other, one, pair.a))
    beside = [mate for figure, rival, fact in sides for mate in fact.figures if _may_be(figure, mate, rival)]
    return bool(beside) or of_two_measures(pair, one, other)


def _may_be(figure: Figure, mate: Figure, rival: Figure) -> bool:
    """Whether a further figure of the rival's sentence is this one, or has its number."""
    return mate is not rival and ((figure.unit == mate.unit and figure.fits(mate)) or figure.low == mate.low)


def _is_changed(pair: Pair, one: Figure, other: Figure) -> bool:
    alike = one.unit == other.unit or {one.unit, other.unit} <= keys("people") | keys("fates") | {""}
    if not alike or one.value == other.value or is_part(pair.a, one) != is_part(pair.b, other):
        return False
    bounds_alike = (one.high == inf) == (other.high == inf) and (one.low == -inf) == (other.low == -inf)
    if one.fits(other) and not (bounds_alike and inf in {one.high, -one.low}):
        return False
    mine, theirs = (
        clause(fact, x.start, x.number_end) - {x.unit} for fact, x in ((pair.a, one), (pair.b, other))
    )
    if mine & keys("fates") != theirs & keys("fates"):
        return False
    return bool(mine & theirs & neighbours(pair.a, one) & neighbours(pair.b, other))


def _negated(pair: Pair) -> Difference | None:
    """A word that only one of the two negates, among the same words."""
    if not both_real(pair) or any(_exclude_each_other(pair, *slot) for slot in _in_one_place(pair)):
        return None
    if of_an_owner(pair.a) != of_an_owner(pair.b):
        return None
    mine, theirs = ({term.key for term in turned(fact)} for fact in (pair.a, pair.b))
    for key in sorted((mine ^ theirs) & pair.shared):
        one, other = pair.a.first_terms[key], pair.b.first_terms[key]
        objects = {_neighbours(fact, term)[2] for fact, term in ((pair.a, one), (pair.b, other))} - {""}
        if len(objects) < 2 and _alike(pair, one, other):
            return Difference("contradiction", pair.a.text, pair.b.text)
    return None


def _alike(pair: Pair, one: Term, other: Term) -> bool:
    """Whether both stand among the same words, one of them right beside."""
    mine, theirs = _neighbours(pair.a, one), _neighbours(pair.b, other)
    beside = set(mine[1:3]) & set(theirs[1:3]) - {""}
    shared = len(set(mine) & set(theirs) - {""})
    return bool(beside) and (shared > _ALIKE or (shared == _ALIKE and pair.overlap >= _CLOSE))


def _describes(fact: Fact, term: Term) -> str:
    """The key of the word that follows at once, as an adjective's noun does; "" where none does."""
    after = fact.terms[fact.terms.index(term) + 1 :][:1]
    return after[0].key if after and not fact.text[term.end : after[0].start].strip(" ,-") else ""


def _neighbours(fact: Fact, term: Term) -> tuple[str, ...]:
    """The keys of the two terms before and the two after, "" where there is none."""
    at, terms = fact.terms.index(term), fact.terms
    places = (at - 2, at - 1, at + 1, at + 2)
    return tuple(terms[i].key if 0 <= i < len(terms) else "" for i in places)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """For each word of a sort of things, the words for the others of its sorts."""
    found: dict[str, set[str]] = {}
    for entry in entries(PACKAGE, "data/kinds.txt"):
        row = [{key_of(word.strip()) for word in side.split(",")} for side in entry.split(":")]
        for side in row:
            others = {key for other in row if other is not side for key in other} - side
            for key in side:
                found.setdefault(key, set()).update(others)
    return {key: frozenset(others) for key, others in found.items()}
