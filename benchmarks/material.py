"""Articles to measure on: the project's own prose, joined to the length that is asked for."""

import json
from pathlib import Path

from assistant import Article

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "articles"
LENGTH = 4_500
NEWS = ROOT.parent / "shared" / "eval" / "seer_dev.jsonl"


def paragraphs() -> list[str]:
    """Every paragraph of the gold set that came as text, in order: enough for ten articles, and none twice."""
    rows = [
        json.loads(line)
        for name in ("dev", "test")
        for line in (ROOT / "tests" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [block for row in rows if row.get("text") for block in row["text"].split("\n\n")]


def article(times: int = 1, after: int = 0) -> Article:
    """An English article of `times` 4,500 characters, cut from the prose after as many articles of 4,500."""
    prose = "\n\n".join(paragraphs())
    first, last = after * LENGTH, (after + times) * LENGTH
    prose = (prose + "\n\n") * (last // len(prose) + 1)
    headline = "A headline of the article"
    return Article.from_text(prose[first:last], language="en", headline=headline, published_at="2026-05-04")


def news() -> list[Article]:
    """Real news articles of several lengths, where the evaluation data lie beside the project; else none."""
    if not NEWS.exists():
        return []
    bodies = [json.loads(line)["body"] for line in NEWS.read_text("utf-8").splitlines()]
    return [Article.from_text(body, language="en", published_at="2026-05-04") for body in bodies]
