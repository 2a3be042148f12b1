"""Phrases are found whole, the longest first, with their exact place."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.language.phrases import PhraseLists, Phrases, phrases
from assistant.language.words import words_of


def test_the_longest_phrase_wins_and_none_overlap():
    found = list(Phrases(["war", "war crime", "crime"]).find(words_of("A war crime, a crime in a war.")))
    assert [phrase.entry for phrase in found] == ["war crime", "crime", "war"]


def test_letter_case_and_curly_apostrophes_do_not_matter_and_parts_of_words_do_not_count():
    lists = Phrases(["won't", "art"])
    text = "They WON’T depart."
    (found,) = lists.find(words_of(text))
    assert text[found.start : found.end] == "WON’T"


def test_a_phrase_does_not_reach_over_punctuation():
    assert Phrases(["first time"]).first(words_of("At first, time was short.")) is None


def test_a_list_of_the_package_is_read_without_its_comments():
    found = phrases("assistant.language", "hedges").first(words_of("# Source: he reportedly left"))
    assert found is not None
    assert found.entry == "reportedly"


@given(
    st.lists(
        st.sampled_from(["led", "to", "a", "rise", "in", "due", ",", "killed", "more", "than", "fewer"])
    ).map(" ".join)
)
def test_several_lists_at_once_find_what_each_finds_alone(text):
    names = ("causes", "comparisons", "contested", "harm")
    words = words_of(text)
    together = PhraseLists("factcheck_claims", names).find(words)
    alone = {name: list(phrases("factcheck_claims", name).find(words)) for name in names}
    assert together == {name: found for name, found in alone.items() if found}
