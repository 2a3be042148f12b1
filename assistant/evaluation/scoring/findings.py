"""Findings that a person decided: the confirmed should come again, the dismissed should not."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.article import Anchor
from assistant.evaluation.matching import touches
from assistant.evaluation.sheet import Key, Sheet, passage
from assistant.report import Report

FIELD = "findings"


@dataclass(frozen=True)
class Decided:
    """A finding by its rule's code and places, and whether it was confirmed."""

    code: str
    confirmed: bool
    places: tuple[Anchor, ...]


def score(unit: str, decided: Sequence[Decided], report: Report, sheet: Sheet) -> None:
    """Score the decided findings of one story. A finding that nobody decided counts nowhere.

    One is there again when a finding of its rule touches every place of it.
    """
    articles = {article.id: article for article in report.articles}
    for one in decided:
        there = any(
            finding.code == one.code and all(touches(finding.anchors, place) for place in one.places)
            for finding in report.findings
        )
        name = "confirmed found again" if one.confirmed else "dismissed left out"
        right = there == one.confirmed
        sheet.count(Key(FIELD, name), unit, (int(right), 1))
        if there:
            sheet.count(Key(FIELD, "precision among the decided"), unit, (int(one.confirmed), 1))
        if not right:
            shown = [passage(articles[place.article], place) for place in one.places]
            sheet.fault((FIELD, name), "missed" if one.confirmed else "false alarm", unit, shown, one.code)
