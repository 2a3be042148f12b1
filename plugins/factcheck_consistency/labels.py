"""What an article is called in a sentence for readers: never by an id that only the check knows."""

from collections import Counter
from collections.abc import Sequence

from assistant.article import Article


def labels(articles: Sequence[Article]) -> dict[str, str]:
    """By article id: its outlet, or "article 2" by its place in the check; both if an outlet has several."""
    outlets = Counter(article.outlet for article in articles)
    return {
        article.id: _label(article.outlet or "", outlets[article.outlet], place)
        for place, article in enumerate(articles, start=1)
    }


def _label(outlet: str, count: int, place: int) -> str:
    if not outlet:
        return f"article {place}"
    return f"article {place} of {outlet}" if count > 1 else outlet
