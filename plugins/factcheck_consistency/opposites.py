"""Contradictions: one statement says what the other, or its contrary, denies."""

from functools import cache

from assistant.language.lists import entries
from assistant.language.polarity import Negation
from factcheck_consistency.comparable import both_real, clashing, of_an_owner, of_two_subjects, on_one_thing
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair, are_contrasted
from factcheck_consistency.terms import PACKAGE, Term, key_of

_CLOSE = 10  # what two statements share before a word of another sort makes them differ
_NEARLY_ALL = 0.85
_COPIED = 5  # of the six terms around
_MUCH = 0.7  # of the shorter statement that the longer one says too
_SOME = 0.45  # the same, where all but one of the words around are the same
_BESIDE = 3  # terms on either side that must be alike around the words that are at odds


_NEGATING = ("un", "non", "in", "im", "dis", "ir")
_PREFIXED = 3  # letters of the shortest word that a prefix is looked for before


def opposition(pair: Pair) -> Difference | None:
    """A negation or an antonym between two statements that are otherwise one."""
    if _another_sort(pair):
        return _contrast(pair)
    if not pair.same_time or not both_real(pair) or clashing(pair):
        return None
    if not on_one_thing(pair, overlap=_SOME) or pair.names_differ:
        return _in_copied_words(pair)
    if pair.a.has("partial") or pair.b.has("partial"):
        return None
    antonyms = _antonyms(pair)
    if antonyms:
        one, other = antonyms
        same_sign = len(turned(pair.a)) % 2 == len(turned(pair.b)) % 2
        fits = same_sign and _same_object(pair, one, other) and _alike_around(pair, one, other)
        fits = fits and not of_two_subjects(pair, one, other)
        return _difference(pair, one, other) if fits else None
    return _negation(pair)


def _in_copied_words(pair: Pair) -> Difference | None:
    """Antonyms between the same words on both sides, in statements that go on to say different things."""
    antonyms = None if pair.same_article or pair.contrasted else _antonyms(pair)
    if not antonyms:
        return None
    one, other = antonyms
    same_sign = len(turned(pair.a)) % 2 == len(turned(pair.b)) % 2
    copied = len(_around(pair.a, one) & _around(pair.b, other)) >= _COPIED
    return _difference(pair, one, other) if copied and same_sign else None


def _another_sort(pair: Pair) -> bool:
    """Whether two statements are one but for a word that tells two things of one sort apart."""
    close = pair.weight >= _CLOSE and pair.overlap >= _NEARLY_ALL and not pair.same_article
    return close and pair.contrasted and not pair.names_differ and pair.same_time and both_real(pair)


def _contrast(pair: Pair) -> Difference | None:
    """Words of one sort, "northern" and "southern", in the same place of what is otherwise one statement."""
    found = [
        (one, other)
        for one in pair.a.terms
        for other in pair.b.terms
        if one.key in pair.only_a and other.key in pair.only_b and are_contrasted(one.key, other.key)
    ]
    if len(found) != 1 or clashing(pair):
        return None
    one, other = found[0]
    around, around_too = _around(pair.a, one), _around(pair.b, other)
    alike = len(around & around_too) >= max(_BESIDE, min(len(around), len(around_too)) - 1)
    return _difference(pair, one, other) if alike else None


def _difference(pair: Pair, one: Term, other: Term) -> Difference:
    return Difference("contradiction", pair.a.text[one.start : one.end], pair.b.text[other.start : other.end])


def _negation(pair: Pair) -> Difference | None:
    """A term that only one of the two turns round, among the same words."""
    mine, theirs = ([term.key for term in turned(fact)] for fact in (pair.a, pair.b))
    unlike = {key for key in (*mine, *theirs) if mine.count(key) % 2 != theirs.count(key) % 2}
    if len(unlike) != 1:
        return None
    if of_an_owner(pair.a) != of_an_owner(pair.b):
        return None
    (key,) = unlike
    one, other = (fact.first_terms.get(key) for fact in (pair.a, pair.b))
    if one is None or other is None or not _alike_around(pair, one, other):
        return None
    return Difference("contradiction", pair.a.text, pair.b.text)


def turned(fact: Fact) -> tuple[Term, ...]:
    """The first term after each negation of the fact."""
    found: list[Term] = []
    for negation in fact.negations:
        if not _turns_the_next(negation):
            continue
        found += [term for term in fact.terms if term.end > negation.end][:1]
    return tuple(found)


def _turns_the_next(negation: Negation) -> bool:
    """Whether a negation turns the verb or noun after it: not "without", nor a verb that is an antonym."""
    return negation.cue != "without" and (not negation.denial or negation.cue.endswith(" to"))


def _alike_around(pair: Pair, one: Term, other: Term) -> bool:
    """Whether the same words stand around both terms, but for one."""
    mine, theirs = _around(pair.a, one), _around(pair.b, other)
    shared, most = len(mine & theirs), min(len(mine), len(theirs))
    return shared >= max(1, most - 1) and (pair.overlap >= _MUCH or shared > _BESIDE)


def _same_object(pair: Pair, one: Term, other: Term) -> bool:
    """Whether the same word follows both terms, or comes before them where nothing follows."""
    mine, theirs = pair.a.terms, pair.b.terms
    at, at_too = mine.index(one), theirs.index(other)
    after, after_too = mine[at + 1 : at + 2], theirs[at_too + 1 : at_too + 2]
    if after and after_too:
        return after[0].key == after_too[0].key
    before, before_too = mine[at - 1 : at] if at else (), theirs[at_too - 1 : at_too] if at_too else ()
    return bool(before and before_too) and before[0].key == before_too[0].key


def _around(fact: Fact, term: Term) -> frozenset[str]:
    at = fact.terms.index(term)
    beside = (*fact.terms[max(0, at - _BESIDE) : at], *fact.terms[at + 1 : at + 1 + _BESIDE])
    return frozenset(term.key for term in beside)


def _antonyms(pair: Pair) -> tuple[Term, Term] | None:
    """A word of each side, of which the one is the other's contrary; None where there are two such pairs."""
    found = [
        (one, other)
        for one in pair.a.terms
        if one.key in pair.only_a
        for other in pair.b.terms
        if other.key in pair.only_b and are_opposite(one.key, other.key)
    ]
    return found[0] if len(found) == 1 else None


def are_opposite(one: str, other: str) -> bool:
    """Whether a list has the two as antonyms, or one is the other with a prefix of negation."""
    if other in _opposites().get(one, frozenset()):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > _PREFIXED and any(long == prefix + short for prefix in _NEGATING)


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in (*entries(PACKAGE, "data/opposites.txt"), *entries(PACKAGE, "data/antonyms.txt")):
        left, right = ([key_of(word.strip()) for word in side.split(",")] for side in entry.split(":"))
        for one in left:
            for other in right:
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in found.items()}
