"""What a question asks: the words to look for, what of the report it is about, and whether it wants a verdict.

Phrases and verdicts are known in English; words are looked for in any language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.conversation.phrasing import groups, pattern
from assistant.fold import fold
from assistant.language.clauses import stem
from assistant.language.lists import entries, words
from assistant.language.names import names

LONGEST = 2_000
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SPACELESS_FROM = 0x0E00
_JUDGING = (
    r"(?:is|are|was|were|isn't|aren't|wasn't|weren't|did|does|do|has|have|had|can|could|should|will|would)"
)
_OPENS = re.compile(
    rf"(?:^|[.!?;,] ?|\b(?:so|and|but|then|tell me|say) )(?:{_JUDGING}|how|which|who|what's|what)\b"
)
_SOMEBODY = re.compile(r"\b(?:any|some)(?:one|body)\b|\bwho (?:says|said|claims|claimed|calls|called)\b")
_OUTRIGHT = re.compile(
    r"\btrue or (?:false|not)\b|\bfact[- ]?check (?:this|that|it|the|these|them)\b|\byour (?:verdict|judge?ment)\b"
    r"|\b(?:can|should|do|may) (?:i|we|you|one|readers) (?:trust|believe|rely)\b|\bhow likely\b"
    r"|\bwhat(?:'s| is) the truth\b"
    r"|\b(?:is|are|was|were) what .{1,80}? (?:true|false|correct|right|wrong|accurate|real|a lie)\b"
    r"|\breally (?:happen|true|so)\b|\bdid (?:it|this|that|they|he|she) really\b|\bdebunk\b"
)
_TOLD = re.compile(
    r"\b(?:did|does|do|has|have|had|what|which|who|how) (?:\S+ ){0,6}?"
    r"(?:say|says|said|call|called|claim|claimed|deny|denied)\b"
)
_ON = re.compile(r"(?:and|or|what about|how about)\b")
_FEW = 2
_MEANT = re.compile(r"\b(?:that|this|it|its|they|them|their|those|these|he|him|his|she|her|hers|so)\b")
_OF_ITS_OWN = frozenset({"single", "conflicts", "first"})
_NO_JUDGING = re.compile(
    r"right (?:to|of|now|away|after|before|wing|side|bank)\b|real (?:estate|time|terms|wages)\b"
)


@dataclass(frozen=True)
class Reading:
    """A question as it is understood: its `terms`, each with the word as it was written, the `names` in it,
    the `facets` of the report that it is about, and whether it asks for a `verdict`.
    """

    terms: Mapping[str, str]
    names: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    verdict: bool = False


def read(question: str) -> Reading:
    """Understand a question."""
    folded = fold(question)
    facets, rest = list[str](), folded
    for facet in groups("facets"):
        rest, matched = pattern("facets", facet).subn(" ", rest)
        facets += [facet] if matched else []
    verdict = asks_for_verdict(folded)
    if verdict:
        rest = pattern("verdicts", "judge").sub(" ", pattern("verdicts", "ask").sub(" ", rest))
    found = {stem(word): word for word in _tokens(rest) if word not in _small()}
    named = tuple(name.text for name in names(question))
    return Reading(found, named, tuple(facets), verdict)


def follows(question: str) -> bool:
    """Whether a question cannot be looked up by itself, because it goes on from the one before.

    "Who says that?", "and the other article?", "why?": it has no words of its own, or opens as one that
    goes on. A question about the whole report, as "which of these rest on one source?", stands by itself.
    """
    folded, reading = fold(question), read(question)
    if _OF_ITS_OWN.intersection(reading.facets):
        return False
    if reading.terms:
        return len(reading.terms) <= _FEW and bool(_ON.match(folded))
    return "sources" not in reading.facets or bool(_ON.match(folded) or _MEANT.search(folded))


def terms_of(text: str) -> tuple[str, ...]:
    """What a sentence can be found by."""
    return tuple(map(stem, _tokens(fold(text))))


@cache
def alike(term: str) -> frozenset[str]:
    """The terms that a question may mean by this one, itself among them."""
    return frozenset({term}).union(*(group for group in _alike() if term in group))


@cache
def _alike() -> tuple[frozenset[str], ...]:
    rows = entries("assistant.conversation", "data/alike.txt")
    return tuple(frozenset(map(stem, row.split())) for row in rows)


def asks_for_verdict(folded: str) -> bool:
    """Whether a folded question asks what is true, rather than who says so."""
    if _OUTRIGHT.search(folded):
        return True
    found = (match for group in ("judge", "ask") for match in pattern("verdicts", group).finditer(folded))
    return any(_judges(folded, match.start()) for match in found)


def _judges(folded: str, at: int) -> bool:
    """Whether the judging word there is what is asked for, and not what somebody may have said."""
    before = folded[:at]
    opens = _OPENS.search(before)
    if opens is None or _NO_JUDGING.match(folded, at) or _SOMEBODY.search(before):
        return False
    return not _TOLD.search(before, opens.start())


def _tokens(folded: str) -> list[str]:
    """Words; of scripts that do not part them, pairs of characters."""
    found: list[str] = []
    for word in _WORD.findall(folded):
        if max(word) >= chr(_SPACELESS_FROM) and len(word) > 2:
            found += [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            found.append(word)
    return found


@cache
def _small() -> frozenset[str]:
    own = entries("assistant.conversation", "data/small_words.txt")
    return words("name_function_words.txt") | frozenset(own)
