import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.fold import fold, fold_with_offsets

SCRIPTS = (
    "aZé ß İ ﬁ ŉ Ǆ Жё שָׁ عَرَبِي हिन्दी क्ष 中文字 かが カ゛ 한국 ไทยำ 👩‍👩‍👧 ❤️"
    "e\u0301 a\u0308\u0323 \u200b\u200d\u200f\u202e\u00ad\ufeff"
    " \t\n\u00a0\u2009\u3000“”‘’«»\"'`—–-−…½Ⅳ①\u0345\u0344Ω"
)
texts = st.one_of(st.text(), st.text(alphabet=SCRIPTS))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("“It’s  over”", "'it's over'"),
        ("a — b", "A - b"),
        ("line\r\n  break", "line break"),
        ("Stra\u00adße", "STRASSE"),
        ("caf\u00e9", "cafe\u0301"),
        ("\u200f١٢ كلمة", "١٢ كلمة"),
    ],
)
def test_what_folding_makes_equal(a, b):
    assert fold(a) == fold(b)


@pytest.mark.parametrize(
    ("a", "b"), [("café", "cafe"), ("12", "15"), ("12", "１２"), ("a,b", "a b"), ("ё", "е")]
)
def test_what_stays_different(a, b):
    assert fold(a) != fold(b)


@given(texts)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_folding_any_single_character_twice_changes_nothing():
    changed = [code for code in range(0x110000) if fold(fold(chr(code))) != fold(chr(code))]
    assert changed == []


@given(texts)
def test_every_folded_character_comes_from_where_its_offset_says(text):
    folded = fold_with_offsets(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    for char, at in zip(folded.text, folded.offsets, strict=True):
        assert char == " " if text[at].isspace() else char in fold(text[at])


@given(texts)
def test_both_ways_of_folding_agree(text):
    assert fold_with_offsets(text).text.strip(" ") == fold(text)


@given(texts, st.data())
def test_a_folded_range_leads_back_to_characters_that_fold_to_it(text, data):
    folded = fold_with_offsets(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    whole = folded.text[start:end]
    splits = (
        at
        for at in (start, end)
        if 0 < at < len(folded.text) and folded.offsets[at - 1] == folded.offsets[at]
    )
    if whole.strip(" ") != whole or not whole or any(True for _ in splits):
        return
    first, last = folded.original(start, end)
    assert fold(text[first:last]) == whole


@given(texts)
def test_letter_case_and_canonical_form_are_of_no_account(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text)) or (
        unicodedata.normalize("NFD", text) != "".join(unicodedata.normalize("NFD", char) for char in text)
    )
