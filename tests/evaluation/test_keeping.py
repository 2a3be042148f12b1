"""A run with a model that keeps the replies: what it has is neither asked nor paid for again."""

import asyncio

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.eval import evaluate
from assistant.evaluation.results import read
from tests.evaluation.material import FERRY, SECOND, written
from tests.model import behaviours as b
from tests.model.provider import OpenAI, provider

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

CONFIG = """\
model_list:
  - model_name: desk
    litellm_params: {model: openai/test, api_base: 'ADDRESS', api_key: none}
factcheck: {models: {desk: {mode: json_schema, retries: {attempts: 1}}}}
"""
app = typer.Typer(pretty_exceptions_enable=False)
app.command()(evaluate)


async def test_a_run_that_was_broken_off_asks_only_for_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = written(tmp_path / "set.jsonl", FERRY, SECOND)
    answered, refused = b.says('{"items": []}'), b.fails(401)
    async with provider(OpenAI(), answered, refused, answered) as running:
        (tmp_path / "c.yaml").write_text(CONFIG.replace("ADDRESS", running.api_base), "utf-8")

        async def run(name, code):
            options = ["--stage", "claims", "--model", "desk", "--config", "c.yaml", "--keep", "kept.db"]
            result = await asyncio.to_thread(CliRunner().invoke, app, [str(data), *options, "-o", name])
            assert result.exit_code == code, result.output + repr(result.exception)
            return len(running.requests)

        assert await run("broken.json", 3) == 2
        assert await run("whole.json", 0) == 3
        assert await run("again.json", 0) == 3
    whole, again = (read(tmp_path / name) for name in ("whole.json", "again.json"))
    assert whole.measures == again.measures
    (first,), (second,) = whole.spent, again.spent
    assert first.prompt_tokens > 0
    assert (first.calls, first.prompt_tokens) == (second.calls, second.prompt_tokens)
