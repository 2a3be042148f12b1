"""Which archived claims are related to those of an article: they share words that few others have.

Each of a claim's WORDS words leads to the newest POSTINGS archived claims that have it, and these to the
CANDIDATES likeliest, in each of which all those words are looked for; so a fetch is bounded however much the
desk has checked. A word weighs the more, the fewer claims have it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import log2

from sqlalchemy.orm import Session

from assistant.article import Article
from assistant.language.lookup import lookup_words
from assistant.store import archive, fulltext
from assistant.store.archive import Place
from assistant.view import View

WORDS = 8  # of one claim that are looked up
POSTINGS = 64
CANDIDATES = 16
_FEWEST = 2  # words that two related claims share
_LEAST_WEIGHT = 6.0  # of these words: one that no other claim has weighs 7, one that 64 have weighs 1
_LEAST_SHARE = 0.35  # of the weight of all words of the submitted claim that the archive knows
_Weights = Mapping[str, float]


def related(session: Session, desk: str, view: View, reach: timedelta) -> list[Place]:
    """The places of related archived articles, the most related first, then the newest; an article once.

    `reach` is how far apart the publications may be, either way.
    """
    scores: Counter[Place] = Counter()
    for article in view.articles:
        claims = [
            lookup_words(claim.statement, article.language)[:WORDS]
            for claim in view.claims
            if claim.article == article.id and claim.checkable
        ]
        for best in _by_claim(session, desk, claims, _window(article, reach)):
            scores.update(best)
    newest: dict[str, int] = {}
    for place in scores:
        newest[place.identity] = max(newest.get(place.identity, 0), place.row)
    once = (place for place in scores if newest[place.identity] == place.row)
    return sorted(once, key=lambda place: (-scores[place], -place.row))


def _window(article: Article, reach: timedelta) -> tuple[datetime, datetime]:
    at = archive.moment(article, datetime.now(UTC))
    earliest, latest = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    return (
        at - reach if at - earliest > reach else earliest,
        at + reach if latest - at > reach else latest,
    )


def _by_claim(
    session: Session, desk: str, claims: Sequence[Sequence[str]], window: tuple[datetime, datetime]
) -> Iterable[Mapping[Place, float]]:
    """For each claim the articles with a related one, and how related the most related is."""
    every = {word for words in claims for word in words}
    found = fulltext.postings(session, every, desk, window, POSTINGS)
    weights = {word: 1 + log2(POSTINGS / len(rows)) for word, rows in found.items() if rows}
    candidates = [_likeliest(words, found, weights) for words in claims]
    known = archive.claims(session, desk, {row for rows in candidates for row in rows})
    for words, rows in zip(claims, candidates, strict=True):
        best: dict[Place, float] = {}
        for claim in (known[row] for row in rows if row in known):
            shared = fulltext.shared(words, claim.tokens, desk, claim.at)
            if _is_related(words, shared, weights):
                score = _weight(shared, weights)
                best[claim.place] = max(best.get(claim.place, 0.0), score)
        yield best


def _likeliest(words: Sequence[str], found: Mapping[str, Sequence[int]], weights: _Weights) -> list[int]:
    """The archived claims to which the words of a claim lead, rare ones above all.

    Words that lead to the bound lead to the newest alone: many of them together must not outweigh a rare one.
    """
    rare: dict[int, float] = {}
    every: dict[int, float] = {}
    for word in words:
        for row in found[word]:
            every[row] = every.get(row, 0.0) + weights[word]
            if len(found[word]) < POSTINGS:
                rare[row] = rare.get(row, 0.0) + weights[word]
    return sorted(every, key=lambda row: (-rare.get(row, 0.0), -every[row], -row))[:CANDIDATES]


def _is_related(words: Sequence[str], shared: Sequence[str], weights: _Weights) -> bool:
    least = max(_LEAST_WEIGHT, _LEAST_SHARE * _weight(words, weights))
    return len(shared) >= _FEWEST and _weight(shared, weights) >= least


def _weight(words: Iterable[str], weights: _Weights) -> float:
    return sum(weights.get(word, 0.0) for word in words)
