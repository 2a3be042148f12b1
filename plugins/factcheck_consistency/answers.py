"""Which statement of one party answers which of another, in one article.

By a word that answers ("denies", "disputed that"), by what the answer says of it ("not true"), by a stance
before the party's own words ("is not convinced"), by a conjunction that sets one against the other, by a contrary
or a negation of the other's words, as the reply of whom the first accuses, or as another figure or another cause
of one thing.
"""

from collections.abc import Sequence

from assistant.language.lists import entries
from assistant.language.phrases import Phrases, phrases
from assistant.language.words import Words, words_at, words_of
from factcheck_consistency.causes import name_two_causes
from factcheck_consistency.contraries import deny_each_other, goes_on, points_back
from factcheck_consistency.denials import denies_its_content
from factcheck_consistency.pairs import source_keys
from factcheck_consistency.parties import PARAGRAPH, Side, in_one_paragraph, keys_of
from factcheck_consistency.terms import PACKAGE, is_function_word, keys, name_key

_NEAR = 2  # sentences of one paragraph after which a text still answers without taking words up again
NAMED_ONLY = 2  # words of a content that only names what is answered ("its size")
_IN_GENERAL = frozenset({"any", "anything", "anyone", "anybody", "such", "everything"})
_POINTING = frozenset({"such", "this", "that", "it"})


def answered(rivals: Sequence[Side], side: Side) -> Side | None:
    """Of the statements before, the one that this one answers."""
    near = [r for r in rivals if _is_near(r, side) and _says_something(r)]
    if _is_introduced(side, rivals):
        near = [r for r in rivals if r in near or _shared(r, side)]
        return max(near, key=lambda r: (_shared(r, side), r.sentence), default=None)
    if _rebuts(side):
        answerable = [
            r for r in rivals if _shared(r, side) or (r in near and not _denies_something_else(side))
        ]
        return max(answerable, key=lambda r: (_shared(r, side), r.sentence), default=None)
    if _has_cue(side, "replies"):
        return near[-1] if near else None
    if _has_cue(side, "standing_firm"):
        return next((r for r in reversed(near) if _shared(r, side) or points_back(side)), None)
    last = rivals[-1]
    if last.sentence == side.sentence and _quarrels(side):
        return last
    opposed = (r for r in reversed(near) if _is_set_against(r, side) or _is_reply(r, side))
    if met := next(opposed, None) or _denied(rivals, side):
        return met
    counted = (r for r in reversed(near) if _count_alike(r, side))
    explained = (r for r in reversed(rivals) if _is_near(r, side) and _explain_apart(r, side))
    priced = (r for r in reversed(rivals) if _price_one_thing(r, side))
    return next(counted, None) or next(explained, None) or next(priced, None)


def _denied(rivals: Sequence[Side], side: Side) -> Side | None:
    """The last statement of the paragraph, or the one right before it, that the words of this one deny."""
    within = (
        r
        for r in reversed(rivals)
        if _is_near(r, side) or (side.sentence - r.sentence <= _NEAR and in_one_paragraph(r, side))
    )
    return next((r for r in within if deny_each_other(r, side)), None)


def _says_something(side: Side) -> bool:
    """Whether it has more than the name of what it is about: words, or a figure."""
    return len(side.words) > NAMED_ONLY or bool(side.quantities)


def _is_near(one: Side, other: Side) -> bool:
    """Whether the second stands right behind the first, or points back to it in its paragraph."""
    apart = other.sentence - one.sentence
    if apart <= 1:
        return True
    return apart <= _NEAR and not _POINTING.isdisjoint(other.words.tokens) and in_one_paragraph(one, other)


def _denies_something_else(side: Side) -> bool:
    """Whether it spells out one thing that it denies: "denied that he plans to resign", not "any wrongdoing"."""
    spelled_out = len(side.words) > NAMED_ONLY and _IN_GENERAL.isdisjoint(side.words.tokens)
    return spelled_out and denies_its_content(side.article, side.credit)


def _shared(one: Side, other: Side) -> int:
    return len(one.keys & other.keys)


def _rebuts(side: Side) -> bool:
    if _has_cue(side, "rebuttals") or _beside(side, phrases(PACKAGE, "rebuttals_beside")):
        return True
    return phrases(PACKAGE, "rebuttals_within").first(side.words) is not None


