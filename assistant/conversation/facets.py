"""What the report says of single sentences, by facet: the side of a report that a question may be about."""

from collections.abc import Callable, Iterator, Mapping

from assistant.article import Anchor
from assistant.conversation.events import Cite
from assistant.exports.outline import Outline
from assistant.exports.plain import one_line
from assistant.exports.words import RELATION_WORDS, SOURCE_WORDS, counted
from assistant.report import Attribution, Relation, Source

Notes = Mapping[Cite, tuple[str, ...]]
_Note = tuple[Cite, str]

ABOUT = {
    "sources": "who is said to have said it",
    "single": "what rests on one source",
    "conflicts": "where the articles differ",
    "first": "what to check first",
    "figures": "the figures",
    "times": "the times",
}
WHOLE = frozenset({"single", "conflicts", "first", "sources"})
_SINGLE = frozenset({"SRC007", "CON006"})


def notes(outlined: Outline, facet: str) -> Notes:
    """What the report has on this facet, sentence by sentence, in the order in which it has it."""
    found: dict[Cite, list[str]] = {}
    for cite, note in _FACETS[facet](outlined):
        if note not in found.setdefault(cite, []):
            found[cite].append(note)
    return {cite: tuple(filter(None, told)) for cite, told in found.items()}


def cites(outlined: Outline, *anchors: Anchor) -> Iterator[Cite]:
    """The sentences that anchors touch."""
    for anchor in anchors:
        if (subject := outlined.by_article.get(anchor.article)) is not None:
            for sentence in subject.sentences_at(anchor):
                yield Cite(article=subject.number, sentence=sentence.n)


def credited(attribution: Attribution) -> str:
    """Who a statement is credited to, through whom, in words."""
    chain = [attribution.source, *(link.source for link in attribution.relay)]
    return ", citing ".join(map(_source, chain))


def _source(source: Source) -> str:
    if source.kind == "none":
        return SOURCE_WORDS["none"]
    name = one_line(source.name or source.text) or SOURCE_WORDS[source.kind]
    title = one_line(source.title or "")
    known = f"{name}, {title}" if title and title not in name else name
    return (
        known
        if source.kind in {"person", "organization", "document"}
        else f"{known} ({SOURCE_WORDS[source.kind]})"
    )


def _sources(outlined: Outline) -> Iterator[_Note]:
    for attribution in outlined.report.attributions:
        reason = f"; why not named: {one_line(attribution.reason)}" if attribution.reason else ""
        for cite in cites(outlined, *attribution.content_anchors):
            yield cite, f"source: {credited(attribution)}{reason}"


def _single(outlined: Outline) -> Iterator[_Note]:
    names = {subject.article.id: subject.name for subject in outlined.subjects}
    for shared in outlined.report.corroboration:
        if shared.independent > 1 and not shared.circular:
            continue
        behind = ", ".join(names.get(source, one_line(source)) for source in shared.sources) or "nobody named"
        told = f"{counted(len(shared.articles), 'article')}, one upstream source: {behind}"
        yield from ((cite, told) for cite in cites(outlined, *shared.anchors))
    for finding in outlined.report.findings:
        if finding.code in _SINGLE:
            told = f"{finding.code}: {one_line(finding.message)}"
            yield from ((cite, told) for cite in cites(outlined, *finding.anchors))
    for attribution in outlined.report.attributions:
        if attribution.relay:
            told = f"second-hand, one source: {credited(attribution)}"
            yield from ((cite, told) for cite in cites(outlined, *attribution.content_anchors))


def _conflicts(outlined: Outline) -> Iterator[_Note]:
    """Where articles differ or contradict themselves; a dispute that one of them reports, if that is all."""
    apart = [relation for relation in outlined.report.relations if relation.kind != "agreement"]
    for relation in [relation for relation in apart if not _is_reported_in_one(relation)] or apart:
        veto = ", which the model sets aside" if relation.vetoed else ""
        told = f"{RELATION_WORDS[relation.kind]}{veto}: {one_line(relation.explanation)}"
        yield from ((cite, told) for cite in cites(outlined, *relation.anchors))


def _is_reported_in_one(relation: Relation) -> bool:
    """Whether two sources disagree inside one article, which differs from nothing by telling so."""
    return relation.kind == "reported_dispute" and len({anchor.article for anchor in relation.anchors}) == 1


def _first(outlined: Outline) -> Iterator[_Note]:
    credit = {attribution.id: attribution for attribution in outlined.report.attributions}
    for finding in (entry.finding for entry in outlined.entries if entry.finding.severity == "error"):
        ask = f"; {one_line(finding.suggestion)}" if finding.suggestion else ""
        told = f"{finding.code}: {one_line(finding.message)}{ask}"
        yield from ((cite, told) for cite in cites(outlined, *finding.anchors))
    for claim in outlined.report.claims:
        if claim.priority == "high":
            reasons = "; ".join(map(one_line, claim.priority_reasons))
            known = credit.get(claim.attribution or "")
            whom = credited(known) if known else "nobody is named: ask the reporter"
            yield from (
                (cite, f"check first: {reasons}; with: {whom}") for cite in cites(outlined, *claim.anchors)
            )


def _figures(outlined: Outline) -> Iterator[_Note]:
    for claim in outlined.report.claims:
        if claim.quantities:
            yield from ((cite, "") for cite in cites(outlined, *claim.anchors))


def _times(outlined: Outline) -> Iterator[_Note]:
    for claim in outlined.report.claims:
        for time in claim.times:
            told = f"“{one_line(time.text)}”: {time.from_} to {time.to}" if time.from_ else ""
            yield from ((cite, told) for cite in cites(outlined, *claim.anchors))


_FACETS: Mapping[str, Callable[[Outline], Iterator[_Note]]] = {
    "sources": _sources,
    "single": _single,
    "conflicts": _conflicts,
    "first": _first,
    "figures": _figures,
    "times": _times,
}
