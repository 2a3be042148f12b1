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
from benchmarks.material import LENGTH, article, news

ROUNDS = 8
TIMES = 16


def lines() -> Iterator[str]:
    """Articles and sentences a second of one core, as ratios. Processor time: neighbours do not count."""
    collect_rarely()
    with asyncio.Runner() as loop:
        yield from _figures(loop)


def _figures(loop: asyncio.Runner) -> Iterator[str]:
    assistant = Assistant(Settings())
    pieces, whole = [article(after=n) for n in range(TIMES)], article(TIMES)

    def check(subject: Article) -> None:
        loop.run(assistant.check([subject]))

    def examine(subject: Article) -> None:
        loop.run(assistant.check([subject], stages=["claims", "sources"]))

    check(pieces[0])
    every: list[float] = []
    for kind, articles in (("our prose", pieces), ("real news", news())):
        if not articles:
            yield f"{kind}: skipped, the evaluation data are not beside the project"
            continue
        split = fastest(lambda piece: get_sentence_boundaries("en", piece.text), articles)
        yield f"{kind}, both article stages: {_pace(articles, fastest(examine, articles), split)}"
        every.append(fastest(check, articles))
        yield f"{kind}, all stages and rules: {_pace(articles, every[-1], split)}"
    growth = fastest(check, [whole]) / every[0]
    yield f"an article of the length of {TIMES} takes {growth:.2f} times as long as they do (aim: 1.1)"


def _pace(articles: Sequence[Article], seconds: float, split: float) -> str:
    characters = sum(len(article.text) for article in articles)
    sentences = sum(len(article.sentences) for article in articles)
    return (
        f"{characters / LENGTH / seconds:.0f} articles of {LENGTH:,} characters a second (aim: 50), "
        f"{sentences / seconds:,.0f} sentences of {characters / sentences:.0f}; "
        f"{seconds / split:.0f} times a plain sentence split"
    )


def fastest(work: Callable[[Article], object], articles: Sequence[Article]) -> float:
    """Seconds of the processor for all articles: of each, the fastest of several rounds."""
    best = [float("inf")] * len(articles)
    for _ in range(ROUNDS):
        for n, subject in enumerate(articles):
            began = process_time()
            work(subject)
            best[n] = min(best[n], process_time() - began)
    return sum(best)
