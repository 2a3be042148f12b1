"""Attributions by a verb: "the mayor said that …", "…, said the mayor", "…, adding that …"."""

from factcheck_sources.agents import by_agent
from factcheck_sources.clauses import after_verb
from factcheck_sources.following import right
from factcheck_sources.found import Found, Range
from factcheck_sources.groups import Group, group
from factcheck_sources.issuers import issuer
from factcheck_sources.lexicon import Form, is_adverb, source_nouns, words
from factcheck_sources.nouns import QUOTE_ENDS, is_noun
from factcheck_sources.openings import clause_like
from factcheck_sources.passed_on import passed_on
from factcheck_sources.phrases import (
    PRONOUNS,
    Phrase,
    has_finite,
    has_predicate,
    is_verb_like,
    names_someone,
)
from factcheck_sources.resuming import subordinate_end
from factcheck_sources.subjects import left
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.trailing import before_source, is_present, resumed, trailing
from factcheck_sources.units import Unit
from factcheck_sources.unsaid import asks_or_supposes, is_anybody, is_compared, is_idiom, is_wholly_said

_BY = frozenset({"by", "in", "while", "after", "before", "when", "and", "but", "then", "with"})
_VERBLIKE_NOUNS = frozenset({"cause", "charge"})


_TELLING = frozenset({"saying", "claiming", "arguing", "alleging", "warning", "stating", "telling"})
# Without an auxiliary these belong to the noun before them: "the two rises | foreseen as of June".
_ONLY_PARTICIPLES = frozenset({"foreseen", "shown", "written", "sworn", "begun"})
_OPENERS = PRONOUNS | {"that", ":", QUOTE}
_SUBJECTS = PRONOUNS | {"to"}
_INSERTED = frozenset({",", "—", "–", "-"})
_OBJECT_FRAMES = frozenset("nxifckoa")
_NO_SUBJECT = frozenset({"that", ",", ":", QUOTE, "to", "me", "him", "her", "us", "them"})


def verbal(unit: Unit, i: int, form: Form, floor: int) -> Found | None:
    """The attribution of the verb at a token, or None if it reports nothing."""
    tokens = unit.tokens
    if form.verb.particle and tokens[i + 1 : i + 2] and tokens[i + 1].low != form.verb.particle:
        return None
    if (tokens[i].capital and i > 0 and unit.part == "text") or is_noun(unit, i, form, floor):
        return None
    verbs = group(tokens, i, floor)
    if verbs.passive and form.tense == "past" and (said := by_agent(unit, i, verbs.first, form, floor)):
        return None if verbs.negated or verbs.doubtful else said
    if _tells_nothing(tokens, i, verbs, form, floor):
        return None
    if (
        form.tense == "ing"
        and form.verb.lemma == "tell"
        and tokens[i + 1 : i + 2]
        and tokens[i + 1].low == "that"
    ):
        return None  # "It is telling that …" judges.
    if form.tense == "ing" and (heard := passed_on(unit, i, form, floor)):
        return heard
    if form.tense == "ing" and verbs.first == i and not _participle(tokens, i, floor):
        return None
    if (inverted := _announced(unit, i, form) or _inverted(unit, i, verbs, form, floor)) is not None:
        return inverted
    return _ordinary(unit, i, verbs, form, floor)


def _tells_nothing(tokens: tuple[Token, ...], i: int, verbs: Group, form: Form, floor: int) -> bool:
    """Whether nothing is said: denied, supposed, asked for, in the passive, or in words that only look like it."""
    if verbs.negated or (verbs.doubtful and form.verb.lemma != "hope"):
        return True
    if form.tense == "past" and verbs.first == i and tokens[i].low in _ONLY_PARTICIPLES:
        return True
    if (verbs.passive and form.tense != "ing") or _is_reduced(tokens, i, verbs, form):
        return True
    if is_idiom(tokens, i, form) or ("thought" in form.verb.marks and is_compared(tokens, i, floor)):
        return True
    if verbs.infinitive and not is_wholly_said(tokens, verbs.first, floor):
        return True
    return asks_or_supposes(tokens, verbs.first, floor) or is_anybody(tokens, verbs.first, form, floor)


def _is_reduced(tokens: tuple[Token, ...], i: int, verbs: Group, form: Form) -> bool:
    """Whether a participle belongs to the noun before it: "the travelers expected by the club to fly"."""
    if form.tense != "past" or verbs.first != i or i + 1 >= len(tokens):
        return False
    if form.verb.lemma == "find" and tokens[i + 1].low in {"at", "near", "inside", "on", "along", "under"}:
        return True
    if tokens[i + 1].low != "by":
        return False
    return "finding" in form.verb.marks or (
        "o" not in form.verb.frames and not form.verb.frames.isdisjoint("xnk")
    )


