"""Statements in the passive whose source stands behind "by": "he was described by neighbors as quiet"."""

from factcheck_sources.clauses import final
from factcheck_sources.following import right
from factcheck_sources.found import Found
from factcheck_sources.lexicon import Form, words
from factcheck_sources.phrases import names_someone
from factcheck_sources.subjects import left
from factcheck_sources.units import Unit

_AS = frozenset({"as", "of", "to"})


def by_agent(unit: Unit, i: int, first: int, form: Form, floor: int) -> Found | None:
    """The attribution of a passive verb at `i` whose auxiliaries begin at `first`, or None if nobody is named."""
    tokens = unit.tokens
    frames = form.verb.frames - {"x"} if form.verb.lemma == "call" else form.verb.frames
    if i + 2 >= len(tokens) or tokens[i + 1].low != "by" or frames.isdisjoint("cax"):
        return None
    end = next(
        (k for k in range(i + 3, len(tokens)) if tokens[k].low in _AS or not tokens[k].word), len(tokens)
    )
    while (
        end < len(tokens)
        and tokens[end].low == "of"
        and tokens[end - 1].low in words("organizations", "roles")
    ):
        end = next((k for k in range(end + 1, len(tokens)) if tokens[k].low in _AS), len(tokens))
    if end >= len(tokens) or tokens[end].low not in _AS:
        return None
    source, about = right(unit, i + 2, end), left(unit, first, floor)
    if source is None or about is None or not names_someone(tokens, source.first, source.last):
        return None
    after = end + 1 if tokens[end].low == "as" else end
    rest = (after, final(tokens, after, len(tokens)))
    content = ((about.first, about.last), rest)
    return Found("verb", (i, i + 1), source, content, about.outer, form.verb.lemma, form.verb.marks)
