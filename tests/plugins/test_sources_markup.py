"""Sources in text with Markdown's marks, in transcripts, and in sentences all in capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions
from factcheck_sources.tokens import tokenise, unmarked


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, id="a", language="en"))


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ('"We won," said **Ana Roth**, leader of the [Reds](http://x.example).', "Ana Roth", "leader of the Reds"),
        ("*Ana Roth* said that the [Tarn dam](http://x.example/a_b) was safe.", "Ana Roth", None),
        ("[Ana Roth](http://x.example) said that the dam was safe.", "Ana Roth", None),
        ("“We won,” said *Ana* **Roth**.", "Ana Roth", None),
        ("__Ana Roth__ said that the dam was safe.", "Ana Roth", None),
    ],
)  # fmt: skip
def test_marks_do_not_hide_names(text, name, title):
    (one,) = read(text)
    assert (one.source.name, one.source.title) == (name, title)
    assert "*" not in one.source.text
    assert all(text[a.start : a.end] == a.exact for a in (*one.source_anchors, *one.content_anchors))


@pytest.mark.parametrize(
    "text", ["5 * 4 is 20", "a snake_case_name here", "[The mayor] is wrong", "see [1] (page 2)", "* a point"]
)
def test_other_stars_and_brackets_stay(text):
    assert unmarked(text) == text


@given(st.text(alphabet="ab *_[]()\n.", max_size=60))
def test_every_word_keeps_its_place(text):
    plain = unmarked(text)
    assert len(plain) == len(text)
    assert all(b in (a, " ") for a, b in zip(text, plain, strict=True))


def test_hostile_marks_take_linear_time():
    for junk in ("[" * 100_000, "*" * 100_000, "[a](" * 25_000, "_" * 100_000, "s' " * 30_000):
        assert len(unmarked(junk)) == len(junk)
        tokenise(unmarked(junk))


def test_a_transcript_is_credited_to_its_labels():
    text = (
        "Lena Smith met the panel of Tom Jones.\n\nSMITH: No, we were not told. Nobody asked us.\n\n"
        "JONES: The mayor said that you were told.\n\nMODERATOR: The hour is late."
    )
    smith, jones, moderator = read(text)
    assert (smith.source.text, smith.source.name, smith.cue) == ("SMITH", "Lena Smith", "")
    assert [a.exact for a in smith.content_anchors] == ["No, we were not told", "Nobody asked us."]
    assert jones.source.name == "Tom Jones"
    assert moderator.source.text == "MODERATOR"


def test_answers_are_those_of_the_person_interviewed():
    (one,) = read("Lena Smith met us at home.\n\nQ: Did you know?\n\nA: I did not know.")
    assert (one.source.text, one.source.name) == ("A", "Lena Smith")
    assert one.content_anchors[0].exact == "I did not know"
    assert read("The hall was cold.\n\nQ: Did you know?\n\nA: I did not know.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "KARSK: The dam was built by hand.\n\nIt is old.",
        "The dam is old.\n\nNOTE: The text was corrected.",
        "The dam is old.\n\nHe had one wish: The sea.",
    ],
)
def test_a_dateline_or_a_note_is_no_speaker(text):
    assert read(text) == ()


def test_a_sentence_in_capitals_is_read():
    (one,) = read("OFFICIALS SAID THE DAM WAS SAFE. The dam was built by hand.")
    assert (one.source.text, one.source.kind) == ("OFFICIALS", "anonymous_group")
    assert one.content_anchors[0].exact == "THE DAM WAS SAFE"
    assert read("THE DAM WAS BUILT BY HAND.") == ()
