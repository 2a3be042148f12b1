"""`factcheck chat`: the options, and where the conversation is held."""

import asyncio
import os
import sys
import threading
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import AgainstDays, AgainstLimit, AgainstWhat, Config, compared_with

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from assistant.archived import Against
    from assistant.cli.chat.loop import Lines
    from assistant.cli.chat.work import Work
    from assistant.config import Settings
    from assistant.conversation.protocol import Conversation

_HERE = "local"


def chat(
    articles: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ARTICLE]...", help="Files or globs to check and talk about."),
    ] = None,
    check: Annotated[
        str | None, typer.Option("--check", metavar="ID", help="A kept check, or the first digits of its id.")
    ] = None,
    continue_: Annotated[
        bool, typer.Option("--continue", help="Go on with the check of the last conversation.")
    ] = False,
    model: Annotated[
        str | None, typer.Option(metavar="ALIAS", help="A configured model, or baseline.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="For a screen reader: no colour, no signs, nothing that moves.")
    ] = False,
    against: AgainstWhat = None,
    against_days: AgainstDays = None,
    against_limit: AgainstLimit = None,
    config: Config = None,
) -> None:
    """Work a story to its end in a conversation: ask, go through findings, decide.

    Articles are checked on this machine. Without them it is about kept checks: those of the service at
    FACTCHECK_URL, with the key FACTCHECK_KEY, or the local ones where that is not set. Without anything it
    lists the newest. Lines may be piped in; then the transcript goes to standard output.

    Exit codes: 0 every line was done; 2 one could not be done; 3 a model, the service or the store failed.
    """
    from assistant.errors import InputError

    if sum(map(bool, (articles, check, continue_))) > 1:
        raise InputError("expected articles, --check ID or --continue, got more than one of them")
    if articles and "-" in articles and not sys.stdin.isatty():
        raise InputError("-: standard input is where the lines come from; give the article as a file")
    wanted = compared_with(against, against_days, against_limit)
    if wanted and not articles:
        raise InputError("--against: expected articles to check with it, came none")
    raise typer.Exit(
        asyncio.run(
            _held(articles or [], check, model, config, against=wanted, continue_=continue_, plain=plain)
        )
    )


async def _held(
    articles: list[str],
    check: str | None,
    model: str | None,
    config: Path | None,
    *,
    against: "Against | None",
    continue_: bool,
    plain: bool,
) -> int:
    from assistant.cli.chat.brief import brief
    from assistant.cli.chat.listing import checks
    from assistant.cli.chat.loop import converse
    from assistant.cli.chat.opening import whole_id
    from assistant.cli.chat.remembered import last, remember
    from assistant.cli.chat.screen import Screen
    from assistant.cli.chat.work import Work
    from assistant.conversation.protocol import Changes

    url = "" if articles else os.environ.get("FACTCHECK_URL", "")
    place, screen = url or _HERE, Screen(plain=plain)
    conversation, settings = _conversation(url, config)
    work = Work(conversation, screen, changes=Changes(model=model), on_open=lambda id_: remember(place, id_))
    try:
        if articles:
            await _checked(work, settings, articles, against)
        elif continue_:
            await work.show(await conversation.open(last(place)))
        elif check:
            await work.show(await conversation.open(await whole_id(work, check)))
        if work.current is None:
            await checks(work, "")
        else:
            brief(work)
        async with _lines(work) as lines:
            return await converse(work, lines)
    finally:
        await conversation.aclose()


def _conversation(url: str, config: Path | None) -> "tuple[Conversation, Settings | None]":
    """The service's checks, or this machine's own."""
    if url:
        from assistant.conversation.remote import OverHttp

        return OverHttp(url, os.environ.get("FACTCHECK_KEY")), None
    from assistant.cli.options import loaded
    from assistant.conversation.local import InProcess

    settings = loaded(config)
    return InProcess(settings), settings


async def _checked(
    work: "Work", settings: "Settings | None", articles: list[str], against: "Against | None"
) -> None:
    """Check articles from files and go on with the report."""
    from assistant.cli.options import read_articles
    from assistant.conversation.local import InProcess

    assert settings is not None  # noqa: S101 - articles are always checked on this machine
    assert isinstance(work.conversation, InProcess)  # noqa: S101
    found, _ = read_articles(settings, articles)
    with work.screen.status(f"checking {len(found)} articles"):
        report = await work.conversation.check_articles(found, work.changes, against)
    await work.show(report)


@asynccontextmanager
async def _lines(work: "Work") -> "AsyncIterator[Lines]":
    """Where lines come from: a terminal, or what is piped in."""
    from assistant.cli.chat.loop import Piped, Plain

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Piped(work.screen)
        return
    prepare = _once_aside(lambda: work.conversation.prepare(work.changes.model))
    if work.screen.plain:
        yield Plain(prepare)
        return
    from assistant.cli.chat.line import Typed
    from assistant.cli.chat.remembered import folder

    work.choices = await work.conversation.models()
    typed = Typed(work, folder() / "chat_history", lambda: _toolbar(work), prepare)
    with typed.held() as lines:
        yield lines


def _toolbar(work: "Work") -> str:
    if work.current is None:
        return "no check is open · /open N · /help"
    entries = work.current.entries
    left = sum(entry.finding.decision.state == "open" for entry in entries)
    default = next((choice.alias for choice in work.choices if choice.default), "")
    model = work.changes.model or default
    return f"check {work.current.report.id[:8]} · {left} of {len(entries)} findings open · {model} · /help"


def _once_aside(work: "Callable[[], None]") -> "Callable[[], None]":
    """Do it in the background, the first time that it is asked for."""
    begun = False

    def begin() -> None:
        nonlocal begun
        if not begun:
            begun = True
            threading.Thread(target=work, daemon=True, name="factcheck-prepare").start()

    return begin
