"""One claim in two accounts of one story: told by its figure, its source or its day, in whatever words."""

import pytest

from tests.plugins.test_consistency_story import DAY, RETOLD, view


def agreed(first, second, **more):
    """Whether the two statements, each behind a lead of one story, are one claim that both articles carry."""
    found = view(first, second, **more)
    carried = [{found.claim(id_).statement for id_ in shared.claims} for shared in found.corroboration]
    return any({first, second} <= statements for statements in carried)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("A crowd of 31,417 watched from the hill.", "The turnstiles counted 31,417.", True),
        ("A crowd of 31,417 watched from the hill.", "The crane cost 31,417 euros.", False),
        ("A crowd of 31,417 watched from the hill.", "The turnstiles counted 31,418.", False),
        ("Some 400 people came, the dockers' union said.", "The dockers' union counted 400.", True),
        ("Some 400 people came, the dockers' union said.", "The coastguard counted 400.", False),
        ("The blaze destroyed 40 cranes.", "All in all, 40 cranes were destroyed, the owner said.", True),
        ("The blaze destroyed 40 cranes.", "The port has 40 cranes on its eastern side.", False),
        ("The blaze destroyed 40 cranes.", "It destroyed 40 of the 90 cranes.", False),
        ("Halm would pay $1.8 billion for the port.", "The price was put at $1.8bn.", True),
        ("Halm would pay $1.8 billion for the port.", "The harbour earned $1.8bn last year.", False),
        ("The work will last 48 hours.", "Stokers were told that work goes on for 48 hours.", True),
        ("The work will last 48 hours.", "The permit is valid for 48 hours.", False),
        ("The blaze killed six people.", "Six people died, the coastguard said.", True),
        ("The blaze killed six people.", "In 1987 six people died at the same quay.", False),
        (
            "The tanker, launched in 1961, was carrying gas.",
            "It was in 1961 that the tanker was launched.",
            True,
        ),
        ("The tanker, launched in 1961, was carrying gas.", "The pier was built in 1961.", False),
    ],
)
def test_a_figure_or_a_day_of_one_story(first, second, expected):
    assert agreed(first, second) is expected


def test_not_of_another_place():
    retold = f"{RETOLD} The tanker is towed away. Nobody has seen its owner."
    assert agreed("The blaze killed six people.", "Six people died in a fire.", retold=retold)
    assert not agreed("The blaze killed six people.", "Six people died in a fire in Brackley.", retold=retold)


def test_only_of_one_story():
    lead = (
        "The warehouse of the brewer Alder & Sohn in Quenby burnt down on Sunday, the mayor Lew Ottey said."
    )
    first, second = "A crowd of 31,417 watched from the hill.", "The turnstiles counted 31,417."
    assert agreed(first, second, days=(DAY, DAY))
    assert not agreed(first, second, retold=lead)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "The port inspectorate said the owner had ignored two warnings about the boilers below deck.",
            "According to the port inspectorate, the owner had been warned about the boilers.",
            True,
        ),
        (
            "The port inspectorate said the owner had ignored two warnings about the boilers below deck.",
            "According to the seamen's guild, the owner had been warned about the boilers.",
            False,
        ),
        ("Halm Lines is in talks to buy Orbel Tugs.", "Halm Lines will sign a deal to buy Orbel Tugs.", True),
        ("Halm Lines is in talks to buy Orbel Tugs.", "Halm Lines once sued Orbel Tugs over a buoy.", False),
    ],
)
def test_one_source_or_one_step_of_two_parties(first, second, expected):
    assert agreed(first, second) is expected


CLAIM = "The owner of the Maren Voss sold the tanker to Orbel Tugs"


@pytest.mark.parametrize(
    ("first", "second", "independent"),
    [
        ("Halm Wire reported, citing two brokers", "Halm Wire reports, citing people close to the sale", 1),
        ("Halm Wire reported", "Halm Wire reports, citing people close to the sale", 1),
        ("Halm Wire reported", "Orbel Press reports, citing people close to the sale", 2),
        ("Halm Wire reported, citing the harbour office", "Halm Wire reports, citing the tax office", 2),
        ("two brokers said", "people close to the sale said", 2),
    ],
)
def test_what_two_articles_have_through_one_outlet_from_nobody_named_has_one_source(
    first, second, independent
):
    found = view(f"{CLAIM}, {first}.", f"{CLAIM}, {second}.")
    (shared,) = (c for c in found.corroboration if "sold" in found.claim(c.claims[0]).statement)
    assert shared.independent == independent
