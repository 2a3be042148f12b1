"""Where a reported clause begins behind its verb, and whether what follows is one."""

from factcheck_sources.lexicon import Verb, is_adverb, verb_forms, words
from factcheck_sources.phrases import PRONOUNS, chunk_end, is_finite, is_verb_like
from factcheck_sources.tokens import QUOTE, Token, is_open_mark

_OBJECTS = frozenset({"me", "him", "her", "us", "them", "you", "it", "reporters", "journalists"})
_QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when", "which"})
_CONFIDENT = frozenset({"say", "think", "believe", "tell"})
_SPEECHLESS = frozenset({",", ";", ".", "?", "!", "—", "–", "-", "--", ")", "…", "..."})
_NAMING = frozenset({"call", "describe", "label", "brand", "deem", "characterize", "characterise"})
_JUDGING = ("ing", "ful", "ous", "able", "ible", "ive", "less", "ary", "ing", "ular", "ic")
_APPROXIMATE = frozenset({"about", "around", "over", "under", "between"})
_NEAR = 14
_SHORTEST = 5  # letters of a word in -ing that is no verb: "thing"


def _is_number(token: Token) -> bool:
    return token.low[0].isdigit() or token.low in words("quantities")


def opens_clause(tokens: tuple[Token, ...], i: int, limit: int) -> bool:
    """ "After the talks had failed" against "after the talks"; "about 40 homes" against "about the homes"."""
    if tokens[i].low == "at" and i + 1 < limit and tokens[i + 1].low in {"least", "most"}:
        return True
    if tokens[i].low in _APPROXIMATE:
        return i + 1 < limit and _is_number(tokens[i + 1])
    if tokens[i].low not in {"after", "before", "since"}:
        return False
    end = chunk_end(tokens, i + 1, limit)
    return end < limit and is_finite(tokens[end])


def after_preposition(tokens: tuple[Token, ...], i: int, limit: int, verb: Verb) -> int | None:
    """ "Called for an inquiry", "warned of delays"."""
    while i < limit and tokens[i].low in words("time_words"):
        i += 1
    low = tokens[i].low if i + 1 < limit else ""
    if "f" in verb.frames and low == "for":
        return i + 1
    if "p" in verb.frames and low in {"of", "about", "against"}:
        return i + 1
    figure = low == "on" and verb.lemma == "insist" and tokens[i + 1].low[0].isdigit()
    return i + 1 if figure else None


