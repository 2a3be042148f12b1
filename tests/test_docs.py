"""Docs that run: Python in the pages is executed, commands are run on the example articles."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "plugins" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(kind):
    found = {page: re.findall(rf"```{kind}\n(.*?)```", page.read_text("utf-8"), re.DOTALL) for page in PAGES}
    return [pytest.param(code, id=str(page.relative_to(ROOT))) for page, code in found.items() if code]


@pytest.mark.parametrize("code", blocks("python"))
def test_python_in_the_docs_runs(code, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FACTCHECK_MODEL", raising=False)
    names = {"__name__": "docs"}
    for block in code:
        exec(compile(block, "docs", "exec", dont_inherit=True), names)  # noqa: S102 - our own docs


@pytest.mark.parametrize("console", blocks("console"))
def test_commands_in_the_docs_run(console, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FACTCHECK_MODEL", raising=False)
    lines = [line[2:] for block in console for line in block.splitlines() if line.startswith("$ factcheck ")]
    assert lines
    for line in lines:
        words = [word.replace("report.html", str(tmp_path / "report.html")) for word in shlex.split(line)[1:]]
        result = CliRunner().invoke(app, words)
        assert result.exit_code in {0, 1}, f"{line}: {result.output}"


@pytest.mark.parametrize("conversation", blocks("chat"))
def test_conversations_in_the_docs_are_held(conversation, monkeypatch, tmp_path):
    """What follows `> ` is typed, the rest is the transcript; `…` alone on a line stands for any lines."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{tmp_path / 'facts.db'}")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for name in ("FACTCHECK_MODEL", "FACTCHECK_URL"):
        monkeypatch.delenv(name, raising=False)
    for block in conversation:
        command, _, told = block.partition("\n")
        lines = [line[2:] for line in told.splitlines() if line.startswith("> ")]
        result = CliRunner().invoke(app, shlex.split(command)[2:], input="\n".join(lines))
        assert result.exit_code == 0, result.output
        at = 0
        for stretch in re.split("^…$", told, flags=re.MULTILINE):
            at = result.output.find(stretch.strip("\n"), at)
            assert at >= 0, f"not in the transcript:\n{stretch}\n{result.output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert not [link for link in links if "://" not in link and not (page.parent / link).exists()]
