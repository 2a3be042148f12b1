"""Checks that read claims and attributions together: what rests on whom, and what on nobody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.article import Anchor
from assistant.fold import fold
from assistant.report import Attribution, Claim, Source
from assistant.rule import Breach, Thresholds
from assistant.view import View
from factcheck_sources.echoes import Echoes
from factcheck_sources.lexicon import words
from factcheck_sources.tokens import tokenise


def unattributed_claim(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every checkable, contestable claim in the reporter's own voice."""
    index = ByPlace(view.attributions)
    for claim in view.claims:
        if (
            claim.checkable
            and claim.contestable
            and claim.modality == "asserted"
            and _attribution_of(view, claim, index) is None
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
    index = ByPlace(view.attributions)
    for claim in claims:
        one = _attribution_of(view, claim, index)
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
    index = ByPlace(view.attributions)
    asserted: list[Claim] = []
    open_: list[Claim] = []
    for claim in view.claims:
        stated = claim.modality == "asserted" and _attribution_of(view, claim, index) is None
        (asserted if stated else open_).append(claim)
    echoes = Echoes([claim.statement for claim in open_])
    for claim in asserted:
        if not claim.checkable:
            continue
        found = echoes.of(claim.statement, thresholds["overlap"], thresholds["words"])
        again = (open_[i] for i in found)
        other = next(
            (one for one in again if one.article == claim.article and _is_open(view, one, index)), None
        )
        if other is not None:
            yield Breach(
                "Stated as fact here, attributed or hedged elsewhere in the article",
                (*claim.anchors, *other.anchors),
                "Carry the source or the hedge along.",
            )


def _is_open(view: View, claim: Claim, index: "ByPlace") -> bool:
    """Whether a claim needs its source wherever it is made: not what an actor confirms, nor a count of record."""
    one = _attribution_of(view, claim, index)
    if one is None or claim.modality == "hedged":
        return True
    if {token.low for token in tokenise(one.cue).tokens} & words("confirming"):
        return False
    source = {token.low for token in tokenise(one.source.text).tokens}
    return one.source.kind != "document" or not source & words("of_record")


class ByPlace:
    """Attributions by the sentences in which they stand."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._at: dict[tuple[str, int], list[Attribution]] = defaultdict(list)
        for one in attributions:
            for n in one.sentences:
                self._at[one.article, n].append(one)

    def over(self, claim: Claim) -> Attribution | None:
        """The first attribution whose content takes in words of the claim."""
        near = (one for n in claim.sentences for one in self._at.get((claim.article, n), ()))
        for one in near:
            if any(a.overlaps(b) for a in claim.anchors for b in one.content_anchors):
                return one
        return None


def _attribution_of(view: View, claim: Claim, index: ByPlace) -> Attribution | None:
    if claim.attribution is not None:
        return view.attribution(claim.attribution)
    return index.over(claim)