def _participle(tokens: tuple[Token, ...], i: int, floor: int) -> bool:
    if i == floor:
        return tokens[i].low != "assuming"
    before = tokens[i - 1]
    if before.low in words("determiners") or before.low == "'s":
        return False
    if before.low in _BY:
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        told = tokens[i].low in _TELLING and after is not None and after.word
        return told or (after is not None and (after.low in _OPENERS or after.quoted))
    return (
        before.low in QUOTE_ENDS
        or is_adverb(before.low)
        or before.low == "also"
        or before.low in words("channels")
        or tokens[i].low in _TELLING
    )


def _announced(unit: Unit, i: int, form: Form) -> Found | None:
    """ "Asked the mayor: “Who pays?”": a verb that opens the sentence, its subject, and a quotation."""
    tokens = unit.tokens
    if i or form.tense != "past" or "q" not in form.verb.frames:
        return None
    source = right(unit, 1, len(tokens))
    if source is None or source.last + 1 >= len(tokens) or tokens[source.last].low != ":":
        return None
    said = (source.last + 1, source.last + 2)
    if tokens[said[0]].low != QUOTE or not names_someone(tokens, source.first, source.last):
        return None
    return Found("verb", (0, 1), source, (said,), 0, form.verb.lemma, form.verb.marks)


def _inverted(unit: Unit, i: int, verbs: Group, form: Form, floor: int) -> Found | None:
    """ "…," said the mayor."""
    tokens = unit.tokens
    if (
        i != verbs.first
        or i == floor
        or form.tense == "ing"
        or tokens[i - 1].low not in QUOTE_ENDS
        or "q" not in form.verb.frames
    ):
        return None
    if i + 1 >= len(tokens) or _no_subject(tokens, i + 1) or tokens[i + 1].quoted:
        return None
    # Whoever follows "told" is told; behind a comma "called the result" has an object, and no subject.
    if form.verb.lemma == "tell" or (tokens[i - 1].low in _INSERTED and _takes_object(form)):
        return None
    if (
        tokens[i - 1].low == ","
        and (ordinary := _ordinary(unit, i, verbs, form, floor))
        and not ordinary.trailing
        and ordinary.source
        and (form.verb.frames & _OBJECT_FRAMES or _has_predicate(tokens, ordinary.content[-1]))
    ):
        return ordinary
    source = right(unit, i + 1, len(tokens))
    if (
        source is None
        or not _can_speak(tokens, i, source)
        or (
            tokens[i - 1].low == ","
            and has_predicate(tokens, source.first, source.last)
            and not _who(tokens, source)
        )
    ):
        return None
    after = tokens[source.last] if source.last < len(tokens) else None
    if after is not None and after.low in words("auxiliaries"):
        return None
    pre = before_source(tokens, i, floor)
    if pre is None:
        return None
    cue = (i, i + 1)
    content = (pre, *resumed(unit, source.last, pre))
    return Found("verb", cue, source, content, pre[0], form.verb.lemma, form.verb.marks, trailing=True)


def _has_predicate(tokens: tuple[Token, ...], content: Range) -> bool:
    """Whether what follows the verb says something, and is no name: ", said | a person close to the talks"."""
    first, last = content
    if tokens[first - 1].low == "that" or tokens[first].quoted or tokens[first].low in _SUBJECTS:
        return True
    stop = next((k for k in range(first, last) if tokens[k].low in {",", "who"}), last)
    if first + 2 < stop and tokens[first].capital and tokens[first + 1].capital:
        # A book that "argues Ruth Lind in a book that appears today" mentions says nothing itself.
        stop = next((k for k in range(first + 2, stop) if tokens[k].low in {"that", "which"}), stop)
    near = range(first, stop)
    if has_predicate(tokens, first, stop) or any(tokens[k].quoted or tokens[k].low == "that" for k in near):
        return True
    return any(is_present(tokens, k) and tokens[k].low not in source_nouns() for k in near[1:-1])


def _takes_object(form: Form) -> bool:
    return bool(form.verb.frames & frozenset("nxfc")) and "b" not in form.verb.frames


