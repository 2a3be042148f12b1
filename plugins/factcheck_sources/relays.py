"""Chains: who the article's source has it from."""

from dataclasses import replace

from factcheck_sources.following import right
from factcheck_sources.found import Found
from factcheck_sources.kinds import is_speaker
from factcheck_sources.lexicon import verb_forms, words
from factcheck_sources.phrases import Phrase
from factcheck_sources.tokens import Token
from factcheck_sources.units import Unit

_FINDING_OUT = frozenset({"discover", "learn", "hear", "decide"})
_SPEECH = frozenset("tbq")


def with_cited(unit: Unit, found: Found) -> Found:
    """The attribution with "citing …" as the link behind its source."""
    tokens = unit.tokens
    for i in range(len(tokens) - 1):
        cites = tokens[i].low in {"citing", "quoting"} or (
            tokens[i].low == "cited" and tokens[i - 1].low in {"which", "who"}
        )
        if not cites or tokens[i].quoted:
            continue
        link = right(unit, i + 1, len(tokens))
        if link is None or not _is_source(tokens[link.first : link.last]):
            return replace(found, content=_without(found, i))
        return replace(found, relay=(*found.relay, link), content=_without(found, i))
    return found


def _is_source(tokens: tuple[Token, ...]) -> bool:
    owner = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].low == "'s"), -1)
    # "Citing Webb's age" names no source, "citing Webb's lawyer" does.
    return is_speaker(tokens[owner + 1 :]) or any(
        token.low in words("documents") for token in tokens[owner + 1 :]
    )


def _without(found: Found, citing: int) -> tuple[tuple[int, int], ...]:
    """The content without the words from "citing" to the next comma."""
    return tuple((a, citing - 1 if a < citing - 1 < b else b) for a, b in found.content)


def nested(outer: Found, inner: Found, tokens: tuple[Token, ...]) -> Found | None:
    """ "A told B that C had said …": the inner statement, from A, who has it from C; None if C is no link."""
    if inner.source is None or inner.shape != "verb" or "thought" in inner.marks or not outer.content:
        return None
    opens = inner.source.outer - outer.content[0][0] <= 1
    pronoun = tokens[inner.source.first].low in {"he", "she", "they", "it", "i", "we"}
    if not opens or pronoun or inner.lemma in _FINDING_OUT:
        return None
    return replace(outer, content=inner.content, relay=(*outer.relay, inner.source, *inner.relay))


def is_about_whom(outer: Found, inner: Found, tokens: tuple[Token, ...]) -> bool:
    """Whether a clause only tells whom a statement is about: "said that women who accused him | had left"."""
    if inner.source is None or not outer.content or inner.source.outer - outer.content[0][0] > 1:
        return False
    return inner.source.last < inner.cue[0] and tokens[inner.source.last].low == "who"


def takes_only_objects(found: Found, tokens: tuple[Token, ...]) -> bool:
    """Whether what is said is a thing, and no clause in which somebody could speak: "rejected U.S. demands"."""
    form = verb_forms().get(tokens[found.cue[0]].low)
    if form is None or not found.content or tokens[found.content[0][0] - 1].low == "that":
        return False
    return bool(form.verb.frames & {"n"}) and not form.verb.frames & {"b", "t"}


def _speaks(found: Found) -> bool:
    """Whether somebody says something, and does not only judge a thing: "dismissed the find as a hoax"."""
    form = verb_forms().get(found.lemma)
    return form is None or bool(form.verb.frames & _SPEECH)


def behind(found: Found, outlet: Found) -> Found | None:
    """ "He said so, according to Reuters": Reuters, which has it from him. Thoughts are no link."""
    if outlet.source is None or found.source is None or "thought" in found.marks or not _speaks(found):
        return None
    return replace(found, source=outlet.source, cue=outlet.cue, shape=outlet.shape, lemma=outlet.lemma,
                   relay=(Phrase(*found.source), *found.relay))  # fmt: skip
