"""Disputes that one article reports: which statement answers which, and what only looks like an answer."""

import asyncio

import pytest

from assistant.article import Article
from assistant.pipeline import examine
from factcheck_claims import ClaimsStage
from factcheck_consistency import ConsistencyStage
from factcheck_sources import SourcesStage

STAGES = (ClaimsStage(), SourcesStage(), ConsistencyStage())
UNION = "The dockers' union said crews were sent out without lifejackets. "


def disputes(text):
    article = Article.from_text(text, language="en", outlet="Tellin Herald", id="one")
    view = asyncio.run(examine([article], STAGES, lambda _: None)).view
    return [r for r in view.relations if r.kind == "reported_dispute"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            UNION + "Selm Towage denies sending anyone out unprotected.",
            ("crews were sent out without lifejackets", "sending anyone out unprotected"),
        ),
        (
            UNION + "Selm Towage rejects the charge: every crew had been equipped, a spokesman said.",
            ("crews were sent out without lifejackets", "every crew had been equipped"),
        ),
        (
            UNION + "The inspectorate has opened a file. The company denied any such order.",
            ("crews were sent out without lifejackets", "any such order"),
        ),
        (
            "Two board members say the sale has been agreed. The board maintains that talks go on.",
            ("the sale has been agreed", "talks go on"),
        ),
        (
            "Some 9,000 people took part, the union said; police put the number at 4,500.",
            ("Some 9,000 people took part", "the number at 4,500"),
        ),
        (
            UNION + "The owner, Ida Selm, is not convinced. “Every crew had vests,” she said.",
            ("crews were sent out without lifejackets", "Every crew had vests"),
        ),
        (
            UNION + "“That is nonsense,” the owner, Ida Selm, said.",
            ("crews were sent out without lifejackets", "That is nonsense"),
        ),
        (
            UNION + "But the inspectorate says all crews had lifejackets on.",
            ("crews were sent out without lifejackets", "all crews had lifejackets on"),
        ),
        (
            "The dockers' union accuses Selm Towage of saving on vests. Selm Towage says vests were handed out.",
            ("Selm Towage of saving on vests", "vests were handed out"),
        ),
        (
            "A quay would cost 40 million crowns, the port says.\n\nThe quay costs 25 million crowns, Selm says.",
            ("A quay would cost 40 million crowns", "The quay costs 25 million crowns"),
        ),
        (
            "The army said the road was safe for convoys. Drivers said the road was dangerous even by day.",
            ("the road was safe for convoys", "the road was dangerous even by day"),
        ),
        (
            "Selm Towage says it paid the divers for the night. The divers say they were never paid for it.",
            ("it paid the divers for the night", "they were never paid for it"),
        ),
        (
            "The ministry said all ports had received masks. “We have not received masks,” said Mads Fehr.",
            ("all ports had received masks", "We have not received masks"),
        ),
        (
            "Selm Towage blamed the fog for the delays. Captains said a shortage of crews was the cause.",
            ("the fog for the delays", "a shortage of crews was the cause"),
        ),
        (
            "The ministry blamed inflation on the siege. The central bank blamed the tax cuts.",
            ("inflation on the siege", "the tax cuts"),
        ),
        (
            "The mayor blamed the fog. Captains said the fog was not the cause.",
            ("the fog", "the fog was not the cause"),
        ),
        (
            "Selm Towage says the foreman resigned. The foreman, Mads Fehr, said he was fired.",
            ("the foreman resigned", "he was fired"),
        ),
        (
            "Selm Towage said its tugs had left the quay. The port disputed that, saying they had not moved.",
            ("its tugs had left the quay", "they had not moved"),
        ),
    ],
)
def test_a_statement_that_answers_another_partys_is_a_dispute(text, sides):
    (found,) = disputes(text)
    assert tuple(anchor.exact for anchor in found.anchors) == sides


@pytest.mark.parametrize(
    "text",
    [
        UNION + "The union denied having called a strike.",
        UNION + "The weather office says rain will return by Friday.",
        UNION + "\n\nThe port was calm.\n\nThe singer Oda Brill denied having cancelled her concert.",
        "Ada Lund hit back at critics who hold that the plan amounts to theft.",
        "Some 9,000 people took part, the union said; police put the number of arrests at 12.",
        "Some 9,000 people took part, the union said; police put the number at 9,000.",
        UNION + "But the inspectorate says the quay is closed.",
        "The dockers' union accuses Selm Towage of greed. Selm Towage admitted that it had saved on vests.",
        "The dockers' union accuses Selm Towage of greed. The inspectorate says vests were handed out.",
        "The dockers' union accuses Selm Towage of greed. Selm Towage says it will hire 40 people.",
        UNION + "The owner, Ida Selm, is delighted. “Every crew had vests,” she said.",
        UNION
        + "Captains disagree over the weather, the inspectorate found. The owner, Ida Selm, said: “We pay.”",
        "The ministry said the port would reopen on Friday. Dockers said the port had been closed for weeks.",
        "Ada Lund said she had no plans to leave the port. Carl Munk said he planned to stay at the port as well.",
        "Selm Towage said its profit fell. Analysts at Datum said profits at rival firms rose.",
        "Selm Towage said it had not received a letter. The union said it had sent a letter to the ministry.",
        "Selm Towage blamed the fog for the delays. The port blamed thick fog.",
        "Selm Towage blamed the fog for the delays. The port said the fire was caused by a heater.",
        "Fares rose due to the siege, the port said. Captains said wages rose due to a shortage of crews.",
        "The judge said the trial would start in June. The lawyer said the trial would end by July.",
        "A new quay would cost 40 million crowns, the port says. The crane is worth 25 million crowns, it says.",
        "A new quay would cost 40 million crowns, the port says. The crane is worth 25 million crowns, Selm says.",
        "A new quay would cost 40 million crowns, the port says. The quay has 25 cranes, Selm Towage says.",
    ],
)
def test_what_only_looks_like_an_answer_is_none(text):
    assert disputes(text) == []


def test_the_explanation_names_both_parties():
    (found,) = disputes(UNION + "Selm Towage denies sending anyone out unprotected.")
    assert "credited to The dockers' union" in found.explanation
    assert "credited to Selm Towage" in found.explanation
    assert found.claims


def test_a_relation_carries_both_attributions_and_both_times():
    article = Article.from_text(
        UNION + "Selm Towage denied on Monday sending anyone out unprotected.",
        language="en",
        published_at="2025-10-14T08:00:00+00:00",
        id="one",
    )
    view = asyncio.run(examine([article], STAGES, lambda _: None)).view
    (found,) = (r for r in view.relations if r.kind == "reported_dispute")
    credited = [view.attribution(id_).source.text for id_ in found.attributions]
    assert credited == ["The dockers' union", "Selm Towage"]
    assert len(found.times) == len(found.anchors)
