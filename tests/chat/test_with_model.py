"""Whole conversations at a terminal, with a real model's answers from cassettes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chat.reviewer import chat, reviews
from tests.conversation.test_recorded import IN_BOTH, IN_NEITHER, IN_ONE, MAX_TOKENS, POST, VERDICT, WIRE
from tests.recording import MODEL, ROOT
from tests.replaying import Replaying, replaying
from tests.tmux import PROGRAM

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="tmux is not installed")
RECORDED = ROOT / "conversation" / "test_recorded"
CASSETTES = [
    RECORDED / f"test_an_answer_that_{name}.yaml"
    for name in ("one_article_has", "both_articles_have[openai]")
]
CONFIG = """\
model_list:
  - model_name: local
    litellm_params: {{model: openai/{model}, api_base: "{address}/v1", api_key: none-needed}}
factcheck:
  model: local
  max_tokens: {max_tokens}
  models: {{local: {{retries: {{attempts: 1}}}}}}
  stages:
    settings:
      claims: {{model: baseline}}
      sources: {{model: baseline}}
      consistency: {{model: baseline}}
"""


@pytest.fixture
def provider() -> Iterator[Replaying]:
    """The model."""
    with replaying(*CASSETTES) as server:
        yield server


@pytest.fixture
def mill(tmp_path: Path) -> tuple[str, str]:
    """The story that the cassettes are about, as files."""
    for name, text in (("wire.txt", WIRE), ("post.txt", POST)):
        (tmp_path / name).write_text(f"---\nlanguage: en\n---\n{text}", "utf-8")
    return "wire.txt", "post.txt"


def configured(provider: Replaying) -> str:
    """The configuration of a reviewer with that model."""
    return CONFIG.format(model=MODEL, address=provider.address, max_tokens=MAX_TOKENS)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=["80x24", "200x50"])
def test_a_story_is_worked_to_its_end(tmp_path, mill, provider, size):
    with chat(tmp_path, *mill, config=configured(provider), size=size) as terminal:
        first = terminal.until("Check ", "What matters most", "/help for the commands", "> ", "findings open")
        assert len(first.rstrip().splitlines()) <= size[1]
        terminal.type("/findings error")
        terminal.until("2 errors; everything was examined")
        terminal.type("/con 1")
        terminal.until("/con could be /conflicts or /confirm")
        terminal.type("/confirm 1 both figures are out")
        terminal.until("1 CON002 number-mismatch: confirmed: both figures are out.", "5 of 6 findings open")
        terminal.type(IN_BOTH)
        terminal.until("40 looms were destroyed. [1:2]", "70 looms were destroyed. [2:2]", "1 model call")
        terminal.type("/show 1:2")
        terminal.until("sentence 2", "CON002 number-mismatch")
        terminal.type(IN_ONE)
        terminal.until("A senior mill official predicted that the mill would stay closed until spring. [1:3]")
        terminal.type(IN_NEITHER)
        terminal.until("no article has the words won, football, cup")
        terminal.type(VERDICT)
        terminal.until("a verdict is not given here", "source: a police source")
        terminal.type("/cost")
        terminal.until("4 asked: 2 model calls")
        terminal.type("/export report.html")
        terminal.until("Written as html")
        terminal.type("/quit")
        terminal.until("ended with 0")
    assert provider.asked == 2
    assert reviews(tmp_path) == [("confirmed", "Ada Bream")]
    assert "<!doctype html>" in (tmp_path / "report.html").read_text("utf-8").lower()


def test_ctrl_c_stops_an_answer_and_not_the_conversation(tmp_path, mill, provider):
    provider.held.set()
    with chat(tmp_path, *mill, config=configured(provider)) as terminal:
        terminal.until("/help for the commands", "> ")
        terminal.type(IN_BOTH)
        terminal.until("asking the model", "Ctrl-C stops")
        terminal.wait(lambda _: provider.asked == 1)
        terminal.key("C-c")
        terminal.until("Stopped.")
        terminal.type("/conflicts")
        terminal.until("differ in 1 place")
        terminal.key("C-c")
        terminal.until("Ctrl-D or /quit leaves")
        terminal.type("/quit")
        terminal.until("ended with 0")


def test_what_is_typed_during_an_answer_waits_for_the_next_prompt(tmp_path, mill, provider):
    provider.held.set()
    with chat(tmp_path, *mill, config=configured(provider)) as terminal:
        terminal.until("/help for the commands", "> ")
        terminal.type(IN_BOTH)
        terminal.until("asking the model")
        terminal.wait(lambda _: provider.asked == 1)
        terminal.type("/conflicts")
        terminal.paste("/confirm 1\n/confirm 2\n")
        provider.released.set()
        shown = terminal.until("differ in 1 place", "> /confirm 1", "/confirm 2")
        assert "/conflicts" not in shown[: shown.index("1 model call")]
        terminal.key("C-c")
        terminal.until(gone=["/confirm"])
        terminal.type("/edit 1")
        terminal.until("EDITOR")
        terminal.call("send-keys", "-t", "0", "/claims", "Enter", "C-d")
        terminal.until("ended with 0")
    assert reviews(tmp_path) == []
