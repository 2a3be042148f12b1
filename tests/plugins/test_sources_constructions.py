"""The constructions by which English news credits a statement, one by one."""

import pytest

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions


def read(text: str, headline: str | None = None) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, headline=headline, id="a", language="en"))


def only(text: str, headline: str | None = None) -> Attribution:
    found = read(text, headline)
    assert len(found) == 1, [(one.source.text, one.cue, one.content_anchors) for one in found]
    return found[0]


def content(one: Attribution) -> list[str]:
    return [anchor.exact for anchor in one.content_anchors]


@pytest.mark.parametrize(
    ("text", "source", "cue", "said"),
    [
        ("The mayor said that the bridge was safe.", "The mayor", "said", ["the bridge was safe"]),
        ("The mayor said the bridge was safe.", "The mayor", "said", ["the bridge was safe"]),
        ("The bridge was safe, the mayor said.", "the mayor", "said", ["The bridge was safe"]),
        ("The bridge was safe, said the mayor.", "the mayor", "said", ["The bridge was safe"]),
        ("The bridge, the mayor said, was safe.", "the mayor", "said", ["The bridge", "was safe"]),
        ("As the mayor noted, the bridge was safe.", "the mayor", "noted", ["the bridge was safe"]),
        (
            "In a statement on Monday, the mayor said the bridge was safe.",
            "the mayor",
            "said",
            ["the bridge was safe"],
        ),
        (
            "The mayor told reporters in Velm on Monday that the bridge was safe.",
            "The mayor",
            "told",
            ["the bridge was safe"],
        ),
        (
            "According to the mayor, the bridge was safe.",
            "the mayor",
            "According to",
            ["the bridge was safe"],
        ),
        (
            "The bridge was safe, according to the mayor.",
            "the mayor",
            "according to",
            ["The bridge was safe"],
        ),
        (
            "While the mayor said the bridge was safe, nobody used it.",
            "the mayor",
            "said",
            ["the bridge was safe"],
        ),
        ("The mayor warned of more floods.", "The mayor", "warned of", ["more floods"]),
        ("The mayor warned on Monday that it rained.", "The mayor", "warned", ["it rained"]),
        ("The mayor warned Tuesday of more floods.", "The mayor", "warned", ["more floods"]),
        ("The mayor denied the accusations.", "The mayor", "denied", ["the accusations"]),
        (
            "The mayor called for an inquiry into the fire.",
            "The mayor",
            "called for",
            ["an inquiry into the fire"],
        ),
        ("The mayor told residents to stay indoors.", "The mayor", "told", ["residents to stay indoors"]),
        ("The mayor vowed to rebuild the bridge.", "The mayor", "vowed", ["to rebuild the bridge"]),
        ("Police accused the driver of fleeing.", "Police", "accused", ["the driver of fleeing"]),
        (
            "The mayor was confident that the bridge was safe.",
            "The mayor",
            "was confident",
            ["the bridge was safe"],
        ),
        (
            "The mayor's claim that the bridge is safe was wrong.",
            "The mayor",
            "claim",
            ["the bridge is safe"],
        ),
        (
            "Residents raised concerns that the dam could fail.",
            "Residents",
            "raised concerns",
            ["the dam could fail"],
        ),
        (
            "The mayor pointed out that the bridge was safe.",
            "The mayor",
            "pointed out",
            ["the bridge was safe"],
        ),
        ("The mayor went on to say the bridge was safe.", "The mayor", "say", ["the bridge was safe"]),
    ],
)
def test_source_cue_and_exact_content(text, source, cue, said):
    one = only(text)
    assert one.source.text == source
    assert one.cue == cue
    assert content(one) == said


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "A senior finance official, speaking on condition of anonymity, said the talks had failed.",
            "A senior finance official",
        ),
        (
            "Union officials, who have followed the talks closely, say the talks had failed.",
            "Union officials",
        ),
        ("The top envoy, Ida Brandt, said the talks had failed.", "The top envoy, Ida Brandt"),
        ("Ida Brandt, 45, who leads the union, said the talks had failed.", "Ida Brandt, 45"),
        (
            "Ida Brandt, head of policy at Orvo, which sells tea in Merrin said the talks had failed.",
            "Ida Brandt, head of policy at Orvo",
        ),
        ("The talks had failed, said Ida Brandt, a teacher in Merrin.", "Ida Brandt, a teacher in Merrin"),
        (
            "Three officials briefed on the matter said the talks had failed.",
            "Three officials briefed on the matter",
        ),
    ],
)
def test_long_and_interrupted_sources(text, source):
    assert only(text).source.text == source


