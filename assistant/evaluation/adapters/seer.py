"""SEER (CED-1K): news with marked reported claims, who says each and what kind of speaker that is.

Only some attributed claims are marked: recall can be read, precision cannot. Groups of articles that tell
one story come from a file beside it, `<name>_stories.json`; they hold consistent versions and real updates,
so that a conflict found among them is most likely a false alarm.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.article import Anchor, Article
from assistant.errors import InputError
from assistant.evaluation.adapters.halves import half
from assistant.evaluation.cases import Case, Judged, Row, Rows
from assistant.evaluation.matching import HALF, covered, half_of_both, half_of_shorter
from assistant.evaluation.scoring import cues, names
from assistant.evaluation.scoring.conflicts import CONFLICTS, conflicts
from assistant.evaluation.sheet import Key, Sheet, passage
from assistant.report import Attribution, Report

FORMAT = "seer"
FIELD = "attributions"
_DIRECTNESS = {"direct": "direct", "partially direct": "mixed", "indirect": "indirect"}
_ORGANIZATIONS = frozenset({"organization", "document"})
# The set calls an author who speaks as "I" by his trade.
_AUTHOR = frozenset({"journalist", "reporter"})
_FIRST_PERSON = frozenset({"i", "we"})


@dataclass(frozen=True)
class Marked:
    """One marked claim: the passage that reports it, its words where they are marked, and its speaker."""

    passage: Anchor
    quotation: Anchor | None
    speaker: str
    organization: bool
    directness: str | None


def fits(row: Row) -> bool:
    """Whether the row has the set's own names."""
    return {"article_id", "body", "claims"} <= row.keys()


def cases(rows: Rows, path: str, split: str | None, limit: int | None) -> list[Case]:
    """One case for each story; `limit` is in articles."""
    groups = _groups(Path(path))
    story = {str(row["article_id"]): str(row["article_id"]) for _, row in rows}
    story |= {article: group[0] for group in groups for article in group if article in story}
    kept = half(story.values(), split)
    chosen = [row for _, row in rows if story[str(row["article_id"])] in kept][:limit]
    stories: dict[str, list[Row]] = {}
    for row in chosen:
        stories.setdefault(story[str(row["article_id"])], []).append(row)
    return [_case(key, several) for key, several in stories.items()]


def _groups(path: Path) -> list[list[str]]:
    beside = path.with_name(f"{path.stem}_stories.json")
    if not beside.exists():
        return []
    try:
        groups: list[list[str]] = json.loads(beside.read_text("utf-8"))["groups"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{beside}: expected groups of article ids, got: {error}") from None
    return groups


def _case(story: str, rows: Sequence[Row]) -> Case:
    judged: list[Judged] = []
    articles = []
    for row in rows:
        article = Article.from_text(
            row["body"],
            name=str(row["article_id"]),
            id=str(row["article_id"]),
            headline=row["title"],
            published_at=row["date"],
            language="en",
        )
        articles.append(article)
        judged.append(
            Judged(FIELD, article.id, partial(_score, article, tuple(_marked(article, row))), article.id)
        )
    if len(articles) > 1:
        judged.append(Judged("relations", story, partial(_alarms, story)))
    return Case(tuple(articles), tuple(judged))


def _marked(article: Article, row: Row) -> Iterator[Marked]:
    """The marked claims that have a place; a few have none."""
    for claim in row["claims"]:
        if claim["source_span"]:
            words = claim.get("utterance_span")
            yield Marked(
                passage=article.anchor("text", *claim["source_span"]),
                quotation=article.anchor("text", *words) if words else None,
                speaker=claim["agent"].strip(),
                organization=claim["agent_type"] == "organization",
                directness=_DIRECTNESS.get(claim["utterance_type"]),
            )


def _score(article: Article, marked: Sequence[Marked], report: Report, sheet: Sheet) -> None:
    unit = article.id
    found = [one for one in report.attributions if one.article == unit]
    extents = [_extent(one) for one in found]
    sentences = [[anchor] for anchor in cues.sentences(article)]
    for claim in marked:
        _overlaps(claim.passage, extents, sentences, unit, sheet)
        best = _best(claim.passage, extents)
        sheet.count(Key(FIELD, "marked claims covered"), unit, (int(best is not None), 1))
        floor = _best(claim.passage, sentences) is not None
        sheet.count(Key(FIELD, "cue list: marked claims covered", floor=True), unit, (int(floor), 1))
        if claim.quotation is not None:
            contents = [list(one.content_anchors) for one in found]
            right = int(_best(claim.quotation, contents) is not None)
            sheet.count(Key(FIELD, "marked quotations covered"), unit, (right, 1))
        if best is None:
            shown = [passage(article, claim.passage)]
            sheet.fault((FIELD, "marked claims covered"), "missed", unit, shown, f"said by {claim.speaker}")
        else:
            _labels(article, claim, found[best], sheet)


def _overlaps(
    place: Anchor,
    extents: Sequence[Sequence[Anchor]],
    sentences: Sequence[Sequence[Anchor]],
    unit: str,
    sheet: Sheet,
) -> None:
    """The same by the two other readings of "overlap at least half": of the shorter, and of both."""
    for name, part in (("shorter", half_of_shorter), ("both", half_of_both)):
        for prefix, spans in (("", extents), ("cue list: ", sentences)):
            hit = any(part(place, anchors) for anchors in spans)
            key = Key(FIELD, f"{prefix}marked claims, half of {name}", floor=bool(prefix))
            sheet.count(key, unit, (int(hit), 1))


def _extent(attribution: Attribution) -> list[Anchor]:
    """Where an attribution stands in all: what is told, who tells it, and the cue."""
    return [*attribution.content_anchors, *attribution.source_anchors, *attribution.cue_anchors]


def _best(place: Anchor, extents: Sequence[Sequence[Anchor]]) -> int | None:
    """The one that covers most of the place, if that is at least half."""
    shares = [covered(place, anchors) for anchors in extents]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= HALF else None


def _labels(article: Article, claim: Marked, mine: Attribution, sheet: Sheet) -> None:
    source = mine.source
    given = source.name or source.text
    body = source.kind in _ORGANIZATIONS
    author = claim.speaker.lower() in _AUTHOR and source.text.lower() in _FIRST_PERSON
    same = author or names.contained(claim.speaker, given)
    labels = (
        ("speaker right", claim.speaker, same, given or "nobody"),
        ("person or organisation right", "", claim.organization == body, source.kind),
        ("directness right", claim.directness, mine.directness == claim.directness, mine.directness),
    )
    for name, wanted, right, got in labels:
        if wanted is not None:
            sheet.count(Key(FIELD, name), article.id, (int(right), 1))
            if not right:
                expected = wanted or ("organization" if claim.organization else "person")
                shown = [passage(article, claim.passage)]
                detail = f"expected {expected}, found {got}"
                sheet.fault((FIELD, name), "wrong label", article.id, shown, detail)


def _alarms(story: str, report: Report, sheet: Sheet) -> None:
    found = conflicts(report, CONFLICTS)
    sheet.count(Key("relations", "stories without a conflict"), story, (int(not found), 1))
    articles = {article.id: article for article in report.articles}
    for one in found:
        shown = [passage(articles[anchor.article], anchor) for anchor in one.anchors]
        detail = f"{one.kind}: {one.explanation}"
        sheet.fault(("relations", "stories without a conflict"), "false alarm", story, shown, detail)
