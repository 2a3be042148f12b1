"""Constructions of political and general news: who speaks, where what is said ends, and what only looks like it."""

import pytest

from assistant.article import Article
from assistant.report import Attribution
from factcheck_sources.baseline import attributions


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(Article.from_text(text, id="a", language="en"))


def told(one: Attribution) -> list[str]:
    return [anchor.exact for anchor in one.content_anchors]


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        # A subject set off, with the ending of an adverb or a participle, or without its second comma.
        (
            "One baker, Polly Marsh, told the council the oven was cold.",
            "One baker, Polly Marsh",
            ["the oven was cold"],
        ),
        (
            "One senator, Ted Marsh, said the oven was cold.",
            "One senator, Ted Marsh",
            ["the oven was cold"],
        ),
        (
            "Given the costs, Rosa Lind, a retired judge and teacher of law at Velm, said it was late.",
            "Rosa Lind, a retired judge and teacher of law at Velm",
            ["it was late"],
        ),
        (
            "Ada Roth, chief of staff at the mill told Orvo the dam was old.",
            "Ada Roth, chief of staff at the mill",
            ["the dam was old"],
        ),
        (
            "One letter, written by a student named Bob Lind, reads in part: “We are cold.”",
            "One letter",
            ["We are cold"],
        ),
        # Whose clause it is.
        (
            "The woman who the police said robbed the mill was caught.",
            "the police",
            ["robbed the mill"],
        ),
        ("Nurses who fled say the ward is unsafe.", "Nurses who fled", ["the ward is unsafe"]),
        ("Two bakers who want to go said it was late.", "Two bakers who want to go", ["it was late"]),
        (
            "Over half (55%) of those who mean to vote think he is ill.",
            "those who mean to vote",
            ["he is ill"],
        ),
        ("He knew who left, Ida Brandt said.", "Ida Brandt", ["He knew who left"]),
        # Names that end in a figure, and what people report to have met with.
        ("No 10 said the plan was late.", "No 10", ["the plan was late"]),
        ("Channel 4 says the plan was late.", "Channel 4", ["the plan was late"]),
        ("Neighbours reported hearing a bang.", "Neighbours", ["hearing a bang"]),
        ("He wore a coat investigators believe hid a knife.", "investigators", ["hid a knife"]),
        (
            "The dam leaks, and divers and wardens fear that it will break.",
            "divers and wardens",
            ["it will break"],
        ),
        ("Roth refused to give up his own claim that the dam was cracked.", "his", ["the dam was cracked"]),
        ("Initial reports said Pell had come by train.", "Initial reports", ["Pell had come by train"]),
        ("Another of the boys chimes in, “It is cold.”", "Another of the boys", ["It is cold"]),
        (
            "The harbour board put out a statement condemning the use of “hired crowds” on the quay.",
            "The harbour board",
            ["the use of “hired crowds” on the quay"],
        ),
        # The subject of the verb that a second one is joined to, past the clause that the sentence opens with.
        (
            "In May, when Tom Roth spoke of the dam, Ada Lind raised her hand and said, “It is old.”",
            "Ada Lind",
            ["It is old"],
        ),
        ("As Roth left, Ada Lind shook her head, saying the dam was old.", "Ada Lind", ["the dam was old"]),
        ("Ruth Lind knocked Roth on Monday by saying “he never calls.”", "Ruth Lind", ["he never calls"]),
        # A quotation behind a colon belongs to the last subject before it.
        ("Ada Lind taunted Tom Roth online: “Roth is asleep again.”", "Ada Lind", ["Roth is asleep again"]),
        # Where what is said ends.
        ("The crowd chanted “no more dams” after she spoke.", "The crowd", ["no more dams"]),
        (
            "Lind blamed Roth for the delay and took credit for ending it.",
            "Lind",
            ["Roth for the delay"],
        ),
        ("Lind denied taking part and let them in.", "Lind", ["taking part"]),
        (
            "Roth finally acknowledged Lind's victory in May, but his cousin sees a flaw.",
            "Roth",
            ["Lind's victory in May"],
        ),
        (
            "Ada Lind said this year's harvest will decide it.",
            "Ada Lind",
            ["this year's harvest will decide it"],
        ),
        ("Lind also called Roth a “loud, rude man”.", "Lind", ["Roth a “loud, rude man”"]),
        ("The former mayor considered it a disgrace.", "The former mayor", ["it a disgrace"]),
        (
            "Ada Lind accused Tom Roth of “copying my plane” and continued her attack on him.",
            "Ada Lind",
            ["Tom Roth of “copying my plane”"],
        ),
        (
            "Stewards announced the race was off but later mended the board to say it was on.",
            "Stewards",
            ["the race was off"],
        ),
        (
            "Lind said that porters who had accused Roth of theft “should be heard, and soon.”",
            "Lind",
            ["porters who had accused Roth of theft “should be heard, and soon.”"],
        ),
        (
            "Roth maintained that “every man is late” but gave Lind a pass.",
            "Roth",
            ["every man is late"],
        ),
        ("Aides have urged him to go and staffers know he will.", "Aides", ["him to go"]),
        ("It continued to call that pace “gradual,” keeping rates low.", "It", ["that pace “gradual,”"]),
        ("Risks remain even, the bank said, no change from last month.", "the bank", ["Risks remain even"]),
        ("Lind warned Roth on Sunday not to be late.", "Lind", ["Roth on Sunday not to be late"]),
        ("They sued an officer for allegedly harassing them.", "", ["harassing them"]),
        (
            "Defense lawyers contend that Roth was alone, but it's unclear whether he was.",
            "Defense lawyers",
            ["Roth was alone"],
        ),
        (
            "While Ada Lind said Roth would go at the “next tide,” the note of the mill shows no haste.",
            "Ada Lind",
            ["Roth would go at the “next tide,”"],
        ),
        (
            "New numbers confirm what bakers, millers and carters have known since spring.",
            "New numbers",
            ["what bakers, millers and carters have known since spring"],
        ),
        ("A pill stops the loss, scientists have proved.", "scientists", ["A pill stops the loss"]),
        # Where it begins.
        (
            "The board announced that the fair -- held with the mill in May -- would open.",
            "The board",
            ["the fair -- held with the mill in May -- would open"],
        ),
        ("Roth testified on Monday that being old had hurt him.", "Roth", ["being old had hurt him"]),
        ("Roth recommended to Pell and Lind that they shut the dam.", "Roth", ["they shut the dam"]),
        ("A farmer seemingly answered that old question: “Nobody cares.”", "A farmer", ["Nobody cares"]),
        ("Asked a Velm baker: “Is it late?”", "a Velm baker", ["Is it late?"]),
        (
            "Lind vowed to go on with every search for the boat.",
            "Lind",
            ["to go on with every search for the boat"],
        ),
        ("Ms. Lind quickly made clear that the deal was a step.", "Ms. Lind", ["the deal was a step"]),
        ("Instead, he said, he means to wait.", "he", ["he means to wait"]),
        ("The miners hope, but analysts say that would hurt them.", "analysts", ["that would hurt them"]),
        (
            "Ada Lind agreed with host Steve Kroll that the dam was old.",
            "Ada Lind",
            ["the dam was old"],
        ),
        (
            "“I asked him. What do you think?” Roth told the paper.",
            "Roth",
            ["I asked him. What do you think?"],
        ),
        (
            "The campaign rejected that criticism as “flat out wrong”.",
            "The campaign",
            ["that criticism as “flat out wrong”"],
        ),
        (
            "Anna Hicks answered by saying “it was built by the rules.”",
            "Anna Hicks",
            ["it was built by the rules"],
        ),
        # Where the words for a source begin and end.
        (
            "It is by his pupil, argues Rebekka Lund in a book that appears today.",
            "Rebekka Lund",
            ["It is by his pupil"],
        ),
        (
            "Sen. Ada Lind (D-Ohio), an old friend of Roth, agreed that he might give more.",
            "Sen. Ada Lind (D-Ohio), an old friend of Roth",
            ["he might give more"],
        ),
        (
            "There was a hack, Prime Minister Ada Lind saying she is tired.",
            "Prime Minister Ada Lind",
            ["she is tired"],
        ),
        (
            "Rents are one reason why Ada Lind and Tom Roth say they are late.",
            "Ada Lind and Tom Roth",
            ["they are late"],
        ),
        ("One called Roth a “lawyer who is great.”", "One", ["Roth a “lawyer who is great.”"]),
        ("Martin Lind, Jr. said it was late.", "Martin Lind, Jr.", ["it was late"]),
        ("Tom Knight, clad in wet oilskins, said it was cold.", "Tom Knight", ["it was cold"]),
        ("Roth more recently has said the tide is late.", "Roth", ["the tide is late"]),
        (
            "It rose, according to the new “tide table” of pilots.",
            "the new “tide table” of pilots",
            ["It rose"],
        ),
        (
            "“It is late,” said Rep. Ana Ruiz, Md., the second in rank.",
            "Rep. Ana Ruiz, Md., the second in rank",
            ["It is late"],
        ),
        (
            "Wardens caught the otters when they swam back to Orvo, Jonas Pell, chief keeper of the pond, said.",
            "Jonas Pell, chief keeper of the pond",
            ["Wardens caught the otters when they swam back to Orvo"],
        ),
        ("They clashed over taxes, with Ada Lind accusing Roth of waste.", "Ada Lind", ["Roth of waste"]),
        ("It was odd to see Roth admit he had been rude.", "Roth", ["he had been rude"]),
        (
            "“It is late,” said Rep. Ana Ruiz (D-Calif.), specifically mentioning justice reform.",
            "Rep. Ana Ruiz (D-Calif.)",
            ["It is late"],
        ),
        (
            "According to Morning Herald, voters give Roth a low mark.",
            "Morning Herald",
            ["voters give Roth a low mark"],
        ),
        (
            "It was better for Roth than a Velm poll published on Sunday, which showed 31 percent in favor.",
            "a Velm poll published on Sunday",
            ["31 percent in favor"],
        ),
        ("The trial has hurt Roth amid the city's claims that he hid it.", "the city", ["he hid it"]),
        (
            "It was late and dark, and Velm's bishop and mayor said the fires were linked.",
            "Velm's bishop and mayor",
            ["the fires were linked"],
        ),
        (
            "The head of that guild states, “Shall the toll rise?”",
            "The head of that guild",
            ["Shall the toll rise?"],
        ),
        ("Lind's office promptly issued a statement assailing the toll.", "Lind's office", ["the toll"]),
        ("“I am writing to you,” the email began.", "the email", ["I am writing to you"]),
        (
            "Tom Roth answered by saying his mill had settled the suit.",
            "Tom Roth",
            ["his mill had settled the suit"],
        ),
        (
            "As Bob Pell tried to ask how he would calm bakers worried about flour, Roth cut in and said: “Nothing.”",
            "Roth",
            ["Nothing"],
        ),
    ],
)
def test_source_and_content(text: str, source: str, said: list[str]) -> None:
    (one,) = read(text)
    assert (one.source.text, told(one)) == (source, said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whoever is blamed for words has said them.
        (
            "Lind mocked Tom Roth for saying, in a May speech, that the dam was a hoax.",
            [("Lind", "mocked"), ("Tom Roth", "saying")],
        ),
        (
            "Lind said Pell was rooting for a crash, to which Roth answered, “It is trade.”",
            [("Lind", "said"), ("Roth", "answered")],
        ),
        (
            "The clerk conceded that even while the town calls for help, it can do little.",
            [("The clerk", "conceded"), ("the town", "calls for")],
        ),
        (
            "“It is late,” Don Pell said in his talk, signaling a sense that patience was gone.",
            [("Don Pell", "said"), ("Don Pell", "signaling")],
        ),
        # What goes on behind a source is no longer that source's where somebody else speaks in it.
        (
            "The bridge was closed, according to its keeper, and a petition alleges that the mayor knew.",
            [("its keeper", "according to"), ("a petition", "alleges")],
        ),
        (
            "Velm Rowing Assn. officials disputed that sum, arguing that boats cost more.",
            [("Velm Rowing Assn. officials", "disputed"), ("Velm Rowing Assn. officials", "arguing")],
        ),
    ],
)
def test_several_in_one_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.source.text, one.cue) for one in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The showdown has put the cabinet at odds with families of the 9/11 dead.",
        "Both the Department of Roads and state authorities have opened inquiries.",
        "Roth spread another claim independent checkers have debunked.",
        "The college has charged on with a plan of new halls.",
        "The walk began after one of five boxes found at the old station blew up.",
        "Assuming it clears the house, the bill will go to Roth.",
        "The app is loved by teens — a group of voters both sides hope to win over.",
        "If he is rude, that is a sign that he is bold, as he showed again on Monday.",
        "It's telling that he left early.",
        "The mill, founded in Velm in 1921, reports its results on Monday.",
        "Ada Lind left. She has backed away from a ban on ships from “any such port of call.”",
        "The crew is feeling that same chill as before.",
        "It helps those enjoying added health care.",
        "But it is unfair, liberals will cry.",
        "It could go to Velm, Pellow or Orvo, states that are all close.",
        "The mill rejected the request on Monday.",
        "The bank sees four rises where it once saw two.",
        "It was a siren, repeated six times, and a note.",
        "Did a word of that talk suggest that he is fit?",
    ],
)
def test_only_looks_like_it(text: str) -> None:
    assert read(text) == ()


