"""Reported disputes inside one article: two parties, each with its own source, that do not agree.

They make no finding. A reader is shown that the article has both sides, and which statement answers which.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from assistant.article import Anchor
from assistant.report import Attribution
from assistant.view import View
from factcheck_consistency.answers import NAMED_ONLY, answered
from factcheck_consistency.facts import is_nobody, origin
from factcheck_consistency.labels import labels
from factcheck_consistency.origins import resolved
from factcheck_consistency.pairs import source_keys
from factcheck_consistency.parties import Side

_BACK = 4  # sentences in which the statement that is answered is looked for
_MOST = 16  # statements among which it is looked for, however many stand in those sentences


def disputes(view: View) -> Iterator[tuple[Side, Side]]:
    """Each two statements of one submitted article that it reports as a dispute, in reading order."""
    called = labels(view.articles)
    by_article: dict[str, list[Attribution]] = {}
    for credit in view.once(resolved):
        by_article.setdefault(credit.article, []).append(credit)
    for article in (article for article in view.articles if article.role != "archive"):
        found = sorted(by_article.get(article.id, ()), key=lambda credit: _place(credit.content_anchors[0]))
        yield from _of_article([Side(article, credit, called[article.id]) for credit in found])


def _place(anchor: Anchor) -> tuple[bool, int]:
    return anchor.part == "text", anchor.start


def _of_article(sides: Sequence[Side]) -> Iterator[tuple[Side, Side]]:
    sides = [side for side in sides if side.anchor.part == "text" and not _says_nobody(side)]
    latest = list(accumulate((side.sentence for side in sides), max))
    for at, side in enumerate(sides):
        first = bisect_left(latest, side.sentence - _BACK)
        earlier = [other for other in sides[first:at] if side.sentence - other.sentence <= _BACK]
        rivals = [other for other in earlier[-_MOST:] if _are_two(other.credit, side.credit)]
        if rivals and (rival := answered(rivals, side)):
            yield rival, _spelled_out(sides, at)


def _says_nobody(side: Side) -> bool:
    return side.credit.source.kind == "none"


def _spelled_out(sides: Sequence[Side], at: int) -> Side:
    """The statement itself, or the next of the same source where it only names what it answers."""
    side, following = sides[at], sides[at + 1 : at + 2]
    if len(side.words) > NAMED_ONLY or not following:
        return side
    after = following[0]
    return after if after.sentence - side.sentence <= 1 and not _are_two(side.credit, after.credit) else side


def _are_two(one: Attribution, other: Attribution) -> bool:
    """Whether two statements are credited to two parties, as far as their words tell."""
    mine, theirs = source_keys(one), source_keys(other)
    if origin(one).name and origin(one).name == origin(other).name:
        return False
    if not mine or not theirs:
        return False
    unlike = is_nobody(origin(one)) != is_nobody(origin(other)) or origin(one).kind != origin(other).kind
    return mine != theirs and (unlike or not (mine <= theirs or theirs <= mine))
