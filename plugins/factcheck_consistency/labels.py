"""What an article is called in a sentence for readers: never by an id that only the check knows."""

from collections import Counter
from collections.abc import Sequence

from assistant.article import Article


def labels(articles: Sequence[Article]) -> dict[str, str]:
    """By article id: its outlet, or "article 2" by its place in the check; both if an outlet has several.

    One that was checked before says so.
    """
    outlets = Counter((article.outlet, article.role) for article in articles)
    return {
        article.id: _label(article, outlets[article.outlet, article.role], place)
        for place, article in enumerate(articles, start=1)
    }


def _label(article: Article, count: int, place: int) -> str:
    if not article.outlet:
        label = f"article {place}"
    else:
        label = f"article {place} of {article.outlet}" if count > 1 else article.outlet
    return f"{label}, from the archive" if article.role == "archive" else label
