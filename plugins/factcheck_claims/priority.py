"""What a desk would check first, and why.

A desk looks for what harms people if it is wrong, for blame on somebody who can be wronged by it, for what
the story stands on, for what nobody else can ask a source about or look up in a paper, and for what a paper or
a list settles now; last for what somebody tells of their own day. Each of these is a reason with points; of
an article's claims those with the most points are high.
"""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from assistant.report import Claim, ClaimKind, Priority
from factcheck_claims.signals import Signals

_FEWEST_POINTS = 3
# A desk takes up a handful at once, and of a long article one claim in four.
_HANDFUL = 5
_SHARE = 4
_BRIEF = 60
_MANY_FACTS = 4
_LARGE = 100
# News puts first what matters most: points of the sentences behind the lead, counted from 1.
_NEAR_TOP = {2: 3, 3: 2, 4: 2, 5: 1, 6: 1, 7: 1}
_OWN = frozenset({"i", "my", "me", "mine"})
_MOSTLY = 0.4
_DIGITS = re.compile(r"\d[\d.,]*")
_MEASURES = frozenset({"%", "USD", "EUR", "GBP"})


def weighed(
    signals: Signals, kind: ClaimKind, *, checkable: bool, contestable: bool
) -> tuple[int, tuple[str, ...]]:
    """The points of a claim, and the reasons for them, the weightiest first; what cannot be checked has none."""
    reasons = sorted(_reasons(signals, kind, contestable=contestable), key=itemgetter(0), reverse=True)
    points = sum([points for points, _ in reasons]) - (4 if signals.has("life") else 0)
    points -= 1 if len(signals.text) < _BRIEF else 0
    points -= 2 if _is_experience(signals) else 0
    return (points if checkable else 0), tuple([reason for _, reason in reasons])


def ranked(claims: Sequence[tuple[Claim, int, tuple[str, ...]]]) -> tuple[Claim, ...]:
    """The claims of an article with their priorities, by the points of each, and with the reasons for these.

    What a headline says is checked where the text says it, with its source; a headline alone is all there is.
    """
    told = any(claim.anchors[0].part == "text" for claim, _, _ in claims)
    points = [0 if told and claim.anchors[0].part == "headline" else points for claim, points, _ in claims]
    first = max(_HANDFUL, sum(claim.checkable for claim, _, _ in claims) // _SHARE)
    order = sorted(range(len(claims)), key=lambda i: (-points[i], i))[:first]
    high = {i for i in order if points[i] >= _FEWEST_POINTS}
    return tuple(
        claim.model_copy(
            update={
                "priority": "high" if i in high else _below(claim, points[i]),
                "priority_reasons": reasons,
            }
        )
        for i, (claim, _, reasons) in enumerate(claims)
    )


def _below(claim: Claim, points: int) -> Priority:
    """Low is what cannot be checked, and what hurts nobody if it is wrong."""
    return "medium" if claim.checkable and (claim.contestable or points > 0) else "low"


def _reasons(signals: Signals, kind: ClaimKind, *, contestable: bool) -> Iterator[tuple[int, str]]:
    if signals.is_headline or signals.place == 1:
        yield 4, "in the headline" if signals.is_headline else "in the lead"
    elif signals.place in _NEAR_TOP:
        yield _NEAR_TOP[signals.place], "near the top"
    if signals.has("harm") or signals.has("stakes"):
        yield 2, "health, safety or a living is at stake"
    if signals.has("charges"):
        yield 2, "an accusation or a denial"
    if signals.has("unnamed"):
        yield 2, "its source is not named"
    yield from _lesser(signals, kind, contestable=contestable)


def _lesser(signals: Signals, kind: ClaimKind, *, contestable: bool) -> Iterator[tuple[int, str]]:
    if kind == "first":
        yield 1, "a first or superlative"
    if kind == "causal":
        yield 1, "a causal claim"
    if signals.has("contested"):
        yield 1, "a contested event"
    if contestable or signals.has("unnamed"):
        yield 2, "somebody may dispute it"
    if signals.has("papers"):
        yield 1, "a paper can settle it"
        if signals.has("exclusive"):
            yield 2, "only the newsroom has the paper"
    if _has_large_figure(signals):
        yield 1, "a large figure"
    if len(_DIGITS.findall(signals.text)) + signals.names_count >= _MANY_FACTS:
        yield 1, "several facts at once"


def _is_experience(signals: Signals) -> bool:
    """Whether somebody only tells their own day: "“I walked for an hour,” said the nurse". It accuses nobody."""
    own = not _OWN.isdisjoint(signals.words.tokens)
    return own and signals.share_quoted > _MOSTLY and not signals.has("charges")


def _has_large_figure(signals: Signals) -> bool:
    for mention in signals.quantities:
        value = mention.quantity.low if mention.quantity.high is None else mention.quantity.high
        if mention.quantity.unit in _MEASURES or (value is not None and value >= _LARGE):
            return True
    return False
