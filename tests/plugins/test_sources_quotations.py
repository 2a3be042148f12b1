"""Quoted words: split, running, reopened, signed, woven into a sentence, and without a cue."""

import pytest

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, id="a", language="en"))


def content(one: Attribution) -> list[str]:
    return [anchor.exact for anchor in one.content_anchors]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe,” said Ida Brandt.",
        "“The bridge is safe,” Ida Brandt said.",
        "Ida Brandt said: “The bridge is safe.”",
        "Ida Brandt said, “The bridge is safe.”",
        "'The bridge is safe,' sobbed Ida Brandt.",
        "Ida Brandt: “The bridge is safe.”",
        "“The bridge is safe.” — Ida Brandt",
        "Ida Brandt stood by the river. “The bridge is safe.”",
    ],
)
def test_quotation_and_speaker_in_every_order(text):
    (one,) = read(text)
    assert content(one) == ["The bridge is safe"]
    assert one.source.name == "Ida Brandt"
    assert one.directness == "direct"


def test_split_quotation_has_two_anchors():
    (one,) = read("“The bridge,” said Ida Brandt, “is a danger to everyone.”")
    assert content(one) == ["The bridge", "is a danger to everyone"]


def test_running_quotation_goes_on_with_the_same_statement():
    (one,) = read("“We will fight,” Ida Brandt said. “We have done so before.”")
    assert content(one) == ["We will fight", "We have done so before"]
    assert one.sentences == (1, 2)


def test_quotation_over_paragraphs_stays_with_its_speaker():
    found = read("Ida Brandt said: “It began at noon.\n\n“It ended at one. We were lucky.”")
    assert [one.source.name for one in found] == ["Ida Brandt", "Ida Brandt"]
    assert content(found[0]) == ["It began at noon"]
    assert content(found[1]) == ["It ended at one. We were lucky"]


def test_uncredited_quotation_belongs_to_the_speaker_in_play():
    found = read("“It is a scandal,” Ida Brandt told the council.\n\n“Nobody has asked us.”")
    assert found[1].source.name == "Ida Brandt"
    assert found[1].cue == ""


def test_quotation_that_nobody_speaks_is_nobodys():
    (one,) = read("The town was grim.\n\n“We have been forgotten by everyone.”")
    assert (one.source.kind, one.cue) == ("none", "")


def test_woven_quotation_is_mixed():
    (one,) = read("Ida Brandt said the bridge was “a danger to everyone” and would be closed.")
    assert content(one) == ["the bridge was “a danger to everyone” and would be closed"]
    assert one.directness == "mixed"


@pytest.mark.parametrize(
    "text",
    [
        "They watched “The Long Night” twice.",
        "The so-called “experts” met.",
        "He sang “Ring for Tom” in the hall.",
    ],
)
def test_titles_and_scare_quotes_are_no_statements(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brandt stood by the river. Its slogan, “Get up, it is worth it”, is old.",
        "Ida Brandt came with a tray of rolls and a sign: “Half-baked democracy for all”.",
        "Ida Brandt spoke. The song “Up the hill with a satchel today” was sung twice.",
        "Ida Brandt read the notes, such as “key under the blue pot there”.",
    ],
)
def test_what_a_thing_is_called_or_carries_is_nobodys_statement(text):
    assert not [one for one in read(text) if one.directness == "direct"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ida Brandt turned to Tom Reith: “Why are you here so late?”", "Ida Brandt"),
        ("The judge read out the letter of the victim: “You took my son.”", ""),
        ("Ida Brandt opened an old diary: “The sea takes what it wants.”", ""),
        ("Ida Brandt hung a banner over the quay: “We will not be moved by this.”", ""),
    ],
)
def test_a_quotation_behind_a_colon_is_nobodys_where_another_may_have_written_it(text, source):
    (one,) = read(text)
    assert one.source.text == source
