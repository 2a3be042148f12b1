"""Upstream sources: where what several articles say comes from in the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.article import Anchor, Article
from assistant.fold import fold
from assistant.language.lists import entries
from assistant.language.names import same_name
from assistant.report import Attribution, Source
from factcheck_consistency.facts import UNNAMED, origin
from factcheck_consistency.pairs import source_keys, telling_keys
from factcheck_consistency.terms import PACKAGE
from factcheck_consistency.unions import Unions

COPIED_WORDS = 20  # a sentence of this length was not written twice
_COPIED = 0.9
_LONG_ENOUGH = 8  # blanks in a sentence that is counted as shared
_SHARED_SENTENCES = 3  # from here on, with half of the shorter text, two articles are one
_COMPARED = 40  # supports that each new one is compared with


@dataclass(frozen=True)
class Support:
    """What one article gives for a claim: one credit, or none and its own voice.

    `words` are the claim's own, `sentences` those of the article that are long enough to be known again.
    """

    article: Article
    label: str
    credit: Attribution | None
    anchor: Anchor
    words: tuple[str, ...]
    sentences: frozenset[str]

    @property
    def name(self) -> str:
        """The upstream source, or the article's own text where it credits nobody."""
        if self.credit is None:
            return f"the text of {self.label}"
        source = origin(self.credit)
        return source.name or source.text

    @property
    def is_second_hand(self) -> bool:
        """Whether it came through another outlet, or from somebody who is not named."""
        return self.credit is not None and (bool(self.credit.relay) or _is_unnamed(origin(self.credit)))

    @property
    def shows_links(self) -> bool:
        """Whether the links behind the source stand in the same words, and not elsewhere in the article."""
        return self.credit is not None and any(link.anchors for link in self.credit.relay)


def _is_unnamed(source: Source) -> bool:
    """Whether nobody can tell who it is: neither by a name nor by an office that one person holds."""
    return source.kind in UNNAMED and not _holds_an_office(source.text)


def _holds_an_office(description: str) -> bool:
    """Whether it is "the mayor of Orlo" or "Orlo's mayor", and not "an aide to the mayor"."""
    head = description.lower().partition(" of ")[0]
    one_of_many = head.startswith(("a ", "an ")) or " to " in head
    return not one_of_many and head.endswith(tuple(entries(PACKAGE, "data/offices.txt")))


def best(supports: Sequence[Support]) -> Support:
    """Of the supports of one upstream source, one that names it rather than its outlet or a pronoun."""
    return max(supports, key=lambda s: (s.credit is not None, s.is_second_hand, len(s.name), s.shows_links))


def independent(supports: Sequence[Support]) -> list[list[Support]]:
    """The supports, those of one upstream source together."""
    unions = Unions(len(supports))
    for i, one in enumerate(supports):
        for j in range(max(0, i - _COMPARED), i):
            if _one_upstream(one, supports[j]):
                unions.join(i, j)
    return [[supports[i] for i in numbers] for numbers in unions.sets()]


def copied(one: Support, other: Support) -> bool:
    """Whether two articles have the same sentence, but for a word or two, or much of the same text."""
    if one.article.id == other.article.id:
        return False
    if one.article.sha256 == other.article.sha256 or _share_much(one.sentences, other.sentences):
        return True
    if min(len(one.words), len(other.words)) < COPIED_WORDS:
        return False
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio() >= _COPIED


def _share_much(some: frozenset[str], others: frozenset[str]) -> bool:
    shared = len(some & others)
    return shared >= _SHARED_SENTENCES and 2 * shared >= min(len(some), len(others))


def known_again(article: Article) -> frozenset[str]:
    """The folded sentences of an article that two writers would not both have written."""
    every = (fold(article.words(sentence)) for sentence in article.sentences)
    return frozenset(words for words in every if words.count(" ") >= _LONG_ENOUGH)


def relayed(one: Support, other: Support) -> bool:
    """Whether either article has it from the other's outlet."""
    return _cites(one, other.article) or _cites(other, one.article)


def _one_upstream(one: Support, other: Support) -> bool:
    if copied(one, other) or relayed(one, other):
        return True
    if not one.credit or not other.credit:
        return False
    if _nobody_named(one.credit, other.credit) and _share_link(one.credit, other.credit):
        return True
    if _passed_on(one.credit, other.credit) or _passed_on(other.credit, one.credit):
        return True
    mine, theirs = source_keys(one.credit), source_keys(other.credit)
    if not mine or not theirs:
        return _share_link(one.credit, other.credit) and mine <= theirs | mine
    return mine <= theirs or theirs <= mine


def _cites(support: Support, article: Article) -> bool:
    if support.article.id == article.id or not support.credit or not article.outlet:
        return False
    return any(same_name(name, article.outlet) for name in _links(support.credit))


def _nobody_named(one: Attribution, other: Attribution) -> bool:
    """Whether both have it from unnamed people, whom nobody can tell from each other behind one outlet."""
    return all(credit.relay and origin(credit).kind in UNNAMED for credit in (one, other))


def _passed_on(one: Attribution, other: Attribution) -> bool:
    """Whether the first credits an outlet, and the second says from whom that outlet has it."""
    mine = telling_keys(one.source)
    return bool(mine and other.relay and not one.relay) and mine <= telling_keys(other.source)


def _share_link(one: Attribution, other: Attribution) -> bool:
    """Whether both chains pass through one named link."""
    return any(same_name(mine, theirs) for mine in _links(one) for theirs in _links(other))


def _links(credit: Attribution) -> list[str]:
    sources = [credit.source, *(link.source for link in credit.relay)]
    return [
        source.name or source.text
        for source in sources
        if source.kind in {"organization", "person", "document"}
    ]