def test_a_bare_noun_behind_that_is_no_verb() -> None:
    (one,) = read("The judge agreed with the city that suspect Ron Pell need not appear.")
    assert told(one) == ["suspect Ron Pell need not appear"]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (
            "A spokeswoman for Orvo Council said it was shut. “It was cold,” she said.",
            "organization",
            "Orvo Council",
        ),
        (
            "Attorney General Ada Roth said it was late. The defense attorney said it was early.",
            "person",
            None,
        ),
        ("Vice President Tom Lind said it was late. The president said it was early.", "person", None),
        ("“It is late,” she told NBS's “Good Day” on Tuesday.", "person", None),
        ("The Republican nominee said the dam was old.", "person", None),
        ("NBS 4 New York said the dam was shut.", "organization", None),
        ("Supt. Ramon Lind said it was late. “It is cold,” Lind said.", "person", "Ramon Lind"),
        (
            "Ohio Gov. Pat Marsh said it was late. The Ohio governor added that it was cold.",
            "person",
            "Pat Marsh",
        ),
        (
            "President Roth left. Ms. Haley praised his daughter Ina Roth. The president said it was cold.",
            "person",
            "Roth",
        ),
        ("The International Coal Agency says mines must close.", "organization", "International Coal Agency"),
        ("Federal ethics rules say that no one may take gifts.", "document", None),
        ("Those around Roth admit he was late.", "anonymous_group", None),
        (
            "Tom Roth met Glenn Beck. “It is late,” Beck said. “Mine,” Beck went on.\n\nBeck sought a friend, he said.",
            "person",
            "Glenn Beck",
        ),
        ("Asked about taxes, 47 percent said it was late.", "anonymous_group", None),
        ("A number of GOP aides said it was late.", "anonymous_group", None),
        ("Ida Brandt left. “It is late,” said a former Brandt campaign staffer.", "anonymous_person", None),
        ("“He is an ox,” Senate Majority Whip John Lind of Texas said.", "person", "John Lind"),
        ("“It has changed,” agreed Rep. Otto Prince (R-Ohio), once a chair.", "person", "Otto Prince"),
        ("“It is late,” a Virginia Republican said.", "anonymous_person", None),
        ("Vice President Joe Lind left. The vice president also said it was late.", "person", "Joe Lind"),
        (
            "According to the Commission on Road Debates, it was late.",
            "organization",
            "Commission on Road Debates",
        ),
        ("The Department of Home Security's inspector general said it was late.", "person", None),
        ("The Department of Home Security's report said it was late.", "document", None),
        ("A porter and a former guest said Roth worked there.", "anonymous_group", None),
        ("Fed policymakers have said the plans could help.", "anonymous_group", None),
        (
            "The Velm Police Department said it was late. The Orvo police department said it was early.",
            "organization",
            None,
        ),
    ],
)
def test_who_the_last_source_is(text: str, kind: str, name: str | None) -> None:
    one = read(text)[-1]
    assert (one.source.kind, one.source.name) == (kind, name)


def test_a_headline_brings_words_by_what_somebody_did() -> None:
    article = Article.from_text(
        "It is late.", headline="Roth needles Lind: ‘Sleep well tonight’", id="a", language="en"
    )
    (one,) = attributions(article)
    assert (one.source.text, told(one)) == ("Roth", ["Sleep well tonight"])


@pytest.mark.parametrize(
    "text",
    [
        "They solved 12 reported thefts.",
        "The number of the 40 reported cases was old.",
        "In 2023 reported thefts fell by a tenth.",
        "No 12-year-old said it was fine.",
    ],
)
def test_a_figure_before_a_noun_is_no_speaker(text):
    assert not read(text)
