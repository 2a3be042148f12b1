"""What a desk would check first, and why."""

from collections.abc import Iterator

from assistant.report import ClaimKind, Priority
from factcheck_claims.signals import Signals

_HIGH = 3


def priority_of(
    signals: Signals, kind: ClaimKind, *, checkable: bool, contestable: bool
) -> tuple[Priority, tuple[str, ...]]:
    """The priority of a claim and the reasons for it, the weightiest first.

    High is what does harm if it is wrong or what the story stands on; low what hurts nobody.
    """
    reasons = sorted(_reasons(signals, kind), key=lambda reason: -reason[0])
    weight = sum(points for points, _ in reasons)
    harmless = signals.has("life") or not (contestable or reasons)
    named = tuple(reason for _, reason in reasons)
    if not checkable or (harmless and weight < _HIGH):
        return "low", named
    return ("high" if weight >= _HIGH else "medium"), named


def _reasons(signals: Signals, kind: ClaimKind) -> Iterator[tuple[int, str]]:
    if signals.is_headline or signals.is_lead:
        yield 3, "in the headline" if signals.is_headline else "in the lead"
    if signals.has("harm"):
        yield 2, "a death, an injury or a danger"
    if signals.has("accusations"):
        yield 2, "an accusation or a denial"
    if kind == "first":
        yield 2, "a first or superlative"
    if kind == "causal":
        yield 1, "a causal claim"
    if signals.has_figure:
        yield 1, "a figure"
    if signals.has("contested"):
        yield 1, "a contested event"
    if signals.names_a_person and not signals.is_headline:
        yield 0, "a named person"
