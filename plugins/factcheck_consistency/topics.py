"""Topics: what an article is about, by its headline and first sentences, and whether two tell one story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from assistant.article import Article, Sentence
from assistant.language.names import names
from assistant.language.phrases import words_of
from factcheck_consistency.terms import is_function_word, key_of, name_key

LEAD = 3  # sentences of the text in which news tells what, who and where
_NAME_WEIGHT = 2
_ONE_STORY = 8  # what two leads must share, a name counting twice
_FEWEST_NAMES = 1
_APART = timedelta(days=7)  # after a week a like event is another one


@dataclass(frozen=True)
class Topic:
    """The keys of the words of an article's headline and lead; `names` are those within proper names."""

    keys: frozenset[str]
    names: frozenset[str]


def topic_of(article: Article) -> Topic:
    """The article's topic."""
    lead: list[Sentence] = [s for s in article.sentences if s.part == "text"][:LEAD]
    end = lead[-1].end if lead else 0
    text = article.text[:end]
    known = frozenset(name_key(word) for name in names(text) for word in _tokens(name.text))
    every = [*_tokens(text), *_tokens(article.headline or "")]
    common = {key_of(word) for word in every if name_key(word) not in known and not is_function_word(word)}
    return Topic(known | common, known)


def _tokens(text: str) -> Iterable[str]:
    tokens = words_of(text).tokens
    return (token.removesuffix("'s") for token in tokens if token[0].isalpha() and len(token) > 1)


def one_story(one: Article, mine: Topic, other: Article, theirs: Topic) -> bool:
    """Whether two articles tell one story: names and words in common, and less than a week apart."""
    shared, named = mine.keys & theirs.keys, mine.names & theirs.names
    if len(named) < _FEWEST_NAMES or len(shared) + (_NAME_WEIGHT - 1) * len(named) < _ONE_STORY:
        return False
    if not (one.published_at and other.published_at):
        return True
    return abs(one.published_at.date() - other.published_at.date()) <= _APART
