"""Articles to measure on: the project's own, joined to the length that is asked for."""

from pathlib import Path

from assistant import Article
from assistant.files import read

EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
LENGTH = 4_500


def paragraphs() -> list[str]:
    """Every paragraph of the example articles, in order."""
    articles, errors = read([str(EXAMPLES / "*.*")], stdin=None)
    assert not errors, errors
    return [block for article in articles for block in article.text.split("\n\n") if len(block) > 80]


def article(times: int = 1) -> Article:
    """An English article of `times` 4,500 characters; paragraphs come again, each time with a number of their own."""
    text, blocks = "", paragraphs()
    for turn in range(times * LENGTH // sum(map(len, blocks)) + 1):
        text += "".join(f"{block.rstrip('.')} in week {turn} {n}.\n\n" for n, block in enumerate(blocks))
    return Article.from_text(
        text[: times * LENGTH], language="en", headline="A headline of the article", published_at="2026-05-04"
    )
