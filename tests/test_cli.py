import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import FactcheckError
from assistant.cli.app import app

CLEAN = "The library opened in 1998.\n\nIt has twelve rooms.\n"
ANONYMOUS = "The dam is unsafe, a source said.\n\nIt will fail within weeks, a senior official warned.\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTCHECK_MODEL", raising=False)
    (tmp_path / "clean.txt").write_text(CLEAN, "utf-8")
    (tmp_path / "anonymous.txt").write_text(ANONYMOUS, "utf-8")
    return tmp_path


def factcheck(*args, code=0, stdin=None):
    result = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)
    if isinstance(result.exception, FactcheckError):
        assert result.exception.exit_code == code
        return str(result.exception)
    assert result.exit_code == code, result.output + repr(result.exception)
    return result


def test_clean_articles_exit_with_0_and_findings_with_1(place):
    factcheck("check", "clean.txt")
    out = factcheck("check", "anonymous.txt", code=1).stdout
    assert "SRC005" in out


def test_fail_on_decides_what_counts(place):
    factcheck("check", "anonymous.txt", "--ignore", "SRC003,SRC005", code=0)
    factcheck("check", "anonymous.txt", "--ignore", "SRC003,SRC005", "--fail-on", "warning", code=1)


def test_json_on_standard_output_is_a_report_and_nothing_else(place):
    report = json.loads(factcheck("check", "anonymous.txt", "-f", "json", code=1).stdout)
    assert report["status"] == "complete"
    article = report["articles"][0]
    for finding in report["findings"]:
        for anchor in finding["anchors"]:
            assert article[anchor["part"]][anchor["start"] : anchor["end"]] == anchor["exact"]


def test_the_format_follows_the_ending_of_the_output(place):
    factcheck("check", "clean.txt", "-o", "report.json")
    assert json.loads(Path("report.json").read_text("utf-8"))["schema_version"] == "1"
    factcheck("check", "clean.txt", "-o", "report.html")
    assert Path("report.html").read_text("utf-8").lower().startswith("<!doctype html>")
    assert sorted(path.name for path in place.iterdir()) == [
        "anonymous.txt",
        "clean.txt",
        "report.html",
        "report.json",
    ]


def test_an_article_that_is_checked_again_is_compared_with_the_earlier_check(place):
    head = "---\nid: dam-1\nlanguage: en\n---\n"
    (place / "dam.txt").write_text(head + ANONYMOUS, "utf-8")
    assert "since" not in factcheck("check", "dam.txt", code=1).stderr
    (place / "dam.txt").write_text(head + CLEAN, "utf-8")
    again = factcheck("check", "dam.txt").stderr
    assert re.fullmatch(
        r"factcheck: findings since check [0-9a-f]{12}: 0 new, [1-9]\d* gone, 0 unchanged, 0 uncertain\n",
        again,
    )
    assert factcheck("check", "dam.txt", "--quiet").stderr == ""


def test_an_article_is_compared_with_what_was_checked_before(place, monkeypatch):
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{place / 'archive.db'}")
    for name, count in (("old", 12), ("new", 17)):
        told = f"The flood killed {count} people in Ostrava, police said."
        article = {"id": name, "language": "en", "published_at": "2026-05-04", "text": told}
        (place / f"{name}.json").write_text(json.dumps(article), "utf-8")
    factcheck("check", "old.json")
    factcheck("check", "new.json", "--no-store")
    for options in ((), ("--no-store",), ("--against-days", 3, "--against-limit", 1)):
        found = factcheck("check", "new.json", "--against", "archive", *options, code=1).stdout
        assert "CON002" in found
        assert "from the archive" in found
    assert "--against archive" in factcheck("check", "new.json", "--against-days", 3, code=2)
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{place / 'new.json'}")
    assert "database" in factcheck("check", "new.json", "--against", "archive", code=3)