def _no_subject(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether no subject begins here; "her" may be a possessive: "said her lawyer"."""
    if tokens[i].low == "her" and i + 1 < len(tokens):
        after = tokens[i + 1]
        return not after.word or (after.low not in source_nouns() and after.low not in words("titles"))
    return tokens[i].low in _NO_SUBJECT


def _can_speak(tokens: tuple[Token, ...], i: int, source: Phrase) -> bool:
    """After a quotation anybody speaks ("said a boy"); else only whom the words show to be a source."""
    closes = tokens[i - 1].low == QUOTE or (tokens[i - 1].quoted and not tokens[i - 1].word)
    if not closes and tokens[source.first].low in {"its", "their"}:
        return False  # "The mill, founded in May, reports its results on Monday."
    if (closes or source.last >= len(tokens) - 1) and tokens[source.first].low in words("determiners"):
        return True
    comma = next((k for k in range(source.first, source.last) if tokens[k].low == ","), source.last)
    return names_someone(tokens, source.first, comma)


def _who(tokens: tuple[Token, ...], source: Phrase) -> bool:
    return any(tokens[k].low in {"who", "whose", ","} for k in range(source.first, source.last))


def _ordinary(unit: Unit, i: int, verbs: Group, form: Form, floor: int) -> Found | None:
    tokens = unit.tokens
    bearer = issuer(unit, i, floor) if _hangs_on(tokens, i, verbs, form, floor) else None
    if bearer is None and form.tense == "ing" and verbs.first == i:
        bearer = _bearer(tokens, i, floor)
    shared = bearer is None and _shares_subject(tokens, i, verbs, form, floor)
    source = None if shared else bearer or left(unit, verbs.first, floor)
    if source is None and not shared:
        return None
    start = verbs.first if source is None or bearer else source.outer
    cue = (i, i + (2 if form.verb.particle else 1))
    content = after_verb(unit, cue[1], len(tokens), form.verb)
    if content is not None and _is_adjunct(tokens, start, content, floor):
        content = None
    if content is not None and not _plausible(tokens, source, form, content):
        content = None
    if content is not None:
        if content[0] == i + 2 and tokens[i + 1].low in {"for", "of", "on", "about", "against"}:
            cue = (i, i + 2)
        content = subordinate_end(tokens, start, verbs.first, content, floor)
        pre = _quote_before(tokens, start, floor)
        ranges = (pre, content) if pre and tokens[content[0]].low == QUOTE else (content,)
        return Found("verb", cue, source, ranges, start, form.verb.lemma, form.verb.marks, shared)
    if not form.verb.frames & {"q", "b"} or shared:
        return None
    if "lasting" in form.verb.marks and source and not names_someone(tokens, source.first, source.last):
        return None
    return trailing(unit, i, start, cue, source, form, floor)


def _hangs_on(tokens: tuple[Token, ...], i: int, verbs: Group, form: Form, floor: int) -> bool:
    """Whether a verb tells what a paper before it says: "a statement | saying", "a message | that read"."""
    if form.tense == "ing":
        return verbs.first == i
    return verbs.first > floor and tokens[verbs.first - 1].low in {"that", "which"}


def _is_adjunct(tokens: tuple[Token, ...], start: int, content: Range, floor: int) -> bool:
    """Whether what follows only tells where somebody spoke: "“…,” he told reporters aboard his plane"."""
    spoken = start > floor and tokens[start - 1].low == QUOTE
    bare = tokens[content[0] - 1].low != "that" and not tokens[content[0]].quoted
    return spoken and bare and not has_finite(tokens, *content)


def _quote_before(tokens: tuple[Token, ...], start: int, floor: int) -> Range | None:
    return (start - 1, start) if start > floor and tokens[start - 1].low == QUOTE else None


def _shares_subject(tokens: tuple[Token, ...], i: int, verbs: Group, form: Form, floor: int) -> bool:
    """Whether the verb has the subject of one before it: "…, adding that", "… and said"."""
    if verbs.infinitive:
        return True
    if verbs.first == floor:
        return form.tense == "ing"
    before = tokens[verbs.first - 1].low
    if form.tense == "ing" and not any(tokens[k].low in words("auxiliaries") for k in range(verbs.first, i)):
        return True
    if form.tense == "base" and tokens[i].low not in words("never_nouns"):
        return False
    return before in {"and", "but", "then", "or"}


def _bearer(tokens: tuple[Token, ...], i: int, floor: int) -> Phrase | None:
    """The paper that a participle right behind it belongs to: "received | letters telling them"."""
    if i - 1 <= floor or tokens[i - 1].low not in words("documents", "channels") or tokens[i - 1].capital:
        return None
    first = i - 1
    while first > floor and tokens[first - 1].word and not _ends_before(tokens[first - 1]):
        first -= 1
    if first > floor and tokens[first - 1].low in words("determiners"):
        first -= 1
    return Phrase(first, i, first)


def _ends_before(token: Token) -> bool:
    return token.low in words("prepositions", "determiners") or is_verb_like(token)


def _plausible(tokens: tuple[Token, ...], source: Phrase | None, form: Form, content: Range) -> bool:
    """Whether an object without a clause is a statement: only someone who speaks can deny or announce it.

    What a person finds or shows is a thing, what a document finds or shows is a statement.
    """
    if "d" in form.verb.frames and tokens[content[0] - 1].low != "that":
        return clause_like(tokens, *content, form.verb) or any(
            tokens[k].low in words("documents", "channels")
            for k in (range(source.first, source.last) if source else ())
        )
    counted = "k" in form.verb.frames and tokens[content[0] - 1].low != "that"
    if counted and source is not None and not has_finite(tokens, *content):
        return any(t.low in source_nouns() or t.acronym for t in tokens[source.first : source.last])
    if "n" not in form.verb.frames or has_finite(tokens, content[0], content[1]) or source is None:
        return True
    near = tokens[source.first : source.last]
    return any(t.capital or t.low in source_nouns() or t.low in {"he", "she", "they"} for t in near)
