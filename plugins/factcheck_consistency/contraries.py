"""Whether what one party says denies what another says, in the words of both.

By a word and its contrary ("healthy", "sick"; "voted for", "voted against"), or by a negation of what the other
says ("was not finished", "nobody was dismissed"); one that stands alone ("it is not") denies what was said before.
"""

from itertools import pairwise, product

from assistant.language.phrases import phrases
from assistant.language.words import Words, words_of
from factcheck_consistency.opposites import are_opposite
from factcheck_consistency.parties import Side, keys_in_order
from factcheck_consistency.scopes import contraries
from factcheck_consistency.terms import PACKAGE, key_of

_HALF = 2
_FEW = 2  # words that a short denial has and that the other lacks
_POINTING = frozenset({"it", "they", "that", "this", "he", "she", "these", "those"})


def deny_each_other(one: Side, other: Side) -> bool:
    """Whether the second, which comes later, denies the first."""
    if one.days and other.days and not one.days & other.days:
        return False
    if not _on_one_thing(one, other) or goes_on(one, other):
        return False
    negative = [len(side.negations) % 2 for side in (one, other)]
    if negative[0] == negative[1]:
        return _led_on_apart(one.words, other.words) or _opposed(one, other)
    denied, said = (one, other) if negative[0] else (other, one)
    word = _negated(denied)
    return word in said.keys if word else denied is other and points_back(other)


def goes_on(one: Side, other: Side) -> bool:
    """Whether the second adds to the first, or one says what is and the other what will or should be."""
    wished = [phrases(PACKAGE, "unreal").first(side.words) is not None for side in (one, other)]
    return wished[0] != wished[1] or phrases(PACKAGE, "adding").first(other.words) is not None


def points_back(side: Side) -> bool:
    """Whether it opens with a word for what was said before: "it is not", "that is wrong"."""
    return not _POINTING.isdisjoint(side.words.tokens[:2])


def _on_one_thing(one: Side, other: Side) -> bool:
    """Whether the one with less to say says half of it of what the other speaks of, or points back in few words."""
    shared, fewest = len(one.keys & other.keys), min(len(one.keys), len(other.keys))
    return (shared > 0 and _HALF * shared >= fewest - 1) or (points_back(other) and len(other.keys) <= _FEW)


def _opposed(one: Side, other: Side) -> bool:
    mine, theirs = one.keys - other.keys, other.keys - one.keys
    return len(theirs) <= _FEW and any(are_opposite(x, y) for x, y in product(mine, theirs))


def _led_on_apart(mine: Words, theirs: Words) -> bool:
    """Whether one word leads on to contraries: "voted for" and "voted against"."""
    said = frozenset(_led_on(mine))
    return any((key, contrary) in said for key, word in _led_on(theirs) for contrary in contraries({word}))


def _led_on(words: Words) -> list[tuple[str, str]]:
    return [(key_of(one), behind) for one, behind in pairwise(words.tokens) if one[0].isalpha()]


def _negated(side: Side) -> str | None:
    """The key of the first word that says something behind the negation; None where it stands alone."""
    return next(keys_in_order(words_of(side.text[side.negations[0].end :])), None)
