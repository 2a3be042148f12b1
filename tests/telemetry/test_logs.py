"""The log: a line each, with the request and the check it is about, in whatever process, and nothing of an article."""

import io
import json
import logging
import re

import pytest

from assistant.api import create_app
from assistant.config import Settings
from assistant.jobs import Worker
from assistant.store import Store
from assistant.telemetry import logs
from assistant.telemetry.origin import about
from tests.api.conftest import NEWS, checked, served

WORD = "Quillfeather"


@pytest.fixture(params=[logs.Json, logs.Text])
def formatter(request):
    return request.param()


@pytest.fixture
def log(formatter):
    """What is logged, as it is written."""
    stream, logger = io.StringIO(), logging.getLogger("factcheck")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger.addHandler(handler)
    level, logger.level = logger.level, logging.INFO
    yield lambda: stream.getvalue().splitlines()
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.fixture
async def client(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'facts.db'}") as store:
        async with served(create_app(Settings(), store, Worker(store, Settings(), poll=0.02))) as opened:
            yield opened


async def test_every_line_of_a_check_names_the_request_that_it_was_made_for(log, client, formatter):
    client.headers["X-Request-Id"] = "desk-41"
    body = await checked(client, {"id": WORD, "text": f"{WORD} said so. {NEWS}", "language": "en"})
    lines = [line for line in log() if body["id"] in line or "POST /v1/checks" in line]
    assert len(lines) == 3
    assert all("desk-41" in line for line in lines)
    assert WORD not in "".join(log())
    if isinstance(formatter, logs.Json):
        begun, ended, asked = sorted(map(json.loads, lines), key=lambda line: line["logger"], reverse=True)
        assert {begun["check"], ended["check"]} == {body["id"]}
        assert begun["logger"] == "factcheck.jobs"
        assert {name: asked[name] for name in ("level", "method", "route", "status", "request")} == {
            "level": "info", "method": "POST", "route": "/v1/checks", "status": 200, "request": "desk-41",
        }  # fmt: skip
        assert asked["ms"] > 0
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", asked["time"])


def test_an_exception_is_its_type_alone(log, formatter):
    try:
        int(WORD)
    except ValueError:
        logging.getLogger("factcheck.http").exception("it broke")
    said = "\n".join(log())
    assert "it broke" in said
    assert "ValueError" in said
    assert WORD not in said
    assert "Traceback" not in said


def test_a_text_line_names_the_request_once():
    record = logging.LogRecord("factcheck", logging.INFO, "", 1, "r-1 GET /", None, None)
    other = logging.LogRecord("factcheck", logging.INFO, "", 1, "begun", None, None)
    with about(request="r-1"):
        assert logs.Text().format(record).count("r-1") == 1
        assert logs.Text().format(other).endswith("begun (request r-1)")
    assert logs.Text().format(other).endswith("begun")


@pytest.mark.parametrize(("settings", "first"), [(Settings(log="json"), "{"), (Settings(), "2")])
def test_the_setting_chooses_the_form(settings, first, capsys, monkeypatch):
    loggers = [logging.getLogger(name) for name in ("factcheck", "uvicorn")]
    for logger in loggers:
        monkeypatch.setattr(logger, "handlers", [])
        monkeypatch.setattr(logger, "level", logger.level)
    logs.to_stderr(settings.log)
    loggers[0].info("it began")
    assert capsys.readouterr().err.startswith(first)
