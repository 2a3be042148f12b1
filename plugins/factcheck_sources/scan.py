"""Every attribution of a unit: its cues in order, then which stands inside which."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from factcheck_sources.found import Found
from factcheck_sources.labelled import label
from factcheck_sources.lexicon import verb_forms, words
from factcheck_sources.nonverbal import according, adverbial, agentless, nominal, state
from factcheck_sources.phrases import has_finite
from factcheck_sources.relays import behind, is_about_whom, nested, takes_only_objects, with_cited
from factcheck_sources.standing import is_nobody
from factcheck_sources.tokens import Token
from factcheck_sources.units import Unit
from factcheck_sources.verbal import verbal

_JOINTS = frozenset(
    {",", ";", "and", "but", "while", "as", "though", "although", "whereas", "—", "–", "-", "then"}
)
# A word of content, and the joint.
_LEAST = 2
_INSIDE = 3
_CITING = frozenset({"citing", "quoting", "cited"})
_ACCORDING = frozenset({"according", "per"})
_OWN_WORDS = frozenset({"he", "she", "they", "it", "i", "we"})


def scan(unit: Unit) -> list[Found]:
    """The unit's attributions, in order of their cues."""
    found: list[Found] = []
    floor = 0
    cues = _cues()
    lows = [token.low for token in unit.tokens]
    for i in [] if cues.isdisjoint(lows) else [i for i, low in enumerate(lows) if low in cues]:
        if i < floor or unit.tokens[i].quoted:
            continue
        one = _at(unit, i, unit.tokens[i], floor)
        if one is not None and not _is_void(unit, one, found):
            found.append(one)
            if one.trailing and len(one.content) == 1:
                floor = max(one.cue[1], one.source.last if one.source else 0)
    if not found:
        return [one] if (one := label(unit)) and one.content[0][0] < one.content[0][1] else []
    if not _CITING.isdisjoint(lows):
        found = [with_cited(unit, one) for one in found]
    credited = _arranged(unit.tokens, [one for one in found if one.shape != "agentless"])
    rest = [
        one
        for one in found
        if one.shape == "agentless" and not any(_overlap(one, other) for other in credited)
    ]
    return [one for one in map(_without_nothing, [*credited, *rest]) if one.content]


def _is_void(unit: Unit, one: Found, found: list[Found]) -> bool:
    """Whether nobody is the source, or a noun only tells where a verb's statement stands: "said in its report that"."""
    if one.source and is_nobody(unit.tokens[one.source.first : one.source.last]):
        return True
    return one.shape == "noun" and bool(found) and found[-1].content[0][0] == one.content[0][0]


@cache
def _cues() -> frozenset[str]:
    """Every word that can open the search for an attribution."""
    nouns = words("cue_nouns") | {f"{noun}s" for noun in words("cue_nouns")}
    others = words("agentless", "agentless_adverbs", "cue_adjectives") | _ACCORDING
    return frozenset(verb_forms()) | nouns | others


def _at(unit: Unit, i: int, token: Token, floor: int) -> Found | None:
    low = token.low
    form = verb_forms().get(low)
    if low in words("agentless") and (one := agentless(unit, i, floor)):
        return one
    if form is not None and (one := verbal(unit, i, form, floor)):
        return one
    if low in _ACCORDING:
        return according(unit, i, floor)
    if low in words("agentless_adverbs"):
        return adverbial(unit, i, floor)
    if low in words("cue_adjectives"):
        return state(unit, i, floor)
    noun = low[:-1] if low.endswith("s") and low[:-1] in words("cue_nouns") else low
    return nominal(unit, i, noun, floor) if noun in words("cue_nouns") else None


def _arranged(tokens: tuple[Token, ...], found: list[Found]) -> list[Found]:
    """The same with every statement ended where the next one begins, and chains joined."""
    out: list[Found] = []
    for one in _once(found):
        before = out[-1] if out else None
        if before is None or not _meet(before, one):
            out.append(one)
        elif one.trailing:
            out[-1:] = _trailing(before, one)
        elif _follows(tokens, before, one):
            out[-1:] = [*_ended(tokens, before, one), one]
        elif (ended := _before_relative(tokens, before, one)) is not None:
            out[-1:] = [ended, one]
        elif tokens[one.cue[0] - 1].low == "for" and one.source is not None:
            out.append(one)
        elif takes_only_objects(before, tokens) or is_about_whom(before, one, tokens):
            continue
        elif (chain := nested(before, one, tokens)) is not None:
            out[-1] = chain
        elif (
            not (
                one.source
                and tokens[one.source.first].low in _OWN_WORDS
                and one.source.last - one.source.first == 1
            )
            and not one.shared
        ):
            out.append(one)
    return out


def _once(found: list[Found]) -> Iterator[Found]:
    """The same without the second verb of one act of telling: "answered by | saying that …"."""
    before: Found | None = None
    for one in found:
        if before is None or not one.shared or one.content != before.content:
            yield one
        before = one


def _meet(before: Found, one: Found) -> bool:
    return any(
        (a < one.cue[1] and one.cue[0] < b) or (one.trailing and a < y and x < b)
        for a, b in before.content
        for x, y in one.content
    )


def _trailing(before: Found, one: Found) -> list[Found]:
    """ "A said X, according to B"; "X, A said" after a statement that had taken it in."""
    covers = one.content[0][0] <= before.cue[0] < one.content[0][1]
    if not covers:
        return [one]
    chain = behind(before, one) if one.shape == "according" and before.content else None
    if chain is not None:
        end = one.cue[0] - 1
        return [replace(chain, content=tuple((a, min(b, end)) for a, b in chain.content if a < end))]
    return [one]


def _follows(tokens: tuple[Token, ...], before: Found, one: Found) -> bool:
    """Whether a statement stands after another one and not inside it."""
    joint = tokens[one.start - 1].low if one.start else ""
    if joint == "and" and "thought" in one.marks and tokens[one.start - 2].capital:
        return False
    if joint in {"as", "while", "though", "although"} and one.start - before.content[-1][0] <= _INSIDE:
        return False  # "Conceded that even as the ministry calls for help, it can do little."
    resumed = len(before.content) > 1 and one.start == before.content[-1][0]
    return joint in _JOINTS and (resumed or one.start - before.content[-1][0] >= _LEAST)


def _before_relative(tokens: tuple[Token, ...], before: Found, one: Found) -> Found | None:
    """ "Denied wrongdoing through his lawyer, who said …": what is denied ends where the other speaks."""
    comma = one.cue[0] - 2
    first = before.content[-1][0]
    opens = comma > first and tokens[comma].low == "," and tokens[comma + 1].low == "who"
    if not opens or one.source is None or before.shape != "verb" or has_finite(tokens, first, comma):
        return None
    end = (
        one.source.first
        if tokens[one.source.first - 1].low not in words("prepositions")
        else one.source.first - 1
    )
    return replace(before, content=(*before.content[:-1], (first, end))) if end > first else None


def _ended(tokens: tuple[Token, ...], before: Found, one: Found) -> list[Found]:
    end = one.start
    while end > 0 and tokens[end - 1].low in _JOINTS:
        end -= 1
    content = tuple((a, min(b, end)) for a, b in before.content if a < end)
    return [replace(before, content=content)] if content else []


def _without_nothing(one: Found) -> Found:
    """The same without the ranges that trimming has left empty."""
    kept = tuple([(a, b) for a, b in one.content if a < b])
    return one if len(kept) == len(one.content) else replace(one, content=kept)


def _overlap(one: Found, other: Found) -> bool:
    return any(a < y and x < b for a, b in one.content for x, y in (*other.content, other.cue))
