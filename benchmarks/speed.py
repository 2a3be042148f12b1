"""Speed of the baseline: against a plain sentence split, and at 16 times the length (aim: at most 1.1 times linear).

As in a service: one event loop for all checks, and the garbage collector set as the program sets it.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from time import process_time

from sentencex import get_sentence_boundaries

from assistant import Article
from assistant.checking import Assistant
from assistant.cli.app import collect_rarely
from assistant.config import Settings
from benchmarks.material import article

ROUNDS = 25


def lines() -> Iterator[str]:
    """Articles and sentences a second of one core, as ratios. Processor time: neighbours do not count."""
    collect_rarely()
    with asyncio.Runner() as loop:
        yield from _figures(loop)


def _figures(loop: asyncio.Runner) -> Iterator[str]:
    assistant = Assistant(Settings())
    one, sixteen = article(), article(16)

    def check(subject: Article, stages: Sequence[str] | None = None) -> None:
        loop.run(assistant.check([subject], stages=stages))

    check(one)
    split = fastest(lambda: get_sentence_boundaries("en", one.text))
    alone = fastest(lambda: check(one, ["claims", "sources"]))
    single, long = fastest(lambda: check(one)), fastest(lambda: check(sixteen), ROUNDS // 5)
    for name, seconds in (("both article stages", alone), ("all stages and rules", single)):
        yield (
            f"{name}: {seconds / split:.0f} times a plain sentence split of the same article; "
            f"{len(one.sentences) / seconds:,.0f} sentences or {1 / seconds:.0f} articles a second (aim: 50)"
        )
    growth = (long / len(sixteen.sentences)) / (single / len(one.sentences))
    yield f"a sentence of an article 16 times as long takes {growth:.2f} times as long (aim: 1.1)"


def fastest(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The fastest of several rounds, in seconds of the processor."""
    times = []
    for _ in range(rounds):
        began = process_time()
        work()
        times.append(process_time() - began)
    return min(times)
