"""What a quotation leaves out at its edges: never the negation of what it says."""

from collections.abc import Collection
from functools import cache

from assistant.fold import fold
from assistant.grounding.passages import Found, Passage
from assistant.language.clauses import Scope
from assistant.language.lists import entries


def dropped_negation(found: Found, others: Collection[Found] = ()) -> str | None:
    """The cue outside the quotation that negates it, if there is one that `others` do not hold either.

    In English by the reach of each cue; elsewhere only a negating word right beside the quotation.
    """
    passage = found.passage
    if not passage.english:
        return _beside(found, others)
    for scope in passage.clauses.scopes:
        cue = scope.negation
        if _is_left_out(found, scope) and not _is_held(passage, cue.start, cue.end, others):
            return cue.cue
    return None


def _is_held(passage: Passage, start: int, end: int, others: Collection[Found]) -> bool:
    return any(other.passage is passage and other.start <= start and end <= other.end for other in others)


def split_negation(found: Found) -> str | None:
    """The cue that an edge of the quotation cuts in two, if there is one ("did" of "didn't")."""
    if not found.passage.english:
        return None
    cues = (scope.negation for scope in found.passage.clauses.scopes)
    return next((c.cue for c in cues if c.start < found.start < c.end or c.start < found.end < c.end), None)


def _is_left_out(found: Found, scope: Scope) -> bool:
    cue = scope.negation
    if cue.start < found.end and found.start < cue.end:
        return False
    covered = any(first <= found.start < last for first, last in scope.stretches)
    gap = found.passage.folded.text[found.end - 1 : cue.start]
    follows = cue.start >= found.end and gap[0].isalnum() and not gap[1:].strip()
    return covered or follows


def _beside(found: Found, others: Collection[Found]) -> str | None:
    text = found.passage.folded.text
    language = (found.passage.article.language or "").lower().replace("_", "-").split("-")[0]
    before, after = text[: found.start].rstrip(), text[found.end :].lstrip()
    for word in _elsewhere().get(language, ()):
        if _ends_with(before, word):
            start = len(before) - len(word)
        elif _ends_with(after[::-1], word[::-1]):
            start = len(text) - len(after)
        else:
            continue
        if not _is_held(found.passage, start, start + len(word), others):
            return word
    return None


def _ends_with(text: str, word: str) -> bool:
    """Whether the text ends with this word, and not with the tail of a longer one where words are spaced."""
    if not text.endswith(word):
        return False
    rest = text[: -len(word)]
    return not rest or not rest[-1].isalnum() or ord(word[0]) > _SPACELESS_FROM


_SPACELESS_FROM = 0x0E00


@cache
def _elsewhere() -> dict[str, tuple[str, ...]]:
    rows = (entry.split() for entry in entries("assistant.language", "data/negations_elsewhere.txt"))
    return {language: tuple(fold(word) for word in words) for language, *words in rows}
