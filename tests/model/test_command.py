"""`factcheck models` as a user runs it: a table without a key in it, and what a probe says."""

import asyncio
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.cli.app import app
from tests.model import behaviours as b
from tests.model.asking import KEY
from tests.model.provider import Anthropic, Behaviour, OpenAI, Provider, Wire, provider

pytestmark = [
    pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"]),
    pytest.mark.parametrize("wire", [OpenAI(), Anthropic()], ids=["openai", "anthropic"]),
]


async def models(
    folder: Path, wire: Wire, *script: Behaviour, options: tuple[str, ...] = ()
) -> tuple[Result, Provider]:
    """What the command says with one model, in a wide terminal."""
    async with provider(wire, *script) as running:
        path = folder / "factcheck.yaml"
        path.write_text(
            "model_list:\n  - model_name: desk\n    model_info: {max_input_tokens: 8192}\n"
            f"    litellm_params: {{model: {wire.model}, api_base: '{running.api_base}', api_key: {KEY}}}\n"
            "factcheck: {models: {desk: {window: 6, retries: {attempts: 1}}}}\n"
        )
        command = ["models", "--config", str(path), *options]
        runner = CliRunner(env={"COLUMNS": "300", "NO_COLOR": "1"})
        return await asyncio.to_thread(runner.invoke, app, command), running


async def test_the_table_says_what_the_alias_is_and_sends_nothing(wire: Wire, tmp_path: Path):
    result, running = await models(tmp_path, wire, b.says("{}"))

    assert result.exit_code == 0
    for shown in (
        "desk",
        wire.model,
        running.api_base,
        "set: in the file",
        "6 sentences",
        "8,192",
        "unknown",
    ):
        assert shown in result.output
    assert KEY not in result.output
    assert running.requests == []


async def test_a_probe_says_what_came_how_fast_and_what_it_cost(wire: Wire, tmp_path: Path):
    result, running = await models(tmp_path, wire, b.says('{"ready": true}'), options=("--probe",))

    assert result.exit_code == 0
    assert 'desk: answered {"ready":true}, mode ' in result.output
    assert " s, 10 + 5 tokens, unknown cost)" in result.output
    assert len(running.requests) == 1


async def test_a_model_that_does_not_answer_is_exit_code_3_and_its_key_is_not_shown(
    wire: Wire, tmp_path: Path
):
    result, _ = await models(tmp_path, wire, b.fails(401, f"wrong key {KEY}"), options=("--probe",))

    assert result.exit_code == 3
    assert "the provider refused the key; check its api_key (401): wrong key [secret]" in result.output
    assert KEY not in result.output
