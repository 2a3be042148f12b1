"""Commands for the conversation itself: what it costs, taking it along, help, the end."""

from collections.abc import Iterable
from pathlib import Path

from assistant.asking import Usage
from assistant.cli.chat.commands import Command, find
from assistant.cli.chat.work import Work
from assistant.errors import InputError
from assistant.exports.words import counted


async def export(work: Work, rest: str) -> None:
    """Write the report with the decisions to a file: .json, .html, else text."""
    from assistant.cli.output import demand_writable, drawn, format_of, write

    if not rest.strip():
        raise InputError("expected the file to write, as in /export report.html")
    output = _path(rest)
    demand_writable(output)
    report = (await work.refresh()).report
    format_ = format_of(None, output)
    write(drawn(report, format_, to_terminal=False), output, format_)
    work.screen.say(f"Written as {format_}: {output}")


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()


async def cost(work: Work, _: str) -> None:
    """Say what this check and the questions of this conversation have cost."""
    check = Usage()
    for trace in work.opened.report.stages:
        check += Usage(
            trace.calls, trace.attempts, trace.prompt_tokens, trace.completion_tokens, trace.cost_usd
        )
    work.screen.say(f"This check: {spent(check)}.")
    work.screen.say(f"Questions in this conversation, {work.asked} asked: {spent(work.spent)}.")


async def quit_(work: Work, _: str) -> None:
    """Leave. Every decision is kept already."""
    work.leaving = True


def spent(usage: Usage) -> str:
    """Calls, tokens and money in words; a cost that is not known is never taken for none."""
    if not usage.calls:
        return "no model call"
    money = "cost unknown" if usage.cost_usd is None else f"${usage.cost_usd:.4f}"
    tokens = f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens"
    return f"{counted(usage.calls, 'model call')}, {tokens}, {money}"


def helping(commands: Iterable[Command]) -> Command:
    """The command that lists all others, and itself."""
    listed = list(commands)

    async def help_(work: Work, rest: str) -> None:
        """List the commands, or say what one of them does."""
        if rest.strip():
            command = find(listed, rest.strip().removeprefix("/"))
            work.screen.say(f"{command.usage}: {command.about}")
            return
        width = max(len(command.usage) for command in listed)
        for command in listed:
            work.screen.say(f"  {command.usage:<{width}}  {command.about}")
        work.screen.say("Anything else is a question about the articles and the report, in plain words.")
        work.screen.say("Numbers refer to what was last listed; [1:12] is sentence 12 of article 1.")

    command = Command("help", "[COMMAND]", "this list", help_)
    listed.append(command)
    return command
