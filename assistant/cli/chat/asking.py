"""A plain question and its answer, statement by statement as they come."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from time import monotonic

from rich.text import Text

from assistant.cli.chat.drawing import cited
from assistant.cli.chat.other import spent
from assistant.cli.chat.screen import Screen, Status
from assistant.cli.chat.work import Work
from assistant.conversation.events import JUDGES, Declined, Ended, Found, Looked, Passage, Statement
from assistant.conversation.question import LONGEST, follows
from assistant.errors import ModelError
from assistant.exports.plain import one_line
from assistant.exports.sayings import sentence_case
from assistant.exports.words import counted

_TICK = 0.5
_WITHHELD = "a statement that judges is not passed on"
_REASONS = {
    "sentence_out_of_range": "it cites no sentence that it was shown",
    "quote_empty": "it quotes nothing",
    "quote_stitched": "its quotation is stitched together",
    "quote_not_found": "its quotation does not stand in the sentences that it cites",
    "ambiguous_quote": "its quotation stands there more than once",
    "number_not_in_source": "a number is not in the sentences that it cites",
    "name_not_in_source": "a name is not in the sentences that it cites",
    "polarity_changed": "a negation was added or lost",
    "cites_wrongly": "it cites a sentence that does not speak of it",
}


async def ask(work: Work, question: str) -> None:
    """Ask, and write the answer as it comes. Raises ModelError when the model gave none."""
    report, screen = work.opened.report, work.screen
    question = _whole(work, question)
    statements: list[Statement] = []
    found: Found | None = None
    ended = Ended(status="nothing")
    began = monotonic()
    work.said, work.asked = (), work.asked + 1
    with screen.status("looking through the articles") as status:
        async with _ticking(status, began) as says:
            async for event in work.conversation.ask(report, question, work.changes.model):
                if isinstance(event, Found):
                    found = event
                    says(_asking(event))
                    if event.asks and any(passage.notes for passage in event.best):
                        _noted(screen, event)
                elif isinstance(event, Declined) and found is not None:
                    screen.say(event.said)
                    _passages(screen, found.best)
                elif isinstance(event, Statement):
                    statements.append(event)
                    work.said = tuple(statements)
                    _statement(screen, event)
                elif isinstance(event, Ended):
                    ended = event
    work.spent += ended.usage
    if found is not None:
        _close(screen, found, ended, statements, monotonic() - began)
    if ended.status == "failed":
        raise ModelError(f"no answer: {ended.error}")


def _whole(work: Work, question: str) -> str:
    """The question, with the one that it goes on from; the reviewer is told what is asked then."""
    if work.question and follows(question):
        whole = f"{work.question} {question}"
        if len(whole) <= LONGEST:
            work.screen.say(f"Asked together with the question before: {one_line(whole)}", style="dim")
            return whole
    work.question = question
    return question


def _noted(screen: Screen, found: Found) -> None:
    """What the report has on what the question is about, before the model says anything."""
    screen.say(f"In the report, on {' and '.join(found.about)}:", style="bold")
    _passages(screen, [passage for passage in found.best if passage.notes])


def _passages(screen: Screen, passages: Sequence[Passage]) -> None:
    for passage in passages:
        screen.write(Text(one_line(passage.words)), f"  [{passage.cite}] ")
        for note in passage.notes:
            screen.say(one_line(note), style="dim", indent=6)


def _statement(screen: Screen, statement: Statement) -> None:
    if statement.grounded:
        words = Text(one_line(statement.text))
        words.append(f" {cited(statement.cites)}", style="cyan")
        screen.write(words, "  ")
        return
    code = statement.reason.partition(":")[0]
    if code == JUDGES:
        screen.write(Text(f"not passed on: {_WITHHELD} {cited(statement.cites)}", style="yellow"), "  ")
        return
    why = _REASONS.get(code, "it is not a statement with sentences and a quotation")
    words = Text(f"NOT GROUNDED ({why}): {one_line(statement.text) or '(no words)'}", style="yellow")
    words.append(f" {cited(statement.cites)}")
    screen.write(words, "  ")


def _close(
    screen: Screen, found: Found, ended: Ended, statements: Sequence[Statement], seconds: float
) -> None:
    if ended.status == "nothing":
        screen.say("The model found nothing in these sentences that answers it.")
    elif statements and not any(statement.grounded for statement in statements):
        screen.say("Nothing that it said is grounded; these are the sentences that fit best:")
        _passages(screen, found.best)
    told = [looked_at(found.looked)]
    if found.unknown and found.asks:
        told.append(f"not in the articles: {', '.join(map(one_line, found.unknown))}")
    if statements:
        failed = sum(not statement.grounded for statement in statements)
        told.append(f"{counted(len(statements), 'statement')}, {failed} not grounded")
    if ended.engine:
        told.append(f"{one_line(ended.engine)}: {spent(ended.usage)}, {seconds:.1f} s")
    if ended.error and ended.status != "failed":
        told.append(one_line(ended.error))
    screen.say(f"{sentence_case('; '.join(told))}.", style="dim")


def looked_at(looked: Sequence[Looked]) -> str:
    """How much of the articles was looked at."""
    seen, of = sum(one.sentences for one in looked), sum(one.of for one in looked)
    if seen == of:
        return f"looked at all {counted(of, 'sentence')}"
    parts = ", ".join(
        f"{one.sentences} of {one.of} in article {one.article}" for one in looked if one.sentences
    )
    return f"looked at {seen} of {counted(of, 'sentence')}" + (
        f" ({parts})" if len(looked) > 1 and seen else ""
    )


def _asking(found: Found) -> str:
    return f"{looked_at(found.looked)}, asking the model" if found.asks else "looking through the articles"


@asynccontextmanager
async def _ticking(status: Status, began: float) -> AsyncIterator[Callable[[str], None]]:
    """Keep the line that shows life alive: what is under way, and for how long."""
    words = ["looking through the articles"]

    async def tick() -> None:
        while True:
            status.update(f"{words[0]} · {monotonic() - began:.0f} s · Ctrl-C stops")
            await asyncio.sleep(_TICK)

    def says(told: str) -> None:
        words[0] = told

    task = asyncio.create_task(tick())
    try:
        yield says
    finally:
        task.cancel()
