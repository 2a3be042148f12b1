"""The kind of a claim, and whether a reader could dispute it."""

import re

from assistant.report import ClaimKind
from factcheck_claims.signals import Signals

_AT_THE_START = 30
_COMPARATIVE = frozenset(
    {"more", "less", "fewer", "longer", "higher", "lower", "bigger", "larger", "smaller", "older"}
)
_BOUND = frozenset({"more", "less", "fewer"})
_REACH = 6
_BACKGROUND = frozenset({"after", "since", "following", "before", "anniversary", "during", "until"})
_VAGUE = re.compile(r"(?:the )?(?:dozens|hundreds|thousands|scores|millions)\b", re.IGNORECASE)
_ORDINALS = frozenset({"second", "third", "fourth", "fifth"})


def kind_of(signals: Signals, *, prediction: bool) -> ClaimKind:
    """The kind of a claim: the first in this order that its words show."""
    if prediction:
        return "prediction"
    if _claims_first(signals):
        return "first"
    if (signals.has("causes") or (signals.has_effect and not signals.has_figure)) and not signals.says(
        "unsaid"
    ):
        return "causal"
    if signals.superlatives or signals.has("comparisons") or _compares(signals):
        return "comparison"
    if signals.has_figure and _figure_is_the_point(signals):
        return "quantity"
    if signals.says("stances"):
        return "position"
    return "event"


def is_contestable(signals: Signals, kind: ClaimKind) -> bool:
    """Whether a claim needs a source: a rank, a cause, an accusation, an estimate, what one side says."""
    if kind in {"first", "causal"} or _accuses(signals) or signals.modality != "asserted":
        return True
    if signals.is_attributed:
        return not (signals.says("acts") or signals.has("life"))
    if kind in {"quantity", "comparison"}:
        return any(m.quantity.approximate and not _VAGUE.match(m.quantity.text) for m in signals.quantities)
    return _is_contested(signals) and not (signals.has("life") or signals.says("acts"))


def _is_contested(signals: Signals) -> bool:
    """Whether an event that sides tell differently is what is claimed, and no date for it: "since the attack"."""
    tokens = signals.words.tokens
    return any(
        _BACKGROUND.isdisjoint(tokens[max(0, found.first - _REACH) : found.first])
        for found in signals.phrases("contested")
    )


def _accuses(signals: Signals) -> bool:
    """Whether words accuse somebody; those inside a name do not: "the Illegal Migration Bill"."""
    words = signals.words
    return any(
        signals.is_headline or found.first == 0 or not words.is_capitalised(found.first)
        for found in signals.phrases("accusations")
    )


def _claims_first(signals: Signals) -> bool:
    """A first or a superlative, and not a place below the top."""
    words = signals.words
    return any(
        not _ORDINALS.intersection(words.tokens[max(0, found.first - 2) : found.first])
        for found in signals.superlatives
    )


def _compares(signals: Signals) -> bool:
    """ "More X than", "27 percent less than"; "more than 200" is a bound and compares nothing."""
    tokens = signals.words.tokens
    if "than" not in tokens:
        return False
    for at in (i for i, token in enumerate(tokens) if token == "than"):  # noqa: S105 - a word of the text
        near = range(max(0, at - _REACH), at)
        graded = [i for i in near if tokens[i] in _COMPARATIVE or (tokens[i].endswith("er") and i == at - 1)]
        bound = any(tokens[i] in _BOUND and i == at - 1 for i in graded)
        if graded and not (bound and at + 1 < len(tokens) and _is_figure(tokens[at + 1])):
            return True
    return False


def _is_figure(token: str) -> bool:
    return token[0].isdigit() or token in {"$", "€", "£", "a", "half"}


def _figure_is_the_point(signals: Signals) -> bool:
    early = any(mention.start < _AT_THE_START for mention in signals.quantities)
    return early or signals.has("amounts")
