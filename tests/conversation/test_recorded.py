"""The four kinds of question, with a real model: its answers are played from cassettes."""

import pytest

from assistant import Article, Assistant, Report
from assistant.conversation.events import Declined, Ended, Event, Found, Statement
from assistant.conversation.local import InProcess
from assistant.saving import check_and_save
from assistant.store import Store
from tests.conversation.conftest import kept_in
from tests.recording import WireName, recorded_settings

IN_ONE = "Who predicted that the mill would stay closed?"
IN_BOTH = "How many looms were destroyed?"
IN_NEITHER = "Who won the football cup?"
VERDICT = "Is it true that the fire was set on purpose?"
MAX_TOKENS = 160
WIRE = """\
The fire at Osk mill was set on purpose, a police source said. The blaze destroyed 40 looms, the fire brigade said in \
a statement.

A senior mill official predicted that the mill would stay closed until spring.
"""
POST = """\
Police are looking for the cause of the fire at Osk mill. It destroyed 70 looms, many of them new.

Mayor Ines Falk will visit the mill on Friday.
"""


def recorded(test):
    """A test that plays a cassette. The warning is LiteLLM's own, in every streamed reply."""
    ignored = "ignore::pydantic.warnings.PydanticDeprecatedSince211"
    return pytest.mark.vcr(pytest.mark.filterwarnings(ignored)(test))


async def asked(store: Store, wire: WireName, question: str) -> tuple[Report, list[Event]]:
    """What a model answers about the story, which was checked without one."""
    settings = recorded_settings(wire, max_tokens=MAX_TOKENS, timeouts={"total": 3000})
    conversation = InProcess(kept_in(store, settings))
    articles = [Article.from_text(text, language="en") for text in (WIRE, POST)]
    try:
        report = await check_and_save(Assistant(settings), articles, store, model="baseline")
        return report, [event async for event in conversation.ask(report, question)]
    finally:
        await conversation.aclose()


def grounded(events: list[Event]) -> list[Statement]:
    return [event for event in events if isinstance(event, Statement) and event.grounded]


@recorded
async def test_an_answer_that_one_article_has(store):
    _, events = await asked(store, "openai", IN_ONE)
    found, ended = events[0], events[-1]
    assert isinstance(found, Found)
    assert isinstance(ended, Ended)
    assert found.asks
    assert (ended.status, ended.engine, ended.prompt) == ("answered", "local", "questions/v2")
    (statement,) = grounded(events)
    assert [str(cite) for cite in statement.cites] == ["1:3"]
    assert statement.words.exact.startswith("A senior mill official predicted")


@pytest.mark.parametrize(
    ("wire", "answered"),
    [
        ("openai", {"40 looms were destroyed.": ["1:2"], "70 looms were destroyed.": ["2:2"]}),
        ("anthropic", {"70 looms were destroyed.": ["2:2"]}),
    ],
    ids=["openai", "anthropic"],
)
@recorded
async def test_an_answer_that_both_articles_have(store, wire, answered):
    """Each article's sentence makes a statement of its own, with its own quotation.

    In the second format nothing holds the model to one sentence: for 40 it cites the one that says 70 too.
    """
    _, events = await asked(store, wire, IN_BOTH)
    found, *statements, ended = events
    assert {said.text: [str(cite) for cite in said.cites] for said in grounded(events)} == answered
    faults = [said.reason for said in statements if not said.grounded]
    assert faults == ["cites_wrongly: 2:2 does not say it"] * (2 - len(answered))
    assert {str(passage.cite) for passage in found.best} >= {"1:2", "2:2"}
    assert [(one.sentences, one.of) for one in found.looked] == [(3, 3), (3, 3)]
    assert ended.usage.completion_tokens > 5


@pytest.mark.parametrize(("question", "why"), [(IN_NEITHER, "not_in_articles"), (VERDICT, "verdict")])
async def test_what_is_decided_before_the_model_is_asked(store, question, why):
    """Nothing is sent: the network is blocked, and there is no cassette."""
    _, (found, declined, ended) = await asked(store, "openai", question)
    assert isinstance(declined, Declined)
    assert (found.asks, declined.why, ended.status) == (False, why, "declined")
