"""A speaker and a statement joined by a mark: "Minister: no deal", "No deal: minister", "“…” — Jane Doe"."""

from factcheck_sources.clauses import final
from factcheck_sources.found import Found, Range
from factcheck_sources.kinds import is_speaker
from factcheck_sources.lexicon import plural_people, source_nouns, verb_forms, words
from factcheck_sources.phrases import Phrase, chunk_end, has_finite
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.trailing import is_present
from factcheck_sources.units import Unit

_DASHES = frozenset({"—", "–"})
_SHORT = 5
_LONGEST = 8
_FEW = 4
_QUESTIONS = frozenset({"what", "why", "how", "who", "where", "when", "which"})
_AT = frozenset({"at", "in", "with"})  # "workers in tears" tells how somebody is
_SUBJECTS = frozenset({"on", "over", "after", "about", "as"})


def label(unit: Unit) -> Found | None:
    """The statement that a unit's first colon or dash joins to its speaker; a headline may name the speaker last."""
    tokens = unit.tokens
    mark = next((i for i, token in enumerate(tokens) if token.low == ":" or token.low in _DASHES), None)
    if mark is None or mark == 0 or mark + 1 >= len(tokens):
        return None
    if tokens[0].low in words("not_speakers") - words("documents"):
        return None
    before, after = (0, mark), (mark + 1, final(tokens, mark + 1, len(tokens)))
    if tokens[mark].low == ":" and (speaker := _speaker(unit, before, after)):
        return Found("label", (mark, mark), speaker, (after,), 0)
    if unit.part == "headline" and (speaker := _speaker_last(unit, before, after)):
        return Found("label", (mark, mark), speaker, (before,), 0)
    if tokens[mark].low in _DASHES and mark == 1 and tokens[0].low == QUOTE and _speaks(unit, *after):
        return Found("label", (mark, mark), Phrase(*after, after[0]), (before,), 0)
    return None


def _speaker(unit: Unit, before: Range, after: Range) -> Phrase | None:
    """Who stands before a colon. A headline may add what they do, or on what they speak, before a quotation."""
    quoted = unit.tokens[after[0]].low == QUOTE
    if unit.part != "headline" and not quoted:
        return None
    end = _deed(unit.tokens, *before)
    if not _speaks(unit, 0, end) or (not quoted and (end < before[1] or _is_title(unit.tokens, end, after))):
        return None
    return Phrase(0, end, 0)


def _is_title(tokens: tuple[Token, ...], end: int, after: Range) -> bool:
    """Whether a headline's colon sets off its subject: "Mill fire: mayor weeps", "Ida Lind: the woman who saw it"."""
    opening = [token.low for token in tokens[after[0] : after[0] + _FEW]]
    if opening[0] in _QUESTIONS or (opening[0] in {"a", "an", "the"} and "who" in opening):
        return True
    known = any(token.low in source_nouns() for token in tokens[:end])
    return not known and any(token.word and not token.capital for token in tokens[:end])


def _speaker_last(unit: Unit, before: Range, after: Range) -> Phrase | None:
    """Who is named behind what they say: "No deal: minister", "‘We failed’: mayor weeps", "400 jobs to go – union"."""
    tokens, (first, last) = unit.tokens, after
    end = _deed(tokens, first, last)
    is_paper = last - first == 1 and tokens[first].low in words("documents")
    if not is_paper and not _speaks(unit, first, end):
        return None
    told = end == last and (has_finite(tokens, *before) or last - first <= _SHORT - 1)
    if tokens[first - 1].low in _DASHES:
        told = told and all(token.low in source_nouns() for token in tokens[first:last])
    quoted = all(token.quoted or token.low == QUOTE for token in tokens[slice(*before)] if token.word)
    return Phrase(first, end, first) if told or quoted else None


def _deed(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Where it is told what a speaker does, or on what: "Roth | needles Lind", "Roth | on the fog"; else `last`."""
    for i in range(first + 1, last):
        low = tokens[i].low
        if low in _SUBJECTS or (is_present(tokens, i) and low not in source_nouns()):
            return i
        form = verb_forms().get(low)
        if tokens[i - 1].low in plural_people() and form is not None and form.tense == "base":
            return i
    return last


def _is_present(token: Token) -> bool:
    form = verb_forms().get(token.low)
    return form is not None and form.tense == "s"


def _speaks(unit: Unit, first: int, last: int) -> bool:
    """Whether a label names a speaker: short, no verb in it, and a name or a role."""
    tokens = unit.tokens
    if (
        not 0 < last - first <= _LONGEST
        or has_finite(tokens, first, last)
        or chunk_end(tokens, first, last) == first
        or any(_is_present(token) or token.low in _AT for token in tokens[first:last])
    ):
        return False
    return is_speaker(tokens[first:last])
