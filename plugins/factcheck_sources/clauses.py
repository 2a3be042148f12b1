"""The content of an attribution: where the reported clause begins and ends."""

from factcheck_sources.found import Range
from factcheck_sources.lexicon import Verb, is_adverb, source_nouns, verb_forms, words
from factcheck_sources.phrases import PRONOUNS, chunk_end, has_finite, is_finite, is_verb_like
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.units import Unit

_FINAL = frozenset({".", "?", "!", "…", "...", ";", ",", ":", "—", "–", "-", "--"})
_OPEN_MARKS = frozenset({"“", '"', "‘", "'", "«", "„"})
_OBJECTS = frozenset({"me", "him", "her", "us", "them", "you", "it", "reporters", "journalists"})
_QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when", "which"})
_CONFIDENT = frozenset({"say", "think", "believe", "tell"})
_SPEECHLESS = frozenset({",", ";", ".", "?", "!", "—", "–", "-", "--", ")", "…", "..."})
# What is reported goes on in these: "…, which would take a year".
_BACKSHIFTED = frozenset({"would", "could", "might", "should", "had"})
_NAMING = frozenset({"call", "describe", "label", "brand", "deem", "characterize", "characterise"})
_JUDGING = ("ing", "ful", "ous", "able", "ible", "ive", "less", "ary", "ing", "ular", "ic")
_APPROXIMATE = frozenset({"about", "over", "under"})
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


def is_open_mark(token: Token) -> bool:
    """Whether a quoted fragment begins here."""
    return token.quoted and token.low in _OPEN_MARKS


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
        elif _opens_clause(tokens, i, limit):
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


def _is_aside(token: Token) -> bool:
    """Whether a word only tells when or how somebody spoke."""
    low = token.low
    if low in words("time_words") or low in {"only", "also", "again", "early", "out", "back"}:
        return True
    return is_adverb(low) and not token.capital


def _past_addressee(tokens: tuple[Token, ...], i: int, limit: int) -> int:
    low = tokens[i].low
    hers = low == "her" and i + 1 < limit and tokens[i + 1].low in words("personal") | source_nouns()
    if low in _OBJECTS and not hers:
        return i + 1
    nobody = not tokens[i].word or low in PRONOUNS or low in {"that", "to", "not"} | _QUESTIONS
    return i if nobody else chunk_end(tokens, i, limit)


def _title_end(tokens: tuple[Token, ...], i: int, limit: int) -> int:
    """Past the name of a programme that is addressed: "told NBC's “Meet the Press” on Sunday | that"."""
    end = i
    while end < limit and tokens[end].quoted:
        end += 1
    follows = any(token.low == "that" for token in tokens[end : end + _SHORT])
    return end if end - i <= _SHORT and follows else i


def _addresses(tokens: tuple[Token, ...], past: int, limit: int) -> bool:
    """Whether a statement follows an addressee: "promised voters | that", against "promised a refund of $40"."""
    return past < limit and (tokens[past].low in {"that", "to", QUOTE} | PRONOUNS or tokens[past].quoted)


def _is_number(token: Token) -> bool:
    return token.low[0].isdigit() or token.low in words("quantities")


