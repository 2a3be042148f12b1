"""Who speaks through a statement: "the firm issued a statement late on Monday | saying it would pay"."""

from factcheck_sources.lexicon import is_adverb, words
from factcheck_sources.phrases import Phrase, is_finite
from factcheck_sources.subjects import left
from factcheck_sources.tokens import Token
from factcheck_sources.units import Unit

_REACH = 14
_AUXILIARY = frozenset({"has", "have", "had", "also", "later", "then", "since", "and", "reportedly"})


def issuer(unit: Unit, i: int, floor: int) -> Phrase | None:
    """The subject of the verb of issuing whose object, a channel, a verb of saying belongs to, if there is one."""
    tokens = unit.tokens
    paper = next((k for k in range(i - 1, max(floor, i - _REACH), -1) if _is_paper(tokens[k])), None)
    if paper is None:
        return None
    for at in range(paper - 1, max(floor, i - _REACH), -1):
        if tokens[at].low in words("issuing"):
            first = at
            while first > floor and (tokens[first - 1].low in _AUXILIARY or is_adverb(tokens[first - 1].low)):
                first -= 1
            return left(unit, first, floor)
        if not tokens[at].word or is_finite(tokens[at]):
            return None
    return None


def _is_paper(token: Token) -> bool:
    return token.low in words("channels") and not token.quoted
