"""What a question asks for."""

import pytest

from assistant.conversation.question import asks_for_verdict, follows, read, terms_of
from assistant.fold import fold

VERDICTS = """
Is it true that the fire was set on purpose?
is this true
Is the article reliable?
Which of them is right?
Which article should I trust?
Who is lying?
Is what the mayor said true?
Are these figures correct?
Did it really happen?
can we believe the source?
What is the right figure?
how credible is the wire report?
How likely is it that troops are coming?
Fact-check this for me
true or false: the harbour is shut
So is it fake?
what's the truth about the fire?
Was the first article wrong?
"""
NO_VERDICTS = """
Who says it is true that the fire was set?
Does anyone say the report was false?
What did the mayor say was wrong with the dam?
Did the ministry say that the claim is false?
Who has the right to vote?
What does the article say about real estate?
Who called the report misleading?
Who says troops are coming?
what should I check first, and with whom?
Which sources confirm the fire?
Where is the right bank of the river?
"""


@pytest.mark.parametrize("question", VERDICTS.strip().splitlines())
def test_a_question_for_a_verdict_is_known(question):
    assert asks_for_verdict(fold(question))


@pytest.mark.parametrize("question", NO_VERDICTS.strip().splitlines())
def test_a_question_about_who_says_what_is_none(question):
    assert not asks_for_verdict(fold(question))


@pytest.mark.parametrize(
    ("question", "facets", "terms"),
    [
        ("who says troops are coming?", ("sources",), ["troops"]),
        ("which of these rest on one source?", ("single",), []),
        ("what changed between the two versions?", ("conflicts",), []),
        ("what should I check first, and with whom?", ("first",), []),
        ("How many containers were destroyed?", ("figures",), ["containers", "destroyed"]),
        ("When did the fire break out?", ("times",), ["fire", "break"]),
        ("Who is Tomas Reuel?", (), ["tomas", "reuel"]),
    ],
)
def test_a_question_is_about_words_and_sides_of_the_report(question, facets, terms):
    reading = read(question)
    assert reading.facets == facets
    assert list(reading.terms.values()) == terms


GOES_ON = """
who says that?
Who says so?
and the other article?
And what does the Post say?
what about the police?
why?
when?
how many?
Is that true?
Which article says it?
what else?
"""
STANDS_ALONE = """
who says troops are coming?
who are the sources?
which of these rest on one source?
what changed between the two versions?
and where do they differ?
How many were hurt?
And what did the mayor of Port Verrin say about the harbour police?
Is it true that the fire was set?
港口什么时候关闭
"""


@pytest.mark.parametrize("question", GOES_ON.strip().splitlines())
def test_a_question_without_words_of_its_own_goes_on_from_the_one_before(question):
    assert follows(question)


@pytest.mark.parametrize("question", STANDS_ALONE.strip().splitlines())
def test_a_question_that_can_be_looked_up_stands_by_itself(question):
    assert not follows(question)


def test_names_are_kept_as_they_are_written():
    assert read("What did Ada Bream say about the Lowbridge dam?").names == ("Ada Bream", "Lowbridge")


def test_scripts_without_blanks_are_looked_up_in_pairs():
    assert set(read("港口什么时候关闭").terms) & set(terms_of("港口周五关闭。"))
