"""Vetoes: when a model's verdict that two statements do not conflict sets a rule's relation aside.

A rule goes by words: two figures, two names, a word and its contrary, a negation. Who says that both statements say
the same, or can both be right, has to have looked at those words: the words that the verdict goes by hold them on
both sides. One who names a dispute has two sources to name.
"""

from collections.abc import Mapping
from typing import NamedTuple

from assistant.language.words import words_of
from assistant.report import RelationKind
from assistant.view import View
from factcheck_consistency.alignment import aligned
from factcheck_consistency.answer import CONFLICTS, Verdict
from factcheck_consistency.judging import Key, in_reading_order, key_of_pair
from factcheck_consistency.pairs import Pair

# What a verdict can be right about. "same" is none for figures, dates or contraries that rules see to differ.
_OF: dict[str, frozenset[RelationKind]] = {
    "same": frozenset({"entity_mismatch", "certainty_drift"}),
    "compatible": frozenset(CONFLICTS.values()),
    "dispute": frozenset({"contradiction", "number_mismatch", "time_mismatch", "entity_mismatch"}),
    "different_thing": frozenset(CONFLICTS.values()),
}
_BY_THE_WORDS = frozenset({"same", "compatible"})


class AtOdds(NamedTuple):
    """Two statements that a rule sets against each other, and the words of each that it goes by."""

    pair: Pair
    words: tuple[str, str]


def at_odds(view: View) -> Mapping[Key, AtOdds]:
    """What the rules go by, for each two sentences between which they found something."""
    found: dict[Key, AtOdds] = {}
    for pair, difference in view.once(aligned).compared:
        if difference:
            turned = in_reading_order(pair, view)
            words = (difference.words_a, difference.words_b)
            found.setdefault(key_of_pair(turned), AtOdds(turned, words if turned is pair else words[::-1]))
    return found


def sets_aside(verdict: Verdict, quoted: tuple[str, str], kind: RelationKind, odds: AtOdds | None) -> bool:
    """Whether a harmless verdict, which goes by the quoted words, vetoes a relation of that kind."""
    if kind not in _OF[verdict]:
        return False
    if odds is None:
        return True
    if verdict == "dispute":
        return bool(odds.pair.whole.a.credits and odds.pair.whole.b.credits)
    return verdict not in _BY_THE_WORDS or _hold_the_difference(quoted, odds.words)


def _hold_the_difference(quoted: tuple[str, str], words: tuple[str, str]) -> bool:
    """Whether both quotations have a word that only their own side has, wherever it has one."""
    mine, theirs = (frozenset(words_of(text).tokens) for text in words)
    told = [frozenset(words_of(text).tokens) for text in quoted]
    return all(not own or own & said for own, said in zip((mine - theirs, theirs - mine), told, strict=True))
