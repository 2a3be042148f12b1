"""Two articles of one story: what a reader sees at once, and look-alikes that must not fire."""

import asyncio

import pytest

from assistant.article import Article, identified
from assistant.pipeline import examine
from factcheck_claims import ClaimsStage
from factcheck_consistency import ConsistencyStage
from factcheck_consistency.origins import resolved
from factcheck_sources import SourcesStage

STAGES = (ClaimsStage(), SourcesStage(), ConsistencyStage())
LEAD = "The tanker Maren Voss caught fire at Pier 4 in Tellin on Sunday, the harbour master Ida Brock said."
RETOLD = "A fire on the tanker Maren Voss, which lay at Pier 4 in Tellin, was put out on Monday."
ELSEWHERE = (
    "The warehouse of the brewer Alder & Sohn in Quenby burnt down on Sunday, the mayor Lew Ottey said."
)
DAY = "2025-10-14T08:00:00+00:00"


def view(
    first, second, lead=LEAD, retold=RETOLD, days=(DAY, DAY), outlets=("Tellin Herald", "Coast Courier")
):
    articles = [
        Article.from_text(text, language="en", published_at=day, outlet=outlet)
        for text, day, outlet in zip(
            (f"{lead}\n\n{first}", f"{retold}\n\n{second}"), days, outlets, strict=True
        )
    ]
    return asyncio.run(examine(identified(articles), STAGES, lambda _: None)).view


def kinds(*args, **kwargs):
    return [relation.kind for relation in view(*args, **kwargs).relations]


BLAZE = "The blaze destroyed 140 containers, the port authority said."


@pytest.mark.parametrize(
    "second",
    [
        "It destroyed 180 containers, many of them filled with furniture.",
        "The fire destroyed 180 containers and two cranes.",
        "180 containers were destroyed by the fire.",
    ],
)
def test_one_count_of_one_story_with_another_subject_word_is_a_mismatch(second):
    assert kinds(BLAZE, second) == ["number_mismatch"]


@pytest.mark.parametrize(
    "second",
    [
        "It destroyed 140 containers, many of them filled with furniture.",
        "It destroyed about 150 containers.",
        "It damaged 180 containers.",
        "It destroyed 180 cars.",
        "It destroyed 180 empty containers.",
        "It destroyed 20 of the containers on the deck.",
        "A storm destroyed 180 containers.",
        "In 1987 a fire destroyed 180 containers.",
        "The fire could destroy 180 containers.",
        "Nobody knows how many containers it destroyed.",
    ],
)
def test_another_count_is_no_mismatch(second):
    assert kinds(BLAZE, second) == []


def test_a_like_count_of_another_story_is_no_mismatch():
    assert kinds(BLAZE, "It destroyed 180 containers.", retold=ELSEWHERE) == []
    assert kinds(BLAZE, "It destroyed 180 containers.", days=(DAY, "2025-12-01T08:00:00+00:00")) == []


def test_a_later_count_updates_an_earlier_one():
    assert kinds(BLAZE, "It destroyed 180 containers.", days=(DAY, "2025-10-15T08:00:00+00:00")) == [
        "superseded"
    ]


def test_two_counts_with_a_source_each_are_a_dispute():
    assert kinds(BLAZE, "The fire destroyed 180 containers, the dockers' union said.") == ["reported_dispute"]


FIRST = "It is the first time that a ship has been set alight in the port of Tellin."


@pytest.mark.parametrize(
    "second",
    [
        "In 1987 the coaster Lina Rook was set alight at the same quay.",
        "The ferry Ostrel was set alight at Pier 2 in Tellin in 1994.",
    ],
)
def test_a_first_is_contested_by_a_case_told_without_the_place(second):
    assert kinds(FIRST, second) == ["precedent"]


@pytest.mark.parametrize(
    "second",
    [
        "In 1987 the coaster Lina Rook was set alight in Brackley.",
        "In 1987 a crane was set alight at the same quay.",
        "In 1987 the coaster Lina Rook was painted at the same quay.",
        "On Sunday the tanker was set alight at the same quay.",
        "The tanker was launched in 1987.",
    ],
)
def test_no_first_is_contested_by_another_case(second):
    assert "precedent" not in kinds(FIRST, second)


LATER = (DAY, "2025-10-15T18:00:00+00:00")
DEAD = "The fire killed at least four people, the harbour master said."


