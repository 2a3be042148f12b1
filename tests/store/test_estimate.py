import pytest

from assistant import Article, Assistant, Settings
from assistant.archive import FromArchive
from assistant.archived import Against
from assistant.config import Deployment
from assistant.estimate import estimate
from assistant.model.call import Call
from assistant.model.gateway import Gateway
from assistant.saving import check_and_save
from assistant.store import LOCAL_DESK, Store

NEWS = (
    "The weir at Ostrava Lane burst on Tuesday.\n\nTwo people were hurt, a source said.\n\nNobody knows why."
)
PRICED = {"input_cost_per_token": 0.001, "output_cost_per_token": 0.01}


def article(id_="a1"):
    return Article.from_text(NEWS, language="en", id=id_)


def assistant(monkeypatch, info=None, **more):
    """An assistant that may not send."""

    async def send(_: Call):
        pytest.fail("it was sent")

    settings = Settings(
        model="desk",
        deployments=(Deployment(alias="desk", model="openai/nobody-knows-this", info=info or {}),),
        **more,
    )
    made = Assistant(settings)
    monkeypatch.setattr(made, "gateway", Gateway(settings, send), raising=False)
    return made


async def test_calls_tokens_and_cost_of_every_stage_and_nothing_is_sent(monkeypatch):
    lines = {
        line.stage: line for line in await estimate(assistant(monkeypatch, PRICED, window=1), [article()])
    }
    claims = lines["claims"]
    assert (claims.model, claims.calls) == ("desk", 3)
    assert claims.prompt_tokens > 3 * 100
    assert claims.most_completion_tokens == 3 * 4096
    assert claims.least_usd == pytest.approx(claims.prompt_tokens * 0.001)
    assert claims.most_usd == pytest.approx(claims.least_usd + 3 * 4096 * 0.01)
    assert set(lines) >= {"claims", "sources", "consistency"}


async def test_an_unknown_price_is_unknown_and_not_nothing(monkeypatch):
    lines = await estimate(assistant(monkeypatch), [article()], stages=["claims"])
    assert [(line.least_usd, line.most_usd) for line in lines] == [(None, None)]


async def test_a_stage_that_has_nothing_to_ask_costs_nothing(monkeypatch):
    lines = await estimate(assistant(monkeypatch), [article()])
    (consistency,) = [line for line in lines if line.stage == "consistency"]
    assert (consistency.calls, consistency.most_usd) == (0, 0.0)


async def test_twice_the_articles_are_twice_the_calls(monkeypatch):
    one = await estimate(assistant(monkeypatch), [article()], stages=["claims"])
    two = await estimate(assistant(monkeypatch), [article(), article("a2")], stages=["claims"])
    assert two[0].calls == 2 * one[0].calls > 0
    assert two[0].prompt_tokens == 2 * one[0].prompt_tokens


async def test_the_baseline_asks_nothing(monkeypatch):
    lines = await estimate(assistant(monkeypatch), [article()], model="baseline")
    assert {(line.model, line.calls, line.most_usd) for line in lines} == {(None, 0, 0.0)}


async def test_what_the_archive_adds_is_estimated_too(monkeypatch, tmp_path):
    with Store(f"sqlite:///{tmp_path / 'desk.db'}") as store:
        async with Assistant(Settings()) as baseline:
            old = Article.from_text(NEWS.replace("Two", "Nine"), language="en", id="old")
            await check_and_save(baseline, [old], store)
        archive = FromArchive(store, LOCAL_DESK, Against())
        made = assistant(monkeypatch)
        calls = {
            of: [line.calls for line in await estimate(made, [article()], archive=of)]
            for of in (None, archive)
        }
    assert calls[None] == [1, 1, 0]
    assert calls[archive] == [1, 1, 1]
