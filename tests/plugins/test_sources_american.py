"""Constructions of American local, political, court, health, business and sports news."""

import pytest

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions


def read(text: str, headline: str | None = None) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, headline=headline, id="a", language="en"))


def told(one: Attribution) -> list[str]:
    return [anchor.exact for anchor in one.content_anchors]


@pytest.mark.parametrize(
    ("text", "source", "cue", "said"),
    [
        (
            "Crews came about 3:15 a.m. Sunday, according to Lt. Kayla Reyes.",
            "Lt. Kayla Reyes",
            "according to",
            ["Crews came about 3:15 a.m. Sunday"],
        ),
        (
            "Rep. Ana Ruiz, D-Calif., tweeted: “That is not who we are.”",
            "Rep. Ana Ruiz, D-Calif.",
            "tweeted",
            ["That is not who we are"],
        ),
        (
            "Shares fell 4% after the company said it expects lower sales.",
            "the company",
            "said",
            ["it expects lower sales"],
        ),
        (
            "Per the sheriff's office, the driver was not hurt.",
            "the sheriff's office",
            "Per",
            ["the driver was not hurt"],
        ),
        (
            "Records obtained by the Merrin Post show the mayor billed the city.",
            "Records obtained by the Merrin Post",
            "show",
            ["the mayor billed the city"],
        ),
        (
            "Dr. Anil Mehta, a specialist who was not involved in the study, called the results promising.",
            "Dr. Anil Mehta, a specialist who was not involved in the study",
            "called",
            ["the results promising"],
        ),
        (
            "Acme Motors CEO Dana Fry blamed supply chain problems for the loss.",
            "Acme Motors CEO Dana Fry",
            "blamed",
            ["supply chain problems for the loss"],
        ),
        (
            "Two plumbers who answered the letters said they could not tell.",
            "Two plumbers who answered the letters",
            "said",
            ["they could not tell"],
        ),
        (
            "Advocates who packed the hearing room said they had waited long enough.",
            "Advocates who packed the hearing room",
            "said",
            ["they had waited long enough"],
        ),
        (
            "“It was a long night,” said the 71-year-old baker.",
            "the 71-year-old baker",
            "said",
            ["It was a long night"],
        ),
        (
            "A sign on the door read “Closed until further notice.”",
            "A sign on the door",
            "read",
            ["Closed until further notice"],
        ),
        (
            "“Where does the money come from?” Lind asked.",
            "Lind",
            "asked",
            ["Where does the money come from?"],
        ),
        (
            "“We sign soon,” the president told reporters when asked about the deal.",
            "the president",
            "told",
            ["We sign soon"],
        ),
        (
            "Mayor Ida Brandt urged the council, which meets on Friday, to keep calm.",
            "Mayor Ida Brandt",
            "urged",
            ["the council, which meets on Friday, to keep calm"],
        ),
        (
            "The board said it would resubmit the rules, which would take a year.",
            "The board",
            "said",
            ["it would resubmit the rules, which would take a year"],
        ),
        (
            "The Health Department has reported 124 cases.",
            "The Health Department",
            "reported",
            ["124 cases"],
        ),
        ("Inflation, she said, was slowing.", "she", "said", ["Inflation", "was slowing"]),
        (
            "The company reported a loss of $212 million.",
            "The company",
            "reported",
            ["a loss of $212 million"],
        ),
        (
            "The safety council estimates that speed played a part in a third of all deaths.",
            "The safety council",
            "estimates",
            ["speed played a part in a third of all deaths"],
        ),
        (
            "Ida Brandt, the former leader who has made the harbor her cause, announced she would step down.",
            "Ida Brandt, the former leader who has made the harbor her cause",
            "announced",
            ["she would step down"],
        ),
        (
            "“We won't close,” wrote Dana Fry, in a memo to staff that was seen by the Post.",
            "Dana Fry",
            "wrote",
            ["We won't close"],
        ),
        (
            "“The old pier was fine,” he added, speaking of the 1970s, “but this is better.”",
            "he",
            "added",
            ["The old pier was fine", "but this is better"],
        ),
    ],
)
def test_source_cue_and_exact_content(text, source, cue, said):
    (one,) = read(text)
    assert one.source.text == source
    assert one.cue == cue
    assert told(one) == said


@pytest.mark.parametrize(
    "text",
    [
        "A regional plan announced today will bring repairs to 500 homes.",
        "Four of the clerks asked to return to the bureau got letters.",
        "People who say such things are mistaken.",
        "The mayor called the police the next day.",
        "The car ran at 70 miles per hour, they found.",
    ],
)
def test_what_credits_nobody(text):
    assert not [one for one in read(text) if one.cue != "found"]


