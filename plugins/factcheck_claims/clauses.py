"""Statements of a sentence: the sentence itself, or its clauses where it clearly makes two claims."""

import re
from collections.abc import Sequence

from assistant.language.phrases import phrases
from assistant.language.words import Words, words_of

_HERE = "factcheck_claims"
_SEMICOLON = re.compile(r";\s{1,3}")
_JOINED = re.compile(
    r",\s{1,3}(?:and|while|whereas)\s{1,3}(?=(?:he|she|it|they|there|the|a|an|its|his|her|their|[A-Z]\w{0,30})\s)"
)
_OPENS_SUBORDINATE = frozenset(
    {"if", "while", "although", "though", "when", "as", "after", "before", "because", "since", "unless"}
)
_FEWEST_WORDS = 4
_VERB_REACH = 6

Range = tuple[int, int]


def statements(text: str, quoted: Sequence[Range]) -> tuple[Range, ...]:
    """The ranges of a sentence that each make one claim.

    A sentence is cut at a semicolon, or at a comma and conjunction, when each side has its own subject
    and verb; never at "but", for what follows it qualifies what stands before, never within quotation
    marks, and never where one attribution governs both sides.
    """
    if len(text) > 2000 or not (";" in text or ", " in text):
        return ((0, len(text)),)
    cuts = [*(_cuts(_SEMICOLON, text) if ";" in text else ()), *_cuts(_JOINED, text)]
    cuts = [cut for cut in sorted(cuts) if not any(start < cut[1] and cut[0] < end for start, end in quoted)]
    if not cuts:
        return ((0, len(text)),)
    words = words_of(text)
    if words.tokens[0] in _OPENS_SUBORDINATE or phrases(_HERE, "reporting").first(words):
        return ((0, len(text)),)
    ranges, start = [], 0
    for end, after in cuts:
        if _is_clause(text[start:end]) and _is_clause(text[after:], subject_first=True):
            ranges.append((start, end))
            start = after
    return (*ranges, (start, len(text)))


def _cuts(pattern: re.Pattern[str], text: str) -> list[Range]:
    return [match.span() for match in pattern.finditer(text)]


def _is_clause(text: str, *, subject_first: bool = False) -> bool:
    """Whether a text is long enough and has a finite verb, near its start where its subject comes first."""
    words = words_of(text)
    verb = phrases(_HERE, "verbs").first(words)
    if len(words) < _FEWEST_WORDS or verb is None:
        return False
    return not subject_first or (0 < verb.first <= _VERB_REACH and not _has_break(words, verb.first))


def _has_break(words: Words, before: int) -> bool:
    return "," in words.tokens[:before]
