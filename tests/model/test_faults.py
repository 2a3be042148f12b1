"""Faults below the wire formats: Retry-After, errors before anyone is asked, and no secret in any text."""

import json
import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from assistant.config import Deployment
from assistant.errors import ModelError, RefusedModelError, TransientModelError
from assistant.model import Gateway
from assistant.model.faults import classified, excerpt, retry_after, scrubbed
from assistant.model.wire import Wire
from tests.model import behaviours as b
from tests.model.asking import KEY, asked, desk, question, settings
from tests.model.provider import Anthropic, OpenAI, Talk, provider
from tests.model.provider import Wire as Format

DEPLOYMENT = Deployment(alias="a", model="openai/a", parameters={"api_key": SecretStr("hunter2-hunter2")})
LOCAL = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "1e9"}, None),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0),
    ],
)
def test_retry_after_in_seconds_and_nonsense(headers: dict[str, str], seconds: float | None):
    assert retry_after(httpx.Headers(headers)) == seconds


def test_retry_after_as_a_date():
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    asked = retry_after(httpx.Headers({"retry-after": soon}))

    assert asked is not None
    assert 80 < asked <= 90


@given(st.text(max_size=60))
def test_any_retry_after_is_a_number_of_seconds_or_nothing(text: str):
    try:
        headers = httpx.Headers({"retry-after": text})
    except (UnicodeEncodeError, ValueError):
        return
    asked = retry_after(headers)

    assert asked is None or asked >= 0


@given(st.text(), st.text())
def test_secrets_are_scrubbed_wherever_they_stand(before: str, after: str):
    said = scrubbed(f"{before}hunter2-hunter2{after} Bearer abc.def sk-proj-12345678", DEPLOYMENT)

    assert "hunter2-hunter2" not in said
    assert "abc.def" not in said
    assert "sk-proj-12345678" not in said


def test_secrets_of_the_environment_are_scrubbed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOUSE_API_KEY", "plain-words-as-a-key")

    assert scrubbed("key plain-words-as-a-key is wrong", DEPLOYMENT) == "key [secret] is wrong"


def test_secrets_deep_in_the_parameters_are_scrubbed_and_what_is_none_stays():
    parameters = {
        "api_base": "https://desk:pass-word-1@llm.example/v1",
        "api_version": "2024-06-01",
        "aws_secret_access_key": "plain-words-2",
        "extra_headers": {"authorization": "Basic plain-words-3", "x-org": "newsroom"},
        "extra_body": {"routes": [{"token": "plain-words-4"}]},
    }
    deployment = Deployment(alias="a", model="openai/a", parameters=parameters)
    said = "pass-word-1 plain-words-2 Basic plain-words-3 newsroom 2024-06-01 plain-words-4 plain-words-3"

    assert scrubbed(said, deployment) == "[secret] [secret] [secret] newsroom 2024-06-01 [secret] [secret]"


def test_an_excerpt_is_one_short_line():
    said = excerpt("word\n\t " * 100_000, DEPLOYMENT)

    assert len(said) == 200
    assert "\n" not in said


@pytest.mark.parametrize(
    ("error", "status", "kind", "says"),
    [
        (
            ImportError("no module named boto3"),
            None,
            RefusedModelError,
            "needs another package for this provider",
        ),
        (
            ValueError("unknown provider"),
            None,
            RefusedModelError,
            "LiteLLM cannot make this call: unknown provider",
        ),
        (RuntimeError("x"), 503, TransientModelError, "the provider failed (503)"),
        (RuntimeError("x"), 418, RefusedModelError, "the provider refused the request (418)"),
    ],
)
def test_errors_without_a_reply_of_the_format(
    error: Exception, status: int | None, kind: type[ModelError], says: str
):
    came = classified(error, Wire(1, status=status), DEPLOYMENT)

    assert type(came) is kind
    assert says in str(came)


@LOCAL
async def test_a_key_that_is_not_set_is_named_and_nothing_is_sent():
    async with provider(OpenAI(), b.says("{}")) as running:
        config = settings(running)
        deployment = Deployment(
            alias="desk", model="openai/test", variables=("DESK_KEY",), unset=("DESK_KEY",)
        )
        async with Gateway(config.model_copy(update={"deployments": (deployment,)})) as gateway:
            model = gateway.model_for("toy")
            assert model is not None
            reply = await model.ask(question())

        assert reply.error == "desk: no key for the provider; set DESK_KEY"
        assert running.requests == []


@LOCAL
@pytest.mark.parametrize("wire", [OpenAI(), Anthropic()], ids=["openai", "anthropic"])
async def test_the_key_goes_to_the_provider_and_nowhere_else(
    wire: Format, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    """A provider that echoes the key in its error, in its reply and in its headers."""

    async def echoes(wire: Format, talk: Talk) -> None:
        body = wire.error(f"wrong key {KEY} in {json.dumps(talk.headers)}", "authentication_error")
        await talk.answer(401, json.dumps(body).encode(), x_echo=KEY)

    caplog.set_level(logging.DEBUG)
    for behaviour in (echoes, b.sends(200, f"<p>{KEY}</p>".encode()), b.fails(500, KEY), b.says(KEY)):
        async with desk(wire, behaviour) as (gateway, running):
            model = gateway.model_for("toy")
            assert model is not None
            reply = await model.ask(question())
            assert KEY in json.dumps(running.requests[0].headers)

        assert reply.error
        assert KEY not in repr(reply)
        assert KEY not in repr(model) + repr(gateway.settings)
    assert KEY not in caplog.text
    assert KEY not in "".join(capfd.readouterr())


@LOCAL
async def test_a_question_logs_neither_prompt_nor_answer(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    await asked(OpenAI(), b.says('{"items": [{"n": 1, "words": "zanzibar"}]}'))

    assert "zanzibar" not in caplog.text
    assert "List the words" not in caplog.text
