"""Firsts and superlatives beside a reported precedent."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from assistant.language.lists import entries
from assistant.language.phrases import Phrase, phrases
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.comparable import placed_elsewhere
from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import PACKAGE, families, key_of

_LOOK = 200  # candidates looked at for each first
_HAPPENED = 2  # words for what happened that an earlier case of one story must share
_TELLING = 2  # words behind a superlative that tell of what it is one
_SHARED_CUED = 3
_SHARED_DATED = 5
_OWNING = frozenset({"its", "their", "his", "her", "our", "my", "'"})
_OWNERS = ("'s", "s'")
_FIRST = frozenset({"first"})
_PERIOD = re.compile(r"\bthis (?:year|month|week|season|winter|summer|spring|autumn|fall)\b|\btoday\b")
_FIRST_ENDS = re.compile(r"[,;:()–—]")
_SUPERLATIVE = re.compile(r"(\w{3,20}est)\b")


def precedents(facts: Sequence[Fact], bounds: Bounds) -> Iterator[Pair]:
    """Each first or superlative with the fact that contests it most, first on the left.

    Of the facts that share a term with a first, the first _LOOK of each term are looked at.
    """
    claims = [fact for fact in facts if _first_cue(fact)]
    if claims:
        index = _index(fact for fact in facts if _may_precede(fact))
        for fact in claims:
            yield from _contested(fact, index, bounds)
    yield from _rival_superlatives(facts, bounds)


def _contested(fact: Fact, index: dict[str, list[Fact]], bounds: Bounds) -> Iterator[Pair]:
    candidates: dict[int, Fact] = {}
    for key in sorted(fact.keys):
        candidates |= {id(other): other for other in index.get(key, ())[:_LOOK]}
        bounds.leave_out(f"earlier cases beyond the first {_LOOK} of a word", len(index.get(key, ())) - _LOOK)
    rivals = (Pair(fact, other) for other in candidates.values() if other is not fact)
    pairs = [pair for pair in rivals if not pair.both_archived and _precedes(pair.a, pair.b)]
    if pairs:
        yield max(pairs, key=_strength)


def _strength(pair: Pair) -> tuple[bool, int, float, bool, tuple[str, bool, int, str]]:
    """How well the right-hand fact contests the first: a case reported as such comes before one implied."""
    return pair.b.has("precedents"), pair.weight, pair.overlap, not pair.same_article, pair.b.order


def _index(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    index: dict[str, list[Fact]] = {}
    for fact in facts:
        for key in fact.keys:
            index.setdefault(key, []).append(fact)
    return index


def _first_cue(fact: Fact) -> Phrase | None:
    """The words that claim a first; a first of "this winter" says nothing of other winters."""
    cue = phrases(PACKAGE, "firsts").first(fact.words) or _first_of_an_owner(fact)
    if cue is None or _PERIOD.search(fact.text, cue.end):
        return None
    return None if {"not", "n't"} & set(fact.words.tokens[max(0, cue.first - 3) : cue.first]) else cue


def _first_of_an_owner(fact: Fact) -> Phrase | None:
    """The "first" of "its first win" or "the club's first title", which claims that there was none before."""
    words = fact.words
    for i in [i for i, token in enumerate(words.tokens[:-1]) if i and token in _FIRST]:
        owned = words.tokens[i - 1] in _OWNING or words.tokens[i - 1].endswith(_OWNERS)
        if owned and words.tokens[i + 1] not in entries(PACKAGE, "data/not_firsts.txt"):
            return Phrase(words.tokens[i], i, i + 1, words)
    return None


def _may_precede(fact: Fact) -> bool:
    return fact.has("precedents") or fact.has("additions") or bool(fact.past)


def _precedes(first: Fact, other: Fact) -> bool:
    """Whether the other fact reports an earlier case within the scope of the first."""
    pair = Pair(first, other)
    if _first_cue(other) or _before_since(first, other):
        return False
    if _same_case_before(pair):
        return True
    if not _in_scope(first, pair):
        return False
    if not pair.shared & first.names or not pair.shared - first.names:
        return False
    if (
        (other.has("precedents") or other.has("additions"))
        and pair.weight >= _SHARED_CUED
        and pair.overlap >= 0.3
    ):
        return True
    return other.tells_of_long_ago and pair.weight >= _SHARED_DATED and pair.overlap >= 0.6


def _same_case_before(pair: Pair) -> bool:
    """Whether, within one story, the right-hand fact tells that the same happened long before.

    The place goes without saying there ("at the same quay"); what happened, and to what sort of thing, not.
    """
    cue = _first_cue(pair.a)
    if cue is None or not pair.one_story or pair.contrasted:
        return False
    if not pair.b.tells_of_long_ago or placed_elsewhere(pair.b, pair.a.keys | pair.a.topic.keys):
        return False
    after = [term.key for term in pair.a.terms if term.start >= cue.end and not term.name]
    kind, *rest = [key for key in after if key not in _OF_ANY_KIND] or [""]
    happened = ({kind, *rest} & pair.b.keys) - pair.a.topic.names
    return len(happened) >= _HAPPENED and any(key == kind or kind in families(key) for key in pair.b.keys)


def _in_scope(first: Fact, pair: Pair) -> bool:
    """Whether the precedent is of the kind that the first speaks of: "the first woman" asks for a woman."""
    cue = _first_cue(first)
    if cue is None or pair.contrasted:
        return False
    subject = [term for term in first.terms if term.end > cue.start and not term.name]
    kind = subject[1:2] if subject and subject[0].key == key_of("first") else subject[:1]
    return (
        not kind or kind[0].key in pair.b.keys or kind[0].key in _OF_ANY_KIND or pair.names_a <= pair.a.names
    )


_OF_ANY_KIND = frozenset({key_of("time"), key_of("history"), key_of("ever")})


def _before_since(first: Fact, other: Fact) -> bool:
    """Whether the earlier case lies before the time since which the first is claimed."""
    bounds = [
        time.from_ for time in first.claim.times if time.text.lower().startswith("since") and time.from_
    ]
    past = other.past
    return bool(bounds and past) and max(past) < min(bounds)


def _rival_superlatives(facts: Sequence[Fact], bounds: Bounds) -> Iterator[Pair]:
    """Two facts that give one superlative, or one first, to different holders."""
    by_phrase: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        for words in (*_superlatives(fact), *_first_of_what(fact)):
            by_phrase.setdefault(words, []).append(fact)
    for rivals in by_phrase.values():
        head = rivals[0]
        bounds.leave_out(f"superlatives beyond the first {_LOOK} in equal words", len(rivals) - _LOOK)
        for other in rivals[1:_LOOK]:
            pair = Pair(head, other)
            if not pair.both_archived and pair.names_differ and pair.shared & head.names:
                yield pair
                break


def _superlatives(fact: Fact) -> Iterator[tuple[str, ...]]:
    for match in _SUPERLATIVE.finditer(fact.text):
        if match[1].lower() not in _not_superlative():
            thing = tuple(_right_behind(fact, match.end()))[:_TELLING]
            if thing:
                yield (match[1].lower(), *thing)


def _first_of_what(fact: Fact) -> Iterator[tuple[str, ...]]:
    """A first with all that says of what, names aside: "the first woman to lead the navy of Eastmark"."""
    cue = _first_cue(fact)
    if cue is not None:
        end = _FIRST_ENDS.search(fact.text, cue.end)
        behind = [t.key for t in fact.terms if cue.end <= t.start < (end.start() if end else len(fact.text))]
        what = tuple(key for key in behind if key not in fact.names)
        if len(what) >= _TELLING:
            yield ("first", *what)


def _right_behind(fact: Fact, at: int) -> Iterator[str]:
    """The keys of the words that follow with nothing between them: "trade union" after "the largest"."""
    for term in fact.terms:
        if term.start >= at and not term.name and not fact.text[at : term.start].strip(" -"):
            yield term.key
            at = term.end


@cache
def _not_superlative() -> frozenset[str]:
    return frozenset(entries(PACKAGE, "data/not_superlatives.txt"))
