"""Attributions without a verb of saying: "according to", "is said to", nouns, states of mind, labels."""

from factcheck_sources.clauses import final
from factcheck_sources.following import right
from factcheck_sources.found import Found, Range
from factcheck_sources.groups import group
from factcheck_sources.lexicon import Verb, words
from factcheck_sources.openings import clause_like, verb_at
from factcheck_sources.phrases import PRONOUNS, Phrase, has_finite, is_verb_like, names_someone
from factcheck_sources.resuming import own_predicate
from factcheck_sources.subjects import left, main_subject
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.trailing import before_source, resumed
from factcheck_sources.units import Unit

_REST = frozenset({"and", "but", "while", "because", "that", "though", "although", "which", "who", ";", ":"})
_JOINED = frozenset({"and", "but", "or"})
_BREAKS = _REST | {QUOTE, "—", "–"}
_STATE = Verb("be", frozenset("tb"), frozenset({"thought", "opinion"}))


def clause_start(tokens: tuple[Token, ...], i: int, floor: int) -> int:
    """Where the clause that a token stands in begins."""
    while (
        i > floor
        and tokens[i - 1].low not in _BREAKS
        and not (tokens[i - 1].low == "," and tokens[i].low in _REST)
    ):
        i -= 1
    return i


def according(unit: Unit, i: int, floor: int) -> Found | None:
    """ "According to the ministry, …", "…, according to the ministry", "…, per the ministry"."""
    tokens = unit.tokens
    first = i + (1 if tokens[i].low == "per" else 2)
    if first >= len(tokens) or tokens[first].low in words("not_sources") or not _points(tokens, i, floor):
        return None
    source = right(unit, first, len(tokens))
    if source is None or (first == i + 1 and not names_someone(tokens, first, source.last)):
        return None
    cue = (i, first)
    if i > floor and tokens[i - 1].low == ",":
        pre = before_source(tokens, i, floor)
    elif i > floor and tokens[i - 1].low not in _REST:
        pre = (clause_start(tokens, i, floor), i)
    else:
        pre = None
    if pre is not None and pre[1] - pre[0] >= 2:
        content = (pre, *resumed(unit, source.last, pre)) if tokens[i - 1].low == "," else (pre,)
        return Found("according", cue, source, content, pre[0], "according to", trailing=True)
    source, later = _leading(tokens, source)
    return Found("according", cue, source, (later,), i, "according to") if later else None


def _leading(tokens: tuple[Token, ...], source: Phrase) -> tuple[Phrase, Range | None]:
    """A source before its statement, without what only looked like its apposition: "the report, | the dam failed"."""
    commas = [k for k in range(source.first, source.last) if tokens[k].low == ","]
    for end in (source.last, *reversed(commas)):
        later = _after_comma(tokens, end)
        if later and has_finite(tokens, *later) and tokens[later[0]].low not in _JOINED:
            return source._replace(last=end), later
    end = commas[0] if commas else source.last
    return source._replace(last=end), _after_comma(tokens, end)


def _points(tokens: tuple[Token, ...], i: int, floor: int) -> bool:
    """Whether "according to" is whole, and "per" no rate: "Per the sheriff, …" against "per person"."""
    if tokens[i].low == "according":
        return tokens[i + 1].low == "to"
    before = tokens[i - 1] if i > floor else None
    return before is None or before.low in {",", QUOTE} or (before.quoted and not before.word)


def _after_comma(tokens: tuple[Token, ...], i: int) -> Range | None:
    """The clause after a leading adjunct; what the adjunct itself cites is passed over."""
    while i < len(tokens) and tokens[i].low != ",":
        i += 1
    if i + 1 < len(tokens) and tokens[i + 1].low in {"citing", "who", "which", "quoting"}:
        i = next((k for k in range(i + 1, len(tokens)) if tokens[k].low == ","), len(tokens))
    end = final(tokens, i + 1, len(tokens)) if i + 1 < len(tokens) else i + 1
    return (i + 1, end) if end - i - 1 >= 2 or (end == i + 2 and tokens[i + 1].quoted) else None


def agentless(unit: Unit, i: int, floor: int) -> Found | None:
    """ "Is said to", "it is believed that": passed on with nobody saying it."""
    tokens = unit.tokens
    verbs = group(tokens, i, floor)
    if not verbs.passive or verbs.negated or i + 1 >= len(tokens):
        return None
    subject = left(unit, verbs.first, floor)
    if subject is None:
        return None
    impersonal = tokens[subject.first].low == "it" and subject.last - subject.first == 1
    after = tokens[i + 1].low
    if impersonal and (after == "that" or clause_like(tokens, i + 1, len(tokens), _STATE)):
        first = i + 2 if after == "that" else i + 1
        span = (first, final(tokens, first, len(tokens)))
        return (
            Found("agentless", (subject.first, i + 1), None, (span,), subject.first, tokens[i].low)
            if span[1] > span[0]
            else None
        )
    if (
        after != "to"
        or i + 2 >= len(tokens)
        or not tokens[i + 2].word
        or tokens[i + 2].low in words("determiners")
    ):
        return None
    span = (i + 2, final(tokens, i + 2, len(tokens)))
    return Found(
        "agentless",
        (verbs.first, i + 2),
        None,
        ((subject.first, subject.last), span),
        subject.first,
        tokens[i].low,
    )


