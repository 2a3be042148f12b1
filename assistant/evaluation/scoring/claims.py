"""Claims: which sentences can be checked, and whether the first five are those a desk would check first."""

from collections.abc import Iterable, Sequence

from assistant.article import Article
from assistant.evaluation.gold import GoldArticle, GoldClaim
from assistant.evaluation.matching import touches
from assistant.evaluation.sheet import Key, Sheet, passage
from assistant.report import Claim, Report

FIELD = "claims"
FIRST = 5
_ORDER = {"high": 0, "medium": 1, "low": 2}


def score(gold: GoldArticle, report: Report, sheet: Sheet) -> None:
    """Score the claims of one article. The unit of checkability is the sentence; the headline is left out."""
    article, unit = gold.article, gold.article.id
    expected = _sentences(article, (one for one in gold.claims or () if one.line.checkable))
    claims = [claim for claim in report.claims if claim.article == unit and claim.checkable]
    found: dict[int, list[Claim]] = {}
    for claim in claims:
        for n in claim.sentences:
            if n:
                found.setdefault(n, []).append(claim)
    hits = expected.keys() & found.keys()
    sheet.retrieval(FIELD, "checkable", unit, len(hits), len(found), len(expected))
    _floor(article, set(expected), unit, sheet)
    for n in sorted(expected.keys() ^ found.keys()):
        missed = n in expected
        sentence = passage(article, article.anchor_of(article.sentence(n)))
        sheet.fault(
            (FIELD, "checkable"),
            "missed" if missed else "false alarm",
            unit,
            [sentence],
            _told(expected[n]) if missed else "not checkable",
        )
    for n in sorted(hits):
        _labels(article, n, expected[n], found[n], sheet)
    _first_five(gold, claims, sheet)


def _sentences(article: Article, claims: Iterable[GoldClaim]) -> dict[int, list[GoldClaim]]:
    by_sentence: dict[int, list[GoldClaim]] = {}
    for claim in claims:
        for sentence in article.sentences_at(claim.anchor):
            if sentence.n:
                by_sentence.setdefault(sentence.n, []).append(claim)
    return by_sentence


def _floor(article: Article, expected: set[int], unit: str, sheet: Sheet) -> None:
    """What calling every sentence checkable would score."""
    body = sum(sentence.n > 0 for sentence in article.sentences)
    sheet.count(Key(FIELD, "every sentence: checkable precision", floor=True), unit, (len(expected), body))
    sheet.count(
        Key(FIELD, "every sentence: checkable F1", floor=True),
        unit,
        (2 * len(expected), len(expected) + body),
    )


def _told(claims: Sequence[GoldClaim]) -> str:
    return ", ".join(filter(None, (claims[0].line.kind, claims[0].line.priority)))


def _labels(
    article: Article, n: int, expected: Sequence[GoldClaim], found: Sequence[Claim], sheet: Sheet
) -> None:
    """Kind and contestability of a sentence that both call checkable; one of its claims is enough."""
    kinds = {one.line.kind for one in expected} - {None}
    disputed = {one.line.contestable for one in expected} - {None}
    pairs = (
        ("kind right", kinds, {claim.kind for claim in found}),
        ("contestable right", disputed and {any(disputed)}, {any(claim.contestable for claim in found)}),
    )
    for name, wanted, given in pairs:
        if wanted:
            right = bool(wanted & given)
            sheet.count(Key(FIELD, name), article.id, (int(right), 1))
            if not right:
                sentence = passage(article, article.anchor_of(article.sentence(n)))
                detail = f"expected {_listed(wanted)}, found {_listed(given)}"
                sheet.fault((FIELD, name), "wrong label", article.id, [sentence], detail)


def _listed(values: Iterable[object]) -> str:
    return ", ".join(sorted(str(value).lower() for value in values))


def _first_five(gold: GoldArticle, claims: Sequence[Claim], sheet: Sheet) -> None:
    """How many claims marked high are among the first five, the most urgent first, of as many as can be."""
    article, unit = gold.article, gold.article.id
    high = [one for one in gold.claims or () if one.line.priority == "high"]
    first = sorted(claims, key=lambda claim: _ORDER[claim.priority])[:FIRST]
    opening = [article.anchor_of(sentence) for sentence in article.sentences if sentence.n][:FIRST]
    there = [one for one in high if touches((a for claim in first for a in claim.anchors), one.anchor)]
    most = min(FIRST, len(high))
    name = "high priority in the first five"
    sheet.count(Key(FIELD, name), unit, (min(len(there), most), most))
    plain = sum(touches(opening, one.anchor) for one in high)
    sheet.count(Key(FIELD, "first five sentences: high priority", floor=True), unit, (min(plain, most), most))
    if len(there) < most:
        for one in high:
            if one not in there:
                sheet.fault((FIELD, name), "missed", unit, [passage(article, one.anchor)], "marked high")
