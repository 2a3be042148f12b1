"""Small sets of articles with the relations expected between the first and the last: `tests/pairs`."""

from assistant.article import Anchor, Article, ArticleInput
from assistant.errors import InputError
from assistant.evaluation.cases import Case, Judged, Row, Rows
from assistant.evaluation.scoring import relations
from assistant.evaluation.scoring.relations import AGREEMENT, Expected

FORMAT = "pairs"
# They make no finding: only the pairs about them ask for them, the others do not mind them.
_ASKED_FOR = frozenset({AGREEMENT, "reported_dispute"})


def fits(row: Row) -> bool:
    """Whether the row has articles and expected relations."""
    return {"id", "articles", "expected"} <= row.keys()


def cases(rows: Rows, name: str, split: str | None, limit: int | None) -> list[Case]:
    """One case for each pair; `limit` is in pairs."""
    kept = [row for _, row in rows if split is None or row.get("split") == split][:limit]
    return [_case(row, name) for row in kept]


def _case(row: Row, name: str) -> Case:
    unit, where = str(row["id"]), f"{name}: pair {row['id']!r}"
    articles = [
        ArticleInput.model_validate({**one, "id": f"article-{n}", "language": "en"}).article(name=where)
        for n, one in enumerate(row["articles"], start=1)
    ]
    ends = (articles[0], articles[-1])
    expected = [_expected(one, ends, where) for one in row["expected"]]
    quiet = _ASKED_FOR - {row.get("kind")}
    judged = Judged(
        "relations", unit, lambda report, sheet: relations.score(unit, expected, report, sheet, quiet)
    )
    return Case(tuple(articles), (judged,))


def _expected(one: Row, ends: tuple[Article, Article], where: str) -> Expected:
    here, there = (_place(article, words, where) for article, words in zip(ends, one["sides"], strict=True))
    return Expected(one["kind"], here, there)


def _place(article: Article, words: str, where: str) -> Anchor:
    """The first place of the words, in the text before the headline."""
    for part in ("text", "headline"):
        at = article.source(part).find(words)
        if at >= 0:
            return article.anchor(part, at, at + len(words))
    raise InputError(f"{where}: expected words of the article, got {words!r}")