def _opens_clause(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    """ "After the talks had failed" against "after the talks"; "about 40 homes" against "about the homes"."""
    if tokens[i].low in _APPROXIMATE:
        return i + 1 < limit and _is_number(tokens[i + 1])
    if tokens[i].low not in {"after", "before", "since"}:
        return False
    end = chunk_end(tokens, i + 1, limit)
    return end < limit and is_finite(tokens[end])


def _is_infinitive(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    if tokens[i].low != "to" or i + 1 >= limit:
        return False
    after = tokens[i + 1]
    listeners = after.low.endswith("s") or after.low in words("determiners", "plural_people") | _OBJECTS
    return after.word and not after.capital and not listeners


def _past_occasion(tokens: tuple[Token, ...], i: int, limit: int) -> int:
    end = chunk_end(tokens, i + 1, limit)
    for k in range(i + 1, end):
        if tokens[k].low in words("occasions"):
            return k + 1
    return max(end, i + 1)


def _parenthesis_end(tokens: tuple[Token, ...], comma: int, limit: int) -> int | None:
    """Past ", in a speech," where the statement follows it."""
    if tokens[comma + 1].low not in words("prepositions") | {"however", "too", "citing", "quoting"}:
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
    start = _after_preposition(tokens, i, limit, verb)
    if start is None and "x" in verb.frames:
        start = _commanded(tokens, i, limit)
    if start is None:
        start = _start(tokens, after_adjuncts(tokens, i, limit, verb), limit, verb)
        if start is not None and not verb.frames & frozenset("btqiof") and _is_cut_off(tokens, i, start):
            return None
    if start is None and i < limit and tokens[i].low in words("adjunct_prepositions"):
        start = _past_list(tokens, i, limit, verb)
    if start is None or start >= limit or _asks_for_anonymity(tokens, start):
        return None
    if tokens[start].low == QUOTE:
        last = start + 1
        while last + 1 < limit and tokens[last].low in {"and", ","} and tokens[last + 1].low == QUOTE:
            last += 2
        return start, last
    end = final(tokens, start, _reporters_own(tokens, start, _semicolon(tokens, start, limit)))
    return (start, end) if end - start >= 2 or (end > start and tokens[start].quoted) else None


def _past_list(tokens: tuple[Token, ...], i: int, limit: int, verb: Verb) -> int | None:
    """Past an adjunct too long to be told apart: "said in a note to agents, authors and readers that | he was"."""
    for k in range(i + 1, min(limit, i + 2 * _NEAR)):
        if tokens[k].low == "that" and "t" in verb.frames:
            return _after_that(tokens, k + 1, limit)
        if is_finite(tokens[k]) or tokens[k].quoted or tokens[k].low in {QUOTE, ":", ";"}:
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
        comments = after in {"a", "an"} and next_ in words("comments")
        if (comments and has_finite(tokens, start, i)) or _turns(tokens, i, limit):
            return i
    return limit


def _turns(tokens: tuple[Token, ...], comma: int, limit: int) -> bool:
    """Whether a clause behind a comma is the reporter's: ", which nobody believed"; not ", which is old, was safe"."""
    if tokens[comma + 1].low not in words("turns") or tokens[comma + 2].low in _BACKSHIFTED:
        return False
    goes_on = next((i for i in range(comma + 2, limit - 1) if tokens[i].low == ","), None)
    if goes_on is not None and (tokens[goes_on + 1].low == "to" or is_finite(tokens[goes_on + 1])):
        return False
    return has_finite(tokens, comma + 2, limit)


def _semicolon(tokens: tuple[Token, ...], start: int, limit: int) -> int:
    return next((i for i in range(start, limit) if tokens[i].low == ";" and not tokens[i].quoted), limit)


def _asks_for_anonymity(tokens: tuple[Token, ...], start: int) -> bool:
    """ "Asked not to be named" tells how a source speaks, and no more."""
    return any(token.low in {"named", "identified", "anonymity"} for token in tokens[start : start + 5])


def _after_preposition(tokens: tuple[Token, ...], i: int, limit: int, verb: Verb) -> int | None:
    """ "Called for an inquiry", "warned of delays"."""
    while i < limit and tokens[i].low in words("time_words"):
        i += 1
    low = tokens[i].low if i + 1 < limit else ""
    if "f" in verb.frames and low == "for":
        return i + 1
    return i + 1 if "p" in verb.frames and low in {"of", "about", "against"} else None


def _start(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> int | None:
    if k >= limit:
        return None
    low, frames = tokens[k].low, verb.frames
    if low == "that" and frames & {"t", "b"}:
        return _after_that(tokens, k + 1, limit)
    if low in {":", "--"} and frames & {"q", "b"}:
        return k + 1
    if low == QUOTE:
        return k if frames & {"q", "t", "b", "n"} else None
    if low == "," and k + 1 < limit and tokens[k + 1].low == QUOTE:
        return k + 1 if "q" in frames else None
    if is_open_mark(tokens[k]):
        return k if frames & frozenset("qbntcd") else None
    if low in _SPEECHLESS:
        return None
    if low in _QUESTIONS and "w" in frames:
        return None if low == "when" and k + 1 < limit and tokens[k + 1].low in words("asked") else k
    return _by_frame(tokens, k, limit, verb)


def _after_that(tokens: tuple[Token, ...], k: int, limit: int) -> int | None:
    """Where a "that" clause begins, or None if "that" belongs to the word before it: "a talk that also included"."""
    if k < limit and tokens[k].low == ",":
        k += 1
    verb = k + 1 if k + 1 < limit and tokens[k].low in words("nonverbal_adverbs") else k
    relative = verb < limit and (
        tokens[verb].low in words("auxiliaries") or (verb > k and is_verb_like(tokens[verb]))
    )
    return None if relative else k


def _by_frame(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> int | None:
    low, frames = tokens[k].low, verb.frames
    near = tokens[k : min(limit, k + _NEAR)]
    if low == "to" or (low == "not" and k + 1 < limit and tokens[k + 1].low == "to"):
        told = "x" in frames and verb_at(tokens[k - 1]) != verb
        return k if "i" in frames or told else None
    if "x" in frames and (start := _commanded(tokens, k, limit)) is not None:
        return start
    if "b" in frames and clause_like(tokens, k, limit, verb):
        return k
    if "a" in frames:
        return k if any(token.low in {"of", "with"} for token in near) else None
    if "k" in frames:
        return k if _is_count(tokens, k, limit, verb) else None
    if "u" in frames:
        figure = any(token.low[0].isdigit() or token.quoted for token in near)
        return k if figure and any(token.low in {"at", "closer", "nearer"} for token in near[1:]) else None
    return k if _is_object(tokens, k, limit, verb) else None


def _is_object(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> bool:
    """Whether a noun phrase is what is said: "denied the charge", "described it as", "called it unfair"."""
    near = tokens[k + 1 : min(limit, k + _NEAR)]
    if "c" in verb.frames and any(token.low == "as" for token in near):
        return True
    if verb.lemma in _NAMING and any(token.quoted for token in tokens[k : k + 1] + near):
        return True
    if verb.lemma in {"call", "declare"} and _is_named_something(tokens, k, limit):
        return True
    nouns = verb.frames & {"n", "d"}
    no_noun = words("prepositions", "subordinators", "auxiliaries")
    return bool(nouns) and tokens[k].low not in no_noun


def _is_count(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> bool:
    """ "Recorded eleven incidents", "counted more than 40 homes", "reported a loss of $3 million"."""
    if tokens[k].low in words("numbers"):
        return True
    reach = _NEAR // 2 if verb.lemma == "report" and tokens[k].low not in words("prepositions") else 1
    near = [token.low for token in tokens[k : min(limit, k + reach)]]
    return any(low[0].isdigit() for low in near) and "on" not in near


def _is_named_something(tokens: tuple[Token, ...], k: int, limit: int) -> bool:
    """ "Called the vote a disgrace", "called it unfair", "called the results promising"; not "called the police"."""
    end = k + 1 if tokens[k].low in _OBJECTS | {"this", "that"} else chunk_end(tokens, k, limit)
    while end < limit and end > k and tokens[end].low in {"of", "in", "for", "on"}:
        end = max(chunk_end(tokens, end + 1, limit), end + 1)
    if end == k:
        return False
    if end < limit and tokens[end].low in {"a", "an", "the", "one"}:
        return words("time_words").isdisjoint(token.low for token in tokens[end + 1 : end + 3])
    last = tokens[end if end == k + 1 and end < limit else end - 1]
    judged = last.low in words("judgements") or last.low.endswith(_JUDGING)
    return last.word and not last.capital and judged and end - k != 2


def _commanded(tokens: tuple[Token, ...], k: int, limit: int) -> int | None:
    """ "Residents to leave": the object of an order and its infinitive."""
    if k < limit and tokens[k].low in {"on", "upon"}:
        k += 1
    if k < limit and tokens[k].low == "that":
        return None
    end = k + 1 if k < limit and tokens[k].low in _OBJECTS else chunk_end(tokens, k, limit)
    while end < limit and tokens[end].low in {"of", "in", "from", "and", "for", "not", "at"}:
        end = max(chunk_end(tokens, end + 1, limit), end + 1)
    if (
        end + 1 < limit
        and end > k
        and tokens[end].low == ","
        and tokens[end + 1].low in {"who", "whose", "which"}
    ):
        end = next((i + 1 for i in range(end + 1, limit) if tokens[i].low == ","), end)
    if end + 1 < limit and end > k and tokens[end].low in {"on", "in", "last"}:
        end = chunk_end(tokens, end + 1, limit)
    if end > k and end + 1 < limit and is_open_mark(tokens[end]):
        end += 1
    return k if end > k and end + 1 < limit and tokens[end].low == "to" else None


def clause_like(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> bool:
    """Whether a clause without "that" begins here: a subject, and a finite verb before the next break."""
    first = tokens[k]
    if first.low in PRONOUNS or first.low in {"there", "if", "when"}:
        return True
    if (
        first.low in words("prepositions", "subordinators") | {"and", "or", "but"}
        and verb.lemma not in _CONFIDENT
    ):
        return False
    if first.low in words("no_clause"):
        return False
    if first.low in words("auxiliaries") and first.low != "'s" and "n" in verb.frames:
        return False
    stop = k + 1
    while stop < limit and stop - k < 2 * _NEAR and tokens[stop].low not in {",", ";", ":"}:
        stop += 1
    return verb.lemma in _CONFIDENT or any(
        is_finite(tokens[i]) or _is_past(tokens, i, limit) for i in range(k + 1, stop)
    )


def _is_past(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    """Whether a word in -ed is the verb of a clause and not a noun's adjective: "water entered the hall"."""
    if (
        not tokens[i].low.endswith("ed")
        or tokens[i].capital
        or tokens[i - 1].low in words("determiners", "prepositions")
    ):
        return False
    after = tokens[i + 1] if i + 1 < limit else None
    if after is None or not after.word or after.capital:
        return True
    return after.low in words("determiners", "prepositions") | words("time_words") | PRONOUNS or is_adverb(
        after.low
    )


def subordinate_end(tokens: tuple[Token, ...], source_first: int, content: Range, unit_first: int) -> Range:
    """The content, ended at its comma where the whole attribution is a clause before the main one."""
    before = tokens[source_first - 1].low if source_first > unit_first else ""
    opens = source_first - unit_first <= 2 and before in words("fronting")
    if not opens and before not in {"which", "that", "who", "whom"}:
        return content
    for i in range(content[0] + 2, content[1]):
        if (
            tokens[i].low in {",", "—", "–", "-"}
            and not tokens[i].quoted
            and (not opens or has_finite(tokens, i, content[1]))
        ):
            return content[0], i
    return content


def verb_at(token: Token) -> Verb | None:
    """The verb of saying that a token is a form of."""
    form = verb_forms().get(token.low)
    return form.verb if form and not token.quoted else None