def test_a_source_may_go_on_after_its_name():
    one = only(
        "“We can't wait,” said Ron Pell, 62, a retired driver from Velm who voted for the mayor in 2012."
    )
    assert one.source.name == "Ron Pell"
    assert content(one) == ["We can't wait"]


def test_a_poll_says_what_voters_think():
    one = only("Voters believe the economy is rigged, according to a poll released on Tuesday.")
    assert (one.source.kind, one.relay) == ("document", ())
    assert content(one) == ["Voters believe the economy is rigged"]


def test_two_statements_of_one_sentence_are_told_apart():
    first, second = read("Lind said the plan was dead, but the union said it would fight on.")
    assert (first.source.text, content(first)) == ("Lind", ["the plan was dead"])
    assert (second.source.text, content(second)) == ("the union", ["it would fight on"])


def test_a_second_verb_shares_its_subject():
    first, second = read("Lind said the plan was dead and accused the mayor of lying.")
    assert first.source == second.source
    assert content(second) == ["the mayor of lying"]


def test_a_participle_shares_its_subject():
    first, second = read("Lind said the plan was dead, adding that the mayor knew it.")
    assert second.source.name == "Lind"
    assert content(first) == ["the plan was dead"]
    assert content(second) == ["the mayor knew it"]


def test_belief_about_ones_own_words_is_not_told_twice():
    assert content(only("He said he believes the plan will work.")) == ["he believes the plan will work"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not say whether the road would open.",
        "The mayor never said that the road would open.",
        "She declined to say when the talks would resume.",
        "Did the minister say that taxes would rise?",
        "If the court says the law is void, the party will appeal.",
        "He thinks of his mother often and is known for his patience.",
        "The report lay on the table beside the claims of the insurer.",
        "Critics might say that the plan was late.",
        "They asked not to be named.",
        "She said nothing of the kind.",
    ],
)
def test_what_tells_nothing_is_no_attribution(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("The firm is said to be close to ruin.", "is said to", ["The firm", "be close to ruin"]),
        ("The coming weeks are expected to be hard.", "are expected to", ["The coming weeks", "be hard"]),
        ("The suspect was reportedly armed.", "reportedly", ["The suspect was", "armed"]),
        ("It is believed that the fire began at noon.", "It is believed", ["the fire began at noon"]),
    ],
)
def test_what_nobody_says_has_no_source(text, cue, said):
    one = only(text)
    assert (one.source.kind, one.source.text, one.source_anchors) == ("none", "", ())
    assert one.cue == cue
    assert content(one) == said


def test_a_hedge_inside_a_credited_statement_is_no_second_attribution():
    one = only("The mayor said the suspect was reportedly armed.")
    assert one.source.text == "The mayor"
    assert one.hedged


@pytest.mark.parametrize(
    ("headline", "source", "said"),
    [
        ("Minister: no deal before Friday", "Minister", "no deal before Friday"),
        ("No deal before Friday: minister", "minister", "No deal before Friday"),
        ("No deal before Friday, says minister", "minister", "No deal before Friday"),
        ("Minister says deal will come on Friday", "Minister", "deal will come on Friday"),
    ],
)
def test_headlines(headline, source, said):
    one = only("The talks go on.", headline)
    assert (one.source.text, content(one), one.sentences) == (source, [said], (0,))
    assert one.content_anchors[0].part == "headline"


def test_a_colon_in_the_text_is_no_speaker():
    assert read("There are three towns on the river: Velm, Brena and Dorn.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "After the storm had passed over the coast, the talks went on.",
        "Although two roads were closed, the trains continued.",
    ],
)
def test_what_lasts_says_nothing(text):
    assert not attributions(Article.from_text(text, id="a", language="en"))


def test_whom_she_told_is_not_what_she_told():
    (one,) = attributions(Article.from_text("She told her sister the news.", id="a", language="en"))
    assert [anchor.exact for anchor in one.content_anchors] == ["the news"]
