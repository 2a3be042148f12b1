"""Core's own part of a result: reading order, ids, and which claim is credited to whom."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from assistant.article import Anchor
from assistant.report import Attribution, Claim
from assistant.stage import Provided

T = TypeVar("T", Claim, Attribution)
Order = Mapping[str, int]


def numbered(provided: Provided, order: Order) -> Provided:
    """The same items in reading order, with ids: `c2-5` is the fifth claim of the second article.

    `order` is each article's place in the check, from 1.
    """

    def place(anchor: Anchor) -> tuple[int, bool, int, int]:
        return order[anchor.article], anchor.part == "text", anchor.start, anchor.end

    claims = sorted(provided.claims, key=lambda claim: place(claim.anchors[0]))
    attributions = sorted(provided.attributions, key=lambda a: place(a.content_anchors[0]))
    relations = sorted(provided.relations, key=lambda r: ([place(a) for a in r.anchors], r.kind))
    return provided.model_copy(
        update={
            "claims": tuple(_with_ids("c", claims, order)),
            "attributions": tuple(_with_ids("a", attributions, order)),
            "relations": tuple(r.model_copy(update={"id": f"r{n}"}) for n, r in enumerate(relations, 1)),
        }
    )


def joined(claims: Iterable[Claim], attributions: Iterable[Attribution]) -> tuple[Claim, ...]:
    """The claims, each with the attribution it overlaps most; an asserted one becomes attributed."""
    by_sentence: dict[tuple[str, int], list[Attribution]] = {}
    for attribution in attributions:
        for n in attribution.sentences:
            by_sentence.setdefault((attribution.article, n), []).append(attribution)
    return tuple(_joined(claim, by_sentence) for claim in claims)


def _with_ids(letter: str, items: Iterable[T], order: Order) -> Iterable[T]:
    counts: dict[int, int] = {}
    for item in items:
        article = order[item.article]
        counts[article] = counts.get(article, 0) + 1
        yield item.model_copy(update={"id": f"{letter}{article}-{counts[article]}"})


def _joined(claim: Claim, by_sentence: Mapping[tuple[str, int], Sequence[Attribution]]) -> Claim:
    near = [a for n in claim.sentences for a in by_sentence.get((claim.article, n), ())]
    best = max(near, key=lambda attribution: _shared(claim, attribution), default=None)
    if best is None or not _shared(claim, best):
        return claim
    modality = "attributed" if claim.modality == "asserted" else claim.modality
    return claim.model_copy(update={"attribution": best.id, "modality": modality})


def _shared(claim: Claim, attribution: Attribution) -> int:
    """How many characters of the claim lie within the attribution's content."""
    return sum(
        min(mine.end, theirs.end) - max(mine.start, theirs.start)
        for mine in claim.anchors
        for theirs in attribution.content_anchors
        if mine.overlaps(theirs)
    )
