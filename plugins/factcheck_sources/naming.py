"""Names inside a phrase: runs of capitals, and which of them are a person's."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from factcheck_sources.lexicon import plural_people, words
from factcheck_sources.tokens import Token

_JOINERS = frozenset({"of", "for", "and", "&", "on"})
_OF = frozenset({"of", "for"})
# Bodies that have their subject behind "on": "Commission on Presidential Debates".
_ON = frozenset(
    {"commission", "council", "committee", "center", "centre", "institute", "conference", "subcommittee"}
)


# "Boston-based", "the 21-year-old": adjectives and epithets, whatever they begin with.
_JOINED = ("-old", "-based", "-born", "-led", "-backed", "-owned", "-area")
_FULL = 2
_LONGEST_NAME = 4
_PREFIXED = 4
_OF_A_BODY = frozenset({"federal", "international"})
_AFTER_THE = frozenset({"independent", "local", "public", "state", "small", "private", "large"})


class Name(NamedTuple):
    """A name at tokens `first` up to `last`; a person's leaves the titles before it out."""

    first: int
    last: int
    person: bool
    sure: bool


@cache
def _offices() -> frozenset[str]:
    return words("titles", "roles", "places")


@cache
def _styles() -> frozenset[str]:
    return _offices() | words("honorifics")


def names(tokens: Sequence[Token], first: int, last: int) -> Iterator[Name]:
    """The names in a stretch, in order."""
    free = first
    for i in [i for i, token in enumerate(tokens[first:last], first) if token.capital]:
        if i >= free and _is_name_word(tokens, i):
            free = _run_end(tokens, i, last)
            yield _name(tokens, i, free, first)


