"""Words that one source passes on of another: "was quoted as saying", "mocked Lind for saying that …"."""

from factcheck_sources.clauses import after_verb
from factcheck_sources.found import Found
from factcheck_sources.groups import group
from factcheck_sources.lexicon import Form, words
from factcheck_sources.phrases import LONGEST, Phrase, has_finite, names_someone
from factcheck_sources.subjects import left
from factcheck_sources.trailing import trailing
from factcheck_sources.units import Unit

_NEAR = 8
# A first name and a surname.
_FULL = 2


def passed_on(unit: Unit, i: int, form: Form, floor: int) -> Found | None:
    """The statement of a participle whose source is not its sentence's subject, or None."""
    return (
        _overheard(unit, i, form, floor)
        or _quoted(unit, i, form, floor)
        or _held_against(unit, i, form, floor)
        or _with(unit, i, form, floor)
        or _absolute(unit, i, form, floor)
    )


def _overheard(unit: Unit, i: int, form: Form, floor: int) -> Found | None:
    """ "A trooper could be heard saying", "the mayor was quoted as saying"."""
    tokens = unit.tokens
    at = i - 2 if i - 2 > floor and tokens[i - 1].low == "as" else i - 1
    if at <= floor or tokens[at].low not in words("overheard"):
        return None
    verbs = group(tokens, at, floor)
    source = left(unit, verbs.first, floor) if verbs.passive and not verbs.negated else None
    return source and _heard(unit, i, form, source, source.outer, floor)


def _quoted(unit: Unit, i: int, form: Form, floor: int) -> Found | None:
    """ "Local papers quoted Salinas as saying": whoever is quoted speaks."""
    tokens = unit.tokens
    if i - 2 <= floor or tokens[i - 1].low != "as":
        return None
    at = next(
        (k for k in range(i - 2, max(floor, i - LONGEST), -1) if tokens[k].low in words("quoting")), None
    )
    if at is None or at + 1 >= i - 1 or group(tokens, at, floor).passive:
        return None
    source = Phrase(at + 1, i - 1, at + 1)
    outlet = left(unit, group(tokens, at, floor).first, floor)
    known = tokens[at + 1].low in {"him", "her", "them"} or names_someone(tokens, at + 1, i - 1)
    return _heard(unit, i, form, source, outlet.outer if outlet else at, floor) if known else None


def _held_against(unit: Unit, i: int, form: Form, floor: int) -> Found | None:
    """ "The union mocked Lind for saying that …": whoever is praised or blamed for words has said them."""
    tokens = unit.tokens
    if i - 2 < floor or tokens[i - 1].low != "for" or "thought" in form.verb.marks:
        return None
    first = i - 1
    while first > floor and tokens[first - 1].capital and tokens[first - 1].word:
        first -= 1
    if first == i - 1 and tokens[first - 1].low in {"him", "her", "them"}:
        first -= 1
    content = after_verb(unit, i + 1, len(tokens), form.verb) if first < i - 1 else None
    if content is None or not (tokens[content[0] - 1].low == "that" or has_finite(tokens, *content)):
        return None
    source = Phrase(first, i - 1, first)
    return Found("verb", (i, i + 1), source, (content,), i, form.verb.lemma, form.verb.marks)


def _with(unit: Unit, i: int, form: Form, floor: int) -> Found | None:
    """ "They clashed, with Lind accusing Roth of waste": the statement of whoever stands behind "with"."""
    tokens = unit.tokens
    first = next(
        (k for k in range(i - 1, max(floor, i - _NEAR), -1) if tokens[k].low in words("prepositions")), i
    )
    if first + 1 >= i or tokens[first].low != "with" or not names_someone(tokens, first + 1, i):
        return None
    if any(not token.word for token in tokens[first:i]) or "thought" in form.verb.marks:
        return None
    content = after_verb(unit, i + 1, len(tokens), form.verb)
    source = Phrase(first + 1, i, first + 1)
    return content and Found("verb", (i, i + 1), source, (content,), first, form.verb.lemma, form.verb.marks)


def _absolute(unit: Unit, i: int, form: Form, floor: int) -> Found | None:
    """ "There were aides lying, Prime Minister Ada Lind saying she was tired": a name right before "saying"."""
    tokens = unit.tokens
    first = i
    while first > floor and tokens[first - 1].capital and tokens[first - 1].word:
        first -= 1
    listed = first == floor or tokens[first - 1].low in {",", "and"}
    if form.verb.lemma != "say" or i - first < _FULL or not listed or group(tokens, i, floor).first != i:
        return None
    content = after_verb(unit, i + 1, len(tokens), form.verb)
    source = Phrase(first, i, first)
    return content and Found("verb", (i, i + 1), source, (content,), first, form.verb.lemma, form.verb.marks)


def _heard(unit: Unit, i: int, form: Form, source: Phrase, start: int, floor: int) -> Found | None:
    content = after_verb(unit, i + 1, len(unit.tokens), form.verb)
    if content is not None:
        return Found("verb", (i, i + 1), source, (content,), start, form.verb.lemma, form.verb.marks)
    return trailing(unit, i, start, (i, i + 1), source, form, floor)
