"""Number mismatches, and later figures that update earlier ones."""

from factcheck_consistency.comparable import both_affirm, both_real, clashing, of_two_sorts, on_one_thing
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.figures import Figure
from factcheck_consistency.pairs import Pair
from factcheck_consistency.scopes import of_two_measures
from factcheck_consistency.terms import keys


def amounts(pair: Pair) -> Difference | None:
    """Two figures for one quantity that cannot both be right at one time."""
    if not on_one_thing(pair, overlap=0.6) or pair.names_differ or pair.times_apart:
        return None
    if not both_real(pair) or not both_affirm(pair) or of_two_sorts(pair):
        return None
    found = clashing(pair)
    return updated_or_wrong(pair, *found) if found and not of_two_measures(pair, *found) else None


def updated_or_wrong(pair: Pair, one: Figure, other: Figure) -> Difference | None:
    """What two figures are that cannot both be right: a later state of what grows, a mismatch, or neither."""
    mine, theirs = _words(pair.a, one), _words(pair.b, other)
    if pair.same_article:
        return (
            None
            if _revised(pair) or not _closely_alike(pair)
            else Difference("number_mismatch", mine, theirs)
        )
    if not pair.published_apart:
        return Difference("number_mismatch", mine, theirs)
    if _unfolds(pair) or _revised(pair):
        return Difference("superseded", mine, theirs)
    settled = bool(pair.a.times and pair.b.times) or pair.likeness >= 0.8
    return Difference("number_mismatch", mine, theirs) if settled else None


def _closely_alike(pair: Pair) -> bool:
    """Whether two places of one article speak of one thing; most often they break one figure down."""
    anchored = bool(pair.shared & pair.a.names) or pair.weight >= 5
    return anchored and pair.overlap >= 0.75 and pair.likeness >= 0.45


def _words(fact: Fact, figure: Figure) -> str:
    return fact.text[figure.start : figure.end]


def _unfolds(pair: Pair) -> bool:
    """Whether what is counted is still going on: a toll, a search, a count since some day."""
    if all(any(time.text.lower().startswith("since ") for time in fact.times) for fact in (pair.a, pair.b)):
        return True
    return bool(pair.shared & keys("unfolding")) or any(
        figure.unit in keys("unfolding") for figure in (*pair.a.figures, *pair.b.figures)
    )


def _revised(pair: Pair) -> bool:
    """Whether a text says that the figure has changed."""
    return pair.a.has("revisions") or pair.b.has("revisions")
