"""Alignment at scale: linear work, planted conflicts found, hostile text survived."""

import random

import pytest

from assistant.article import Article
from assistant.view import View
from factcheck_claims.baseline import claims_of
from factcheck_consistency.alignment import align
from factcheck_consistency.baseline import compared
from factcheck_consistency.facts import facts_of
from tests.growth import LINEAR, growth

SYLLABLES = "ka lo mi ter van sel dor win pet har bex ol ru fen mar tol gri ash nor quil"
EVENTS = ("fire", "flood", "landslide", "explosion", "derailment", "collapse", "avalanche", "storm")
PLACES = ("warehouse", "school", "tunnel", "market", "mine", "hotel", "refinery", "station", "stadium")
REST = (
    "The mayor of {town} promised help.",
    "Schools in {town} stayed closed for the day.",
    "Roads around {town} were blocked by {n} lorries.",
    "Rain is forecast for {town} and the valley.",
)


def story(count, planted):
    """Articles on events of their own, and pairs of them that tell one event with two figures."""
    source = random.Random(count)  # noqa: S311 - a made-up corpus
    events = []
    for _ in range(count):
        town, house = ("".join(source.sample(SYLLABLES.split(), 4)).capitalize() for _ in range(2))
        events.append((town, f"{source.choice(EVENTS)} at the {house} {source.choice(PLACES)} in {town}"))
    for n in range(planted):
        events[2 * n + 1] = events[2 * n]
    articles = []
    for n, (town, event) in enumerate(events):
        lead = f"The {event} injured {20 + n % 2 * 31} people on Monday."
        rest = (line.format(town=town, n=source.randint(11, 99)) for line in source.sample(REST, 3))
        articles.append(Article.from_text(" ".join([lead, *rest]), language="en", id=f"a{n}"))
    claims = tuple(claim for article in articles for claim in claims_of(article))
    numbered = tuple(claim.model_copy(update={"id": f"c{n}"}) for n, claim in enumerate(claims))
    return View(articles=tuple(articles), claims=numbered)


def test_planted_conflicts_are_found_among_many_articles():
    view = story(300, 20)
    mismatches = [r for r in compared(view).relations if r.kind == "number_mismatch"]
    pairs = {frozenset(anchor.article for anchor in relation.anchors) for relation in mismatches}
    planted = {frozenset((f"a{2 * n}", f"a{2 * n + 1}")) for n in range(20)}
    assert len(pairs & planted) >= 18


def test_what_a_bound_left_out_is_told():
    told = compared(story(6, 2)).rejected
    assert told == ()  # nothing was left out of a small story
    line = "The storm at Orlo mill in Denn hit {n} houses near Bexley {letter}rnwood."
    crowd = [
        Article.from_text(line.format(n=n + 2, letter=chr(65 + n)), language="en", id=f"a{n}")
        for n in range(26)
    ]
    claims = tuple(
        claim.model_copy(update={"id": claim.article}) for one in crowd for claim in claims_of(one)
    )
    told = compared(View(articles=tuple(crowd), claims=claims)).rejected
    assert any("beyond the 16 likest" in entry.reason for entry in told)
    for entry in told:
        assert entry.reason.startswith(f"left_out_by_bound: {entry.item['left_out']} ")
        assert entry.item["left_out"] > 0


def test_comparisons_grow_linearly_with_the_number_of_articles():
    small, large = (len(align(facts_of(story(count, 5))).compared) / count for count in (50, 400))
    assert large <= 3 * small


@pytest.mark.parametrize("junk", ["not ", "12 ", "“a ", "A", "Bo Bo "])
def test_hostile_text_takes_linear_time(junk):
    def read(size):
        article = Article.from_text(junk * (size // len(junk)), language="en", id="a")
        return (article,), tuple(c.model_copy(update={"id": "c"}) for c in claims_of(article))

    parts = {size: read(size) for size in (10_000, 40_000)}
    assert growth(lambda size: compared(View(*parts[size])), 10_000) < LINEAR
