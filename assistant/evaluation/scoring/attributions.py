"""Attributions: whether what was told is found as told, and who is said to have told it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from assistant.article import Anchor, Article
from assistant.evaluation.gold import GoldArticle, GoldAttribution
from assistant.evaluation.matching import HALF, agrees, covered, one_to_one, touches
from assistant.evaluation.scoring import cues, names
from assistant.evaluation.sheet import Key, Sheet, passage
from assistant.report import Attribution, Report

FIELD = "attributions"
Verdict = tuple[str, bool, str]


def score(gold: GoldArticle, report: Report, sheet: Sheet) -> None:
    """Score the attributions of one article: each piece of content is one expected place."""
    article = gold.article
    expected = gold.attributions or ()
    found = [a for a in report.attributions if a.article == article.id]
    matched = _content(article, expected, found, sheet)
    for attribution, mine in matched:
        for name, right, detail in _labels(attribution, mine):
            sheet.count(Key(FIELD, name), article.id, (int(right), 1))
            if not right:
                shown = [passage(article, attribution.content[0])]
                sheet.fault((FIELD, name), "wrong label", article.id, shown, detail)
    _relays(article, expected, found, sheet)
    _reasons(article, expected, found, sheet)


def _content(
    article: Article, expected: Sequence[GoldAttribution], found: Sequence[Attribution], sheet: Sheet
) -> list[tuple[GoldAttribution, Attribution]]:
    """Score the places of content; the attributions that tell the same, each with its first match."""
    wanted = [(one, anchor) for one in expected for anchor in one.content]
    given = [(one, anchor) for one in found for anchor in one.content_anchors]
    places, anchors = [anchor for _, anchor in wanted], [anchor for _, anchor in given]
    pairs = one_to_one(places, anchors)
    sheet.retrieval(FIELD, "content", article.id, len(pairs), len(given), len(wanted))
    _covered(article.id, "content covered", places, anchors, sheet)
    _floor(article, places, sheet)
    for n, (attribution, anchor) in enumerate(wanted):
        if n not in pairs:
            detail = f"{_source(attribution)}; cue {attribution.cue.exact if attribution.cue else 'none'}"
            sheet.fault((FIELD, "content"), "missed", article.id, [passage(article, anchor)], detail)
    for n in sorted(set(range(len(given))) - set(pairs.values())):
        detail = f"credited to {given[n][0].source.text or 'nobody'}; cue {given[n][0].cue or 'none'}"
        sheet.fault((FIELD, "content"), "false alarm", article.id, [passage(article, anchors[n])], detail)
    first: dict[int, tuple[GoldAttribution, Attribution]] = {}
    for n in sorted(pairs):
        first.setdefault(id(wanted[n][0]), (wanted[n][0], given[pairs[n]][0]))
    return list(first.values())


def _covered(
    unit: str,
    name: str,
    places: Sequence[Anchor],
    anchors: Sequence[Anchor],
    sheet: Sheet,
    *,
    floor: bool = False,
) -> None:
    hits = sum(covered(place, anchors) >= HALF for place in places)
    sheet.count(Key(FIELD, name, floor=floor), unit, (hits, len(places)))


def _floor(article: Article, places: Sequence[Anchor], sheet: Sheet) -> None:
    """What a bare list of cue verbs that returns whole sentences would score."""
    anchors = cues.sentences(article)
    hits = len(one_to_one(places, anchors))
    shares = {
        "precision": (hits, len(anchors)),
        "recall": (hits, len(places)),
        "F1": (2 * hits, len(anchors) + len(places)),
    }
    for name, share in shares.items():
        sheet.count(Key(FIELD, f"cue list: content {name}", floor=True), article.id, share)
    _covered(article.id, "cue list: content covered", places, anchors, sheet, floor=True)


def _labels(gold: GoldAttribution, mine: Attribution) -> Iterator[Verdict]:
    """Each annotated label of a matched attribution: its measure, whether it is right, and what was wrong."""
    line = gold.line
    labels = (
        ("source kind right", line.source_kind, mine.source.kind),
        ("directness right", line.directness, mine.directness),
        ("content kind right", line.content_kind, mine.content_kind),
    )
    for name, wanted, given in labels:
        if wanted is not None:
            yield name, wanted == given, f"expected {wanted}, found {given} ({_source(gold)})"
    if line.source_kind is not None:
        yield _name(gold, mine)
        given_words = " … ".join(anchor.exact for anchor in mine.source_anchors) or "nobody"
        right = _same_place(gold.source, mine.source_anchors, agrees)
        yield "source words right", right, f"expected {_source(gold)}, found {given_words}"
        right = _same_place(gold.cue, mine.cue_anchors, Anchor.overlaps)
        wanted_cue = gold.cue.exact if gold.cue else "none"
        yield "cue right", right, f"expected {wanted_cue}, found {mine.cue or 'none'}"


def _name(gold: GoldAttribution, mine: Attribution) -> Verdict:
    wanted, given = gold.line.name, mine.source.name
    if wanted is None:
        return "unnamed stays unnamed", given is None, f"expected no name for {_source(gold)}, found {given}"
    right = given is not None and names.same(wanted, given)
    return "name right", right, f"expected {wanted}, found {given or 'no name'} for {_source(gold)}"


def _source(gold: GoldAttribution) -> str:
    return gold.source.exact if gold.source else "nobody"


def _same_place(
    wanted: Anchor | None, given: Iterable[Anchor], same: Callable[[Anchor, Anchor], bool]
) -> bool:
    anchors = tuple(given)
    return not anchors if wanted is None else any(same(wanted, anchor) for anchor in anchors)


def _relays(
    article: Article, expected: Sequence[GoldAttribution], found: Sequence[Attribution], sheet: Sheet
) -> None:
    """Links behind the source: recall over the annotated, precision over the found."""
    links = [anchor for one in expected for anchor in one.relay]
    given = [link.anchors for one in found for link in one.relay]
    every = [anchor for anchors in given for anchor in anchors]
    there = [link for link in links if touches(every, link)]
    sheet.count(Key(FIELD, "relay recall"), article.id, (len(there), len(links)))
    right = sum(any(touches(anchors, link) for link in links) for anchors in given)
    sheet.count(Key(FIELD, "relay precision"), article.id, (right, len(given)))
    for link in links:
        if link not in there:
            sheet.fault((FIELD, "relay"), "missed", article.id, [passage(article, link)])
    for anchors in given:
        if not any(touches(anchors, link) for link in links):
            shown = [passage(article, anchor) for anchor in anchors]
            sheet.fault((FIELD, "relay"), "false alarm", article.id, shown)


def _reasons(
    article: Article, expected: Sequence[GoldAttribution], found: Sequence[Attribution], sheet: Sheet
) -> None:
    """Reasons for anonymity: right when one holds the other word by word."""
    wanted = {_words(one.line.reason) for one in expected if one.line.reason}
    given = {one.reason for one in found if one.reason}
    hits = {one for one in wanted if any(names.contained(one, other) for other in given)}
    sheet.count(Key(FIELD, "reason recall"), article.id, (len(hits), len(wanted)))
    right = {one for one in given if any(names.contained(one, other) for other in wanted)}
    sheet.count(Key(FIELD, "reason precision"), article.id, (len(right), len(given)))
    for one in sorted(wanted - hits):
        sheet.fault((FIELD, "reason"), "missed", article.id, [], one)
    for one in sorted(given - right):
        sheet.fault((FIELD, "reason"), "false alarm", article.id, [], one)


def _words(words: object) -> str:
    return words if isinstance(words, str) else str(getattr(words, "exact", ""))
