"""What a figure is measured over: "in the first quarter", "after two doses", "voted against".

Two figures of one thing over unlike periods, under unlike conditions, or on two sides of a vote are two things.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import product

from assistant.language.lists import entries
from assistant.language.words import words_of
from factcheck_consistency.facts import Fact
from factcheck_consistency.figures import Figure
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import PACKAGE

_BASE = 4  # words before a figure among which "from" makes it a base
_SINCE = "since"
_LENGTHS = ((7, "week"), (31, "month"), (92, "quarter"), (184, "half"), (366, "year"))  # days at most


def of_two_measures(pair: Pair, one: Figure, other: Figure) -> bool:
    """Whether two figures are measured over unlike periods, under two conditions or on two sides."""
    return (
        _over_two_periods(pair)
        or _under_two_conditions(pair, one, other)
        or _from_two_bases(pair, one, other)
        or _on_two_sides(pair)
    )


def _on_two_sides(pair: Pair) -> bool:
    """Whether one word is led in by contraries: "for the toll" and "against the toll"."""
    return any(
        contraries(pair.a.lead_ins[pair.a.first_terms[key]]) & pair.b.lead_ins[pair.b.first_terms[key]]
        for key in pair.shared
    )


def contraries(words: AbstractSet[str]) -> frozenset[str]:
    """The contraries of the words that lead in a part of a sentence."""
    return frozenset(other for one, other in _turning() if one in words)


@cache
def _turning() -> tuple[tuple[str, str], ...]:
    rows = [entry.split(" : ") for entry in entries(PACKAGE, "data/turning_words.txt")]
    return (*((one, other) for one, other in rows), *((other, one) for one, other in rows))


def _over_two_periods(pair: Pair) -> bool:
    mine, theirs = frozenset(_lengths(pair.a)), frozenset(_lengths(pair.b))
    return bool(mine and theirs) and not mine & theirs


def _lengths(fact: Fact) -> Iterator[str]:
    """The sorts of period that the fact names: longer than a day, by its words or by its days."""
    for time in fact.claim.times:
        said = words_of(time.text).tokens
        named = [name for _, name in _LENGTHS if name in said]
        if time.text.lower().startswith(_SINCE):
            named = [_SINCE]
        elif time.from_ and time.to:
            days = (time.to - time.from_).days + 1
            named = [name for most, name in _LENGTHS if days <= most][:1] if days > 1 else []
        yield from named[:1]


def _under_two_conditions(pair: Pair, one: Figure, other: Figure) -> bool:
    """Whether figures behind a word such as "after" or "under" do not fit, and others go with them."""
    mine = [figure for figure in pair.a.figures if _is_condition(pair.a, figure)]
    theirs = [figure for figure in pair.b.figures if _is_condition(pair.b, figure)]
    apart = [(x, y) for x, y in product(mine, theirs) if x.unit == y.unit and not x.fits(y)]
    alone = len(pair.a.figures) == 1 or len(pair.b.figures) == 1
    return bool(apart) and not (alone and (one, other) in apart)


def _from_two_bases(pair: Pair, one: Figure, other: Figure) -> bool:
    """Whether both only say from where what the two agree on came: "fell from 3.4 per cent to 3.1"."""
    if not (_is_base(pair.a, one) and _is_base(pair.b, other)):
        return False
    rest = ([x for x in pair.a.figures if x is not one], [y for y in pair.b.figures if y is not other])
    return any(x.unit == y.unit and x.fits(y) for x, y in product(*rest))


def _is_base(fact: Fact, figure: Figure) -> bool:
    return "from" in words_of(fact.text[: figure.start]).tokens[-_BASE:]


def _is_condition(fact: Fact, figure: Figure) -> bool:
    before = words_of(fact.text[: figure.start]).tokens[-1:]
    return bool(before) and before[0] in entries(PACKAGE, "data/conditions.txt")
