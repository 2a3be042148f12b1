"""Reported disputes inside one article: two parties, each with its own source, that do not agree.

They make no finding. A reader is shown that the article has both sides, and which statement answers which:
by a word that answers ("denies", "disputed that", "counters"), by two sources that count one thing, or by
a sentence that says itself that its parties disagree.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.article import Anchor, Article
from assistant.language.lists import entries
from assistant.language.phrases import Phrases, phrases, words_of
from assistant.language.quantities import find_quantities
from assistant.report import Attribution
from assistant.view import View
from factcheck_consistency.facts import is_nobody, origin
from factcheck_consistency.labels import labels
from factcheck_consistency.origins import resolved
from factcheck_consistency.pairs import source_keys
from factcheck_consistency.terms import PACKAGE, is_function_word, key_of

_BACK = 4  # sentences in which the statement that is answered is looked for
_NEAR = 2  # sentences of one paragraph after which a text still answers without taking words up again
_NAMED_ONLY = 2  # words of a content that only names what is answered ("its size")
_POINTING = frozenset({"such", "this", "that", "it"})
_PARAGRAPH = "\n\n"


@dataclass(frozen=True)
class Side:
    """What one party says, where, and what its article is called."""

    article: Article
    credit: Attribution
    label: str

    @property
    def anchor(self) -> Anchor:
        """Where it is said."""
        return self.credit.content_anchors[0]

    @property
    def text(self) -> str:
        """The words, the pieces of a split quotation together."""
        return " ".join(anchor.exact for anchor in self.credit.content_anchors)

    @property
    def sentence(self) -> int:
        """The sentence that it stands in, or begins in."""
        return self.credit.sentences[0]


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
        rivals = [other for other in earlier if _are_two(other.credit, side.credit)]
        if rivals and (answered := _answered(rivals, side)):
            yield answered, _spelled_out(sides, at)


def _says_nobody(side: Side) -> bool:
    return side.credit.source.kind == "none"


def _answered(rivals: Sequence[Side], side: Side) -> Side | None:
    """Of the statements before, the one that this one answers."""
    near = [r for r in rivals if _is_near(r, side) and _says_something(r)]
    if _rebuts(side) or _is_introduced(side, rivals):
        near = [r for r in rivals if r in near or _shared(r, side)]
        return max(near, key=lambda r: (_shared(r, side), r.sentence), default=None)
    if _stands_firm(side):
        return near[-1] if near else None
    last = rivals[-1]
    if last.sentence == side.sentence and _quarrels(side):
        return last
    counted = (r for r in reversed(near) if _count_alike(r, side))
    return next(counted, None) or next((r for r in reversed(rivals) if _price_one_thing(r, side)), None)


def _says_something(side: Side) -> bool:
    """Whether it has more than the name of what it is about: words, or a figure."""
    return len(words_of(side.text)) > _NAMED_ONLY or bool(find_quantities(side.text))


def _is_near(one: Side, other: Side) -> bool:
    """Whether the second stands right behind the first, or points back to it in its paragraph."""
    apart = other.sentence - one.sentence
    points_back = bool(_POINTING & set(words_of(other.text).tokens))
    return apart <= 1 or (apart <= _NEAR and points_back and _in_one_paragraph(one, other))


def _shared(one: Side, other: Side) -> int:
    return len(_keys(one.text) & _keys(other.text))


def _keys(text: str) -> frozenset[str]:
    tokens = (token.removesuffix("'s") for token in words_of(text).tokens)
    return frozenset(key_of(t) for t in tokens if t[0].isalpha() and len(t) > 1 and not is_function_word(t))


def _rebuts(side: Side) -> bool:
    cues = entries(PACKAGE, "data/rebuttals.txt")
    if side.credit.cue.lower() in cues or _beside(side, phrases(PACKAGE, "rebuttals_beside")):
        return True
    return phrases(PACKAGE, "rebuttals_within").first(words_of(side.text)) is not None


def _is_introduced(side: Side, rivals: Sequence[Side]) -> bool:
    """Whether its sentence, or one before it that reports nothing, says that the party is not convinced."""
    wanted = phrases(PACKAGE, "stances")
    if _beside(side, wanted):
        return True
    if side.sentence == 1 or any(rival.sentence == side.sentence - 1 for rival in rivals):
        return False
    before = side.article.sentence(side.sentence - 1)
    told = side.article.text[before.start : side.anchor.start]
    return _PARAGRAPH not in told and wanted.first(words_of(side.article.words(before))) is not None


def _stands_firm(side: Side) -> bool:
    return side.credit.cue.lower() in entries(PACKAGE, "data/standing_firm.txt")


def _quarrels(side: Side) -> bool:
    return _beside(side, phrases(PACKAGE, "quarrels"))


def _beside(side: Side, wanted: Phrases) -> bool:
    """Whether the sentence of the statement has such words, outside of what anybody is quoted with."""
    sentence = side.article.sentence(side.sentence)
    words = words_of(side.article.words(sentence))
    within = [(a.start - sentence.start, a.end - sentence.start) for a in side.credit.content_anchors]
    return any(not any(s <= found.start < e for s, e in within) for found in wanted.find(words))


def _count_alike(one: Side, other: Side) -> bool:
    """Whether the second gives nothing but another figure for what the first counts, in the next words."""
    mine, theirs = find_quantities(one.text), find_quantities(other.text)
    if len(theirs) != 1 or not _in_one_paragraph(one, other):
        return False
    figure = theirs[0]
    besides = words_of(other.text[: figure.start] + other.text[figure.end :]).tokens
    alone = entries(PACKAGE, "data/counts_alone.txt")
    if not all(word in alone or is_function_word(word) for word in besides):
        return False
    return any(q.quantity.low is not None and q.quantity.low != figure.quantity.low for q in mine)


def _price_one_thing(one: Side, other: Side) -> bool:
    """Whether both give a figure in one unit for a thing that both name, and the figures do not fit."""
    units = {m.quantity.unit: m.quantity for m in find_quantities(one.text) if m.quantity.unit}
    rivals = [
        (units[m.quantity.unit], m.quantity) for m in find_quantities(other.text) if m.quantity.unit in units
    ]
    apart = any(None not in (mine.low, theirs.low) and mine.low != theirs.low for mine, theirs in rivals)
    return apart and bool(
        _keys(one.text) & _keys(other.text) - _keys(" ".join(mine.text for mine, _ in rivals))
    )


def _spelled_out(sides: Sequence[Side], at: int) -> Side:
    """The statement itself, or the next of the same source where it only names what it answers."""
    side, following = sides[at], sides[at + 1 : at + 2]
    if len(words_of(side.text)) > _NAMED_ONLY or not following:
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


def _in_one_paragraph(one: Side, other: Side) -> bool:
    start, end = sorted((one.anchor.start, other.anchor.start))
    return _PARAGRAPH not in one.article.text[start:end]
