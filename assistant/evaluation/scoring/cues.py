"""The floor for sourcing: a bare list of cue verbs that returns whole sentences."""

import re
from functools import cache

from assistant.article import Anchor, Article
from assistant.language.lists import entries


def sentences(article: Article) -> list[Anchor]:
    """Every sentence, the headline too, that holds a word or phrase of the list."""
    cue = _cue()
    return [
        article.anchor_of(sentence) for sentence in article.sentences if cue.search(article.words(sentence))
    ]


@cache
def _cue() -> re.Pattern[str]:
    words = "|".join(map(re.escape, entries("assistant.evaluation", "data/cue_verbs.txt")))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
