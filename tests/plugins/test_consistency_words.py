"""Terms and figures: what counts as the same word and what as the same number."""

import pytest

from assistant.language.quantities import find_quantities
from factcheck_consistency.figures import figures_of
from factcheck_consistency.terms import american, key_of, name_key, sounds_alike
from tests.growth import LINEAR, growth


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("deployment", "deploys"),
        ("troops", "soldiers"),
        ("resigned", "resignation"),
        ("sank", "sinking"),
        ("labour", "labor"),
        ("houses", "homes"),
        ("killed", "died"),
        ("walkout", "strike"),
        ("deal", "agreement"),
        ("running", "ran"),
    ],
)
def test_forms_and_groups_of_a_word_share_a_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("missing", "mission"), ("north", "south"), ("approved", "rejected")]
)
def test_other_words_do_not(one, other):
    assert key_of(one) != key_of(other)


def test_a_name_is_known_in_its_adjective_and_its_transliterations():
    assert name_key("Bexian") == name_key("Bexia’s") == name_key("Bexia")
    assert name_key("Zelensky") == name_key("Zelenskyy") == name_key("Zelenskiy")
    assert sounds_alike(name_key("Oleksandr"), name_key("Aleksandr"))
    assert not sounds_alike(name_key("Westry"), name_key("Eastry"))


def test_spelling_is_american_and_a_short_word_stays():
    assert [american(word) for word in ("Defence", "honours", "centre", "our")] == [
        "defense",
        "honors",
        "center",
        "our",
    ]


def fits(one, other):
    first, second = (
        figures_of(text, [m.quantity for m in find_quantities(text)])[0] for text in (one, other)
    )
    assert first.unit == second.unit
    return first.fits(second), second.fits(first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about a dozen people", "12 people"),
        ("at least 12 people", "15 people"),
        ("more than 40 people", "44 people"),
        ("$1.2bn", "1,200 million dollars"),
        ("nearly 49,000 people", "48,750 people"),
        ("100 miles", "161 kilometres"),
        ("between 10 and 20 people", "15 people"),
        ("half of the houses", "50 percent of the houses"),
    ],
)
def test_figures_that_can_both_be_right(one, other):
    assert fits(one, other) == (True, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 people", "17 people"),
        ("at least 15 people", "9 people"),
        ("$1.2 billion", "$1.2 million"),
        ("one in five houses", "half of the houses"),
        ("4.1 percent", "6.3 percent"),
        ("100 miles", "120 kilometres"),
        ("48,750 people", "57,000 people"),
    ],
)
def test_figures_that_cannot(one, other):
    assert fits(one, other) == (False, False)


def test_a_quantity_whose_words_are_gone_is_left_out():
    (mention,) = find_quantities("12 people")
    assert figures_of("nobody", [mention.quantity]) == ()


@pytest.mark.parametrize("junk", ["ies", "A", "é", "ing"])
def test_keys_of_hostile_words_take_linear_time(junk):
    def keys(size):
        word = junk * (size // len(junk))
        key_of(word)
        name_key(word)

    assert growth(keys, 25_000) < LINEAR
