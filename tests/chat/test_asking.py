"""How an answer is shown: what is grounded, what is not, and what is not passed on."""

import pytest

from assistant import Article, Assistant, ModelError, Settings
from assistant.asking import Usage
from assistant.cli.chat.asking import ask
from assistant.cli.chat.screen import Screen
from assistant.cli.chat.work import Opened, Work
from assistant.conversation.events import Cite, Ended, Found, Looked, Passage, Statement

CITES = (Cite(article=1, sentence=1),)
FOUND = Found(
    looked=(Looked(article=1, sentences=1, of=2),),
    best=(Passage(cite=CITES[0], words="The quay was shut, the harbour office said."),),
    asks=True,
)


class Scripted:
    """A conversation of which only answers are wanted."""

    def __init__(self, *events):
        self.events, self.asked = (FOUND, *events), []

    async def ask(self, report, asked, model=None):
        self.asked.append(asked)
        for event in self.events:
            yield event


async def shown(capsys, *events):
    report = await Assistant(Settings()).check(
        [Article.from_text("The quay was shut. It rained.", language="en")]
    )
    await ask(Work(Scripted(*events), Screen(), Opened(report)), "Was the quay shut?")
    return " ".join(capsys.readouterr().out.split())


def statement(text, reason=""):
    return Statement(text=text, cites=CITES, grounded=not reason, reason=reason)


async def test_what_is_not_grounded_is_marked_and_the_sentences_are_shown(capsys):
    said = await shown(
        capsys,
        statement("The quay was open.", "quote_not_found: the quay was open"),
        statement("That is false.", "judges: false"),
        Ended(status="answered", engine="local", usage=Usage(1, 1, 10, 5)),
    )
    assert (
        "NOT GROUNDED (its quotation does not stand in the sentences that it cites): The quay was open. [1:1]"
        in said
    )
    assert "not passed on: a statement that judges is not passed on [1:1]" in said
    assert "false" not in said
    assert "these are the sentences that fit best: [1:1] The quay was shut, the harbour office said." in said
    assert "Looked at 1 of 2 sentences; 2 statements, 2 not grounded; local: 1 model call" in said


async def test_what_is_grounded_stands_with_what_it_cites(capsys):
    said = await shown(
        capsys, statement("The quay was shut.\x1b[2J"), Ended(status="answered", engine="local")
    )
    assert "The quay was shut.␛[2J [1:1]" in said
    assert "fit best" not in said


async def test_a_failure_is_no_answer(capsys):
    with pytest.raises(ModelError, match="no answer: the provider is down"):
        await shown(capsys, Ended(status="failed", error="the provider is down"))
    assert "found nothing" not in capsys.readouterr().out