def test_two_subjects_of_a_reported_clause_agree_and_nobody_else():
    (one,) = read("The ministry said on Friday that Olaf Lind and Ida Brandt agreed that talks must go on.")
    assert one.source.text == "The ministry"
    assert [link.source.text for link in one.relay] == ["Olaf Lind and Ida Brandt"]
    assert told(one) == ["talks must go on"]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Prosecutors allege he fired six times.", "organization", None),
        ("Two former prosecutors said he fired.", "anonymous_group", None),
        ("The state argued that drones are dangerous.", "organization", None),
        ("The survey found that support had grown.", "document", None),
        ("These cuts are cruel, a statement from the Dock Union said.", "organization", "Dock Union"),
        ("He fired, Republicans say, while Democrats say he did not.", "anonymous_group", None),
        (
            "The Centers for Disease Control and Prevention says adults need a second dose.",
            "organization",
            "Centers for Disease Control and Prevention",
        ),
        (
            "The Department of Health and Human Services said it was safe.",
            "organization",
            "Department of Health and Human Services",
        ),
        ("The Bakers and Millers Union said it was safe.", "organization", "Bakers and Millers Union"),
        ("The operator, Ostelle Power, said it was safe.", "organization", "Ostelle Power"),
        ("City of Alder Falls Mayor Patty Heard said it was safe.", "person", "Patty Heard"),
        ("Trump said it was safe.", "person", "Trump"),
    ],
)
def test_kind_and_name(text, kind, name):
    one = read(text)[-1]
    assert (one.source.kind, one.source.name) == (kind, name)


def test_a_name_of_one_word_is_a_person_where_the_article_shows_it():
    text = "“We are all for it,” Larissa tells me. Larissa said she would vote. Larissa wants them to win."
    assert {(one.source.kind, one.source.name) for one in read(text)} == {("person", "Larissa")}


def test_a_surname_that_is_also_a_common_word():
    text = "The hall was full, Clark Page noted. Page, a former salesman, said the month had been fine."
    assert [one.source.name for one in read(text)] == ["Clark Page", "Clark Page"]


def test_a_title_that_is_a_womans_means_no_man():
    text = "Michael Eavis founded the fair. Co-organiser Ms Eavis said the fair was full."
    assert [one.source.name for one in read(text)] == ["Eavis"]


def test_a_body_is_taken_up_by_the_noun_in_its_name():
    text = "The comet was found at the Lorne Institute. It is small. The institute said it will ask for time."
    assert [one.source.name for one in read(text)] == ["Lorne Institute"]


def test_a_dateline_is_no_part_of_what_is_said():
    text = "MERRIN, Pa. (AP) — Three people were hurt Sunday, police said."
    assert [told(one) for one in read(text)] == [["Three people were hurt Sunday"]]


def test_single_marks_that_go_on_over_paragraphs():
    text = (
        "An aide said: 'I've just heard it. It's nuts.\n\n"
        "'To say we've done nothing is wrong. We tried.\n\n'I don't know where it comes from.'"
    )
    first, *rest = read(text)
    assert told(first)[0] == "I've just heard it. It's nuts"
    assert {one.source.text for one in (first, *rest)} == {"An aide"}


def test_a_headline_needs_no_verb():
    (one,) = read("It was hot.", "Hottest day on record, Weather Service says")
    assert told(one) == ["Hottest day on record"]


def test_a_tag_of_a_live_page_speaks_for_nobody():
    assert read("It is near.", "Live: Storm Gail nears the coast") == ()


def test_a_paper_tells_and_not_who_received_it():
    (one,) = read("Three clerks received letters telling them their work had not been good enough.")
    assert (one.source.text, one.source.kind) == ("letters", "document")


@pytest.mark.parametrize(
    "text",
    [
        "Hailing from the north, he likes rain.",
        "They would stop drivers and question them at length.",
    ],
)
def test_verbs_that_say_nothing_here(text):
    assert read(text) == ()


def test_what_is_rejected_is_a_thing_in_which_nobody_speaks():
    (one,) = read("The mayor rejected U.S. demands for half of the harbor.")
    assert (one.source.text, one.relay, told(one)) == (
        "The mayor",
        (),
        ["U.S. demands for half of the harbor"],
    )


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        (
            "In reality, prosecutors said, he paid old investors with money from new ones.",
            "prosecutors",
            ["he paid old investors with money from new ones"],
        ),
        ("The bridge had failed, state officials said Tuesday.", "state officials", ["The bridge had failed"]),
        (
            "“You preyed on them,” Judge Carol Fenn told Marcus Webb before imposing the sentence.",
            "Judge Carol Fenn",
            ["You preyed on them"],
        ),
        ("His lawyer, Ron Pike, asked for leniency, citing Webb's age.", "His lawyer, Ron Pike", ["leniency"]),
        ("The students were not asked, Millbrook High junior Tess Ngata said.", "Millbrook High junior Tess Ngata",
         ["The students were not asked"]),
        ("A trooper could be heard saying “Step back, sir.”", "A trooper", ["Step back, sir"]),
        ("It was “a flat-out lie,” per Simmons' opponent, Lou Bates.", "Simmons' opponent, Lou Bates",
         ["It was “a flat-out lie,”"]),
    ],
)  # fmt: skip
def test_who_says_what(text, source, said):
    (one,) = read(text)
    assert (one.source.text, told(one), one.relay) == (source, said, ())


def test_a_worker_who_saw_it_has_it_from_those_above():
    (one,) = read("An engineer who worked on the bridge said superiors told the team to keep it open.")
    assert one.source.text == "An engineer who worked on the bridge"
    assert [link.source.text for link in one.relay] == ["superiors"]


def test_they_are_people_and_no_paper():
    found = read("The rise is steep, a study found. Ida Fisk read it. They said that the risk rose.")
    assert found[-1].source.kind != "document"
