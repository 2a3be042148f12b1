"""Who is meant: kinds of source, names and titles, pronouns, chains, and reasons for anonymity."""

import pytest

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, id="a", language="en"))


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ida Brandt", "person"),
        ("Chief Inspector Ida Brandt", "person"),
        ("The mayor", "person"),
        ("The Ministry of Health", "organization"),
        ("Police", "organization"),
        ("The company", "organization"),
        ("A spokesman for the Harbour Ministry", "organization"),
        ("A study published in the journal Ferro", "document"),
        ("A poll by Datalink", "document"),
        ("Court documents", "document"),
        ("A senior official", "anonymous_person"),
        ("One resident", "anonymous_person"),
        ("A source close to the minister", "anonymous_person"),
        ("One of the engineers", "anonymous_person"),
        ("Three officials briefed on the matter", "anonymous_group"),
        ("Two members of the board", "anonymous_group"),
        ("Former Orvo engineers", "anonymous_group"),
        ("Sources", "anonymous_group"),
        ("Republicans", "anonymous_group"),
        ("Some experts", "vague"),
        ("Analysts", "vague"),
        ("Others", "vague"),
        ("Many", "vague"),
        ("Some researchers", "vague"),
    ],
)
def test_kind_of_source(source, kind):
    (one,) = read(f"{source} said that the dam was unsafe.")
    assert one.source.text == source
    assert one.source.kind == kind


@pytest.mark.parametrize(
    ("source", "name", "title"),
    [
        ("Foreign Minister Ida Brandt", "Ida Brandt", "Foreign Minister"),
        ("Harbour spokeswoman Ida Brandt", "Ida Brandt", "Harbour spokeswoman"),
        ("The top envoy, Ida Brandt,", "Ida Brandt", "The top envoy"),
        ("Ida Brandt, a teacher in Merrin,", "Ida Brandt", "a teacher in Merrin"),
        ("A spokesman for the Harbour Ministry", "Harbour Ministry", "A spokesman"),
    ],
)
def test_name_and_title(source, name, title):
    (one,) = read(f"{source} said that the dam was unsafe.")
    assert (one.source.name, one.source.title) == (name, title)


def test_a_surname_takes_the_full_name_and_shows_where_it_stands():
    text = "Ida Brandt said the dam was unsafe. Brandt also said it was old."
    second = read(text)[1]
    assert second.source.name == "Ida Brandt"
    assert [anchor.exact for anchor in second.source_anchors] == ["Brandt", "Ida Brandt"]


def test_pronouns_mean_the_last_person_who_can_be_meant():
    text = "Ida Brandt met Jonas Berg. Berg said he would go. She said she would stay. “Good,” he said."
    found = read(text)
    assert [one.source.name for one in found] == ["Jonas Berg", "Ida Brandt", "Jonas Berg"]


def test_the_official_is_the_one_who_spoke_before():
    text = (
        "A senior finance official said the talks had failed. The official warned that the plan could fall."
    )
    second = read(text)[1]
    assert second.source.text == "The official"
    assert second.source.kind == "anonymous_person"
    assert second.source_anchors[1].exact == "A senior finance official"


def test_the_role_is_the_person_who_holds_it():
    text = "The prime minister, Jonas Berg, said he would go. The prime minister added that he was tired."
    assert read(text)[1].source.name == "Jonas Berg"


def test_the_company_is_the_one_that_spoke_before():
    text = "Orvo Foods Inc. denied the leak. The company said nobody had lost money."
    assert read(text)[1].source.name == "Orvo Foods Inc."


@pytest.mark.parametrize(
    ("text", "source", "link"),
    [
        (
            "Troops may move in July, according to the Merrin Post, citing unnamed harbour sources.",
            "the Merrin Post",
            "unnamed harbour sources",
        ),
        (
            "According to the Merrin Post, citing unnamed harbour sources, troops may move in July.",
            "the Merrin Post",
            "unnamed harbour sources",
        ),
        (
            "The Merrin Post reported, citing two aides, that troops may move in July.",
            "The Merrin Post",
            "two aides",
        ),
        (
            "Troops may move, according to the Merrin Post, which cited two aides.",
            "the Merrin Post",
            "two aides",
        ),
        ("Ida Brandt told the council that Jonas Berg had said troops may move.", "Ida Brandt", "Jonas Berg"),
    ],
)
def test_a_chain_has_its_links(text, source, link):
    (one,) = read(text)
    assert one.source.text == source
    assert [relay.source.text for relay in one.relay] == [link]
    assert one.relay[0].anchors[0].exact == link
    assert link not in " ".join(anchor.exact for anchor in one.content_anchors)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "An aide, speaking on condition of anonymity because the talks are private, said it was over.",
            "the talks are private",
        ),
        (
            "An aide, who was not authorized to speak publicly, said it was over.",
            "was not authorized to speak publicly",
        ),
        (
            "An aide said it was over. The aide asked not to be named for fear of losing her job.",
            "for fear of losing her job",
        ),
        ("An aide, speaking on condition of anonymity, said it was over.", None),
        ("An aide said it was over.", None),
    ],
)
def test_reason_for_anonymity(text, reason):
    assert read(text)[0].reason == reason


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor said the bridge opened in 1950.", "fact"),
        ("The mayor said the bridge will open in May.", "prediction"),
        ("The mayor said the plan was a disgrace.", "opinion"),
        ("The mayor criticised the plan for the bridge.", "opinion"),
    ],
)
def test_what_is_voiced(text, kind):
    (one,) = read(text)
    assert one.content_kind == kind


def test_hedges_are_seen_in_the_statement_and_in_the_verb():
    assert read("The mayor said the bridge may open.")[0].hedged
    assert read("The data suggest that the bridge opened.")[0].hedged
    assert not read("The mayor said the bridge opened.")[0].hedged
