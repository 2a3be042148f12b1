"""Topics: what an article is about, by its headline and first sentences, and whether two tell one story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from assistant.article import Article, Sentence
from assistant.language.names import names_in
from assistant.language.words import Words, words_in
from factcheck_consistency.terms import families, is_function_word, key_of, name_key

LEAD = 3  # sentences of the text in which news tells what, who and where
LEAD_NAMES = 8  # names of a topic under which what belongs to its story is looked up
_NAME_WEIGHT = 2
_ONE_STORY = 8  # what two leads must share, a name counting twice
_RETOLD = 6  # the same of a lead and the whole other article,
_SHARE = 0.3  # and how much of the lead that must be
_FEWEST_NAMES = 1
_APART = timedelta(days=7)  # after a week a like event is another one


@dataclass(frozen=True)
class Topic:
    """The keys of the words of an article's headline and lead; `names` are those within proper names.

    `body` has the keys of the whole article.
    """

    keys: frozenset[str]
    names: frozenset[str]
    body: frozenset[str]

    def weight(self, some: Iterable[str]) -> int:
        """What these keys weigh: a name twice."""
        return sum(_NAME_WEIGHT if key in self.names else 1 for key in some)


def topic_of(article: Article) -> Topic:
    """The article's topic."""
    lead: list[Sentence] = [s for s in article.sentences if s.part == "text"][:LEAD]
    end = lead[-1].end if lead else 0
    words = words_in(article, "text")
    known = frozenset(
        name_key(word)
        for name in names_in(article)
        if name.start < end
        for word in _tokens(words.between(name.start, name.end))
    )
    keys = _keys(words.between(0, end), known) | _keys(words_in(article, "headline"), known)
    return Topic(known | keys, known & keys, keys | _keys(words.between(end, len(article.text)), known))


def _keys(words: Words, known: frozenset[str]) -> frozenset[str]:
    """The keys of words, those of known names as names."""
    found = set()
    for word in dict.fromkeys(_tokens(words)):
        key = name_key(word)
        if key in known:
            found.add(key)
        elif not is_function_word(word):
            found.add(key_of(word))
    return frozenset(found)


def _tokens(words: Words) -> Iterable[str]:
    return (token.removesuffix("'s") for token in words.tokens if token[0].isalpha() and len(token) > 1)


def one_story(one: Article, mine: Topic, other: Article, theirs: Topic) -> bool:
    """Whether two articles tell one story: names and words in common, and less than a week apart."""
    if not (_leads_alike(mine, theirs) or _retold(mine, theirs) or _retold(theirs, mine)):
        return False
    if not (one.published_at and other.published_at):
        return True
    return abs(one.published_at.date() - other.published_at.date()) <= _APART


def _leads_alike(mine: Topic, theirs: Topic) -> bool:
    named = mine.names & theirs.names
    return len(named) >= _FEWEST_NAMES and mine.weight(mine.keys & theirs.keys) >= _ONE_STORY


def _retold(mine: Topic, theirs: Topic) -> bool:
    """Whether the other article has what this one's lead tells, wherever it has it."""
    shared = mine.keys & theirs.body
    if len(shared & mine.names) < _FEWEST_NAMES:
        return False
    weight, whole = mine.weight(shared), mine.weight(mine.keys)
    return weight >= _RETOLD and weight >= _SHARE * whole


def goes_without_saying(some: Iterable[str], mine: Topic, theirs: Topic) -> bool:
    """Whether each key, or another word for the same thing, is among what both articles are about."""
    topic = mine.keys & theirs.keys
    known = {*topic, *(family for key in topic for family in families(key))}
    return all(key in known or bool(known & families(key)) for key in some)