def test_one_unreadable_file_is_named_and_the_others_are_checked(place):
    (place / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (place / "empty.txt").write_bytes(b"")
    result = factcheck("check", "clean.txt", "picture.png", "empty.txt", "missing.txt", code=2)
    for name in ("picture.png", "empty.txt", "missing.txt"):
        assert name in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout.strip()


def test_standard_input_and_globs(place):
    report = json.loads(factcheck("check", "-", "-f", "json", stdin=CLEAN).stdout)
    assert report["articles"][0]["text"] == CLEAN
    assert len(json.loads(factcheck("check", "*.txt", "-f", "json", code=1).stdout)["articles"]) == 2


def test_a_provider_out_of_reach_exits_with_3_and_finds_nothing(place):
    (place / "factcheck.yaml").write_text(
        "model_list:\n"
        "  - model_name: gone\n"
        "    litellm_params: {model: openai/gone, api_base: 'http://127.0.0.1:9/v1', api_key: none}\n"
        "factcheck:\n"
        "  models: {gone: {retries: {attempts: 1}}}\n",
        "utf-8",
    )
    report = json.loads(factcheck("check", "anonymous.txt", "-f", "json", code=3).stdout)
    assert report["status"] == "failed"
    assert report["findings"] == []
    assert {trace["status"] for trace in report["stages"]} <= {"failed", "skipped"}
    assert all(
        rule["status"] == "not_evaluated"
        for rule in report["rules"]
        if rule["code"] not in {"INP001", "CLM002"}
    )


def test_a_check_is_kept_and_found_again_unless_told_not_to(place, monkeypatch):
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{place / 'own.db'}")
    factcheck("check", "clean.txt", "--no-store")
    assert not (place / "own.db").exists()
    report = json.loads(factcheck("check", "clean.txt", "-f", "json").stdout)
    assert report["id"] in factcheck("db", "checks").stdout
    assert factcheck("replay", report["id"]).stdout.startswith("equal")


def test_a_store_that_cannot_be_opened_costs_no_report(place, monkeypatch):
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{place / 'clean.txt'}")
    result = factcheck("check", "clean.txt")
    assert "the check is not kept" in result.stderr
    assert "Summary" in result.stdout


def test_a_budget_is_not_spent_without_the_store_that_holds_it(place, monkeypatch):
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{place / 'clean.txt'}")
    (place / "factcheck.yaml").write_text("factcheck: {budget: {check_usd: 1}}\n", "utf-8")
    factcheck("check", "clean.txt", code=3)


def test_an_estimate_sends_nothing_and_says_so(place):
    out = factcheck("check", "clean.txt", "--estimate", "--model", "openai/gpt-4o-mini").stdout
    assert "Nothing was sent" in out
    assert "claims" in out


def test_what_is_not_read_of_a_litellm_file_is_named_once(place):
    (place / "factcheck.yaml").write_text("general_settings: {master_key: none}\n", "utf-8")
    result = factcheck("check", "clean.txt")
    assert [line for line in result.stderr.splitlines() if "general_settings" in line] == [
        result.stderr.strip()
    ]


def test_unknown_names_say_what_there_is(place):
    assert "there are: claims, consistency, sources" in factcheck(
        "check", "clean.txt", "--stage", "nope", code=2
    )
    assert "no rule begins with 'XYZ'" in factcheck("check", "clean.txt", "--select", "XYZ", code=2)
    assert "no model 'nope'" in factcheck("check", "clean.txt", "--model", "nope", code=2)


def test_stages_rules_prompts_and_schema(place):
    out = factcheck("stages").stdout
    assert out.count("in use") >= 3
    assert "CON010" in factcheck("rules").stdout
    page = factcheck("rules", "src002").stdout
    assert page.startswith("# SRC002 anonymous-no-reason")
    assert "no rule 'SRC999'" in factcheck("rules", "SRC999", code=2)
    assert "claims/v1" in factcheck("prompts", "list").stdout
    assert factcheck("prompts", "show", "sources").stdout.startswith("# system")
    assert json.loads(factcheck("schema").stdout)["properties"]["schema_version"]


def test_prompts_render_shows_what_would_be_sent(place):
    out = factcheck("prompts", "render", "claims", "clean.txt").stdout
    assert "--- call 1, system" in out
    assert "[1] The library opened in 1998." in out


def test_models_without_a_model_says_how_to_set_one(place):
    assert "FACTCHECK_MODEL" in factcheck("models").stdout


@pytest.mark.parametrize("args", [["--help"], ["check", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(args):
    code = (
        "import sys\nsys.argv = ['factcheck', *sys.argv[1:]]\nfrom assistant.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end\n"
        "heavy = {'litellm', 'sqlalchemy', 'fastapi', 'jinja2', 'justhtml', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_baseline_check_does_not_import_litellm(place):
    code = (
        "import sys\nsys.argv = ['factcheck', 'check', 'clean.txt']\nfrom assistant.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end\n"
        "assert 'litellm' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=place
    )
    assert done.returncode == 0, done.stderr


def test_errors_made_on_purpose_are_a_line_and_an_exit_code(place):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from assistant.cli import main; main()",
            "check",
            "clean.txt",
            "--model",
            "nope",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=place,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("factcheck: no model 'nope'")
    assert len(done.stderr.splitlines()) == 1


def test_an_output_that_cannot_be_written_is_said_before_the_check(place):
    assert "expected a folder that exists" in factcheck("check", "clean.txt", "-o", "no/r.html", code=2)
    assert "got a directory" in factcheck("check", "clean.txt", "-o", place, code=2)


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_terminal_that_is_not_unicode_gets_a_report_all_the_same(place, format_):
    (place / "owner.txt").write_text(
        "A café owner’s tunnel was found in Zürich on Monday, police said.", "utf-8"
    )
    code = "from assistant.cli import main; main()"
    command = [sys.executable, "-c", code, "check", "owner.txt", "-f", format_]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    if format_ == "json":
        assert "café" in json.loads(done.stdout.decode("utf-8"))["articles"][0]["text"]
    else:
        assert b"caf? owner" in done.stdout


def test_a_pipe_as_output_is_written_to_and_not_replaced(place):
    pipe = place / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        factcheck("check", "clean.txt", "-o", pipe)
        assert os.read(reader, 100).startswith(b"Fact-check report")
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_link_as_output_stays_one(place):
    (place / "target.txt").write_text("old", "utf-8")
    (place / "link.txt").symlink_to("target.txt")
    factcheck("check", "clean.txt", "-o", "link.txt")
    assert (place / "link.txt").is_symlink()
    assert (place / "target.txt").read_text("utf-8").startswith("Fact-check report")
