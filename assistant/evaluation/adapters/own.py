"""Our own annotation format: one case for each story."""

from collections.abc import Iterator, Sequence
from functools import partial

from assistant.errors import InputError
from assistant.evaluation.cases import Case, Judged, Row, Rows
from assistant.evaluation.gold import GoldArticle, GoldLine, annotated, place, read_lines
from assistant.evaluation.scoring import attributions, claims, findings, relations
from assistant.evaluation.scoring.findings import Decided
from assistant.evaluation.scoring.relations import AGREEMENT, CIRCULAR, Expected

FORMAT = "annotated"
FIELDS = frozenset({"claims", "attributions", "relations", "findings"})
# Agreement is annotated for the main facts only, and circles with it.
_RECALL_ONLY = frozenset({AGREEMENT, CIRCULAR})
_SCORES = {"claims": claims.score, "attributions": attributions.score}


def fits(row: Row) -> bool:
    """Whether the row has an id, a text and one of our lists of annotations."""
    return "id" in row and bool({"text", "html"} & row.keys()) and bool(FIELDS & row.keys())


def cases(rows: Rows, name: str, split: str | None, limit: int | None) -> list[Case]:
    """The stories, in the order in which they begin.

    `limit` is in articles; a relation to an article left out is left out too.
    """
    lines = read_lines(rows, name)
    known = {line.id for line in lines}
    for line in lines:
        if stray := next((r.other for r in line.relations or () if r.other not in known), None):
            raise InputError(
                f"{name}: article {line.id!r}: expected a relation to an article of the file, got {stray!r}"
            )
    kept = [line for line in lines if split is None or line.split == split][:limit]
    if not kept:
        splits = ", ".join(sorted({line.split for line in lines if line.split})) or "none"
        raise InputError(f"{name}: expected articles of the split {split!r}, there are: {splits}")
    return list(_stories(kept, name))


def _stories(lines: Sequence[GoldLine], name: str) -> Iterator[Case]:
    stories: dict[str, list[GoldArticle]] = {}
    for line in lines:
        gold = annotated(line, name)
        stories.setdefault(gold.story, []).append(gold)
    for story, golds in stories.items():
        yield Case(
            articles=tuple(gold.article for gold in golds),
            judged=(
                *(one for gold in golds for one in _of_article(gold)),
                *_of_story(story, golds, name),
                *_decided(story, golds, name),
            ),
        )


def _of_article(gold: GoldArticle) -> Iterator[Judged]:
    for field, score in _SCORES.items():
        if getattr(gold, field) is not None:
            yield Judged(field, gold.article.id, partial(score, gold), gold.article.id)


def _of_story(story: str, golds: Sequence[GoldArticle], name: str) -> Iterator[Judged]:
    if any(gold.relations is None for gold in golds):
        return
    articles = {gold.article.id: gold.article for gold in golds}
    expected = []
    for gold in golds:
        for line in gold.relations or ():
            if line.other in articles:
                where = f"{name}: article {gold.article.id!r}"
                here = place(gold.article, line.here, where)
                there = place(articles[line.other], line.there, where)
                expected.append(Expected(line.kind, here, there))
                if line.upstream and line.other != gold.article.id:
                    expected.append(Expected(CIRCULAR, here, there))
    yield Judged(
        "relations",
        story,
        lambda report, sheet: relations.score(story, expected, report, sheet, _RECALL_ONLY),
    )


def _decided(story: str, golds: Sequence[GoldArticle], name: str) -> Iterator[Judged]:
    articles = {gold.article.id: gold.article for gold in golds}
    decided = [
        Decided(
            line.code,
            line.confirmed,
            tuple(place(articles[one.article], one.words, f"{name}: {one.article!r}") for one in line.places),
        )
        for gold in golds
        for line in gold.findings or ()
        if all(one.article in articles for one in line.places)
    ]
    if decided:
        score = partial(findings.score, story, decided)
        yield Judged(findings.FIELD, story, score)