def adverbial(unit: Unit, i: int, floor: int) -> Found | None:
    """ "Reportedly", "allegedly": the clause around them, without them."""
    tokens = unit.tokens
    first = clause_start(tokens, i, floor)
    while first < i and tokens[first].low in {",", "and", "but"}:
        first += 1
    if (
        tokens[i - 1].low in {"for", "of", "and"}
        and i + 1 < len(tokens)
        and tokens[i + 1].low.endswith("ing")
    ):
        first = i
    end = final(
        tokens,
        i + 1,
        next(
            (
                k
                for k in range(i + 1, len(tokens))
                if tokens[k].low == "," and k + 1 < len(tokens) and tokens[k + 1].low in _REST
            ),
            len(tokens),
        ),
    )
    content = tuple((a, b) for a, b in ((first, i), (i + 1, end)) if b > a)
    return Found("agentless", (i, i + 1), None, content, first, tokens[i].low) if content else None


def state(unit: Unit, i: int, floor: int) -> Found | None:
    """ "She was confident that …"."""
    tokens = unit.tokens
    verbs = group(tokens, i, floor)
    if not any(tokens[k].low in words("copulas") for k in range(verbs.first, i)) or i + 1 >= len(tokens):
        return None
    after = i + 2 if tokens[i + 1].low == "that" else i + 1
    if after >= len(tokens) or (
        after == i + 1
        and not (tokens[after].low in PRONOUNS and clause_like(tokens, after, len(tokens), _STATE))
    ):
        return None
    source = left(unit, verbs.first, floor)
    if source is None or tokens[source.first].low in {"it", "there", "that", "this"}:
        return None
    span = (after, final(tokens, after, len(tokens)))
    if span[1] - span[0] < 2:
        return None
    return Found(
        "state", (verbs.first, i + 1), source, (span,), source.outer, "be " + tokens[i].low, _STATE.marks
    )


def nominal(unit: Unit, i: int, noun: str, floor: int) -> Found | None:
    """ "The minister's claim that …", "raised concerns that …", "reports that …"."""
    tokens = unit.tokens
    if i + 3 >= len(tokens) or tokens[i + 1].low != "that" or tokens[i + 2].low in words("auxiliaries"):
        return None
    if not has_finite(tokens, i + 3, min(len(tokens), i + 24)) or verb_at(tokens[i + 2]):
        return None
    if i - floor > 1 and tokens[i - 1].low in {"a", "an"} and tokens[i - 2].low == ",":
        return None
    span = (i + 2, final(tokens, i + 2, own_predicate(tokens, i + 2, _comma(tokens, i + 2))))
    begin = i
    while (
        begin > floor
        and tokens[begin - 1].word
        and not _possessive(tokens[begin - 1])
        and i - begin < 3
        and not _voices(tokens[begin - 1])
    ):
        begin -= 1
    before = tokens[begin - 1] if begin > floor else None
    if before is not None and before.low in {"his", "her", "their"}:
        return Found("noun", (i, i + 1), Phrase(begin - 1, begin, begin - 1), (span,), begin - 1, noun)
    if before is not None and before.low == "'s":
        source = _owner(tokens, begin - 1, floor)
        return source and Found("noun", (i, i + 1), source, (span,), source.first, noun)
    if before is not None and _voices(before):
        source = left(unit, group(tokens, begin - 1, floor).first, floor) or main_subject(unit, begin - 1)
        rejected = before.low in {"rejected", "reject", "dismissed", "denied"}
        marks = frozenset({"denial"}) if rejected else frozenset()
        return source and Found("noun", (begin - 1, i + 1), source, (span,), source.first, noun, marks)
    return Found("noun", (i, i + 1), None, (span,), i, noun) if noun in words("rumours") else None


def _owner(tokens: tuple[Token, ...], end: int, floor: int) -> Phrase | None:
    """Whose a claim is: "a surprising break from | the ministry | 's claim"."""
    first = end
    while first > floor and tokens[first - 1].word and not is_verb_like(tokens[first - 1]):
        low = tokens[first - 1].low
        if low in words("prepositions", "subordinators") or low in _REST or low == "'s":
            break
        first -= 1
        if low in words("determiners"):
            break
    return Phrase(first, end, first) if first < end else None


def _possessive(token: Token) -> bool:
    return token.low in {"his", "her", "their", "'s"}


def _voices(token: Token) -> bool:
    return token.low in words("light_verbs")


def _comma(tokens: tuple[Token, ...], i: int) -> int:
    return next(
        (k for k in range(i, len(tokens)) if tokens[k].low in {",", ";", "—", "–"} and not tokens[k].quoted),
        len(tokens),
    )
