"""The cassettes themselves: each is played by a test, and none holds a secret."""

import json
import re
from pathlib import Path

import pytest
from vcr.request import Request

from tests.conftest import COLLECTED, played_cassettes
from tests.recording import ROOT, ReadableYaml, cassette_folder, said, scrubbed_reply, scrubbed_request

SECRET = re.compile(
    r"authorization|x-api-key|cookie|organization|bearer|\bsk-[a-z0-9]|/(?:home|root)/|@[a-z]+\.[a-z]{2}",
    re.IGNORECASE,
)


def test_no_cassette_is_an_orphan(request: pytest.FixtureRequest):
    items = request.config.stash[COLLECTED]
    played = played_cassettes(items)
    tests = Path(__file__).parent
    collected = {cassette_folder(item.path) for item in items if item.path.is_relative_to(tests)}
    partly = any("::" in arg for arg in request.config.args)

    orphans = [
        str(cassette.relative_to(ROOT))
        for cassette in sorted(ROOT.rglob("*.yaml"))
        if cassette not in played and not _may_be_played(cassette.parent, collected, partly=partly)
    ]

    assert orphans == []


def _may_be_played(folder: Path, collected: set[Path], *, partly: bool) -> bool:
    """Whether a test that was not collected in this run may play the cassettes of this folder."""
    module = Path(__file__).parent / folder.relative_to(ROOT).with_suffix(".py")
    return module.is_file() and (partly or folder not in collected)


@pytest.mark.parametrize(
    "cassette", sorted(ROOT.rglob("*.yaml")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_cassette_holds_a_secret(cassette: Path):
    assert SECRET.findall(cassette.read_text("utf-8")) == []


def test_requests_and_replies_are_scrubbed():
    headers = {
        "Authorization": "Bearer sk-abc",
        "X-Api-Key": "k",
        "Content-Type": "application/json",
        "Host": "h",
    }
    request = scrubbed_request(
        Request("POST", "https://user:pw@api.example:99/v1/messages?key=abc", "{}", headers)
    )
    reply = scrubbed_reply(
        {
            "status": {"code": 200},
            "headers": {"Set-Cookie": ["a=b"], "openai-organization": ["org"], "Retry-After": ["3"]},
        }
    )

    assert dict(request.headers) == {"Content-Type": "application/json"}
    assert request.uri == "http://provider/v1/messages"
    assert reply["headers"] == {"Retry-After": ["3"]}


def test_a_changed_prompt_does_not_match():
    def asking(words: str) -> Request:
        return Request(
            "POST", "http://provider/", json.dumps({"messages": [{"content": words}], "model": "m"}), {}
        )

    said(asking("one"), asking("one"))
    with pytest.raises(AssertionError, match=r"body\.messages\[0\]\.content$"):
        said(asking("one"), asking("two"))


@pytest.mark.parametrize(
    "body",
    [
        '{"a": [1, 2.5, null, "x\\ny"], "b": "é — “q”"}',
        'event: start\ndata: {"n": 1}\n\ndata: [DONE]\n\n',
        "<html>not json</html>",
        "",
    ],
)
def test_a_cassette_gives_back_what_was_recorded(body: str):
    exchange = {
        "request": {"method": "POST", "uri": "http://provider/", "headers": {}, "body": body},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": body}},
    }
    text = ReadableYaml.serialize({"version": 1, "interactions": [exchange]})
    (replayed,) = ReadableYaml.deserialize(text)["interactions"]

    assert _meaning(replayed["request"]["body"]) == _meaning(body)
    assert _meaning(replayed["response"]["body"]["string"]) == _meaning(body)


def _meaning(body: str) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return body
