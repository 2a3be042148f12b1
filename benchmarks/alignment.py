"""Consistency for 2 to 1,000 articles: model calls, pairs and CPU seconds, beside recall and false alarms."""

import asyncio
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from time import process_time

from assistant import Article
from assistant.asking import A, Question, Reply, Usage
from assistant.checking import Assistant
from assistant.config import Settings
from assistant.pipeline import examine

SIZES = (2, 10, 100, 1_000)
PLANTED = 20
ARTICLE_STAGES = 2  # calls for each article where a model takes it whole: claims, sources
SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ter",
    "van",
    "sel",
    "dor",
    "win",
    "pet",
    "har",
    "bex",
    "ol",
    "ru",
    "fen",
    "mar",
    "tol",
    "gri",
    "ash",
    "nor",
    "quil",
]
EVENTS = ("fire", "flood", "landslide", "explosion", "derailment", "collapse", "avalanche", "storm")
PLACES = ("warehouse", "school", "tunnel", "market", "mine", "hotel", "refinery", "station", "stadium")
LEAD = "The {kind} at the {house} {place} in {town} hurt 31 people on Monday."
REST = (
    "The mayor of {town} promised help to the families on Tuesday.",
    "Schools in {town} stayed closed for the day.",
    "Roads around {town} were blocked by lorries and buses.",
    "Rain is forecast for {town} and the valley.",
    "The owner of the {house} {place} has hired a lawyer from the capital.",
    "A spokesperson for the police of {town} asked witnesses to come forward.",
)
DETAIL = "The {name} brigade sent {count} engines to the {place}."
CONFLICTS = {"contradiction", "number_mismatch", "time_mismatch", "entity_mismatch", "quote_mismatch"}


class Counting:
    """A model that answers nothing, and keeps count of what it was asked."""

    alias = "counting"
    window = None
    prompt_version = None
    ends_in_baseline = False

    def __init__(self) -> None:
        self.calls = 0
        self.sentences = 0

    async def ask(self, question: Question[A]) -> Reply[A]:
        """An empty, valid answer."""
        self.calls += 1
        self.sentences += len(re.findall(r"^\[\d+\] ", question.messages[-1].content, re.MULTILINE))
        answer = question.answer.model_validate({name: [] for name in question.answer.model_fields})
        return Reply(answer, usage=Usage(calls=1, attempts=1), engine=self.alias, model=self.alias)


@dataclass(frozen=True)
class Corpus:
    """Articles, and the pairs of them that were made to disagree on a figure."""

    articles: tuple[Article, ...]
    planted: frozenset[frozenset[str]]


def lines() -> Iterator[str]:
    """For each size: one story that all tell, and a story for each, with conflicts planted among them."""
    for size in SIZES:
        yield _line("of one story", corpus(size, stories=1))
        yield _line("unrelated", corpus(size, stories=size))


def corpus(size: int, stories: int) -> Corpus:
    """Made-up articles of six sentences, equal in every run; two by two, some disagree on a detail."""
    source = random.Random(size)  # noqa: S311 - a made-up corpus
    told = [_event(source) for _ in range(stories)]
    planted = min(PLANTED, size // 2)
    texts = []
    for n in range(size):
        event = told[n % stories]
        texts.append([line.format(**event) for line in (LEAD, *source.sample(REST, 4))])
    for n in range(planted):
        name, place = _name(source), source.choice(PLACES)
        for article, count in ((n, 7), (size - 1 - n, 12)):
            texts[article].append(DETAIL.format(name=name, count=count, place=place))
    articles = tuple(
        Article.from_text(
            " ".join(text), language="en", id=f"a{n}", outlet=f"Outlet {n}", published_at="2026-05-05"
        )
        for n, text in enumerate(texts)
    )
    return Corpus(articles, frozenset(frozenset((f"a{n}", f"a{size - 1 - n}")) for n in range(planted)))


def _event(source: random.Random) -> dict[str, str]:
    choices = {"kind": EVENTS, "place": PLACES}
    return {
        "town": _name(source),
        "house": _name(source),
        **{k: source.choice(v) for k, v in choices.items()},
    }


def _name(source: random.Random) -> str:
    return "".join(source.sample(SYLLABLES, 4)).capitalize()


def _line(kind: str, made: Corpus) -> str:
    *article_stages, story = sorted(Assistant(Settings()).stages(), key=lambda stage: stage.scope)
    model, began = Counting(), process_time()
    examined = asyncio.run(examine(made.articles, article_stages, lambda _: None))
    between = process_time()
    outcome = asyncio.run(story.run(examined.view, model))
    first, second = (
        (end - start) / len(made.articles) for start, end in pairwise((began, between, process_time()))
    )
    found = [
        frozenset(anchor.article for anchor in relation.anchors)
        for relation in outcome.provided.relations
        if relation.kind in CONFLICTS
    ]
    calls = ARTICLE_STAGES * len(made.articles) + model.calls
    judged, across = model.sentences // 2, _cross_pairs(made)
    return (
        f"{len(made.articles):5} articles {kind}: {calls} calls ({model.calls} for the story), "
        f"{judged} pairs judged, {judged / across:.2%} of {across:,}; CPU seconds an article: {first:.3f} to "
        f"examine it, {second:.3f} to compare it; {len(made.planted & set(found))} of {len(made.planted)} planted "
        f"conflicts found, {sum(pair not in made.planted for pair in found)} false"
    )


def _cross_pairs(made: Corpus) -> int:
    """Pairs of sentences of different articles."""
    sizes = [len(article.sentences) for article in made.articles]
    return (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2