def _is_name_word(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    return (
        token.capital
        and token.word
        and not token.low[0].isdigit()
        and token.low not in words("time_words")
        and (token.low not in words("starters") or _opens_name(tokens, i))
        and not ("-of-" in token.low or token.low.endswith(_JOINED))
    )


def _opens_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that only begins sentences belongs to a name: "New York", "the International Coal Agency"."""
    if i + 1 >= len(tokens) or not tokens[i + 1].capital or not tokens[i + 1].word:
        return False
    if tokens[i].low == "new":
        return tokens[i + 1].low in words("new_places")
    return tokens[i].low in _OF_A_BODY or (
        i > 0 and tokens[i - 1].low == "the" and tokens[i].low in _AFTER_THE
    )


def _run_end(tokens: Sequence[Token], i: int, last: int) -> int:
    end = i + 1
    while end < last:
        token = tokens[end]
        if _is_name_word(tokens, end) or (token.low == "'s" and _joins_body(tokens, end, last)):
            end += 1
        elif (after := _past_particles(tokens, end, last)) is not None:
            end = after
        elif (
            token.low in _JOINERS and end + 1 < last and _is_name_word(tokens, end + 1)
            and _goes_on(tokens, i, end)
        ):  # fmt: skip
            end += 2
        else:
            break
    return end


def _goes_on(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a body's name goes on behind a joiner: "Department | of Health | and Human Services"."""
    if not any(tokens[k].low in words("organizations") for k in range(i, end)):
        return tokens[end].low == "and" and end - i == 1 and _joins_members(tokens, end)
    if any(tokens[k].low in words("titles") for k in range(i + 1, end - 1)):
        return False  # "Senate Majority Whip Ada Lind | of Velm" is no body.
    if tokens[end].low == "and":
        return any(tokens[k].low in _OF for k in range(i, end)) and not tokens[end + 1].acronym
    if tokens[end].low == "on":
        return tokens[end - 1].low in _ON
    return tokens[end].low in _OF or tokens[end].low == "&"


def _joins_members(tokens: Sequence[Token], end: int) -> bool:
    """Whether a body has its name from two trades: "Bakers | and Millers Union"."""
    after = end + 1
    while after < len(tokens) and tokens[after].capital and tokens[after].word:
        after += 1
    return (
        tokens[end - 1].low.endswith("s")
        and after > end + 2
        and tokens[after - 1].low in words("organizations")
    )


def _joins_body(tokens: Sequence[Token], end: int, last: int) -> bool:
    """Whether a possessive belongs to a body's name: "Engineers' Guild", "Children's Hospital", "Moody's"."""
    if f"{tokens[end - 1].low}'s" in words("bodies"):
        return True
    if end + 1 >= last or not _is_name_word(tokens, end + 1):
        return False
    plural = tokens[end].plural or tokens[end - 1].low in plural_people()
    if tokens[end - 1].low in _offices():
        plural = True
    return plural and tokens[end + 1].low in words("organizations")


def _past_particles(tokens: Sequence[Token], i: int, last: int) -> int | None:
    """Past the particles inside a name, and the word behind them: "Ursula | von der Leyen"."""
    k = i
    while k < min(i + 2, last) and tokens[k].low in words("particles"):
        k += 1
    return k + 1 if i < k < last and _is_name_word(tokens, k) else None


def surname_of(tokens: Sequence[Token], name: Name) -> str:
    """The last word of a name, lower-case, without "Jr." and the like."""
    last = name.last - 1
    return tokens[last - 1 if last > name.first and tokens[last].low in words("suffixes") else last].low


def _name(tokens: Sequence[Token], first: int, last: int, floor: int) -> Name:
    """A run of capitals as a name: a body's, or a person's without the titles before it."""
    begin = _past_titles(tokens, first, last)
    titled = begin < last and _titled(tokens, begin, first, floor)
    if begin >= last or (not titled and _is_body(tokens, first, begin, last, floor)):
        return Name(first, last, person=False, sure=True)
    if titled or 2 <= last - begin <= _LONGEST_NAME:
        return Name(begin, last, person=True, sure=True)
    if (
        last - begin == 1
        and tokens[begin].low.startswith(("o'", "mc"))
        and len(tokens[begin].low) > _PREFIXED
    ):
        return Name(begin, last, person=True, sure=True)
    before = tokens[first - 1].low if first > floor else ""
    described = before == "'s" or (before[:1].isdigit() and not before.endswith("-old"))
    return Name(first, last, person=last - begin == 1 and not described, sure=False)


def _past_titles(tokens: Sequence[Token], first: int, last: int) -> int:
    """The first word behind titles, offices and nationalities; a body's name has its noun at the end."""
    if last - first == _FULL and _ends_a_name(tokens, last - 1, first, last):
        return first
    if tokens[last - 1].low in words("organizations") and not _is_surname(tokens, first, last):
        return last
    begin = _past_portfolio(tokens, first, last) if tokens[first].low in words("portfolios") else first
    held = _styles()
    for k in range(begin, last):
        if (
            tokens[k].low in held
            and not _is_rank(tokens, k, last)
            and not _ends_a_name(tokens, k, first, last)
        ):
            begin = k + 1
    return begin


def _ends_a_name(tokens: Sequence[Token], k: int, first: int, last: int) -> bool:
    """Whether what could be an office is a surname: "Martin King", not "a Virginia Republican"."""
    if k != last - 1 or k == first or tokens[k].low in {"democrat", "republican"}:
        return False
    return tokens[k].low in _offices() and _is_given(tokens[k - 1])


def _is_acronym(tokens: Sequence[Token], begin: int, last: int) -> bool:
    """Whether a name begins with a body's letters, and not with somebody's initials: "J.D. Vance", "AJ Fry"."""
    if not tokens[begin].acronym:
        return False
    low = tokens[begin].low
    initials = (low.endswith(".") and low not in words("places")) or (len(low) == _FULL and "j" in low)
    following = tokens[begin + 1] if begin + 1 < last else None
    return not (initials and following is not None and not following.acronym)


def _is_place_or_thing(tokens: Sequence[Token], begin: int, last: int) -> bool:
    """Whether words open or end the name of a place or thing, or that of a group: "House Republicans"."""
    if tokens[begin].low in words("place_openers") or tokens[last - 1].low in words("things"):
        return True
    return tokens[last - 1].low in plural_people() and not _is_given(tokens[begin])


def _past_portfolio(tokens: Sequence[Token], first: int, last: int) -> int:
    """Past what an office is about: "Secretary of | State | Mike Pompeo"."""
    begin = first
    while begin < last and tokens[begin].low in words("portfolios"):
        begin += 1
    return begin if first < begin < last and _has_portfolio(tokens, begin, 0) else first


def _has_portfolio(tokens: Sequence[Token], begin: int, floor: int) -> bool:
    """Whether an office and what it is about stand right before a name."""
    k = begin
    while k - 2 >= floor and tokens[k - 1].low in words("portfolios"):
        k -= 1
    held = k < begin and k - 2 >= floor and tokens[k - 1].low == "of"
    return held and tokens[k - 2].low in words("titles", "roles")


def _is_surname(tokens: Sequence[Token], begin: int, last: int) -> bool:
    """Whether what could be a thing's noun is the surname behind a first name: "George Church"."""
    return last - begin == _FULL and tokens[last - 1].low in words("thing_names") and _is_given(tokens[begin])


def _is_given(token: Token) -> bool:
    return token.low in words("male", "female")


def _is_rank(tokens: Sequence[Token], k: int, last: int) -> bool:
    """Whether "first" is a number and no office: "First Amendment", against "First Minister Orla Keane"."""
    return tokens[k].low == "first" and not (k + 1 < last and tokens[k + 1].low in _offices() | {"lady"})


def _is_body(tokens: Sequence[Token], first: int, begin: int, last: int, floor: int) -> bool:
    """Whether a run is the name of a body: its own words, an acronym, or what stands before it show it."""
    before = tokens[first - 1].low if first > floor else ""
    if before == "the" or before in words("organizations") or _is_acronym(tokens, begin, last):
        return True
    if last - begin > 1 and (tokens[begin + 1].low == "'s" or _is_place_or_thing(tokens, begin, last)):
        return True
    if _is_surname(tokens, begin, last):
        return False
    if last - first > 1 and tokens[last - 1].low in words("company_endings"):
        return tokens[first].low not in words("male", "female")
    known = words("outlets", "bodies")
    lows = [token.low for token in tokens[first:last]]
    return not words("organizations").isdisjoint(lows) or " ".join(lows[begin - first :]) in known


def _titled(tokens: Sequence[Token], begin: int, first: int, floor: int) -> bool:
    """Whether a title or a role stands right before the name."""
    before = tokens[begin - 1].low if begin > floor else ""
    if before in words("portfolios") and _has_portfolio(tokens, begin, floor):
        return True
    if begin > first:
        return before in words("titles") or before in words("roles") or before in words("honorifics")
    return begin > floor and before in words("roles", "titles") and before not in words("adjectival_titles")
