"""From a question to the events of its answer. What can be decided without a model is decided before one is asked."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from assistant import prompts
from assistant.asking import Model, Question, bounded_schema
from assistant.conversation.choosing import Chosen, Room, Story
from assistant.conversation.events import Declined, Ended, Event, Found
from assistant.conversation.facets import ABOUT, WHOLE
from assistant.conversation.question import LONGEST, Reading, read
from assistant.conversation.statements import MOST, Answer, Statements
from assistant.errors import InputError
from assistant.exports.plain import one_line
from assistant.fold import fold
from assistant.windows import Window

STAGE = "questions"
PROMPT = "v2"

_VERDICT = (
    "Whether it is true is for you to find out: a verdict is not given here. "
    "These are the sentences that speak to it, and who is said to have said so."
)
_NO_MODEL = (
    "No model is configured, so these are the sentences that fit best, not an answer. "
    "Choose a model with /model, or set FACTCHECK_MODEL."
)
_NO_WORDS = "The question has no word to look for. Ask about what the articles say, or about the report."
_NO_TEXT = "The text of the articles was removed under embargo, so nothing can be looked up in it."


async def answer(story: Story, asked: str, model: Model | None, room: Room) -> AsyncIterator[Event]:
    """The events of an answer. Raises InputError for a question that is none or too long.

    Leaving the iteration early cancels the call to the model.
    """
    reading, chosen, declined = await asyncio.to_thread(_look_up, story, _sound(asked), room)
    if model is None and declined is None:
        declined = Declined(why="no_model", said=_NO_MODEL)
    yield Found(
        looked=chosen.looked,
        best=chosen.best,
        about=tuple(ABOUT[facet] for facet in reading.facets),
        unknown=_unknown(story, reading),
        asks=declined is None,
    )
    if declined is not None:
        yield declined
        yield Ended(status="declined")
    elif model is not None:
        async for event in _from_model(asked, chosen, model):
            yield event


def _sound(asked: str) -> str:
    if not asked.strip():
        raise InputError("expected a question, got nothing")
    if len(asked) > LONGEST:
        raise InputError(f"expected a question of at most {LONGEST:,} characters, got {len(asked):,}")
    return asked


def _look_up(story: Story, asked: str, room: Room) -> tuple[Reading, Chosen, Declined | None]:
    """What is asked, the sentences that speak to it, and why no model is needed, if none is."""
    reading = read(asked)
    if reading.verdict:
        reading = replace(reading, facets=tuple(dict.fromkeys((*reading.facets, "sources"))))
    chosen = story.choose(reading, room)
    return reading, chosen, _declined(story, reading, chosen)


def _declined(story: Story, reading: Reading, chosen: Chosen) -> Declined | None:
    """Why the question cannot be answered from the articles and the report, if it cannot."""
    if not story.places:
        return Declined(why="no_text", said=_NO_TEXT)
    strange = _strange_names(story, reading)
    unknown = _unknown(story, reading)
    if strange:
        return _not_there(f"no article mentions {', '.join(map(one_line, strange))}")
    if 2 * len(unknown) > len(reading.terms):
        return _not_there(f"no article has the words {', '.join(unknown)}; try the articles' own")
    if reading.verdict:
        return Declined(why="verdict", said=_VERDICT)
    if chosen.best:
        return None
    about = [ABOUT[facet] for facet in reading.facets if facet in WHOLE]
    if about:
        return Declined(why="not_in_report", said=f"The report has nothing on {' and '.join(about)}.")
    if not reading.terms:
        return Declined(why="no_words", said=_NO_WORDS)
    return _not_there("no sentence has what it asks about")


def _not_there(why: str) -> Declined:
    return Declined(why="not_in_articles", said=f"The articles do not seem to speak to this: {why}.")


def _unknown(story: Story, reading: Reading) -> tuple[str, ...]:
    return tuple(one_line(word) for term, word in reading.terms.items() if not story.has(term))


def _strange_names(story: Story, reading: Reading) -> list[str]:
    """The names in the question of which no article has a single word."""
    text = " ".join(fold(place.words) for place in story.places.values())
    return [name for name in reading.names if not any(word in text for word in fold(name).split())]


async def _from_model(asked: str, chosen: Chosen, model: Model) -> AsyncIterator[Event]:
    window = Window(places=chosen.places)
    prompt = prompts.load(STAGE, model.prompt_version or PROMPT)
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    question = Question(
        stage=STAGE,
        article=None,
        messages=prompt.render(
            {
                "window": window,
                "asked": one_line(asked),
                "articles": [cite.article for cite in chosen.cites],
                "most": MOST,
            }
        ),
        answer=Answer,
        schema=bounded_schema(Answer, window.numbers),
        hear=heard.put_nowait,
    )
    task = asyncio.create_task(model.ask(question))
    task.add_done_callback(lambda _: heard.put_nowait(None))
    statements, said = Statements(window, chosen.cites), 0
    try:
        while (text := await heard.get()) is not None:
            for statement in statements.more(text):
                said += 1
                yield statement
        reply = await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    for statement in statements.rest(reply):
        said += 1
        yield statement
    yield Ended(
        status="failed" if reply.answer is None else "answered" if said else "nothing",
        engine=reply.engine,
        model=reply.model,
        prompt=prompt.id,
        usage=reply.usage,
        error=reply.error or "",
    )
