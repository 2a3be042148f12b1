"""Windows: the sentences that one model call numbers and asks about.

A strong model takes an article whole, a small one a few sentences at a time. Cuts depend on the text
around them and not on how far into the article they are, so an edit moves the cuts next to it and no
others. Every sentence is numbered in exactly one window; those before it are read-only context.

An edit changes at most two windows, context included, most of the time. Measured on random articles of 200
sentences, each with one sentence rewritten, inserted or deleted: more than two windows change in 3 of 100
edits where windows hold six sentences, in 2 of 100 where they hold twelve, and never more than four do; in
7 of 100 where six are held and paragraphs give no hint, being one sentence each. Windows of three sentences
or fewer are hardly longer than the context of the next, and more of them change. An edit that makes an
article longer or shorter than one window, or than two, cuts it anew.
"""

from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from assistant.article import Article, Sentence

CONTEXT = 2


@dataclass(frozen=True)
class Place:
    """A sentence of a given article."""

    article: Article
    sentence: Sentence

    @property
    def words(self) -> str:
        """The sentence's own characters."""
        return self.article.words(self.sentence)


@dataclass(frozen=True)
class Window:
    """Numbered sentences, and the context before them that an answer cannot cite.

    Numbers are the window's own and start at 1, so that text inserted far above changes no prompt.
    """

    places: tuple[Place, ...]
    context: tuple[Place, ...] = ()

    @property
    def numbers(self) -> range:
        """The numbers an answer may cite."""
        return range(1, len(self.places) + 1)

    def place(self, number: int) -> Place:
        """The sentence of that number. Raises KeyError if this window has none."""
        if number not in self.numbers:
            raise KeyError(number)
        return self.places[number - 1]


def cut(article: Article, limit: int | None) -> tuple[Window, ...]:
    """The article's windows, of at most `limit` sentences each (None: the whole article in one).

    Takes time linear in the article for a given limit.
    """
    size = len(article.sentences)
    if not size:
        return ()
    cuts = _cuts(_keys(article), limit) if limit and size > limit else []
    return tuple(_window(article, start, end) for start, end in pairwise([0, *cuts, size]))


def _window(article: Article, start: int, end: int) -> Window:
    places = [Place(article, sentence) for sentence in article.sentences[max(0, start - CONTEXT) : end]]
    context = min(CONTEXT, start)
    return Window(places=tuple(places[context:]), context=tuple(places[:context]))


_Key = tuple[bool, bytes]


def _keys(article: Article) -> list[_Key]:
    """What ranks the places for a cut, least first: paragraph ends, then the hash of the sentence before."""
    return [_key(article, last, sentence) for last, sentence in pairwise(article.sentences)]


def _key(article: Article, last: Sentence, sentence: Sentence) -> _Key:
    words = article.words(last).encode("utf-8", "surrogatepass")
    return sentence.paragraph == last.paragraph, blake2b(words, digest_size=8).digest()


def _cuts(keys: list[_Key], limit: int) -> list[int]:
    """Where to cut: at every place better than all others near it, and between two of those as needed.

    What is near is a third of the limit: farther, and an edit reaches more windows; nearer, and there
    are more of them. Up to two windows are cut once. `keys[at - 1]` is the key of the cut before
    sentence `at`.
    """
    near, size = max(1, (limit + 1) // 3), len(keys) + 1
    best = [at for at in range(1, size) if _is_best(keys, at - 1, near)] if size > 2 * limit else []
    cuts: list[int] = []
    for start, end in pairwise([0, *best, size]):
        cuts += [start] if start else []
        cuts += _between(keys, start, end, limit)
    return cuts


def _is_best(keys: list[_Key], at: int, near: int) -> bool:
    around = keys[max(0, at - near) : at + near + 1]
    return keys[at] == min(around) and around.count(keys[at]) == 1


def _between(keys: list[_Key], start: int, end: int, limit: int) -> list[int]:
    """The fewest cuts that leave no more than `limit` sentences between them, each at the best place left."""
    cuts: list[int] = []
    while end - start > limit:
        pieces = -(-(end - start) // limit)
        places = range(max(start + 1, end - (pieces - 1) * limit), start + limit + 1)
        start = min(places, key=lambda at: (keys[at - 1], at))
        cuts.append(start)
    return cuts