@pytest.mark.parametrize(
    ("second", "days", "expected"),
    [
        ("The number of people killed has risen to nine.", LATER, ["superseded"]),
        ("Nine people died, the coastguard said.", LATER, ["superseded"]),
        ("Three people died, the coastguard said.", (DAY, DAY), ["reported_dispute"]),
        ("Three people died.", (DAY, DAY), ["number_mismatch"]),
        ("Nine people died.", (DAY, DAY), []),  # "at least four" allows for nine
        ("Four people died.", LATER, []),
        ("Nine people were injured.", LATER, []),
        ("Two of those killed were stokers.", LATER, []),
        ("Nine people died when a tanker burnt in Brackley.", LATER, []),
        ("In 1987 nine people died at the same quay.", LATER, []),
        ("Nine people died. Three people died on board.", LATER, []),  # which of them is the toll?
    ],
)
def test_a_toll_is_one_in_whatever_words(second, days, expected):
    assert kinds(DEAD, second, days=days) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("The salvage deal will be signed on Friday.", ["time_mismatch"]),
        ("The salvage deal will be signed on Wednesday.", []),
        ("The salvage deal will be published on Friday.", []),
        ("The salvage deal will not be signed on Friday.", []),
        ("The salvage deal will be signed by Friday.", []),
        ("The deal on the wages will be signed on Friday.", []),
    ],
)
def test_what_happens_once_has_one_day(second, expected):
    assert kinds("An agreement on the salvage will be signed on Wednesday.", second) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "Ada Brook, the captain of the Maren Voss, was unhurt.",
            "Tom Reed, the captain of the Maren Voss, refused to speak.",
            ["entity_mismatch"],
        ),
        (
            "Ada Brook, the owner's niece, will be chief executive of the merged company.",
            "Tom Reed, a banker, is to run the new group.",
            ["entity_mismatch"],
        ),
        (
            "Ostelle's Transport Minister Ada Brook came to the pier.",
            "Ostelle Transport Minister Tom Reed praised the firemen.",
            ["entity_mismatch"],
        ),
        (
            "Ada Brook, the captain of the Maren Voss, was unhurt.",
            "Brook, the captain of the Maren Voss, refused to speak.",
            [],
        ),
        (
            "Ada Brook, the captain of the Maren Voss, was unhurt.",
            "Tom Reed, the captain of the tug Alba, refused to speak.",
            [],
        ),
        (
            "Ada Brook, the captain of the Maren Voss, was unhurt.",
            "Ada Brook, the captain of the Maren Voss, slept. Tom Reed, the captain of the Maren Voss, ran.",
            [],
        ),
        (
            "Ada Brook, the captain of the Maren Voss, was unhurt.",
            "Tom Reed, a former captain of the Maren Voss, wept.",
            [],
        ),
        (
            "Ostelle's Transport Minister Ada Brook came to the pier.",
            "Bexia's Transport Minister Tom Reed sent a message.",
            [],
        ),
    ],
)
def test_one_office_has_one_holder(first, second, expected):
    assert kinds(first, second) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Ida Brock won her fourth medal in Tellin on Sunday.", ["number_mismatch"]),
        ("Ida Brock won her third medal in Tellin on Sunday.", []),
        ("Ida Brock won her fourth heat in Tellin on Sunday.", []),
        ("Ida Brock won the fourth medal in Tellin on Sunday.", []),
    ],
)
def test_an_ordinal_that_counts_is_compared(second, expected):
    assert kinds("Ida Brock won her third medal in Tellin on Sunday.", second) == expected


def test_a_minute_of_a_match_is_a_time():
    first = "Ida Brock headed the only goal in the 81st minute, and the stands fell silent."
    assert kinds(first, "Ida Brock scored the only goal in the 84th minute.") == ["time_mismatch"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("The Maren Voss had won the Tellin regatta once before, in 1971.", ["precedent"]),
        ("The Maren Voss had lost in Tellin once before, in 1971.", []),
    ],
)
def test_its_first_is_contested_by_an_earlier_case(second, expected):
    assert kinds("It was the Maren Voss's first win in the Tellin regatta.", second) == expected


def test_the_same_sources_and_the_agency_lead_upstream():
    first = "The tanker Maren Voss was set on fire, according to Halm Wire, citing two security officials."
    second = "The tanker Maren Voss was set on fire, the news agency reported, citing the same officials."
    found = resolved(view(first, f"{first} {second}"))
    relayed = [(a.source.name, a.relay[0].source.text) for a in found if a.relay]
    assert relayed == [("Halm Wire", "two security officials")] * 3


def test_an_agency_stays_unnamed_where_the_article_relays_two():
    first = "The tanker was set on fire, according to Halm Wire, citing two security officials."
    second = "It was an accident, according to Orbel Press, citing a witness. The news agency said he slept."
    named = [a.source.text for a in resolved(view(first, f"{first} {second}"))]
    assert "the news agency" in [name.lower() for name in named]


