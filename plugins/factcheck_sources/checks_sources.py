"""Checks that read attributions alone: how each source is named, described and used."""

import re
from collections.abc import Iterator

from assistant.article import Anchor
from assistant.fold import fold
from assistant.report import Attribution
from assistant.rule import Breach, Thresholds
from assistant.view import View
from factcheck_sources.kinds import head_of, is_bare
from factcheck_sources.lexicon import words
from factcheck_sources.standing import forms_in
from factcheck_sources.tokens import tokenise
from factcheck_sources.voices import shown_kind

_CAPITAL = re.compile(r"(?:^|(?<=\s))(?!The\b|Two\b|Three\b|Some\b|Senior\b|Former\b)[A-Z]\w")
_POSSESSIVES = frozenset({"his", "her", "their", "its"})
_ANONYMOUS = frozenset({"anonymous_person", "anonymous_group"})


def anonymous_no_reason(view: View, _: Thresholds) -> Iterator[Breach]:
    """Each unnamed source once, where it first speaks, unless a reason is given anywhere."""
    excused = {_key(one) for one in view.attributions if one.reason}
    seen = set(excused)
    for one in view.attributions:
        if not _hidden(one) or _key(one) in seen or _taken_up(one):
            continue
        seen.add(_key(one))
        yield Breach(
            f"“{one.source.text}” is not named, and no reason is given",
            one.source_anchors[:1],
            "Say why the source is not named, or name it.",
        )


def anonymous_opinion(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every opinion or prediction that words show to be one; a body's demands are its position."""
    for one in view.attributions:
        if _hidden(one) and one.content_kind != "fact" and not _takes_position(one) and _is_plain(one):
            what = "a prediction" if one.content_kind == "prediction" else "an opinion"
            yield Breach(
                f"“{one.source.text}” is not named and voices {what}",
                _with_source(one),
                "Use unnamed sources for facts only.",
            )


def _marks(one: Attribution) -> frozenset[str]:
    return next((form.verb.marks for form in forms_in(one.cue)), frozenset())


def _is_plain(one: Attribution) -> bool:
    """Whether words show what is voiced, or a model says so: that it is quoted is no proof, and a question no view."""
    content = " ".join(anchor.exact for anchor in one.content_anchors)
    if content.lower().startswith(("whether ", "if ", "how ", "why ")):
        return False
    return one.by != "baseline" or shown_kind(content, _marks(one)) is not None


def _takes_position(one: Attribution) -> bool:
    """Whether officials of a named body demand something: "Velmian officials called for urgent action"."""
    return (
        "demand" in _marks(one)
        and one.source.kind == "anonymous_group"
        and bool(_CAPITAL.search(one.source.text))
    )


def vague_source(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every source that is nobody in particular."""
    for one in view.attributions:
        if one.source.kind == "vague" and one.source_anchors:
            yield Breach(
                f"“{one.source.text}”: nobody is named", one.source_anchors[:1], "Name at least one of them."
            )


def bare_source(view: View, _: Thresholds) -> Iterator[Breach]:
    """ "A source" and "sources" with nothing to describe them anywhere in the article, in a chain too."""
    links = [
        (one.article, source, anchors)
        for one in view.attributions
        for source, anchors in (
            (one.source, one.source_anchors),
            *((link.source, link.anchors) for link in one.relay),
        )
        if anchors
    ]
    bare = [link for link in links if _is_bare(link[1].text)]
    if not bare:
        return
    described = {(article, _head(source.text)) for article, source, _ in links if not _is_bare(source.text)}
    for article, source, anchors in bare:
        if (article, _head(source.text)) not in described:
            yield Breach(
                f"“{source.text}” is not described at all", anchors[:1], "Say how the source could know."
            )


def _is_bare(source: str) -> bool:
    return "source" in source.lower() and is_bare(tokenise(source).tokens)


def _head(source: str) -> str:
    return head_of(tokenise(source).tokens)


def second_hand(view: View, _: Thresholds) -> Iterator[Breach]:
    """What comes through another outlet, or through a chain."""
    for one in view.attributions:
        if one.source_anchors and (one.relay or _is_other_outlet(view, one)):
            behind = f", which has it from “{one.relay[-1].source.text}”" if one.relay else ""
            yield Breach(
                f"Known only through “{one.source.text}”{behind}",
                (*one.source_anchors[:1], *(anchor for link in one.relay for anchor in link.anchors[:1])),
                "Ask the first source, or say that it could not be confirmed.",
            )


def _is_other_outlet(view: View, one: Attribution) -> bool:
    """Whether the source is a known outlet, and not the article's own."""
    name = fold(one.source.name or one.source.text)
    if name.removeprefix("the ") not in words("outlets"):
        return False
    return name not in fold(view.article_of(one.content_anchors[0]).outlet or "")


def loaded_verb(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every cue whose verb judges what it brings."""
    for one in view.attributions:
        if one.cue_anchors and any("loaded" in form.verb.marks for form in forms_in(one.cue)):
            yield Breach(f"“{one.cue}” judges the statement that it brings", one.cue_anchors, "Write “said”.")


def agentless(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every statement passed on with nobody saying it."""
    for one in view.attributions:
        if one.source.kind == "none" and one.cue_anchors:
            yield Breach(
                f"“{one.cue}”: by whom?", (*one.cue_anchors, *one.content_anchors), "Say who says so."
            )


def quote_without_speaker(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every quotation that nobody is credited with."""
    for one in view.attributions:
        if one.source.kind == "none" and not one.cue_anchors and one.directness != "indirect":
            yield Breach("Nobody is credited with this quotation", one.content_anchors, "Name the speaker.")


def _hidden(one: Attribution) -> bool:
    """Whether the source is kept from the reader; a crowd or an institution's staff is not."""
    if one.source.kind not in _ANONYMOUS or not one.source_anchors:
        return False
    tokens = tokenise(one.source.text).tokens
    # "His attorneys" are known by whose they are.
    return head_of(tokens) not in words("collectives") and tokens[0].low not in _POSSESSIVES


def _taken_up(one: Attribution) -> bool:
    """Whether the words take up a source that was introduced before: "the official added"."""
    return len(one.source_anchors) > 1


def _key(one: Attribution) -> str:
    return fold(one.source_anchors[-1].exact if one.source_anchors else one.source.text)


def _with_source(one: Attribution) -> tuple[Anchor, ...]:
    return (*one.content_anchors, *one.source_anchors[:1])
