"""Where a statement ends, and what is one: each construction beside its look-alike."""

import pytest

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, id="a", language="en"))


def contents(text: str) -> list[str]:
    return [anchor.exact for one in read(text) for anchor in one.content_anchors]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The mayor said the bridge was safe, which nobody believed.", "the bridge was safe"),
        ("The mayor said the bridge, which is old, was safe.", "the bridge, which is old, was safe"),
        ("The mayor said the bridge was safe, a claim that the council rejected.", "the bridge was safe"),
        ("The mayor said the bridge was safe, a relief for all.", "the bridge was safe, a relief for all"),
        ("Ida Brandt, who said the bridge was safe, left the hall.", "the bridge was safe"),
        ("They promised not to touch the convoy.", "not to touch the convoy"),
        ("They promised to touch nothing.", "to touch nothing"),
        ("The union demanded guarantees for all jobs.", "guarantees for all jobs"),
        ("The institute asked for more telescope time.", "more telescope time"),
    ],
)
def test_the_end_of_a_statement(text, said):
    assert contents(text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("John Reith, who denies wrongdoing, will face a hearing.", "wrongdoing"),
        ("The paper, which found that 12 homes were unsafe, was printed on Monday.", "12 homes were unsafe"),
        ("The union, which says 4,000 will walk out, has set no date.", "4,000 will walk out"),
        ("The firm, which denied that it knew of the leak, settled the case.", "it knew of the leak"),
        ("Police, who say he fled to Velm, a village, are looking for him.", "he fled to Velm, a village"),
        ("A man who said he was a nurse was led away.", "he was a nurse"),
        (
            "A guest who said a man hurt in the fire was a thief was asked to go.",
            "a man hurt in the fire was a thief",
        ),
        ("A man who said he saw Reith hit Lind was led away.", "he saw Reith hit Lind"),
        ("A man who said he made a raft was led away.", "he made a raft"),
        ("A paper that found 12 homes were unsafe was withdrawn.", "12 homes were unsafe"),
        (
            "He met Ida Brandt and a paper that found homes, barns and sheds unsafe.",
            "homes, barns and sheds unsafe",
        ),
    ],
)
def test_a_statement_inside_the_subject_ends_where_the_sentence_goes_on(text, said):
    assert contents(text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Her claim that the fund was empty was false.", "the fund was empty"),
        ("Ida Brandt's claim that the vote was bought drew laughter.", "the vote was bought"),
        ("Ida Brandt's assertion that she never met the donor is untrue.", "she never met the donor"),
        ("His promise that no school would close lasted a week.", "no school would close"),
        (
            "His claim that those who took the pill were cured was untrue.",
            "those who took the pill were cured",
        ),
        ("His claim that the man she met was a spy was untrue.", "the man she met was a spy"),
        ("His claim that she said Lee was ill was read out.", "she said Lee was ill"),
        (
            "She made the claim that the fund was empty and that few knew.",
            "the fund was empty and that few knew",
        ),
    ],
)
def test_a_statement_behind_a_noun_ends_where_the_sentence_goes_on(text, said):
    assert contents(text) == [said]


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("According to the audit, the sluice failed.", "the audit", "the sluice failed"),
        (
            "According to the audit, the sluice failed, killing 12.",
            "the audit",
            "the sluice failed, killing 12",
        ),
        ("According to the audit, it failed, and 12 drowned.", "the audit", "it failed, and 12 drowned"),
        (
            "According to the mayor, Ida Brandt, the sluice failed.",
            "the mayor, Ida Brandt",
            "the sluice failed",
        ),
        ("According to Ida Brandt, a nurse, the lift failed.", "Ida Brandt, a nurse", "the lift failed"),
        (
            "According to the union, the oldest here, nobody voted.",
            "the union, the oldest here",
            "nobody voted",
        ),
    ],
)
def test_a_leading_source_ends_before_the_subject_of_what_it_says(text, source, said):
    (one,) = read(text)
    assert (one.source.text, [anchor.exact for anchor in one.content_anchors]) == (source, [said])


def test_who_does_a_second_thing_in_what_a_document_says_is_its_subject():
    one, other = read("According to the charge sheet, Ida Brandt paid a clerk and told a porter to hide it.")
    assert (one.source.text, other.source.text) == ("the charge sheet", "Ida Brandt")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Prosecutors allege that Reith wired $900 to a firm.", ["Reith wired $900 to a firm"]),
        ("The minister disputed that figure, without a word more.", ["that figure, without a word more"]),
        ("She told a crowd of about 300 people in Velm that she would stay.", ["she would stay"]),
        ("The mayor promised, if elected, to freeze rents.", ["to freeze rents"]),
        ("The office said in its report that 12 of 40 wells were foul.", ["12 of 40 wells were foul"]),
    ],
)
def test_what_stands_between_a_verb_and_its_statement(text, said):
    assert contents(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The ministry denied that.", []),
        ("The ministry, through a spokesman, denied that.", []),
        ("The ministry disputed that, saying the town was free.", ["the town was free"]),
        ("The ministry denied that spending was up.", ["spending was up"]),
    ],
)
def test_that_alone_is_no_statement(text, said):
    assert contents(text) == said


@pytest.mark.parametrize("text", ["He came, and told that", "She asked the clerk who that", "They warned of"])
def test_a_statement_that_breaks_off_is_none(text):
    assert not read(text)


def test_a_noun_in_ing_has_no_subject_before_it():
    assert not read("The warning that the dam could burst came two days too late.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The survey found a median of 1.5 floods a week.", ["a median of 1.5 floods a week"]),
        ("The mayor found a coin on the road.", []),
        ("A tally by the insurer shows losses of 210,000 pounds.", ["losses of 210,000 pounds"]),
        ("The guide shows visitors the tower.", []),
        ("The service counted 212 calls for heat stroke.", ["212 calls for heat stroke"]),
        ("The union calls for an inquiry.", ["an inquiry"]),
    ],
)
def test_documents_find_what_people_only_come_across(text, found):
    assert contents(text) == found


def test_a_document_is_dated_inside_its_own_words():
    (one,) = read("Ice lies on the moon, according to a paper posted on Thursday in the journal Nerve.")
    assert one.source.text == "a paper posted on Thursday in the journal Nerve"
    (one,) = read("Ice lies on the moon, a paper said on Thursday.")
    assert one.source.text == "a paper"


def test_what_is_only_reported_of_somebody_is_nobodys_statement():
    (one,) = read("The owner is reported to have feared the roof would leak.")
    assert one.source.kind == "none"
