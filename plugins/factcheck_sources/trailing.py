"""Statements that stand before their source, and go on behind it: "The river, the mayor said, was rising"."""

from factcheck_sources.clauses import final
from factcheck_sources.found import Found, Range
from factcheck_sources.lexicon import Form, is_adverb, words
from factcheck_sources.nouns import QUOTE_ENDS
from factcheck_sources.phrases import PRONOUNS, Phrase, has_finite, is_verb_like
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.units import Unit

# "Asked whether he would go, he said": what opens so only tells on what occasion somebody spoke.
_OCCASIONS = frozenset(
    {"asked", "pressed", "questioned", "quizzed", "speaking", "responding", "replying", "addressing"}
)


_ENDS = QUOTE_ENDS | {"?", "!"}
_FEW = 3


def before_source(tokens: tuple[Token, ...], region: int, floor: int) -> Range | None:
    """The statement that ends just before a region of source and cue, set off from it by a mark."""
    end = region
    if end <= floor or tokens[end - 1].low not in _ENDS:
        return None
    end = final(tokens, floor, end)
    first = next((k + 1 for k in range(end - 2, floor, -1) if tokens[k].low in {":", ";"}), floor)
    while (
        first < end
        and tokens[first].low in {",", ";", "and", "but", "—", "–", "-", "•", "*"}
        and not tokens[first].quoted
    ):
        first += 1
    if end > first and tokens[end - 1].low == QUOTE and (end - 2 < first or not tokens[end - 2].word):
        return end - 1, end
    if end - first >= 2 or (end > first and tokens[first].low == QUOTE):
        return first, end
    return None


def resumed(unit: Unit, i: int, before: Range) -> tuple[Range, ...]:
    """What goes on after an attribution in the middle of a statement: '"It is," she said, "a start."'."""
    tokens = unit.tokens
    while i < len(tokens) and tokens[i].low not in {",", ".", ":", QUOTE, ";", "—", "–", "-"}:
        i += 1
    if i + 1 >= len(tokens) or tokens[i].low == ";":
        return ((i, i + 1),) if i < len(tokens) and tokens[i].low == QUOTE else ()
    k = i if tokens[i].low == QUOTE else i + 1
    if tokens[k].low == QUOTE:
        return ((k, k + 1),)
    if tokens[before[1] - 1].low == QUOTE or tokens[i].low != "," or not _goes_on(tokens, k):
        return ()
    k += tokens[k].low in {"and", "or"}
    end = final(tokens, k, len(tokens))
    return ((k, end),) if end - k >= 2 else ()


def _goes_on(tokens: tuple[Token, ...], k: int) -> bool:
    low = tokens[k].low
    if low in words("departures") or low.endswith("ing"):
        return False
    comments = low in {"no", "a", "an"} and not has_finite(tokens, k, len(tokens))
    return not tokens[k].quoted and not comments


def trailing(
    unit: Unit, i: int, start: int, cue: Range, source: Phrase | None, form: Form, floor: int
) -> Found | None:
    """ "…, the mayor said", "The river, the mayor said, …", or "As the mayor said, …"."""
    tokens = unit.tokens
    pre = before_source(tokens, start, floor) or _lone_subject(tokens, start, i, floor)
    if pre is None and start > floor and tokens[start - 1].low == "as":
        pre = before_source(tokens, start - 1, floor)
        if pre is None:
            later = resumed(unit, i + 1, (start, start + 1))
            return (
                Found("verb", cue, source, later, start, form.verb.lemma, form.verb.marks) if later else None
            )
    if pre is None and _is_aside(tokens, start, floor):
        later = resumed(unit, i + 1, (start - 1, start))
        if later and (has_finite(tokens, *later[0]) or tokens[later[0][0]].low in PRONOUNS):
            return Found("verb", cue, source, later, start, form.verb.lemma, form.verb.marks)
    if (
        pre is None
        or _comments(tokens, source)
        or _only_names(tokens, pre, start)
        or _has_object(tokens, cue[1], form)
        or _shows(tokens, source, form)
    ):
        return None
    later = resumed(unit, i + 1, pre)
    if not later and _only_dates(tokens, pre):
        return None
    adjunct = tokens[pre[0]].low in words("prepositions")
    goes_on = bool(later) and is_verb_like(tokens[later[0][0]]) and not adjunct
    if not goes_on and not _is_statement(tokens, pre, headline=unit.part == "headline"):
        # "In reality, prosecutors said, he paid nobody": the statement is what follows.
        if not later or not has_finite(tokens, *later[0]):
            return None
        return Found("verb", cue, source, later, start, form.verb.lemma, form.verb.marks)
    return Found("verb", cue, source, (pre, *later), pre[0], form.verb.lemma, form.verb.marks, trailing=True)


