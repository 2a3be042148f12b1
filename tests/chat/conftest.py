"""A conversation as a script: lines in, a transcript and an exit code out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.errors import FactcheckError

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
STORY = (str(EXAMPLES / "harbour-wire.txt"), str(EXAMPLES / "harbour-post.html"))
Talk = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reviewer's own store, state and place to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{tmp_path / 'facts.db'}")
    monkeypatch.setenv("FACTCHECK_REVIEWER", "Ada Bream")
    for name in ("FACTCHECK_MODEL", "FACTCHECK_URL", "FACTCHECK_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def talk(home: Path) -> Talk:
    """Hold a conversation; gives the transcript. `code` is the exit code that it must end with."""

    def held(*lines: str, args: tuple[str, ...] = STORY, code: int = 0) -> str:
        result = CliRunner().invoke(app, ["chat", *args], input="".join(f"{line}\n" for line in lines))
        if isinstance(result.exception, FactcheckError):
            assert result.exception.exit_code == code
            return str(result.exception)
        assert result.exit_code == code, result.output + repr(result.exception)
        return result.output

    return held
