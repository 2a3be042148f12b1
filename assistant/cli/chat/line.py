"""The line that is typed: history and search in it, completion with what a command does, several lines, paste.

Enter sends, Alt+Enter begins a new line, and what is pasted is never sent by itself. Imported when a
terminal is there, not before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, is_searching
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from assistant.cli.chat import keys
from assistant.cli.chat.commands import find
from assistant.cli.chat.table import COMMANDS
from assistant.cli.chat.work import Work
from assistant.errors import InputError
from assistant.exports.plain import one_line

PROMPT = "> "
MENU = 4  # lines kept free below the prompt for completions


class Typed:
    """Lines typed at a terminal. `ready` is called whenever the prompt is there."""

    attended = True

    def __init__(
        self, work: Work, history: Path, toolbar: Callable[[], str], ready: Callable[[], None]
    ) -> None:
        self._session: PromptSession[str] = PromptSession(
            message=PROMPT,
            history=_history(history),
            completer=_Commands(work),
            complete_while_typing=True,
            auto_suggest=AutoSuggestFromHistory(),
            multiline=True,
            prompt_continuation="  ",
            key_bindings=_keys(),
            bottom_toolbar=lambda: FormattedText([("", one_line(toolbar()))]),
            reserve_space_for_menu=MENU,
        )
        self._session.app.after_render += lambda _: ready()

    async def next(self) -> str:
        """The next line. What is pasted before the one after it comes is no more sent by itself."""
        line = await self._session.prompt_async()
        self._session.output.enable_bracketed_paste()
        self._session.output.flush()
        return line

    @contextmanager
    def held(self) -> Iterator["Typed"]:
        """Keep the terminal between prompts, and give it back as it was found."""
        with keys.waiting():
            try:
                yield self
            finally:
                self._session.output.disable_bracketed_paste()
                self._session.output.flush()


class _Commands(Completer):
    """Commands, each with what it does, and what may follow one."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        """What the word before the cursor may become."""
        text = document.text_before_cursor
        if not text.startswith("/") or "\n" in text:
            return
        name, space, rest = text[1:].partition(" ")
        if not space:
            for command in COMMANDS:
                if command.name.startswith(name.lower()):
                    yield Completion(
                        command.name, -len(name), display=command.usage, display_meta=command.about
                    )
            return
        try:
            command = find(COMMANDS, name)
        except InputError:
            return
        word = rest.rpartition(" ")[2]
        for offer in command.offers(self._work):
            if offer.lower().startswith(word.lower()):
                yield Completion(offer, -len(word))


def _keys() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("enter", filter=~is_searching)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @bindings.add("c-c", filter=~is_searching & Condition(lambda: bool(get_app().current_buffer.text)))
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.reset()

    @bindings.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return bindings


def _history(file: Path) -> History:
    """What was typed before, readable by its owner alone; forgotten at the end where no file can be written."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(file))
