"""What holds over the whole tree: everything declared is documented and tested, and nothing private is in it."""

import re
from pathlib import Path

import pytest

import assistant
from assistant import Assistant, PromptStage, Settings
from assistant.config.settings import Stages
from assistant.prompts import load, versions
from assistant.reference import BUILT_IN, pages
from assistant.testing import verify_stage
from tests.fakes import article

ROOT = Path(__file__).parents[1]
FROZEN = ROOT / "tests" / "frozen_prompts.txt"
ASSISTANT = Assistant(Settings(stages=Stages(enabled=BUILT_IN)))
CODES = [rule.code for rule, _ in ASSISTANT.rules]
DESIGNED = (
    [f"SRC{n:03}" for n in range(1, 12)]
    + ["CLM001", "CLM002"]
    + [f"CON{n:03}" for n in range(1, 11)]
    + ["INP001"]
)


def tracked(*suffixes):
    skipped = {".git", ".venv", "build", "node_modules", ".hypothesis", "__pycache__"}
    paths = (path for path in ROOT.rglob("*") if path.suffix in suffixes and path.is_file())
    return [path for path in paths if skipped.isdisjoint(path.relative_to(ROOT).parts)]


def test_the_public_names_are_sorted_and_importable():
    assert assistant.__all__ == sorted(assistant.__all__)
    assert all(
        getattr(assistant, name).__module__.startswith("assistant")
        for name in assistant.__all__
        if name != "Words" and name != "SentenceNumber"
    )
    with pytest.raises(AttributeError, match="no_such_name"):
        assistant.no_such_name  # noqa: B018


def test_every_designed_rule_is_there():
    assert sorted(CODES) == sorted(DESIGNED)


@pytest.mark.parametrize("code", CODES)
def test_every_rule_says_why_and_is_tested_by_its_code(code):
    rule = next(rule for rule, _ in ASSISTANT.rules if rule.code == code)
    assert all((rule.when, rule.why, rule.example, rule.better, rule.fix, rule.source))
    assert any(
        code in path.read_text("utf-8")
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__)
    )


@pytest.mark.parametrize("stage", ASSISTANT.stages(), ids=lambda stage: stage.name)
def test_every_stage_keeps_the_contract(stage):
    verify_stage(stage, article(published_at="2026-05-04"), article("Three people were hurt, police said."))
    assert list((ROOT / "tests" / "plugins").glob(f"test_{stage.name}*.py"))


def test_a_released_prompt_is_frozen():
    digests = {}
    assert all(isinstance(stage, PromptStage) for stage in ASSISTANT.stages())
    owners = {stage.name: type(stage) for stage in ASSISTANT.stages()} | {"questions": None}
    for name, owner in owners.items():
        for version in versions(name, owner):
            prompt = load(name, version, owner)
            digests[prompt.id] = prompt.digest
    listed = dict(line.split() for line in FROZEN.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert digests == listed, "write a new version of the prompt; a released one is frozen"


def test_the_generated_pages_are_up_to_date():
    made = pages()
    stale = [
        name
        for name, text in made.items()
        if not (ROOT / "docs" / name).is_file() or (ROOT / "docs" / name).read_text("utf-8") != text
    ]
    assert not stale, "run make docs"
    assert {path.stem for path in (ROOT / "docs" / "rules").glob("[A-Z]*[0-9].md")} == set(CODES)


def test_every_setting_is_described():
    rows = [line.split(" | ") for line in pages()["settings.md"].splitlines() if line.startswith("| `")]
    assert rows
    assert all(row[-1].strip(" |") for row in rows)


def test_every_setting_is_used_by_a_test():
    keys = re.findall(r"^\| `([^`]+)`", pages()["settings.md"], re.MULTILINE)
    names = {key.rpartition(".")[2].strip("*[]") for key in keys}
    said = "".join(
        path.read_text("utf-8") for path in tracked(".py") if "tests" in path.relative_to(ROOT).parts
    )
    assert not sorted(name for name in names if not re.search(rf"\b{name}\b", said))


def test_versions_are_pinned_by_hash_and_no_address_is_in_the_lock_files():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)) <= text.count("--hash=sha256:")
        assert not re.search(r"^litellm==1\.82\.[78]\b", text, re.MULTILINE)


def test_no_module_is_too_long():
    long = {
        str(path.relative_to(ROOT)): count
        for path in tracked(".py")
        if path.parts[len(ROOT.parts)] in {"assistant", "plugins"}
        and (count := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not long


SECRETS = re.compile(
    r"sk-[A-Za-z0-9]{16}|AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY|set-cookie:|openai-organization:",
    re.IGNORECASE,
)


def test_no_secret_is_in_the_tree():
    assert not [
        str(p)
        for p in tracked(".yaml", ".json", ".txt", ".md", ".toml", ".lock", ".html", ".jsonl")
        if SECRETS.search(p.read_text("utf-8"))
    ]


def test_word_lists_name_their_source():
    lists = list((ROOT / "plugins").rglob("data/*.txt"))
    assert lists
    assert not [str(path) for path in lists if not path.read_text("utf-8").startswith("#")]
