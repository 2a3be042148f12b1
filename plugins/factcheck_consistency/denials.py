"""Denials: "the mayor denied that the fund is empty" says the contrary of its own content."""

from assistant.article import Article
from assistant.language.lists import entries
from assistant.report import Attribution
from factcheck_consistency.comparable import both_affirm, both_real, clashing, on_one_thing
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import PACKAGE

_JOINING = frozenset({"", "that"})


def denial(pair: Pair) -> Difference | None:
    """One statement that somebody denies and the other article has."""
    if not on_one_thing(pair, overlap=0.75, likeness=0.6) or pair.names_differ or not pair.same_time:
        return None
    if not both_real(pair) or not both_affirm(pair) or clashing(pair):
        return None
    if _is_denied(pair.a) == _is_denied(pair.b):
        return None
    return Difference("contradiction", pair.a.text, pair.b.text)


def denies_its_content(article: Article, credit: Attribution) -> bool:
    """Whether the content is what is denied: "denied that he knew", and not "denied that, saying he was away"."""
    if credit.cue.lower() not in entries(PACKAGE, "data/denying.txt") or not credit.cue_anchors:
        return False
    cue, content = credit.cue_anchors[-1], credit.content_anchors[0]
    if cue.part != content.part or cue.end > content.start or not content.exact[0].isalnum():
        return False
    return article.source(cue.part)[cue.end : content.start].strip().lower() in _JOINING


def _is_denied(fact: Fact) -> bool:
    return any(denies_its_content(fact.article, credit) for credit in fact.credits)
