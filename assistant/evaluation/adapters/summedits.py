"""SummEdits: an article and a one-sentence version of it that is consistent, or differs by an edit.

The version is called inconsistent when the check finds a conflict between the two. The number is the
balanced accuracy, the mean of the shares of inconsistent and of consistent versions that are told right.
"""

from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from assistant.article import Article
from assistant.evaluation.adapters.halves import half
from assistant.evaluation.cases import Case, Judged, Row, Rows
from assistant.evaluation.scoring.conflicts import CONFLICTS, conflicts
from assistant.evaluation.sheet import Key, Passage, Share, Sheet, passage
from assistant.report import Report

FORMAT = "summedits"
FIELD = "relations"
NAME = "balanced accuracy"


def fits(row: Row) -> bool:
    """Whether the row has the set's own names."""
    return {"doc", "summary", "label", "edit_types"} <= row.keys()


def cases(rows: Rows, name: str, split: str | None, limit: int | None) -> list[Case]:
    """One case for each version; split by article. `limit` is in versions."""
    kept = half((row["doc"] for _, row in rows), split)
    chosen = [row for _, row in rows if row["doc"] in kept][:limit]
    kinds = sorted({kind for _, row in rows for kind in row["edit_types"]})
    docs: dict[str, Article] = {}
    for row in chosen:
        if row["doc"] not in docs:
            docs[row["doc"]] = Article.from_text(row["doc"], name=name, id="doc", language="en")
    return [_case(row, docs[row["doc"]], kinds, name) for row in chosen]


def _case(row: Row, doc: Article, kinds: Sequence[str], name: str) -> Case:
    version = Article.from_text(row["summary"], name=name, id="version", language="en")
    unit = sha256(row["doc"].encode()).hexdigest()[:12]
    judge = partial(_score, unit, bool(row["label"]), tuple(row["edit_types"]), kinds)
    return Case((doc, version), (Judged(FIELD, unit, judge),))


def _score(
    unit: str, consistent: bool, edits: Sequence[str], kinds: Sequence[str], report: Report, sheet: Sheet
) -> None:
    found = conflicts(report, CONFLICTS)
    right = int(bool(found) != consistent)
    nothing: Share = (0, 0)
    for kind in (None, *kinds):
        name = f"{NAME}, {kind.replace('_', ' ')}" if kind else NAME
        told: tuple[Share, Share] = ((right, 1), nothing) if not consistent else (nothing, (right, 1))
        if consistent or kind is None or kind in edits:
            sheet.count(Key(FIELD, name), unit, *told)
    which = "consistent versions left alone" if consistent else "inconsistent versions found"
    sheet.count(Key(FIELD, which), unit, (right, 1))
    if right:
        return
    doc, version = report.articles
    if consistent:
        shown = [passage(doc if a.article == doc.id else version, a) for one in found for a in one.anchors]
        detail = "; ".join(f"{one.kind}: {one.explanation}" for one in found)
        sheet.fault((FIELD, NAME), "false alarm", unit, shown, detail)
    else:
        whole = Passage(article=version.id, before="", exact=version.text, after="")
        sheet.fault((FIELD, NAME), "missed", unit, [whole], ", ".join(edits))
