"""Parties: what each of an article's sources says, and where."""

from dataclasses import dataclass

from assistant.article import Anchor, Article
from assistant.report import Attribution

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

    @property
    def text(self) -> str:
        """The words, the pieces of a split quotation together."""
        return " ".join(anchor.exact for anchor in self.credit.content_anchors)

    @property
    def sentence(self) -> int:
        """The sentence that it stands in, or begins in."""
        return self.credit.sentences[0]


def in_one_paragraph(one: Side, other: Side) -> bool:
    """Whether no paragraph ends between the two."""
    start, end = sorted((one.anchor.start, other.anchor.start))
    return PARAGRAPH not in one.article.text[start:end]
