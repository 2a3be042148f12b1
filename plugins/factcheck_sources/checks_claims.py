"""Checks that read claims and attributions together: what rests on whom, and what on nobody."""

from collections.abc import Iterator

from assistant.article import Anchor
from assistant.fold import fold
from assistant.report import Attribution, Claim, Source
from assistant.rule import Breach, Thresholds
from assistant.view import View
from factcheck_sources.echoes import figures, is_negative, terms


def unattributed_claim(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every checkable, contestable claim in the reporter's own voice."""
    credited = [anchor for one in view.attributions for anchor in one.content_anchors]
    for claim in view.claims:
        if (
            claim.checkable
            and claim.contestable
            and claim.modality == "asserted"
            and not _is_credited(claim, credited)
        ):
            yield Breach(
                "Nobody is named as the source of this claim",
                claim.anchors,
                "Name the source in the same sentence.",
            )


def single_source(view: View, thresholds: Thresholds) -> Iterator[Breach]:
    """One breach for the article when all that is credited leads to one source."""
    claims = [claim for claim in view.claims if claim.contestable and claim.checkable]
    sources: dict[str, Source] = {}
    resting: list[Anchor] = []
    for claim in claims:
        one = _attribution_of(view, claim)
        if one is None or one.source.kind == "none":
            continue
        upstream = one.relay[-1].source if one.relay else one.source
        sources[fold(upstream.name or upstream.text)] = upstream
        resting += one.source_anchors[:1]
    if len(sources) == 1 and len(resting) >= thresholds["claims"]:
        (source,) = sources.values()
        message = f"All {len(resting)} credited claims rest on “{source.name or source.text}”"
        yield Breach(message, tuple(resting), "Look for a second, independent source.", whole=True)


def lost_attribution(view: View, thresholds: Thresholds) -> Iterator[Breach]:
    """Every asserted claim that says again what is attributed or hedged elsewhere in the article."""
    open_ = [(claim, terms(claim.statement)) for claim in view.claims if not _is_asserted(view, claim)]
    for claim in view.claims:
        if not _is_asserted(view, claim) or not claim.checkable:
            continue
        mine = terms(claim.statement)
        if len(mine) < thresholds["words"]:
            continue
        for other, theirs in open_:
            shared = len(mine & theirs) / len(mine)
            if (
                shared >= thresholds["overlap"]
                and _same_facts(claim, other)
                and other.article == claim.article
            ):
                yield Breach(
                    "Stated as fact here, attributed or hedged elsewhere in the article",
                    (*claim.anchors, *other.anchors),
                    "Carry the source or the hedge along.",
                )
                break


def _is_credited(claim: Claim, credited: list[Anchor]) -> bool:
    return claim.attribution is not None or any(a.overlaps(b) for a in claim.anchors for b in credited)


def _attribution_of(view: View, claim: Claim) -> Attribution | None:
    if claim.attribution is not None:
        return view.attribution(claim.attribution)
    for one in view.attributions:
        if any(a.overlaps(b) for a in claim.anchors for b in one.content_anchors):
            return one
    return None


def _is_asserted(view: View, claim: Claim) -> bool:
    return claim.modality == "asserted" and _attribution_of(view, claim) is None


def _same_facts(claim: Claim, other: Claim) -> bool:
    """Whether figures and polarity agree: a different figure is another claim."""
    return figures(claim.statement) <= figures(other.statement) and is_negative(
        claim.statement
    ) == is_negative(other.statement)
