"""Speed of the baseline: against a plain sentence split, and at 16 times the length (aim: at most 1.1 times linear)."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from sentencex import get_sentence_boundaries

from assistant import Article
from assistant.checking import Assistant
from assistant.config import Settings
from benchmarks.material import article

ROUNDS = 5


def lines() -> Iterator[str]:
    """Articles and sentences a second on one core, as ratios."""
    assistant = Assistant(Settings())
    one, sixteen = article(), article(16)

    def check(subject: Article, stages: Sequence[str] | None = None) -> None:
        asyncio.run(assistant.check([subject], stages=stages))

    check(one)
    split = fastest(lambda: get_sentence_boundaries("en", one.text))
    alone = fastest(lambda: check(one, ["claims", "sources"]))
    single, long = fastest(lambda: check(one)), fastest(lambda: check(sixteen))
    for name, seconds in (("both article stages", alone), ("all stages and rules", single)):
        yield (
            f"{name}: {seconds / split:.0f} times a plain sentence split of the same article; "
            f"{len(one.sentences) / seconds:,.0f} sentences or {1 / seconds:.0f} articles a second"
        )
    growth = (long / len(sixteen.sentences)) / (single / len(one.sentences))
    yield f"a sentence of an article 16 times as long takes {growth:.2f} times as long (aim: 1.1)"


def fastest(work: Callable[[], object]) -> float:
    """The fastest of several rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times)
