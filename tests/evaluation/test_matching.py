"""When a place found is the place expected."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.article import Anchor
from assistant.evaluation.matching import agrees, covered, one_to_one


def at(start, end, article="a", part="text"):
    return Anchor(article=article, part=part, start=start, end=end, exact="x" * (end - start))


anchors = st.builds(lambda start, length: at(start, start + length), st.integers(0, 60), st.integers(1, 30))


def test_half_of_both_is_enough_and_less_is_not():
    assert agrees(at(0, 10), at(5, 15))
    assert not agrees(at(0, 10), at(6, 16))
    assert not agrees(at(0, 10), at(0, 21))


def test_places_of_different_articles_or_parts_never_agree():
    assert not agrees(at(0, 10), at(0, 10, article="b"))
    assert not agrees(at(0, 10), at(0, 10, part="headline"))


def test_the_closest_match_is_taken_first():
    assert one_to_one([at(0, 10)], [at(3, 13), at(0, 10)]) == {0: 1}
    assert one_to_one([at(4, 14), at(0, 10)], [at(0, 10)]) == {1: 0}


def test_coverage_counts_no_character_twice():
    assert covered(at(0, 10), [at(0, 4), at(2, 4)]) == 0.4


@given(st.lists(anchors, max_size=6), st.lists(anchors, max_size=6))
def test_matches_agree_and_are_used_once(expected, found):
    matched = one_to_one(expected, found)
    assert len(set(matched.values())) == len(matched)
    assert all(agrees(expected[n], found[m]) for n, m in matched.items())


@given(st.lists(anchors, max_size=6, unique=True))
def test_everything_matches_itself(places):
    assert len(one_to_one(places, places)) == len(places)
