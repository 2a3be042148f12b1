"""The rules that the claims stage brings: a first or superlative, and a time without a date."""

from collections.abc import Iterator

from assistant.language.times import find_times
from assistant.language.words import words_at
from assistant.rule import Breach, Rule, Thresholds
from assistant.view import View
from factcheck_claims.superlatives import superlatives


def _superlative_or_first(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every first or superlative of a claim; one that two claims share is reported once."""
    seen = set()
    for claim in view.claims:
        for anchor in claim.anchors:
            article = view.article_of(anchor)
            for found in superlatives(words_at(article, anchor)):
                place = (anchor.article, anchor.part, anchor.start + found.start)
                if place not in seen:
                    seen.add(place)
                    words = article.anchor(anchor.part, anchor.start + found.start, anchor.start + found.end)
                    yield Breach(f"“{words.exact}” claims a rank or a first", (words,), _LOOK_UP)


def _undated_time(view: View, _: Thresholds) -> Iterator[Breach]:
    """Every time that hangs on a date of publication which the article does not give."""
    for article in view.articles:
        if article.published_at is not None:
            continue
        for sentence in article.sentences:
            for time in find_times(words_at(article, sentence)):
                if time.relative:
                    start = sentence.start + time.start
                    words = article.anchor(sentence.part, start, sentence.start + time.end)
                    yield Breach(f"“{words.exact}” has no date to count from", (words,), _GIVE_DATE)


_LOOK_UP = "Look for an earlier case, and name the list or record that the claim rests on."
_GIVE_DATE = "Give the date of publication, or write the date out."

CLM001 = Rule(
    code="CLM001",
    name="superlative-or-first",
    severity="info",
    when="A claim says that something is a first, a record, the only one, or the most of its kind.",
    why="One earlier case refutes it, so it is cheap to check, and it is often wrong: such words travel from "
    "press releases into copy without anybody having looked for a precedent.",
    example="The bridge is the longest in the country.",
    better="The bridge is the longest in the country, according to the road agency's register of 2024.",
    fix="Search for a precedent; name the list or record the claim rests on, and the scope it holds for.",
    check=_superlative_or_first,
    reads=frozenset({"claims"}),
    source="The practice of fact-checking desks: firsts and superlatives are looked up before anything else.",
)

CLM002 = Rule(
    code="CLM002",
    name="undated-time",
    severity="info",
    when="“Recently”, “this year” or “on Tuesday” stands in an article that has no date.",
    why="Without the date of publication nobody can tell which days are meant, and old news passes for new.",
    example="The two companies recently signed a contract. (in an article without a date)",
    better="The two companies signed a contract on 3 March 2026.",
    fix="Give the article its date of publication, or write the date out.",
    check=_undated_time,
    source="The Associated Press Stylebook, time element: a date that a reader can place.",
)

RULES = (CLM001, CLM002)
