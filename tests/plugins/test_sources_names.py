"""Which person is meant: full names, pronouns, epithets, acronyms, narrators, and letters in excerpts."""

import pytest

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions


def read(text: str, headline: str | None = None) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, headline=headline, id="a", language="en"))


def named(text: str, headline: str | None = None) -> list[str | None]:
    return [one.source.name for one in read(text, headline)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Brandt said it was late. Ida Brandt leads the union.", ["Ida Brandt"]),
        (
            "Ida Brandt said it was late. Ida Maria Brandt said it was early.",
            ["Ida Maria Brandt", "Ida Maria Brandt"],
        ),
        (
            "Ida van der Linde said it was late. Van der Linde said it was early.",
            ["Ida van der Linde", "Ida van der Linde"],
        ),
        ("Tom Lind Jr. said it was late. Lind said it was early.", ["Tom Lind Jr.", "Tom Lind Jr."]),
        (
            "Grandmother-of-five Doreen Tuck said it was late. Doreen said it was early.",
            ["Doreen Tuck", "Doreen Tuck"],
        ),
        ("Ida Brandt fell. Karl Brandt said it was late.", ["Karl Brandt"]),
    ],
)
def test_the_fullest_name_the_article_gives(text, names):
    assert named(text) == names


def test_two_people_of_one_surname_are_told_apart_by_who_came_last():
    text = "Ida Brandt won. Jonas Berg lost. Karl Brandt watched them. Brandt said it was late."
    assert named(text) == ["Karl Brandt"]


def test_a_name_only_in_the_headline_counts():
    assert named("Brandt said it was late.", "Mayor Ida Brandt turns plan down") == ["Ida Brandt"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ida Brandt met Jonas Berg. The plan was dead, she said.", "Ida Brandt"),
        ("The door was painted by engineer Jonas Berg for free. It was late, he said.", "Jonas Berg"),
        ("Jonas Berg said it was late. Tom Lind is a fool, he said.", "Jonas Berg"),
        ("Tom Lind spoke. And at the end, Jonas Berg offered tea. He said it was late.", "Jonas Berg"),
        ("Jonas Berg asked about the flat. The Labour politician said it was small.", "Jonas Berg"),
        ("Ida Brandt moved here. The 45-year-old said it was late.", "Ida Brandt"),
    ],
)
def test_who_a_pronoun_or_an_epithet_means(text, name):
    assert read(text)[-1].source.name == name


def test_a_lawyer_is_not_the_client():
    (one,) = read("Tom Lind was charged. Lind's lawyer said the books were in order.")
    assert (one.source.kind, one.source.name) == ("anonymous_person", None)


def test_an_acronym_takes_the_name_that_the_article_writes_out():
    text = "The Port and Dock Authority will move. A PDA spokesman said the lease was signed."
    assert named(text) == ["Port and Dock Authority"]
    assert named("A PDA spokesman said the lease was signed.") == ["PDA"]


def test_a_spokesman_without_a_body_speaks_for_the_one_before():
    text = "The Harbour Office has closed the pier. A spokesman said: “It was not safe.”"
    assert named(text) == ["Harbour Office"]


def test_the_statement_is_its_authors():
    text = "Harbour Office said it was late. “It will reopen,” the statement said."
    assert [one.source.kind for one in read(text)] == ["organization", "organization"]


def test_the_reporters_own_words_are_no_attribution():
    text = "“Who was it?” I asked. “And why?”\n\n“Nobody knows,” Ida Brandt said."
    assert named(text) == ["Ida Brandt"]


def test_excerpts_belong_to_the_one_whose_text_they_are_from():
    text = (
        "Investor Jonas Berg's letters are read closely.\n\nBerg wrote on Saturday. Here is a sample:\n\n"
        "On mistakes:\n\n“We made many of them.”\n\nOn the years to come:\n\n“Nobody can know.”\n\n"
        "On money:\n\n“Spend it wisely.”"
    )
    assert named(text) == ["Jonas Berg"] * 3


def test_without_excerpts_a_far_quotation_is_nobodys():
    text = (
        "Jonas Berg is an investor.\n\nHe sleeps.\n\nThe town was grim.\n\nThe sea rose.\n\n“Nobody knows.”"
    )
    assert named(text) == [None]


SECRETARIES = (
    "The home secretary, Ida Brandt, said that it was early. The justice secretary said that it was not. On "
    "Monday the justice secretary, Karl Chalk, told the station that it was late."
)
BOARDS = (
    "The rule of the Air Resources Board was disputed. The Office of Administrative Law said that it did not "
    "conform. The air board said that it would resubmit the rule."
)
SERVICES = (
    "The state's department of health services (DHS) met. Ida Brandt said that it was late. DHS said that the "
    "outbreak was over."
)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (SECRETARIES, "The justice secretary", "Karl Chalk"),
        (BOARDS, "The air board", "Air Resources Board"),
        (SERVICES, "DHS", "department of health services"),
    ],
)
def test_an_office_a_body_and_an_acronym_are_told_from_others_by_their_own_words(text, words, name):
    (one,) = [one for one in read(text) if one.source.text == words]
    assert one.source.name == name