def test_a_source_of_the_next_paragraph_is_not_lent_to_a_claim_of_the_reporter():
    injured = "Eleven sailors of the Maren Voss were taken to Saint Orla Hospital in Tellin with burns."
    talk = "A senior official predicted that the pier would stay closed until spring."
    found = view(f"{injured}\n\n{talk}", injured.replace("with burns", "on Sunday with burns"))
    shared = next(c for c in found.corroboration if "Eleven" in found.claim(c.claims[0]).statement)
    assert shared.sources == ("the text of Tellin Herald", "the text of Coast Courier")


def test_messages_call_articles_by_outlet_or_place_and_never_by_id():
    named = (
        view(BLAZE, "It destroyed 180 containers.", outlets=(None, "Coast Courier")).relations[0].explanation
    )
    assert "article 1 (14 October 2025) has" in named
    assert "Coast Courier" in named
    twice = view(BLAZE, "It destroyed 180 containers.", outlets=("Herald", "Herald")).relations[0].explanation
    assert "article 1 of Herald (14 October 2025) has" in twice
    assert "article 2 of Herald" in twice
    assert "article-" not in named + twice


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("The largest dry dock in Ostelle is the Grand Dornau.", ["precedent"]),
        ("The largest dry dock in Ostelle is the Halm Basin.", []),
        ("The largest dry cleaner in Ostelle is the Grand Dornau.", []),
        ("The largest dry dock in Bexia is the Grand Dornau.", []),
    ],
)
def test_one_superlative_has_one_holder(second, expected):
    assert kinds("The largest dry dock in Ostelle is the Halm Basin.", second) == expected


CONFESSED = (
    "A clerk of the Quarrel Bank in Tellin pleaded guilty to the theft of the Orbel crown {} from the vault."
)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("35 years ago", "30 years ago", ["time_mismatch"]),
        ("35 years ago", "35 years ago", []),
        ("35 years ago", "30 months ago", []),
    ],
)
def test_a_time_reckoned_in_other_numbers_is_a_mismatch_where_all_else_is_one(mine, theirs, expected):
    articles = [Article.from_text(CONFESSED.format(time), language="en") for time in (mine, theirs)]
    found = asyncio.run(examine(identified(articles), STAGES, lambda _: None)).view
    assert [relation.kind for relation in found.relations] == expected


WALL = (
    "The {} wall of the Saint Orla cathedral in Tellin collapsed during the Sunday mass of Bishop Ana Rook."
)


@pytest.mark.parametrize(
    ("theirs", "expected"), [("southern", ["contradiction"]), ("northern", []), ("old", []), ("long", [])]
)
def test_a_word_of_another_sort_in_a_copied_sentence_contradicts_it(theirs, expected):
    articles = [Article.from_text(WALL.format(word), language="en") for word in ("northern", theirs)]
    found = asyncio.run(examine(identified(articles), STAGES, lambda _: None)).view
    assert [relation.kind for relation in found.relations] == expected


def test_what_three_towns_say_of_themselves_is_a_formula_and_no_mismatch_of_names():
    line = "The mayor of {} promised help to the families on Tuesday. Nobody answered the telephone."
    towns = ("Quenby", "Brackley", "Tellin")
    articles = [Article.from_text(line.format(town), language="en", published_at=DAY) for town in towns]
    found = asyncio.run(examine(identified(articles), STAGES, lambda _: None)).view
    assert found.relations == ()


SAID = "The captain, Ada Rook, told reporters in Tellin: “{}”"


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("We suffered, and then we danced.", "We suffered, and then we sang.", ["quote_mismatch"]),
        ("We suffered, and then we danced.", "We suffered, and then we danced.", []),
        ("We suffered, and then we danced.", "We trained, and the rest is luck.", []),
        ("He is, you know, a kind and patient man.", "He is a kind and patient man.", []),
    ],
)
def test_a_short_utterance_is_found_by_words_side_by_side_and_fillers_are_none_of_it(mine, theirs, expected):
    assert [k for k in kinds(SAID.format(mine), SAID.format(theirs)) if k == "quote_mismatch"] == expected


COPIED = (
    "officials in Tellin carried out a {} burn of the tanker's cargo of vinyl chloride on Sunday evening."
)


@pytest.mark.parametrize(
    ("theirs", "expected"), [("uncontrolled", ["contradiction"]), ("controlled", []), ("second", [])]
)
def test_an_antonym_in_copied_words_is_seen_although_the_sentences_differ_otherwise(theirs, expected):
    mine = "Brackley smelled of chlorine for days after " + COPIED.format("controlled")
    other = "Residents of Quenby under Mayor Lew Ottey left their homes because " + COPIED.format(theirs)
    articles = [Article.from_text(text, language="en", published_at=DAY) for text in (mine, other)]
    found = asyncio.run(examine(identified(articles), STAGES, lambda _: None)).view
    assert [relation.kind for relation in found.relations] == expected
