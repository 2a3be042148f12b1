"""One article against an archive of 1,000 and of 100,000 claims: time (aim: at most 1.5 times), planted matches."""

import asyncio
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import psycopg

from assistant import Article, Assistant, Settings
from assistant.archive import FromArchive
from assistant.archived import Against
from assistant.article import Sentence, digest
from assistant.report import Claim, Coverage, Report, Trace
from assistant.store import Store, checks
from benchmarks.alignment import EVENTS, PLACES, SYLLABLES
from tests.store.conftest import postgresql

SIZES = (1_000, 100_000)
CLAIMS = 20  # of one archived article
PLANTED = 20
ROUNDS = 5
TOWNS, HOUSES = 300, 3_000
TODAY = datetime(2026, 5, 5, 12, tzinfo=UTC)
AGES = 80  # days: all of the archive lies within the window
DESK = "bench"
OLD = "In {town}, 27 people were hurt when the {kind} reached the {house} {place}."
NEW = (
    "The {kind} at the {house} {place} in {town} hurt 31 people on Monday.",
    "The mayor of {town} promised help to the families on Tuesday.",
    "Schools in {town} stayed closed for the day.",
    "Roads around {town} were blocked by lorries and buses.",
    "The owner of the {house} {place} has hired a lawyer from the capital.",
    "Rain is forecast for {town} and the valley.",
)
FILLER = (
    *NEW[1:],
    "A {kind} damaged the {place} in {town}, the council of {town} said.",
    "The {house} family sold the {place} in {town} for two million dollars.",
    "People in {town} were told that the {place} would reopen after the {kind}.",
    "Police in {town} asked witnesses of the {kind} to come forward.",
)
Event = dict[str, str]


@dataclass(frozen=True)
class Archive:
    """A filled archive and what is planted in it, each with the article that should find it."""

    name: str
    claims: int
    store: Store
    planted: tuple[tuple[str, Article], ...]


def lines() -> Iterator[str]:
    """Both databases, both sizes."""
    for name, server in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with server() as urls:
            yield from _compared(
                name, [_filled(name, url, size) for url, size in zip(urls, SIZES, strict=True)]
            )


def _compared(name: str, archives: Sequence[Archive]) -> Iterator[str]:
    subject = archives[0].planted[0][1]
    alone = min(_seconds(subject, None) for _ in range(ROUNDS))
    times = {archive.claims: float("inf") for archive in archives}
    for _ in range(ROUNDS):
        for archive in archives:
            mine = archive.planted[0][1]
            times[archive.claims] = min(times[archive.claims], _seconds(mine, archive.store))
    small, large = (times[archive.claims] for archive in archives)
    yield (
        f"{name}: {large / small:.2f} times as long against {SIZES[1]:,} claims as against {SIZES[0]:,} "
        f"(aim: 1.5); {small / alone:.1f} and {large / alone:.1f} times as long as without an archive"
    )
    for archive in archives:
        found, fetched = zip(*(_fetched(archive, *pair) for pair in archive.planted), strict=True)
        yield (
            f"{name}, {archive.claims:,} claims: {sum(found)} of {PLANTED} planted matches fetched "
            f"(aim: 18), among {sum(fetched) / PLANTED:.1f} articles a check"
        )
        archive.store.close()


def _seconds(article: Article, store: Store | None) -> float:
    began = perf_counter()
    _check(article, store)
    return perf_counter() - began


def _check(article: Article, store: Store | None) -> Report:
    async def run() -> Report:
        async with Assistant(Settings()) as assistant:
            step = FromArchive(store, DESK, Against()) if store else None
            return await assistant.check([article], archive=step)

    return asyncio.run(run())


def _fetched(archive: Archive, planted: str, article: Article) -> tuple[bool, int]:
    """Whether the planted article is in the report, and how many archived ones are."""
    articles = [a.id for a in _check(article, archive.store).articles if a.role == "archive"]
    return planted in articles, len(articles)


def _filled(name: str, url: str, size: int) -> Archive:
    """An archive of so many claims, published over AGES days; the planted ones lie anywhere among them."""
    source = random.Random(size)  # noqa: S311 - a made-up corpus
    names = ["".join(source.sample(SYLLABLES, 4)).capitalize() for _ in range(TOWNS + HOUSES)]
    store = Store(url)
    store.upgrade()
    count = size // CLAIMS
    events = [_event(source, names) for _ in range(count)]
    chosen = sorted(source.sample(range(count), PLANTED))
    with store.transaction() as session:
        for n, event in enumerate(events):
            said = [source.choice(FILLER).format(**_event(source, names)) for _ in range(CLAIMS - 1)]
            said.insert(source.randrange(CLAIMS), (OLD if n in chosen else FILLER[0]).format(**event))
            checks.save(session, _report(f"old-{n}", said, n / count), DESK)
    planted = tuple((f"old-{n}", _new(n, events[n])) for n in chosen)
    return Archive(name, size, store, planted)


def _event(source: random.Random, names: Sequence[str]) -> Event:
    return {
        "town": source.choice(names[:TOWNS]),
        "house": source.choice(names[TOWNS:]),
        "kind": source.choice(EVENTS),
        "place": source.choice(PLACES),
    }


def _report(id_: str, said: Sequence[str], age: float) -> Report:
    """A kept report of one article, each sentence of it a claim."""
    at = TODAY - timedelta(days=AGES * (1 - age))
    text, sentences = " ".join(said), []
    for n, words in enumerate(said, start=1):
        start = sentences[-1].end + 1 if sentences else 0
        sentences.append(Sentence(n=n, start=start, end=start + len(words)))
    article = Article(
        id=id_,
        key=id_,
        language="en",
        outlet="Old",
        published_at=at,
        sha256=digest(text),
        text=text,
        sentences=tuple(sentences),
    )
    claims = tuple(
        Claim(
            id=f"c1-{n}",
            article=id_,
            sentences=(sentence.n,),
            statement=article.words(sentence),
            anchors=(article.anchor_of(sentence),),
            kind="event",
            checkable=True,
            contestable=True,
            priority="low",
        )
        for n, sentence in enumerate(article.sentences, start=1)
    )
    size = len(article.sentences)
    traces = tuple(
        Trace(name=name, article=id_, status="ok", coverage=Coverage(sentences=size, examined=size))
        for name in ("claims", "sources")
    )
    return Report(id=id_, status="complete", created_at=at, articles=(article,), claims=claims, stages=traces)


def _new(n: int, event: Event) -> Article:
    text = " ".join(line.format(**event) for line in NEW)
    return Article.from_text(text, language="en", id=f"new-{n}", outlet="New", published_at=TODAY)


@contextmanager
def _sqlite() -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield [f"sqlite:///{Path(folder) / f'{size}.db'}" for size in SIZES]


@contextmanager
def _postgresql() -> Iterator[list[str]]:
    """Two databases of a server of our own."""
    with postgresql() as server, psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for size in SIZES:
            connection.execute(f"CREATE DATABASE bench{size}")
        yield [server.get_uri().replace("/postgres?", f"/bench{size}?") for size in SIZES]
