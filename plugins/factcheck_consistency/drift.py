"""Certainty drift: one article hedges, or credits to somebody unnamed, what the other states as fact."""

from assistant.language.hedges import hedges
from factcheck_consistency.comparable import clashing, on_one_thing
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair


def drift(pair: Pair) -> Difference | None:
    """Two articles that stand behind one contestable claim to a different degree."""
    if pair.same_article or not on_one_thing(pair, overlap=0.8, likeness=0.5):
        return None
    if pair.names_differ or pair.times_apart or clashing(pair):
        return None
    for careful, plain in ((pair.a, pair.b), (pair.b, pair.a)):
        if _is_careful(careful, pair.shared) and _is_plain(plain) and not _may_know_more(plain, careful):
            return Difference("certainty_drift", pair.a.text, pair.b.text)
    return None


def _is_careful(fact: Fact, shared: frozenset[str]) -> bool:
    """Whether the article keeps its distance, and from what both say rather than from something beside it."""
    if fact.is_unnamed:
        return True
    cues = hedges(fact.every_word)
    return fact.firmness == "unsure" and any(_next_term(fact, cue.end) in shared for cue in cues)


def _next_term(fact: Fact, at: int) -> str:
    return next((term.key for term in fact.terms if term.start >= at), "")


def _is_plain(fact: Fact) -> bool:
    return fact.firmness == "stated" and fact.claim.kind != "prediction"


def _may_know_more(plain: Fact, careful: Fact) -> bool:
    """Whether the plain statement appeared later, when the matter may have been confirmed."""
    mine, theirs = plain.article.published_at, careful.article.published_at
    return bool(mine and theirs and mine > theirs)
