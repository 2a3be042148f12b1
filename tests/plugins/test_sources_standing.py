"""Who can be a source at all: not nobody, an amount, an addressee, or a thing that somebody is mentioned in."""

import pytest

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions


def read(text: str, headline: str | None = None) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, id="a", language="en", headline=headline))


@pytest.mark.parametrize(
    "text",
    [
        "Swimmers were told nothing; no one said that we could swim.",
        "None of them said that the pool was closed.",
        "Neither said that the pool was open.",
        "Nobody at the council warned that the ice was thin.",
        "No official said that the ice was thin.",
    ],
)
def test_nobody_is_no_source(text):
    assert read(text) == ()


def test_what_nobody_said_can_be_what_somebody_said():
    (one,) = read("A guide, Marta Velt, said no one said that the ice was thin.")
    assert (one.source.name, one.relay) == ("Marta Velt", ())
    assert one.content_anchors[0].exact == "no one said that the ice was thin"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The barn went for 4.1 million euros, which is what two surveyors said it was worth.",
            "two surveyors",
        ),
        ("The bank lost 4 million pounds, which the auditor said was bad luck.", "the auditor"),
        ("Three million voters said it was late.", "Three million voters"),
        ("The Million Club said it was late.", "The Million Club"),
    ],
)
def test_an_amount_is_no_source(text, source):
    assert [one.source.text for one in read(text)] == [source]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"Please stay," the head of the county council, Priya Nand, told reporters.', "Priya Nand"),
        ('"Please stay," Priya Nand told reporters.', "Priya Nand"),
        ('"Why should I stay?" asked Priya Nand.', "Priya Nand"),
    ],
)
def test_whoever_is_told_does_not_speak(text, name):
    (one,) = read(text)
    assert one.source.name == name
    assert one.directness == "direct"


def test_her_may_be_a_possessive():
    (one,) = read("Ola Finch left court early. “My client is innocent,” said her lawyer, Neil\xa0Gow.")
    assert (one.source.name, one.source.title) == ("Neil Gow", "her lawyer")
    (one,) = read("Ola Finch spoke. The dam leaks, the clerk told her that night.")
    assert one.source.text == "the clerk"


def test_who_means_the_person_and_not_the_thing():
    denied, said = read("Munk denied wrongdoing through his lawyer, who said the payments were legal.")
    assert (denied.source.text, denied.content_anchors[0].exact) == ("Munk", "wrongdoing")
    assert (said.source.text, said.relay) == ("his lawyer", ())
    (one,) = read("It was a defeat for Energy Minister Verne, who said the plan was dead.")
    assert (one.source.text, one.source.title) == ("Energy Minister Verne", "Energy Minister")
    (one,) = read("A clerk in the ministry, who said the dam was weak, left.")
    assert one.source.text == "A clerk in the ministry"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The company cut its full-year forecast to 4% after a slow spring.", 0),
        ("The latest forecast to shareholders is 4% growth.", 0),
        ("Analysts forecast growth of 4%.", 1),
        ("The company forecast that sales would fall.", 1),
    ],
)
def test_a_forecast_is_a_noun_behind_an_adjective(text, found):
    assert len(read(text)) == found


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("Café owner's “secret” tunnel found", 0),
        ("Stolen “royal” ring found in well", 0),
        ("Dam “unsafe”, report finds", 1),
    ],
)
def test_a_thing_found_finds_nothing(headline, found):
    assert len(read("The cellar is long. It was dug by hand.", headline)) == found


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("NorthGrid says about 12,000 homes are without power.", "about 12,000 homes are without power"),
        ("The council said over 40 roads are closed.", "over 40 roads are closed"),
        ("The council said about the plan that it was late.", "it was late"),
    ],
)
def test_a_rounded_number_begins_the_statement(text, content):
    assert read(text)[0].content_anchors[0].exact == content


def test_a_report_keeps_its_publisher():
    (one,) = read("The bridge is weak, according to a report published last week by the Engineers' Guild.")
    assert one.source.text == "a report published last week by the Engineers' Guild"
    assert one.source.kind == "document"
    (one,) = read("The bridge is weak, the council said last week by letter.")
    assert one.source.text == "the council"


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("The Engineers' Guild", "organization", "Engineers' Guild"),
        ("The engineers", "anonymous_group", None),
        ("The engineers’ lawyer", "person", None),
        ("NorthGrid", "organization", "NorthGrid"),
        ("Ostelle Power", "organization", "Ostelle Power"),
        ("Samantha Power", "person", "Samantha Power"),
        ("O'Brien", "person", "O'Brien"),
        ("Police in Halden", "organization", None),
        ("The Halden police", "organization", "Halden"),
        ("The Merrin Post", "organization", "Merrin Post"),
        ("The Merrin Report", "document", None),
        ("Previous research", "document", None),
        ("The striker", "anonymous_person", None),
        ("The mayor", "person", None),
        ("A boy", "anonymous_person", None),
    ],
)
def test_kind_and_name_by_general_words(source, kind, name):
    one = read(f"{source} said that the dam was late.")[0]
    assert (one.source.kind, one.source.name) == (kind, name)


def test_a_public_body_is_no_charity():
    ministry = read("Food Relief Alliance said it was late. The ministry said it was early.")[1]
    assert (ministry.source.kind, ministry.source.name) == ("organization", None)
    company = read("NorthGrid said it was late. The company said it was early.")[1]
    assert company.source.name == "NorthGrid"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Previous research had found that walkers were up to 15% less likely to fall ill.", "fact"),
        ("The bridge closed on 4 May 2025 after a crack was found, the road agency said.", "fact"),
        ("The dam is likely to hold, the road agency said.", "prediction"),
        ("The dam is more likely than not to burst, the road agency said.", "prediction"),
    ],
)
def test_a_comparison_is_no_prediction(text, kind):
    assert read(text)[0].content_kind == kind
