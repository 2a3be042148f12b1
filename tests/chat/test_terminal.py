"""Conversations at a terminal, without a model: what is typed, pasted, resized, killed."""

import re

import pytest

from tests.chat.conftest import STORY
from tests.chat.reviewer import chat, reviews
from tests.tmux import PROGRAM

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="tmux is not installed")


def test_the_line_is_completed_searched_and_pasted_into(tmp_path):
    with chat(tmp_path, STORY[0]) as terminal:
        terminal.until("/help for the commands", "> ")
        terminal.type("/dis", enter=False)
        terminal.until("/dismiss N... REASON", "finding N is no problem here, and why")
        terminal.key("Tab")
        terminal.until("> /dismiss")
        terminal.key("C-c")
        terminal.type("/findings error")
        terminal.until("error; everything was examined")
        terminal.paste("/note 1 first line\n/confirm 1")
        shown = terminal.until("> /note 1 first line", "/confirm 1")
        assert "noted" not in shown
        terminal.key("Enter")
        terminal.until("noted.")
        terminal.key("C-r")
        terminal.until("I-search backward:")
        terminal.type("findi", enter=False)
        terminal.until("I-search backward: findi")
        terminal.key("Enter")
        terminal.until("> /findings error", gone=["I-search"])
        terminal.key("Enter")
        terminal.wait(lambda shown: shown.count("error; everything was examined") >= 2)
        terminal.type("/note 1 港口関係者に確認 🚢")
        terminal.until("1 ", "noted.")
        terminal.resize(50, 20)
        terminal.type("/show 1")
        terminal.wait(
            lambda shown: re.search("notebyAdaBreamon[^:]+:港口関係者に確認🚢", "".join(shown.split()))
        )
        terminal.key("C-d")
        terminal.until("ended with 0")
    assert reviews(tmp_path) == [(None, "Ada Bream"), (None, "Ada Bream")]


def test_a_killed_terminal_loses_no_decision(tmp_path):
    with chat(tmp_path, *STORY) as terminal:
        terminal.until("/help for the commands", "> ")
        terminal.type("/findings error")
        terminal.until("errors; everything was examined")
        terminal.type("/dismiss 2 the desk knows the official")
        terminal.until("2 SRC003 anonymous-opinion: dismissed")
        terminal.type("/confirm 1", enter=False)
        terminal.kill()
    assert reviews(tmp_path) == [("dismissed", "Ada Bream")]
    with chat(tmp_path, "--continue") as terminal:
        terminal.until("findings open")
        terminal.type("/findings dismissed")
        terminal.until("DISMISSED by Ada Bream", "the desk knows the official")


def test_without_colour_for_a_screen_reader(tmp_path):
    with chat(tmp_path, "--plain", STORY[0]) as terminal:
        terminal.until("Ask in plain words", "\n>")
        terminal.type("/findings")
        terminal.wait(lambda shown: "everything was examined" in shown and shown.split()[-1] == ">")
        coloured = terminal.call("capture-pane", "-p", "-e", "-t", "0")
        assert "\x1b[" not in coloured
        terminal.key("C-c")
        terminal.until("Ctrl-D or /quit leaves")
        terminal.key("C-d")
        terminal.until("ended with 0")
