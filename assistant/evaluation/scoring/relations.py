"""Relations: which conflicts between articles, and inside one, are found, and which are made up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.article import Anchor
from assistant.evaluation.matching import touches
from assistant.evaluation.sheet import Key, Passage, Sheet, passage
from assistant.report import Report

FIELD = "relations"
CIRCULAR = "circular"
AGREEMENT = "agreement"


@dataclass(frozen=True)
class Expected:
    """A relation that is there: its kind, and a place on either side."""

    kind: str
    here: Anchor
    there: Anchor


@dataclass(frozen=True)
class Found:
    """A relation that the report has."""

    kind: str
    anchors: tuple[Anchor, ...]
    explanation: str = ""


def found(report: Report) -> list[Found]:
    """The relations that no model vetoed, and corroboration: agreement, some of it in a circle.

    Both lie where the shared claims are, a circle also where the articles name its source; it comes once for
    each set of articles, as its rule reports it.
    """
    claims = {claim.id: claim.anchors for claim in report.claims}
    relations = [Found(r.kind, r.anchors, r.explanation) for r in report.relations if r.vetoed is None]
    circular: dict[frozenset[str], list[Anchor]] = {}
    for shared in report.corroboration:
        carried = tuple(anchor for id_ in shared.claims for anchor in claims[id_])
        relations.append(Found(AGREEMENT, carried))
        if shared.circular:
            circular.setdefault(frozenset(shared.articles), []).extend((*shared.anchors, *carried))
    return relations + [Found(CIRCULAR, tuple(dict.fromkeys(anchors))) for anchors in circular.values()]


def score(
    unit: str, expected: Sequence[Expected], report: Report, sheet: Sheet, recall_only: frozenset[str]
) -> None:
    """Score the relations of one story. A kind of `recall_only` is not annotated in full.

    One found is right when its kind is expected and it touches both sides, in either order. Each counts
    once, except where only recall is read.
    """
    reported = found(report)
    given = [one for one in reported if one.kind not in recall_only]
    complete = [one for one in expected if one.kind not in recall_only]
    right, missed = _matched(complete, given)
    for kind in sorted({*(one.kind for one in given), *(one.kind for one in complete)}):
        _count(kind, unit, [one for one in right if one.kind == kind], given, complete, sheet)
    sheet.retrieval(FIELD, "all kinds", unit, len(right), len(given), len(complete))
    for one in expected:
        if one.kind in recall_only:
            there = any(_is(other, one) for other in reported)
            sheet.count(Key(FIELD, f"{one.kind} recall"), unit, (int(there), 1))
            if not there:
                missed.append(one)
    _faults(unit, missed, [one for one in given if one not in right], report, sheet)


def _matched(expected: Iterable[Expected], given: Iterable[Found]) -> tuple[list[Found], list[Expected]]:
    """The relations found that are right, and the expected ones that are left."""
    left, right = list(expected), []
    for one in given:
        if hit := next((other for other in left if _is(one, other)), None):
            left.remove(hit)
            right.append(one)
    return right, left


def _count(
    kind: str,
    unit: str,
    right: Sequence[Found],
    given: Sequence[Found],
    expected: Sequence[Expected],
    sheet: Sheet,
) -> None:
    there = sum(one.kind == kind for one in expected)
    sheet.found(FIELD, kind, unit, len(right), sum(one.kind == kind for one in given), there)


def _is(found: Found, expected: Expected) -> bool:
    return (
        found.kind == expected.kind
        and touches(found.anchors, expected.here)
        and touches(found.anchors, expected.there)
    )


def _faults(
    unit: str, missed: Iterable[Expected], false: Iterable[Found], report: Report, sheet: Sheet
) -> None:
    for one in missed:
        sheet.fault((FIELD, one.kind), "missed", unit, _passages((one.here, one.there), report))
    for other in false:
        sheet.fault(
            (FIELD, other.kind), "false alarm", unit, _passages(other.anchors, report), other.explanation
        )


def _passages(anchors: Iterable[Anchor], report: Report) -> list[Passage]:
    articles = {article.id: article for article in report.articles}
    return [passage(articles[anchor.article], anchor) for anchor in anchors]
