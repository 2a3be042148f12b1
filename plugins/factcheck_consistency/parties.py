"""Parties: what each of an article's sources says, and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.article import Anchor, Article
from assistant.language.polarity import Negation, negations
from assistant.language.quantities import QuantityMention, find_quantities
from assistant.language.times import find_times
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
        return find_quantities(self.words)

    @cached_property
    def negations(self) -> tuple[Negation, ...]:
        """Where it says that something is not so."""
        return negations(self.text)

    @cached_property
    def days(self) -> frozenset[str]:
        """The words for times that it has."""
        return frozenset(self.text[time.start : time.end].lower() for time in find_times(self.words))

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
    return frozenset(keys_in_order(words))


def keys_in_order(words: Words) -> Iterator[str]:
    """The same in the order of the words; "warmer than" says "warm"."""
    for i, token in enumerate(words.tokens):
        bare = token.removesuffix("'s")
        if bare[0].isalpha() and len(bare) > 1 and not is_function_word(bare):
            compared = bare.endswith("er") and words.tokens[i + 1 : i + 2] == ("than",)
            yield key_of(bare.removesuffix("er") if compared else bare)


def in_one_paragraph(one: Side, other: Side) -> bool:
    """Whether no paragraph ends between the two."""
    start, end = sorted((one.anchor.start, other.anchor.start))
    return PARAGRAPH not in one.article.text[start:end]