def _shows(tokens: tuple[Token, ...], source: Phrase | None, form: Form) -> bool:
    """Whether somebody shows a thing by what he does, and says nothing: "…, as he showed on Monday"."""
    return source is not None and form.verb.lemma == "show" and tokens[source.first].low in PRONOUNS


def _is_aside(tokens: tuple[Token, ...], start: int, floor: int) -> bool:
    """Whether only an adverb stands before an attribution: "Instead, she said, they will wait"."""
    if start - 2 != floor or tokens[start - 1].low != ",":
        return False
    low = tokens[floor].low
    return low in words("leading", "nonverbal_adverbs", "time_words") or is_adverb(low)


def _has_object(tokens: tuple[Token, ...], after: int, form: Form) -> bool:
    """Whether the verb shows or finds something else than what stands before it: "the photo shows | what he wore"."""
    if after >= len(tokens):
        return False
    low = tokens[after].low
    if low == "to" and "thought" in form.verb.marks:
        return True
    return low in {"what", "how", "whether", "why"} or (
        "finding" in form.verb.marks and low in words("determiners")
    )


def _lone_subject(tokens: tuple[Token, ...], start: int, i: int, floor: int) -> Range | None:
    """The single word before an attribution in the middle: "Inflation, she said, was slowing"."""
    floor += tokens[floor].low in {"and", "but"}
    if start - 2 != floor or tokens[start - 1].low != "," or not tokens[floor].word:
        return None
    goes_on = i + 2 < len(tokens) and tokens[i + 1].low == ","
    return (floor, floor + 1) if goes_on and (is_verb_like(tokens[i + 2]) or tokens[i + 2].quoted) else None


def _only_names(tokens: tuple[Token, ...], pre: Range, start: int) -> bool:
    """Whether a quoted word is the subject's own adjective: "owner's “secret” tunnel found"."""
    fragment = tokens[start - 1].quoted and tokens[start - 1].low != QUOTE
    return fragment and not has_finite(tokens, *pre)


def _is_statement(tokens: tuple[Token, ...], span: Range, *, headline: bool) -> bool:
    """Whether a stretch is a clause or a quotation, and not an adjunct before the subject.

    A headline leaves its verb out: "Hottest day on record, weather service says".
    """
    first, last = span
    if tokens[first].low in _OCCASIONS:
        return False
    if has_finite(tokens, first, last) or any(token.quoted for token in tokens[first:last]):
        return True
    opening = tokens[first].low
    if opening in words("prepositions", "subordinators", "time_words", "leading"):
        return False
    return headline or any(is_present(tokens, i) for i in range(first + 1, last)) or _is_whole(tokens, span)


def _comments(tokens: tuple[Token, ...], source: Phrase | None) -> bool:
    """Whether a source is a comment and who did not say it: "…, a claim Vindman denied"."""
    if source is None or source.last - source.first < _FEW:
        return False
    opens = tokens[source.first].low in {"a", "an"} and tokens[source.first + 1].low in words("comments")
    return opens and tokens[source.first + 2].capital


def _only_dates(tokens: tuple[Token, ...], span: Range) -> bool:
    """Whether a stretch is a clause of time and no more: "As the charges were read, Webb testified"."""
    first, last = span
    opens = tokens[first].low in {"as", "when", "while", "after", "before", "since", "until", "once"}
    return opens and all(token.word and not token.quoted for token in tokens[first:last])


def _is_whole(tokens: tuple[Token, ...], span: Range) -> bool:
    """Whether words that open a sentence and name no single thing can hold a verb: "Most voters approve"."""
    first, last = span
    opening = tokens[first].low
    joined = any(not token.word for token in tokens[first:last])
    return first == 0 and last - first > _FEW and not joined and not opening.endswith(("ing", "ed"))


def is_present(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a word may be a verb in the present: "the dam leaks"."""
    low = tokens[i].low
    if not low.endswith("s") or low == "'s" or low.endswith("ss") or tokens[i].capital:
        return False
    if low in words("determiners", "prepositions"):
        return False
    return tokens[i - 1].word and tokens[i - 1].low not in words("determiners", "prepositions")
