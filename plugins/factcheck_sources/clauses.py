"""The content of an attribution: where the reported clause begins and ends."""

from factcheck_sources.found import Range
from factcheck_sources.lexicon import Verb, is_adverb, source_nouns, words
from factcheck_sources.openings import after_preposition, after_that, commanded, opening, opens_clause
from factcheck_sources.phrases import PRONOUNS, chunk_end, has_finite, is_finite
from factcheck_sources.tokens import QUOTE, Token, is_open_mark
from factcheck_sources.units import Unit

_FINAL = frozenset({".", "?", "!", "…", "...", ";", ",", ":", "—", "–", "-", "--"})
_OBJECTS = frozenset({"me", "him", "her", "us", "them", "you", "it", "reporters", "journalists"})
_OPENERS = PRONOUNS | {"that", "to", QUOTE}
_QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when", "which"})
# What is reported goes on in these: "…, which would take a year".
_BACKSHIFTED = frozenset({"would", "could", "might", "should", "had"})
_OBJECT_FRAMES = frozenset("ncax")
_INSERTED = frozenset({"however", "too", "citing", "quoting", "if", "once"})
_NEAR = 14
_SHORT = 8


def final(tokens: tuple[Token, ...], first: int, limit: int) -> int:
    """The end of a stretch without the marks that close the sentence."""
    while limit > first and not tokens[limit - 1].quoted:
        low = tokens[limit - 1].low
        if low not in _FINAL and (low != ")" or any(token.low == "(" for token in tokens[first:limit])):
            break
        limit -= 1
    return limit


def after_adjuncts(tokens: tuple[Token, ...], i: int, limit: int, verb: Verb) -> int:
    """Past the time, occasion and addressee between a verb and its statement."""
    addressee = "o" in verb.frames
    after: int | None
    while i < limit:
        token = tokens[i]
        if token.quoted:
            after = _title_end(tokens, i, limit) if "o" in verb.frames and not addressee else i
        elif _is_aside(token):
            after = next((k for k in range(i + 1, limit) if not tokens[k].low.isdigit()), limit)
            if _possesses(tokens, after, limit):
                return i
        elif opens_clause(tokens, i, limit):
            return i
        elif token.low in words("adjunct_prepositions") and not _is_infinitive(tokens, i, limit):
            after = _past_occasion(tokens, i, limit)
        elif addressee and (past := _past_addressee(tokens, i, limit)) > i:
            if "n" in verb.frames and not _addresses(tokens, past, limit):
                return i
            after, addressee = past, False
        else:
            after = _parenthesis_end(tokens, i, limit) if token.low == "," and i + 1 < limit else None
        if after is None or after == i:
            return i
        i = after
    return i


