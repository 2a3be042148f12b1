"""Run the baselines over the article pairs, and score the relations they report against the expected ones."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assistant.article import Anchor, Article
from assistant.pipeline import Examined, examine
from factcheck_claims import ClaimsStage
from factcheck_consistency import ConsistencyStage
from factcheck_sources import SourcesStage

ASKED_FOR = {"agreement", "reported_dispute"}  # they make no finding: only pairs of their kind mind them
STAGES = (ClaimsStage(), SourcesStage(), ConsistencyStage())


@dataclass(frozen=True)
class Reported:
    """One relation that would become a finding, or one circular corroboration."""

    kind: str
    anchors: tuple[Anchor, ...]


@dataclass
class Score:
    """True and false alarms and misses, by kind."""

    found: Counter = field(default_factory=Counter)
    false: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)

    @property
    def precision(self):
        reported = self.found.total() + self.false.total()
        return self.found.total() / reported if reported else 1.0

    @property
    def recall(self):
        return self.found.total() / (self.found.total() + self.missed.total())

    def table(self, title):
        kinds = sorted({*self.found, *self.false, *self.missed})
        rows = [f"{kind:20}{self.found[kind]:7}{self.false[kind]:7}{self.missed[kind]:7}" for kind in kinds]
        total = f"{title}: precision {self.precision:.3f}, recall {self.recall:.3f}"
        return "\n".join([f"{title:20}  found  false missed", *rows, total])


@cache
def pairs():
    lines = Path(__file__).with_name("pairs.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def articles_of(pair):
    return [
        Article.from_text(
            article["text"],
            headline=article.get("headline"),
            outlet=article["outlet"],
            published_at=article["published_at"],
            language="en",
            id=f"article-{n}",
        )
        for n, article in enumerate(pair["articles"], 1)
    ]


def examined(articles) -> Examined:
    return asyncio.run(examine(articles, STAGES, lambda _: None))


def reported(view):
    """Every relation, agreement where the shared claims are, and circular sourcing as its rule finds it."""
    relations = [Reported(r.kind, r.anchors) for r in view.relations]
    for shared in view.corroboration:
        carried = (anchor for id_ in shared.claims for anchor in view.claim(id_).anchors)
        relations.append(Reported("agreement", tuple(carried)))
    circular = next(rule for rule in ConsistencyStage.rules if rule.code == "CON006")
    return relations + [Reported("circular", breach.anchors) for breach in circular.check(view, {})]


def score(split, among=None):
    """The score over a split; `among`: only over the pairs that are among so many first ones."""
    total, ids = Score(), {pair["id"] for pair in pairs()[:among]}
    for pair, view in read(split):
        if pair["id"] in ids:
            count(total, pair, view)
    return total


@cache
def read(split):
    """The pairs of a split, each with what the baselines make of it."""
    return [(pair, examined(articles_of(pair)).view) for pair in pairs() if pair["split"] == split]


def count(total, pair, view):
    """Add to the score what was reported of a pair."""
    expected = list(pair["expected"])
    for relation in reported(view):
        if relation.kind in ASKED_FOR - {pair["kind"]}:
            continue
        hit = next((one for one in expected if _is_it(relation, one, view.articles)), None)
        if hit:
            expected.remove(hit)
        (total.found if hit else total.false)[relation.kind] += 1
    total.missed.update(one["kind"] for one in expected)


def _is_it(relation, expected, articles):
    first, last = expected["sides"]
    sides = ((articles[0], first), (articles[-1], last))
    return relation.kind == expected["kind"] and all(_touched(relation, *side) for side in sides)


def _touched(relation, article, words):
    return any(
        anchor.article == article.id and _overlap(article.source(anchor.part), anchor, words)
        for anchor in relation.anchors
    )


def _overlap(source, anchor, words):
    at = source.find(words)
    while at >= 0:
        if anchor.start < at + len(words) and at < anchor.end:
            return True
        at = source.find(words, at + 1)
    return False
