"""Articles to measure on: the project's own prose, joined to the length that is asked for."""

import json
from pathlib import Path

from assistant import Article

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "articles"
LENGTH = 4_500


def paragraphs() -> list[str]:
    """Every paragraph of the gold set that came as text, in order: enough for 16 articles, and none twice."""
    rows = [
        json.loads(line)
        for name in ("dev", "test")
        for line in (ROOT / "tests" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [block for row in rows if row.get("text") for block in row["text"].split("\n\n")]


def article(times: int = 1) -> Article:
    """An English article of `times` 4,500 characters."""
    text = "\n\n".join(paragraphs())
    text = (text + "\n\n") * (times * LENGTH // len(text) + 1)
    headline = "A headline of the article"
    return Article.from_text(
        text[: times * LENGTH], language="en", headline=headline, published_at="2026-05-04"
    )
