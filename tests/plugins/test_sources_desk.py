"""Constructions that real desks write every day: what is credited, to whom, and what only looks like it."""

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
        # The comma inside the closing mark belongs to the sentence.
        (
            "“Rail, trade” and timber “will become more important,” according to a forecast in June.",
            "a forecast",
            ["“Rail, trade” and timber “will become more important,”"],
        ),
        # Subjects set off from their verb, or behind it.
        (
            "State Sen. Dawn Addo (R-Warren), for example, said the bill “has helped the poor.”",
            "State Sen. Dawn Addo (R-Warren)",
            ["the bill “has helped the poor.”"],
        ),
        (
            "“It is shallow,” Erik van Sole, an oceanographer at the University of Velm told the Post.",
            "Erik van Sole, an oceanographer at the University of Velm",
            ["It is shallow"],
        ),
        (
            "The two sides are near a deal, said two people briefed on the talks, who asked not to be named.",
            "two people briefed on the talks",
            ["The two sides are near a deal"],
        ),
        (
            "Crews are looking at whether he waited too long, or acted on his own, said a source close to the crew.",
            "a source close to the crew",
            ["Crews are looking at whether he waited too long, or acted on his own"],
        ),
        (
            "The bay is shallow, say oceanographers, but the currents are strong.",
            "oceanographers",
            ["The bay is shallow"],
        ),
        ("Nearly half of voters approve, the poll found.", "the poll", ["Nearly half of voters approve"]),
        # Statements, posts and papers.
        (
            "Acme Motors released a statement late Monday that said the plant would close.",
            "Acme Motors",
            ["the plant would close"],
        ),
        (
            "Mayor Ann Ruiz posted a message on Facebook saying the roads were shut.",
            "Mayor Ann Ruiz",
            ["the roads were shut"],
        ),
        (
            "Chief executive John Sarn said in a note to agents and readers that, although pleased, he had doubts.",
            "Chief executive John Sarn",
            ["although pleased, he had doubts"],
        ),
        (
            "Webb is charged with theft, according to court documents filed Monday.",
            "court documents filed Monday",
            ["Webb is charged with theft"],
        ),
        # Whoever is quoted speaks, whoever accuses stands behind "by".
        ("Local papers quoted Maria Salo as saying the bill was dead.", "Maria Salo", ["the bill was dead"]),
        (
            "Hart was accused by federal prosecutors of taking bribes.",
            "federal prosecutors",
            ["Hart", "of taking bribes"],
        ),
        ("He was described by neighbors as quiet and polite.", "neighbors", ["He", "quiet and polite"]),
        (
            "The firm is appealing a ruling that said it had fixed prices.",
            "a ruling",
            ["it had fixed prices"],
        ),
        (
            "He was quick to fault newspapers that claimed the film was old.",
            "newspapers",
            ["the film was old"],
        ),
        ("Police at first thought it was an accident.", "Police", ["it was an accident"]),
        # A noun phrase behind a comma is no speaker where a clause follows the verb.
        ("Anna Lind, a farmer, said the plan saves lives.", "Anna Lind, a farmer", ["the plan saves lives"]),
        (
            "There were 30 vacancies, said Serene Gage, local president of the workers' union.",
            "Serene Gage, local president of the workers' union",
            ["There were 30 vacancies"],
        ),
        # Figures keep what limits them; addressees keep what describes them.
        ("The agency reported at least 5,000 people came.", "The agency", ["at least 5,000 people came"]),
        ("Hawk told lawmakers no evidence supports it.", "Hawk", ["no evidence supports it"]),
        (
            "Gamble told a thousand teachers who covered the lawn that lawmakers should act.",
            "Gamble",
            ["lawmakers should act"],
        ),
        (
            "He begged members “not to lose sight of” the war.",
            "He",
            ["members “not to lose sight of” the war"],
        ),
        (
            "Teachers chanted, “Fund our schools,” and “Put us first,” as they marched.",
            "Teachers",
            ["“Fund our schools,” and “Put us first,”"],
        ),
        # Where the reporter goes on.
        (
            "Ruiz told members it was his “duty” to report the call, as he deflected their attacks.",
            "Ruiz",
            ["it was his “duty” to report the call"],
        ),
        (
            "In his testimony he said others had worried, a prospect Ruiz denied earlier in the day.",
            "he",
            ["others had worried"],
        ),
        (
            "It is dry, said Scott Stren, PG&E's principal engineer.",
            "Scott Stren, PG&E's principal engineer",
            ["It is dry"],
        ),
        ("Knowing readers is key, Gram said, offering an example.", "Gram", ["Knowing readers is key"]),
        (
            "They cut jobs (the company called them “immaterial”) and closed.",
            "the company",
            ["them “immaterial”"],
        ),
        (
            "Ann Reed, who will be chair, told owners of New Media, the parent, on Oct. 31 that the deal would help.",
            "Ann Reed",
            ["the deal would help"],
        ),
        (
            "The agency said in a statement emailed to NBC News that it never has done so.",
            "The agency",
            ["it never has done so"],
        ),
        ("The union, however, says the plan is unsafe.", "The union", ["the plan is unsafe"]),
        ("United Transport insists on 8,000.", "United Transport", ["8,000"]),
        ("The count is open; the police say 7,000.", "the police", ["7,000"]),
        ("The company blamed debris.", "The company", ["debris"]),
        ("It is by his pupil, argues Rebekka Lund in a book.", "Rebekka Lund", ["It is by his pupil"]),
        ("Lind — who is running for governor — called it “a joke.”", "Lind", ["it “a joke.”"]),
        ("The tweets, which Ruiz has called “dangerous,” drew fire.", "Ruiz", ["dangerous"]),
        ("According to Ruiz, “nobody knew.”", "Ruiz", ["nobody knew"]),
        ("Lind and Ruiz both said they would vote no.", "Lind and Ruiz", ["they would vote no"]),
        ("Both sides said they were hopeful.", "Both sides", ["they were hopeful"]),
    ],
)
def test_a_statement_is_credited(text: str, source: str, said: list[str]) -> None:
    (one,) = read(text)
    assert (one.source.text, told(one)) == (source, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Hart has repeatedly denied wrongdoing and has said the inquiry is a “witch hunt.”",
            [["wrongdoing"], ["the inquiry is a “witch hunt.”"]],
        ),
        (
            "Lopez called the report “pure fiction,” saying the president had never met the man.",
            [["the report “pure fiction,”"], ["the president had never met the man"]],
        ),
        (
            "Arguing that voters were just now tuning in, Patrick said he would be seen.",
            [["voters were just now tuning in"], ["he would be seen"]],
        ),
    ],
)
def test_one_speaker_says_two_things(text: str, said: list[list[str]]) -> None:
    found = read(text)
    assert [told(one) for one in found] == said
    assert len({one.source.name or one.source.text for one in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "She joined the 43 million people expected by the motor club to travel.",
        "Using the weather as a lure, the rail system was adding seats on some routes.",
        "Most members have been loath to publicly criticize the governor.",
        "The biologists showed up in black gowns to receive the prize.",
        "Investigators questioned Webb about the letter.",
        "The club dismissed its coach after the defeat.",
        "The court dismissed the lawsuit on Monday.",
        "There was much hope when the bishop was elected.",
        "The prefect quashed that hope, and nobody spoke of it again.",
        "If it turns out to be as important as scientists hope, it could be worth billions.",
        "She came later than he thought, and left.",
        "It was a film starring Bela Lund called “White Fog.”",
        "They told their own tale of a group threatened by the living dead.",
        "And why would Caldwell say it was an accident?",
        "The photos do not show his face, but they show what he wore.",
        "Asked whether he would resign, Ruiz said no.",
        "Mayor Ann Ruiz posted a video of the flood.",
        "As the charges were read in Velm, Hawk testified before the panel in Merrow, where members spoke out.",
        "Nobody knew the most anticipated witness.",
        "This graphic lists the U.S. states where it is legal.",
        "The story went on.\n\n“Not some odd channel”\n\nNothing came of it.",
        "The play was a violation of the rules, but much of it drew applause, including noted singer Lil Wen.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("South Korea said the launch had failed.", "organization", "South Korea"),
        ("House Republicans said the bill would pass.", "anonymous_group", None),
        ("Martin King said the film was late.", "person", "Martin King"),
        ("J.C. Chandler said the film was late.", "person", "J.C. Chandler"),
        ("For instance, George Church, a specialist in genes, says it works.", "person", "George Church"),
        ("Google's own Transparency Report shows that traffic fell.", "document", None),
        ("A Boston-based spokesman for Acme said the line was shut.", "organization", "Acme"),
        ("The outlook is poor, according to Moody's Analytics.", "organization", "Moody's Analytics"),
        (
            "Corvus Group economists in Lexington, Ohio, project that the state will recover.",
            "anonymous_group",
            None,
        ),
        ("Law enforcement and security officials said lists were checked.", "anonymous_group", None),
        ("Secretary of State Mike Pell said the dam was safe.", "person", "Mike Pell"),
        ("The dam is safe, said Secretary of Health and Human Services Ana Ruiz.", "person", "Ana Ruiz"),
        ("The U.S. Attorney’s Office said the dam was safe.", "organization", "U.S. Attorney’s Office"),
        ("Executives across the world say they have no choice.", "anonymous_group", None),
        ("Corvus Group protesters said the dam was safe.", "anonymous_group", None),
        ("A Green senator described the plan as “mad”.", "anonymous_person", None),
        (
            "It would be below its peak, according to Reserve Bank research cited by its president, Ric Fish.",
            "document",
            None,
        ),
        ("Soelo, head of the rescue agency, told reporters the search would go on.", "person", "Soelo"),
    ],
)
def test_the_kind_of_source(text: str, kind: str, name: str | None) -> None:
    (one,) = read(text)
    assert (one.source.kind, one.source.name) == (kind, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Carol Nash, 71, came early. Dan Ruiz, 41, came late.\n\n“I like it,” said the 71-year-old baker.",
            "Carol Nash",
        ),
        (
            "The clerk said it was shut.\n\nAsked if he regretted it, Tom Boyle shook his head. “Not for a minute.”",
            "Tom Boyle",
        ),
        (
            "John Roth, the president of the Bank of Velm, met Gov. Eric Lind. The governor said it was late.",
            "Eric Lind",
        ),
        (
            "“It is slow,” said John Roth, president of the union, of President Lind. The president said it was fast.",
            "Lind",
        ),
        ("Tim Cork came. Hosting Cork was a dream, Ben Lind said. “I know,” Cork said.", "Tim Cork"),
        ("A spokesman for GE said the engine was old. The pilot was experienced, the airline said.", None),
    ],
)
def test_whose_the_last_words_are(text: str, name: str | None) -> None:
    assert read(text)[-1].source.name == name