def _possesses(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    """Whether a time is the owner of what is spoken of: "said | this year's budget was balanced"."""
    k = i + 1 if i < limit and tokens[i].low in words("time_words") else i
    return k < limit and tokens[k].low == "'s"


def _is_aside(token: Token) -> bool:
    """Whether a word only tells when or how somebody spoke."""
    low = token.low
    if low in words("time_words") or low in {"only", "also", "again", "early", "out", "back"}:
        return True
    return is_adverb(low) and not token.capital


def _past_addressee(tokens: tuple[Token, ...], i: int, limit: int) -> int:
    low = tokens[i].low
    after = tokens[i + 1].low if i + 1 < limit else ""
    hers = low == "her" and (after in words("personal") or after in source_nouns())
    if low in _OBJECTS and not hers:
        return i + 1
    if not tokens[i].word or low in PRONOUNS or low in {"that", "to", "not"} | _QUESTIONS:
        return i
    end = chunk_end(tokens, i, limit)
    if end + 2 < limit and tokens[end].low == "of" and opens_clause(tokens, end + 1, limit):
        return chunk_end(tokens, end + 2, limit)
    return end


def _title_end(tokens: tuple[Token, ...], i: int, limit: int) -> int:
    """Past the name of a programme that is addressed: "told NBC's “Meet the Press” on Sunday | that"."""
    end = i
    while end < limit and tokens[end].quoted:
        end += 1
    follows = any(token.low == "that" for token in tokens[end : end + _SHORT])
    return end if end - i <= _SHORT and follows else i


def _addresses(tokens: tuple[Token, ...], past: int, limit: int) -> bool:
    """Whether a statement follows an addressee: "promised voters | that", against "promised a refund of $40"."""
    return past < limit and (tokens[past].low in _OPENERS or tokens[past].quoted)


def _is_infinitive(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    if tokens[i].low != "to" or i + 1 >= limit:
        return False
    after = tokens[i + 1]
    listeners = (after.low.endswith("s") and not after.low.endswith("ss")) or after.low in words(
        "determiners", "plural_people"
    ) | _OBJECTS
    return after.word and not after.capital and not listeners


def _past_occasion(tokens: tuple[Token, ...], i: int, limit: int) -> int:
    end = chunk_end(tokens, i + 1, limit)
    for k in range(i + 1, end):
        if tokens[k].low in words("occasions") and not (
            k + 1 < end and tokens[k + 1].low in words("occasions")
        ):
            return k + 1
    while (
        end < limit
        and tokens[end].capital
        and (tokens[i].low == "with" or tokens[end - 1].low in words("roles", "titles"))
    ):
        end = chunk_end(tokens, end, limit)
    if (
        tokens[i].low in {"to", "with"}
        and end + 1 < limit
        and tokens[end].low == "and"
        and tokens[end + 1].capital
    ):
        end = chunk_end(tokens, end + 1, limit)
    return max(end, i + 1)


def _parenthesis_end(tokens: tuple[Token, ...], comma: int, limit: int) -> int | None:
    """Past ", in a speech," where the statement follows it."""
    if tokens[comma + 1].low not in words("prepositions") and tokens[comma + 1].low not in _INSERTED:
        return None
    for i in range(comma + 2, min(limit - 1, comma + 20)):
        if tokens[i].low == ",":
            return i + 1 if tokens[i + 1].low in {"that", "to", "not", QUOTE} else None
    return None


def after_verb(unit: Unit, i: int, limit: int, verb: Verb) -> Range | None:
    """The statement to the right of a verb, from its first word on, or None if what follows is none."""
    tokens = unit.tokens
    if i < limit and "thought" in verb.marks and tokens[i].low in {"of", "about", "in", "for"}:
        return None
    start = _first_word(tokens, i, limit, verb)
    if start is None or start >= limit or _asks_for_anonymity(tokens, start):
        return None
    if tokens[start].low == QUOTE:
        return start, _quotations_end(tokens, start, limit)
    end = final(tokens, start, _reporters_own(tokens, start, _stop(tokens, start, limit)))
    if tokens[start].quoted:
        end = _before_occasion(tokens, start, end)
    elif (
        verb.frames & _OBJECT_FRAMES
        and tokens[start - 1].low != "that"
        and tokens[start].low not in _QUESTIONS
    ):
        end = _object_end(tokens, start, end)
    if end - start >= 2 or (end > start and tokens[start].quoted):
        return start, end
    return (start, end) if end > start and _is_whole(tokens[start], verb) else None


def _before_occasion(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """The end of words in marks, where the reporter then tells when they fell: "chanted “no more” | after she left"."""
    close = next((k for k in range(start, end) if not tokens[k].quoted), end)
    if close + 1 < end and tokens[close].low in {"and", "but"} and is_finite(tokens[close + 1]):
        return close
    tells = close < end and tokens[close].low in {"after", "when", "as", "while", "before", "during"}
    return end if not tells or any(token.quoted for token in tokens[close:end]) else close


def _object_end(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """The end of a thing that is judged or denied, before the next predicate: "denied it all | and left"."""
    for i in range(start + 1, end - 1):
        token = tokens[i]
        if token.quoted:
            continue
        if is_finite(token) and tokens[i - 1].low != "to":
            return end
        if token.low == "," and tokens[i + 1].low in {"but", "while"}:
            return i
        if token.low == "," and tokens[i + 1].low.endswith("ing") and tokens[i - 1].quoted:
            return i  # "called it “gradual,” | keeping rates low"
        if token.low == "and" and (_is_predicate(tokens, i + 1, end) or _is_clause(tokens, i + 1, end)):
            return i
    return end


def _is_clause(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Whether a subject with its verb stands behind "and": "urged him to go | and aides know he will"."""
    verb = chunk_end(tokens, i, end)
    return i < verb < end and is_finite(tokens[verb])


def _is_predicate(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Whether the word behind "and" is a verb with its own object, and no adjective: "and took credit"."""
    if is_finite(tokens[i]):
        return True
    past = tokens[i].low.endswith("ed") and not tokens[i].capital and not tokens[i].quoted
    return past and i + 1 < end and tokens[i + 1].low in words("determiners", "prepositions", "personal")


def _is_whole(token: Token, verb: Verb) -> bool:
    """Whether one word is a statement: "the police say | 7,000", "blamed | debris"."""
    if token.low[0].isdigit():
        return "b" in verb.frames
    return verb.lemma in {"blame", "deny"} and not token.capital


def _first_word(tokens: tuple[Token, ...], i: int, limit: int, verb: Verb) -> int | None:
    """Where a statement begins, past adjuncts, addressees and what describes them."""
    start = after_preposition(tokens, i, limit, verb)
    if start is None and "x" in verb.frames:
        start = commanded(tokens, i, limit)
    if start is None:
        start = opening(tokens, after_adjuncts(tokens, i, limit, verb), limit, verb)
        if start is not None and not verb.frames & frozenset("btqiof") and _is_cut_off(tokens, i, start):
            return None
    if start is None and i < limit and ("o" in verb.frames or tokens[i].low in words("adjunct_prepositions")):
        start = _past_list(tokens, i, limit, verb)
    if (
        start is not None
        and start + 1 < limit
        and tokens[start].low.endswith("ed")
        and tokens[start + 1].low == "to"
    ):
        start = _past_list(tokens, start, limit, verb) or start
    if start is not None and start < limit and "o" in verb.frames and tokens[start].low == "who":
        start = next(
            (k + 1 for k in range(start, min(limit, start + _NEAR)) if tokens[k].low == "that"), None
        )
    return start


def _quotations_end(tokens: tuple[Token, ...], start: int, limit: int) -> int:
    """Past a quotation and those that are added to it: "chanted, “Fund our schools,” and “Put us first”"."""
    last = start + 1
    while last + 1 < limit and tokens[last].low in {"and", ","} and tokens[last + 1].low == QUOTE:
        last += 2
    if last + 1 < limit and tokens[last].low == "and" and is_open_mark(tokens[last + 1]):
        last = next((k for k in range(last + 1, limit) if not tokens[k].quoted), limit)
    return last


def _past_list(tokens: tuple[Token, ...], i: int, limit: int, verb: Verb) -> int | None:
    """Past an adjunct too long to be told apart: "said in a note to agents, authors and readers that | he was"."""
    for k in range(i + 1, min(limit, i + 2 * _NEAR)):
        if tokens[k].low == "that" and "t" in verb.frames:
            return after_that(tokens, k + 1, limit)
        if is_finite(tokens[k]) or tokens[k].quoted or tokens[k].low in {QUOTE, ":", ";"}:
            return None
        if tokens[k].low == "," and k + 1 < limit and tokens[k + 1].low.endswith("ing"):
            return None
    return None


def _is_cut_off(tokens: tuple[Token, ...], i: int, start: int) -> bool:
    """Whether a preposition stands between a verb and what would be its object: "hailing from | the north"."""
    return any(token.low in words("prepositions") for token in tokens[i:start])


def _reporters_own(tokens: tuple[Token, ...], start: int, limit: int) -> int:
    """Where the reporter goes on in their own voice: ", a figure that the council confirmed"."""
    for i in range(start + 2, limit - 2):
        if tokens[i].low != "," or tokens[i].quoted or tokens[i + 1].quoted:
            continue
        after, next_ = tokens[i + 1].low, tokens[i + 2].low
        if after == "to" and next_ in {"which", "whom"}:
            return i  # "…, to which the other answered": somebody else's turn.
        if after == "but" and next_ == "it" and _is_open(tokens, i + 3, limit):
            return i
        comments = after in {"a", "an"} and next_ in words("comments")
        meanwhile = after in {"as", "while"} and next_ in {"he", "she", "they"}
        if ((comments or meanwhile) and has_finite(tokens, start, i)) or _turns(tokens, i, limit):
            return i
    return next((i for i in range(start + 2, limit - 2) if _thinks_again(tokens, i)), limit)


def _is_open(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    """Whether the reporter says what is not known: ", but it is | unclear whether he has a lawyer"."""
    return any(tokens[k].low in {"unclear", "clear"} for k in range(i, min(limit, i + 4)))


def _thinks_again(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a speaker's next deed is told: "said he was dead | but later amended it"."""
    if tokens[i].low not in {"but", "and"} or tokens[i].quoted:
        return False
    after = tokens[i + 1].low
    return after in {"declined", "refused"} or (after == "later" and tokens[i + 2].low.endswith("ed"))


def _turns(tokens: tuple[Token, ...], comma: int, limit: int) -> bool:
    """Whether a clause behind a comma is the reporter's: ", which nobody believed"; not ", which is old, was safe"."""
    if tokens[comma + 1].low not in words("turns") or tokens[comma + 2].low in _BACKSHIFTED:
        return False
    goes_on = next((i for i in range(comma + 2, limit - 1) if tokens[i].low == ","), None)
    if goes_on is not None and (tokens[goes_on + 1].low == "to" or is_finite(tokens[goes_on + 1])):
        return False
    return has_finite(tokens, comma + 2, limit)


def _stop(tokens: tuple[Token, ...], start: int, limit: int) -> int:
    """The semicolon, or the end of the brackets around the whole attribution, that a statement does not go past."""
    lows = [token.low for token in tokens[start:limit]]
    if ";" not in lows and ")" not in lows:
        return limit
    open_ = 0
    for i in range(start, limit):
        low = tokens[i].low
        open_ += low == "("
        if (low == ";" and not tokens[i].quoted) or (low == ")" and open_ == 0):
            return i
        open_ -= low == ")"
    return limit


def _asks_for_anonymity(tokens: tuple[Token, ...], start: int) -> bool:
    """ "Asked not to be named" tells how a source speaks, and no more."""
    return any(token.low in {"named", "identified", "anonymity"} for token in tokens[start : start + 5])
