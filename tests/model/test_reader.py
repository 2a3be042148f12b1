"""The strict reader: what it takes off, what it refuses, and that nothing makes it slow or crash."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import MalformedModelError
from assistant.model.reader import read
from tests.growth import LINEAR, growth

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
OBJECTS = st.dictionaries(st.text(), VALUES, max_size=4)
PROSE = st.text(alphabet=st.characters(exclude_characters="{}<", codec="utf-8"))


@given(OBJECTS, PROSE, PROSE)
def test_an_object_is_read_whatever_words_are_around_it(value: dict, before: str, after: str):
    assert read(f"{before}{json.dumps(value)}{after}") == value


@given(OBJECTS, st.sampled_from(["think", "thinking", "reasoning"]), PROSE)
def test_reasoning_is_taken_off(value: dict, tag: str, thought: str):
    assert read(f"\n<{tag}>{thought}{{{thought}}}</{tag}>\n{json.dumps(value)}") == value
    assert read(f"{thought}</{tag}>{json.dumps(value)}") == value


@given(OBJECTS)
def test_a_code_fence_is_taken_off(value: dict):
    assert read(f"```json\n{json.dumps(value)}\n```") == value
    assert read(f"\ufeff```\n{json.dumps(value)}") == value


@given(st.text())
def test_any_text_is_read_or_refused(text: str):
    with suppress(MalformedModelError):
        assert json.dumps(read(text), ensure_ascii=False).encode()


def test_a_closing_tag_inside_the_answer_stays():
    assert read('{"quote": "</think>"}') == {"quote": "</think>"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "came nothing"),
        ("no", "came text without one"),
        ('["a"]', "came text without one"),
        ('{"a": 1', "not valid JSON: Expecting ',' delimiter at character 7"),
        ('{"a": 1}{"a": 2}', "came more than one"),
        ('{"a": 1} or {a}', "came more than one"),
        ('{"a": 1, "a": 2}', "the name 'a' occurs twice"),
        ('{"x": {"a": 1, "b": 2, "a": 1}}', "the name 'a' occurs twice"),
        ('{"a": NaN}', "NaN is not JSON"),
        ('{"a": -Infinity}', "-Infinity is not JSON"),
        ("{'a': 1}", "not valid JSON"),
        ('{"a": 1,}', "not valid JSON"),
        ('{"a": __import__("os")}', "not valid JSON"),
        ('<think>{"a": 1}', "reasoning without an end"),
        ('{"a": {"b": ["\\ud800"]}}', r"\\ud800 is half a character"),
        ('{"\\udc00\\ud800": 1}', r"\\udc00 is half a character"),
        ('{"a": "\ud800"}', r"\\ud800 is half a character"),
        ('{"a": ' + "[" * 50 + "]" * 50 + "}", "nested deeper than 50"),
        ('{"a": ' + '{"a": ' * 970 + "1" + "}" * 971, "not usable JSON"),
        ('{"a": "\x01"}', "not valid JSON: Invalid control character"),
    ],
)
def test_what_is_not_one_strict_object_is_refused_with_the_reason(text: str, problem: str):
    with pytest.raises(MalformedModelError, match=problem.replace("(", r"\(")):
        read(text)


def test_a_pair_of_surrogates_is_one_character():
    assert read('{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}


def test_an_answer_may_be_nested_fifty_deep():
    assert read('{"a": ' + "[" * 49 + "]" * 49 + "}")


@pytest.mark.parametrize("junk", ["{", "[", "<think>", "</think>", "```", '{"a":', '"', "\\", "{}", "}", " "])
def test_hostile_text_takes_linear_time(junk: str):
    def fail(size: int) -> None:
        with pytest.raises(MalformedModelError):
            read("{" + junk * (size // len(junk)))

    assert growth(fail, 25_000) < LINEAR
