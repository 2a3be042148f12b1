"""Firsts and superlatives: claims of rank, cheap to check and often wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from assistant.language.phrases import Phrase, PhraseLists
from assistant.language.words import Words, words_of

_HERE = "factcheck_claims"
LISTS = ("firsts", "superlatives", "not_firsts")
_DETERMINERS = frozenset(
    {"the", "its", "his", "her", "their", "our", "my", "whose", "second", "third", "fourth", "fifth"}
)
_BEFORE_FIRST = frozenset({"its", "his", "her", "their", "whose", "became"})
_COPULAS = frozenset(
    {"is", "was", "are", "were", "be", "been", "being", "become", "becomes", "became", "becoming", "as"}
)
_SCOPES = frozenset({"to", "since", "ever", "anywhere"})
_EXTENTS = frozenset(
    {"year", "years", "decade", "decades", "months", "century", "centuries", "generation", "history", "games",
     "matches", "attempts", "country", "nation", "world", "city", "county", "state", "region", "europe"}
)  # fmt: skip
_REACH = 14
_PUNCTUATION = frozenset(",.;:!?()\"'“”‘’—–-")


def superlatives(text: str | Words) -> tuple[Phrase, ...]:
    """The words that claim a first, a record or a superlative, in order."""
    words = words_of(text) if isinstance(text, str) else text
    return superlatives_among(words, _lists().find(words))


def superlatives_among(words: Words, found: Mapping[str, Sequence[Phrase]]) -> tuple[Phrase, ...]:
    """The same where the phrases of LISTS are found already."""
    if "first" not in words.tokens and "firsts" not in found and "superlatives" not in found:
        return ()
    marked = [
        *found.get("firsts", ()),
        *_ranks(words, found.get("superlatives", ())),
        *(_firsts(words) if "first" in words.tokens else ()),
    ]
    if not marked:
        return ()
    innocent = {i for one in found.get("not_firsts", ()) for i in range(one.first, one.last)}
    kept: list[Phrase] = []
    for phrase in sorted(marked, key=lambda phrase: (phrase.first, -phrase.last)):
        if phrase.first not in innocent and (not kept or phrase.first >= kept[-1].last):
            kept.append(phrase)
    return tuple(kept)


@cache
def _lists() -> PhraseLists:
    return PhraseLists(_HERE, LISTS)


def _ranks(words: Words, superlatives: Iterable[Phrase]) -> Iterator[Phrase]:
    """ "The largest", "the country's deadliest", "the second-largest", "the most powerful"."""
    for found in superlatives:
        before = words.tokens[found.first - 1] if found.first else ""
        if before == "-" and found.first > 1:
            before = words.tokens[found.first - 2]
        if before not in _DETERMINERS and not _is_possessive(words, found.first - 1):
            continue
        if found.entry not in {"most", "least"}:
            yield found
        elif _is_adjective(words, found.last):
            yield found._replace(last=found.last + 1)


def _firsts(words: Words) -> Iterator[Phrase]:
    """ "The first country to", "its first visit", "became the first"."""
    for i in [i for i, token in enumerate(words.tokens[:-1]) if i and token == "first"]:  # noqa: S105 - a word of the text
        before, after = words.tokens[i - 1], words.tokens[i + 1]
        marked = before in _BEFORE_FIRST or _is_possessive(words, i - 1)
        marked = marked or (before == "the" and _is_scoped(words, i))
        if marked and (after.isalpha() or after == "-") and not words.is_capitalised(i):
            yield Phrase("first", i, i + 1, words)


def _is_scoped(words: Words, i: int) -> bool:
    """Whether "the first" claims a rank: "was the first", "the first … to, since, in years, in the country";
    "the first alarm" only counts.
    """
    if i > 1 and words.tokens[i - 2] in _COPULAS:
        return True
    rest = words.tokens[i + 1 : i + _REACH]
    end = next((n for n, token in enumerate(rest) if token in _PUNCTUATION - {"-", "'"}), len(rest))
    rest = rest[:end]
    if not _SCOPES.isdisjoint(rest):
        return True
    return any(token == "in" and not _EXTENTS.isdisjoint(rest[n + 1 : n + 4]) for n, token in enumerate(rest))  # noqa: S105 - a word of the text


def _is_possessive(words: Words, i: int) -> bool:
    """Whether the i-th word is a possessive, or the apostrophe that ends one: "Rovers' first"."""
    if i < 0:
        return False
    return words.tokens[i].endswith("'s") or (
        words.tokens[i] in {"'", "’"} and words.tokens[i - 1].endswith("s")
    )


def _is_adjective(words: Words, i: int) -> bool:
    """Whether the word after "the most" can be what it grades: a plain word and not a noun's own place."""
    if i + 1 >= len(words) or not words.tokens[i].isalpha() or words.is_capitalised(i):
        return False
    return (
        words.tokens[i] not in {"of", "in", "about", "for", "to"} and words.tokens[i + 1] not in _PUNCTUATION
    )
