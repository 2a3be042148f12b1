"""Time that a check adds to its critical path of model calls (aim: under 10 %)."""

import asyncio
from collections.abc import Iterator, Sequence
from time import perf_counter

from assistant import Article, Stage
from assistant.asking import A, Question, Reply, Usage
from assistant.checking import Assistant
from assistant.config import Settings
from assistant.pipeline import examine
from benchmarks.material import article

DELAY = 2.0
ROUNDS = 3


class Slow:
    """A model that answers nothing of note after a fixed delay."""

    alias = "slow"
    window = None
    prompt_version = None
    ends_in_baseline = False

    async def ask(self, question: Question[A]) -> Reply[A]:
        """An empty, valid answer, in time."""
        await asyncio.sleep(DELAY)
        answer = question.answer.model_validate({name: [] for name in question.answer.model_fields})
        return Reply(answer, usage=Usage(calls=1, attempts=1), engine=self.alias, model=self.alias)


def lines() -> Iterator[str]:
    """Two articles, every article stage asks at once: the path is one call long, two with the story's."""
    stages = Assistant(Settings()).stages()
    subjects = [article().model_copy(update={"id": f"a{n}"}) for n in (1, 2)]
    best = min(asyncio.run(_seconds(stages, subjects)) for _ in range(ROUNDS))
    seconds, path = best
    yield f"{(seconds / path - 1) * 100:.1f} % over {path / DELAY:.0f} calls of {DELAY} s, one after the other"


async def _seconds(stages: Sequence[Stage], subjects: Sequence[Article]) -> tuple[float, float]:
    began = perf_counter()
    examined = await examine(subjects, stages, lambda _: Slow())
    seconds = perf_counter() - began
    story = sum(trace.calls for trace in examined.traces if trace.article is None)
    return seconds, DELAY * (1 + bool(story))
