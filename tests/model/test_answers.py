"""Validation item by item: right and wrong are told apart, and nothing is lost between them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from assistant.model.answers import examine
from tests.model.asking import Items, question

GOOD = st.builds(lambda n, words: {"n": n, "words": words}, st.integers(1, 99), st.text(max_size=5))
BAD = st.sampled_from(
    [7, None, "x", [], {}, {"n": 0, "words": "x"}, {"n": "1", "words": "x"}, {"n": 1, "words": "x", "y": 1}]
)


@given(st.lists(GOOD | BAD, max_size=3))
def test_every_item_is_either_in_the_answer_or_among_the_invalid(items: list):
    examined = examine(question(), json.dumps({"items": items}))
    good = [
        item
        for item in items
        if isinstance(item, dict) and item.get("n") in range(1, 100) and set(item) == {"n", "words"}
    ]
    bad = [item for item in items if item not in good]

    assert examined.answer is not None
    assert [item.model_dump() for item in examined.answer.items] == good
    assert [entry.item for entry in examined.invalid] == bad
    assert all(entry.reason for entry in examined.invalid)
    assert (examined.problem is None) == (not bad)


def test_what_is_wrong_outside_any_item_leaves_no_answer():
    for text in ('{"items": [], "more": 1}', '{"items": {}}', "{}"):
        examined = examine(question(), text)

        assert examined.answer is None
        assert examined.problem


def test_items_beyond_the_bound_of_the_schema_are_surplus():
    items = [{"n": n, "words": "w"} for n in range(1, 6)]
    examined = examine(question(), json.dumps({"items": items}))

    assert isinstance(examined.answer, Items)
    assert [item.n for item in examined.answer.items] == [1, 2, 3]
    assert [entry.item for entry in examined.invalid] == items[3:]
    assert examined.problem == "items: more than 3 items"


def test_a_long_list_of_problems_is_cut():
    items = [{"n": -1, **{f"x{n}": 1 for n in range(20)}}]
    problem = examine(question(), json.dumps({"items": items})).problem

    assert problem is not None
    assert problem.endswith("; and 14 more")
    assert len(problem) < 600
