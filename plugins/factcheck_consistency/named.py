"""Which words of a claim are part of a proper name."""

from bisect import bisect_right
from collections.abc import Sequence

from assistant.article import Anchor, Article
from assistant.language.names import Name, names_in
from assistant.language.words import words_in
from assistant.report import Claim


class Named:
    """The proper names of a story, article by article.

    A lone capitalised word that opens a sentence is a name when some sentence of the story has it inside.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        found = {article.id: names_in(article) for article in articles}
        self._starts = {id_: [name.start for name in known] for id_, known in found.items()}
        self._names = found
        self._inside = {
            token
            for article in articles
            for name in found[article.id]
            if not _opens(article.text, name)
            for token in words_in(article, "text").between(name.start, name.end).tokens
        }

    def has(self, claim: Claim, at: int, word: str) -> bool:
        """Whether the word at that place of the claim's joined text is part of a name."""
        for anchor in claim.anchors:
            if at <= len(anchor.exact):
                return self._has(anchor, anchor.start + at, word)
            at -= len(anchor.exact) + 1
        return False

    def _has(self, anchor: Anchor, at: int, word: str) -> bool:
        if anchor.part == "headline":  # which may write every word with a capital
            return word in self._inside
        place = bisect_right(self._starts[anchor.article], at) - 1
        if place < 0:
            return False
        name = self._names[anchor.article][place]
        return at < name.end and (" " in name.text or at > name.start or word in self._inside)


def _opens(text: str, name: Name) -> bool:
    """Whether a one-word name opens a sentence, where any word has a capital."""
    before = text[max(0, name.start - 4) : name.start].rstrip(" \t\"'“‘(")
    return " " not in name.text and (not before or before[-1] in '.!?:…\n”’"')