def opening(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> int | None:
    """The first word of what is said where adjuncts and addressee are passed, or None if nothing is said."""
    if k >= limit:
        return None
    low, frames = tokens[k].low, verb.frames
    if low == "that" and _is_all_denied(tokens, k, limit, verb):
        return None
    if low == "that" and frames & {"t", "b"}:
        return _at_that(tokens, k, limit, verb)
    if low in {":", "--"} and frames & {"q", "b"}:
        return k + 1
    if low == QUOTE:
        return k if frames & {"q", "t", "b", "n"} else None
    if low == "," and k + 1 < limit and (tokens[k + 1].low == QUOTE or is_open_mark(tokens[k + 1])):
        return k + 1 if "q" in frames else None
    if is_open_mark(tokens[k]):
        return k if frames & frozenset("qbntcd") else None
    if low in _SPEECHLESS:
        return None
    if low in _QUESTIONS and "w" in frames:
        return None if low == "when" and k + 1 < limit and tokens[k + 1].low in words("asked") else k
    return _by_frame(tokens, k, limit, verb)


def _at_that(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> int | None:
    """Where a statement begins at "that": behind it, where it opens a clause, or at it, where it points to a thing."""
    if _points(tokens, k, limit, verb):
        return k
    if "q" in verb.frames and (said := _behind_colon(tokens, k, limit)):
        return said
    if k + 1 < limit and tokens[k + 1].low == "same":
        return None
    start = after_that(tokens, k + 1, limit)
    return k if start is None and verb.lemma in _CONFIDENT and verb_at(tokens[k - 1]) == verb else start


def _behind_colon(tokens: tuple[Token, ...], k: int, limit: int) -> int:
    """Where the quotation begins that answers a thing: "answered that question: | “Nobody cares”"; else 0."""
    end = chunk_end(tokens, k, limit)
    return end + 1 if end + 1 < limit and tokens[end].low == ":" and tokens[end + 1].low == QUOTE else 0


def _points(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> bool:
    """Whether "that" points to a thing and opens no clause: "disputed | that figure, arguing …"."""
    after = tokens[k + 1] if k + 1 < limit else None
    if "n" not in verb.frames or (after is not None and (after.capital or after.low in words("determiners"))):
        return False
    end = chunk_end(tokens, k, limit)
    closed = end == limit or tokens[end].low in _SPEECHLESS | {"as"}
    return end > k + 1 and closed and not tokens[end - 1].low.endswith("s")


def _is_all_denied(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> bool:
    """Whether "that" is all that is denied, and no statement: "disputed that, | saying …"."""
    goes_on = k + 2 < limit and tokens[k + 1].low == "," and tokens[k + 2].low.endswith("ing")
    return goes_on and "denial" in verb.marks


def after_that(tokens: tuple[Token, ...], k: int, limit: int) -> int | None:
    """Where a "that" clause begins, or None if "that" belongs to the word before it: "a talk that also included"."""
    if k < limit and tokens[k].low == ",":
        k += 1
    verb = k + 1 if k + 1 < limit and tokens[k].low in words("nonverbal_adverbs") else k
    relative = verb < limit and (
        (tokens[verb].low in words("auxiliaries") and tokens[verb].low not in {"being", "having"})
        or (verb > k and is_verb_like(tokens[verb]))
    )
    return None if relative else k


def _by_frame(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> int | None:
    low, frames = tokens[k].low, verb.frames
    near = tokens[k : min(limit, k + _NEAR)]
    if low == "to" or (low == "not" and k + 1 < limit and tokens[k + 1].low == "to"):
        told = "x" in frames and verb_at(tokens[k - 1]) != verb
        return k if "i" in frames or told else None
    if "x" in frames and (start := commanded(tokens, k, limit)) is not None:
        return start
    if "b" in frames and tokens[k].low[0].isdigit() and (k + 1 == limit or not tokens[k + 1].word):
        return k
    if "b" in frames and clause_like(tokens, k, limit, verb):
        return k
    if "g" in frames and low.endswith("ing") and len(low) > _SHORTEST and not tokens[k].capital:
        return k
    if "a" in frames:
        return k if any(token.low in {"of", "with"} for token in near) else None
    if "k" in frames:
        return k if _is_count(tokens, k, limit, verb) else None
    if "u" in frames:
        return k if _is_set_at(near) else None
    return k if _is_object(tokens, k, limit, verb) else None


def _is_set_at(near: tuple[Token, ...]) -> bool:
    """Whether a figure follows "at": "put the toll | at more than 40", not "put them at odds"."""
    at = next((i for i, token in enumerate(near) if i and token.low in {"at", "closer", "nearer"}), None)
    return at is not None and any(t.low[0].isdigit() or t.quoted for t in near[at + 1 : at + 5])


def _is_object(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> bool:
    """Whether a noun phrase is what is said: "denied the charge", "described it as", "called it unfair"."""
    near = tokens[k + 1 : min(limit, k + _NEAR)]
    if "c" in verb.frames and any(token.low == "as" for token in near):
        return True
    if verb.lemma in _NAMING and any(token.quoted for token in tokens[k : k + 1] + near):
        return True
    if verb.lemma in {"call", "declare", "consider"} and _is_named_something(tokens, k, limit):
        return True
    nouns = verb.frames & {"n", "d"}
    no_noun = words("prepositions", "subordinators", "auxiliaries")
    return bool(nouns) and (tokens[k].low not in no_noun or _points(tokens, k, limit, verb))


def _is_count(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> bool:
    """ "Recorded eleven incidents", "counted more than 40 homes", "reported a loss of $3 million"."""
    if tokens[k].low in words("numbers"):
        return True
    reach = _NEAR // 2 if verb.lemma == "report" and tokens[k].low not in words("prepositions") else 1
    near = [token.low for token in tokens[k : min(limit, k + reach)]]
    return any(low[0].isdigit() for low in near) and "on" not in near


def _is_named_something(tokens: tuple[Token, ...], k: int, limit: int) -> bool:
    """ "Called the vote a disgrace", "called it unfair", "called the results promising"; not "called the police"."""
    end = (
        k + 1
        if tokens[k].low in _OBJECTS or tokens[k].low in {"this", "that"}
        else chunk_end(tokens, k, limit)
    )
    while end < limit and end > k and tokens[end].low in {"of", "in", "for", "on"}:
        end = max(chunk_end(tokens, end + 1, limit), end + 1)
    if end == k:
        return False
    if end < limit and tokens[end].low in {"a", "an", "the", "one"}:
        return words("time_words").isdisjoint(token.low for token in tokens[end + 1 : end + 3])
    last = tokens[end if end == k + 1 and end < limit else end - 1]
    judged = last.low in words("judgements") or last.low.endswith(_JUDGING)
    return last.word and not last.capital and judged and end - k != 2


def commanded(tokens: tuple[Token, ...], k: int, limit: int) -> int | None:
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
    if end + 1 < limit and end > k and tokens[end].low == "not" and tokens[end + 1].low == "to":
        end += 1
    if end > k and end + 1 < limit and is_open_mark(tokens[end]):
        end += 2 if tokens[end + 1].low == "not" else 1
    return k if end > k and end + 1 < limit and tokens[end].low == "to" else None


def clause_like(tokens: tuple[Token, ...], k: int, limit: int, verb: Verb) -> bool:
    """Whether a clause without "that" begins here: a subject, and a finite verb before the next break."""
    if tokens[k].low == "at" and opens_clause(tokens, k, limit):
        k += 2
    if k >= limit:
        return False
    first = tokens[k]
    if first.low in PRONOUNS or first.low in {"there", "if", "when"}:
        return True
    joins = first.low in words("prepositions", "subordinators") or first.low in {"and", "or", "but"}
    if joins and verb.lemma not in _CONFIDENT:
        return False
    if first.low in words("no_clause"):
        return False
    if first.low in words("auxiliaries") and first.low != "'s" and "n" in verb.frames:
        return False
    stop = k + 1
    while stop < limit and stop - k < 2 * _NEAR and tokens[stop].low not in {",", ";", ":"}:
        stop += 1
    return verb.lemma in _CONFIDENT or any(
        _is_past(tokens, i, limit) if tokens[i].low.endswith("ed") else is_finite(tokens[i])
        for i in range(k + 1, stop)
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
    follows = after.low in words("determiners", "prepositions", "time_words") or after.low in PRONOUNS
    return follows or is_adverb(after.low)


def verb_at(token: Token) -> Verb | None:
    """The verb of saying that a token is a form of."""
    form = verb_forms().get(token.low)
    return form.verb if form and not token.quoted else None
