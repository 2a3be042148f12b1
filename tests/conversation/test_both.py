"""What a conversation can do: one suite, in process and over HTTP."""

import pytest

from assistant import InputError
from assistant.conversation.events import Declined, Ended, Found
from assistant.conversation.protocol import Changes, sent
from tests.conversation.conftest import REVIEWER


def mark(report, code):
    return next(finding.fingerprint for finding in report.findings if finding.code == code)


async def events(conversation, report, asked):
    return [event async for event in conversation.ask(report, asked)]


async def test_checks_are_listed_by_their_headlines(conversation, report):
    (kept,) = await conversation.recent(10)
    assert (kept.id, kept.status) == (report.id, "complete")
    assert kept.headlines == tuple(article.headline for article in report.articles)


async def test_ids_are_those_of_the_newest_checks(conversation, report):
    assert await conversation.ids(10) == (report.id,)


async def test_a_check_is_opened_with_its_decisions(conversation, report):
    fingerprint = mark(report, "CON002")
    await conversation.review(report, fingerprint, "confirmed", reason="both are out")
    await conversation.review(report, fingerprint, comment="asked the owner")
    opened = await conversation.open(report.id)
    decision = next(f.decision for f in opened.findings if f.fingerprint == fingerprint)
    assert (decision.state, decision.by, decision.reason) == ("confirmed", REVIEWER, "both are out")
    said = await conversation.reviews(report)
    assert [(review.state, review.comment) for review in said] == [
        ("confirmed", None),
        (None, "asked the owner"),
    ]


async def test_a_decision_can_be_taken_back(conversation, report):
    fingerprint = mark(report, "CON002")
    await conversation.review(report, fingerprint, "dismissed", reason="old")
    await conversation.review(report, fingerprint, "open")
    opened = await conversation.open(report.id)
    assert {finding.decision.state for finding in opened.findings} == {"open"}


async def test_what_is_not_there_is_an_input_error(conversation, report):
    with pytest.raises(InputError, match="no finding of this fingerprint"):
        await conversation.review(report, "0" * 16, "confirmed")
    with pytest.raises(InputError):
        await conversation.open("0" * 32)


async def test_a_question_without_a_model_gives_the_sentences_that_fit(conversation, report):
    found, declined, ended = await events(conversation, report, "Who says the fire was set?")
    assert isinstance(found, Found)
    assert isinstance(declined, Declined)
    assert found.best[0].words == "Freighter fire in Port Verrin was set on purpose, agency reports"
    assert str(found.best[0].cite) == "1:0"
    assert found.best[0].notes == ("source: agency",)
    assert (found.asks, declined.why) == (False, "no_model")
    assert ended == Ended(status="declined")


async def test_a_question_that_is_none_is_an_input_error(conversation, report):
    with pytest.raises(InputError):
        await events(conversation, report, "   ")
    with pytest.raises(InputError):
        await events(conversation, report, "why " * 1000)


async def test_a_rerun_is_a_new_check_that_remembers_decisions(conversation, report):
    fingerprint = mark(report, "CON002")
    await conversation.review(report, fingerprint, "confirmed")
    again = await conversation.again(report, Changes())
    assert again.id != report.id
    assert [f.fingerprint for f in again.findings] == [f.fingerprint for f in report.findings]
    assert next(f for f in again.findings if f.fingerprint == fingerprint).decision.state == "confirmed"


async def test_a_rerun_of_some_stages_under_another_policy(conversation, report):
    policy = (await conversation.policy()).model_copy(update={"ignore": ("SRC003",)})
    again = await conversation.again(report, Changes(stages=("sources",), policy=policy))
    codes = {finding.code for finding in again.findings}
    assert {trace.name for trace in again.stages} == {"sources"}
    assert "CON002" not in codes
    assert "SRC003" not in codes
    assert "SRC003" in {finding.code for finding in report.findings}


async def test_an_edited_article_keeps_the_key_of_its_decisions(conversation, report):
    fingerprint = mark(report, "SRC003")
    await conversation.review(report, fingerprint, "confirmed")
    wire, post = report.articles
    edited = await conversation.check([sent(wire), sent(post, post.text.replace("180", "140"))], Changes())
    assert "CON002" not in {finding.code for finding in edited.findings}
    assert next(f for f in edited.findings if f.fingerprint == fingerprint).decision.state == "confirmed"


async def test_models_and_rules_are_there(conversation):
    (baseline,) = await conversation.models()
    assert (baseline.alias, baseline.default) == ("baseline", True)
    cards = {card.code: card for card in await conversation.rules()}
    assert cards["SRC003"].severity == "error"
    assert cards["SRC003"].why