def _is_introduced(side: Side, rivals: Sequence[Side]) -> bool:
    """Whether its sentence, or one before it that reports nothing, says that the party is not convinced."""
    wanted = phrases(PACKAGE, "stances")
    if _beside(side, wanted):
        return True
    if side.sentence == 1 or any(rival.sentence == side.sentence - 1 for rival in rivals):
        return False
    before = side.article.sentence(side.sentence - 1)
    told = side.article.text[before.start : side.anchor.start]
    return PARAGRAPH not in told and wanted.first(words_at(side.article, before)) is not None


def _has_cue(side: Side, name: str) -> bool:
    return side.credit.cue.lower() in entries(PACKAGE, f"data/{name}.txt")


def _quarrels(side: Side) -> bool:
    return _beside(side, phrases(PACKAGE, "quarrels"))


def _beside(side: Side, wanted: Phrases) -> bool:
    """Whether the sentence of the statement has such words, outside of what anybody is quoted with."""
    sentence = side.article.sentence(side.sentence)
    within = [(a.start - sentence.start, a.end - sentence.start) for a in side.credit.content_anchors]
    return any(not any(s <= found.start < e for s, e in within) for found in wanted.find(side.context))


def _is_set_against(one: Side, other: Side) -> bool:
    """Whether a conjunction between the two sets the second against the first, and both speak of one thing."""
    if other.sentence - one.sentence > 1 or _grants(other) or not _say_of_one_subject(one, other):
        return False
    sentence = other.article.sentence(other.sentence)
    between = other.article.text[max(sentence.start, one.anchor.end) : other.anchor.start]
    return phrases(PACKAGE, "contrasts_between").first(words_of(between)) is not None


def _say_of_one_subject(one: Side, other: Side) -> bool:
    """Whether both begin with the same thing, and the second neither adds to the first nor says what will be."""
    mine, theirs = (
        next((token for token in side.words.tokens if not is_function_word(token)), "")
        for side in (one, other)
    )
    return mine == theirs != "" and not goes_on(one, other)


def _is_reply(one: Side, other: Side) -> bool:
    """Whether the second is by whom the first accuses, speaks of the same, and grants nothing."""
    party = source_keys(other.credit)
    if _grants(other) or not party or not party <= keys_of(one.context) | _name_keys(one.context):
        return False
    if not (other.negations or _things(one.words) & _things(other.words)):
        return False
    return _beside(one, phrases(PACKAGE, "accusations"))


def _grants(side: Side) -> bool:
    return _has_cue(side, "admissions")


def _name_keys(words: Words) -> frozenset[str]:
    return frozenset(name_key(token.removesuffix("'s")) for token in words.tokens)


def _things(words: Words) -> frozenset[str]:
    """The keys of the words that are no names."""
    named = {token for token, capital in zip(words.tokens, words.capitalised, strict=True) if capital}
    return keys_of(words_of(" ".join(token for token in words.tokens if token not in named)))


def _count_alike(one: Side, other: Side) -> bool:
    """Whether the second gives nothing but another figure for what the first counts, in the next words."""
    mine, theirs = one.quantities, other.quantities
    if len(theirs) != 1 or not in_one_paragraph(one, other):
        return False
    figure = theirs[0]
    besides = words_of(other.text[: figure.start] + other.text[figure.end :]).tokens
    alone = entries(PACKAGE, "data/counts_alone.txt")
    if not all(word in alone or is_function_word(word) for word in besides):
        return False
    return any(q.quantity.low is not None and q.quantity.low != figure.quantity.low for q in mine)


def _explain_apart(one: Side, other: Side) -> bool:
    return name_two_causes(one, other) and not goes_on(one, other)


def _price_one_thing(one: Side, other: Side) -> bool:
    """Whether the second gives another figure in one unit for the same, and names nothing that the first does not."""
    units = {m.quantity.unit: m.quantity for m in one.quantities if m.quantity.unit}
    rivals = [(units[m.quantity.unit], m.quantity) for m in other.quantities if m.quantity.unit in units]
    apart = any(None not in (mine.low, theirs.low) and mine.low != theirs.low for mine, theirs in rivals)
    if not apart:
        return False
    figures = keys_of(words_of(" ".join(figure.text for pair in rivals for figure in pair)))
    things = other.keys - figures - keys("prices")
    return bool(things) and things <= one.keys
