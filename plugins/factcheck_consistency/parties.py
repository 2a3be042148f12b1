"""Parties: what each of an article's sources says, and where."""

from dataclasses import dataclass
from functools import cached_property

from assistant.article import Anchor, Article
from assistant.language.quantities import QuantityMention, find_quantities
from assistant.language.words import Words, words_at, words_of
from assistant.report import Attribution
from factcheck_consistency.terms import is_function_word, key_of

PARAGRAPH = "\n\n"


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

    @cached_property
    def text(self) -> str:
        """The words, the pieces of a split quotation together."""
        return " ".join(anchor.exact for anchor in self.credit.content_anchors)

    @cached_property
    def words(self) -> Words:
        """The same, cut."""
        pieces = self.credit.content_anchors
        return words_at(self.article, pieces[0]) if len(pieces) == 1 else words_of(self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its words that say what it is about."""
        return keys_of(self.words)

    @cached_property
    def quantities(self) -> tuple[QuantityMention, ...]:
        """The figures that it gives."""
        return find_quantities(self.text)

    @cached_property
    def context(self) -> Words:
        """The words of the sentence that it stands in, or begins in."""
        return words_at(self.article, self.article.sentence(self.sentence))

    @property
    def sentence(self) -> int:
        """The sentence that it stands in, or begins in."""
        return self.credit.sentences[0]


def keys_of(words: Words) -> frozenset[str]:
    """The keys of words, those of function words left out."""
    tokens = (token.removesuffix("'s") for token in words.tokens)
    return frozenset(key_of(t) for t in tokens if t[0].isalpha() and len(t) > 1 and not is_function_word(t))


def in_one_paragraph(one: Side, other: Side) -> bool:
    """Whether no paragraph ends between the two."""
    start, end = sorted((one.anchor.start, other.anchor.start))
    return PARAGRAPH not in one.article.text[start:end]
