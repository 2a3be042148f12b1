"""An annotated story written for these tests, and an assistant whose stages give what a test says."""

import json

from assistant import Assistant, Attribution, Provided, Settings, Source
from tests.fakes import Fake, claim

TEXT = (
    "The ferry Alma sank off Corrin on Monday, the coast guard said. Nine people were on board.\n\n"
    "“We heard a bang,” said deckhand Ilse Brandt. The sea was grey and indifferent."
)
OTHER = "The ferry Alma sank off Corrin on Tuesday. Eleven people were on board."
FERRY = {
    "id": "ferry-one",
    "story": "ferry",
    "split": "dev",
    "headline": "Ferry sinks",
    "outlet": "Corrin Mail",
    "published_at": "2025-03-04T08:00:00+00:00",
    "language": "en",
    "text": TEXT,
    "claims": [
        {
            "quote": "The ferry Alma sank off Corrin on Monday", "checkable": True,
            "kind": "event", "contestable": False, "priority": "high",
        },
        {
            "quote": "Nine people were on board.", "checkable": True,
            "kind": "quantity", "contestable": True, "priority": "medium",
        },
        {"quote": "The sea was grey and indifferent.", "checkable": False},
    ],
    "attributions": [
        {
            "content": ["The ferry Alma sank off Corrin on Monday"],
            "source": "the coast guard",
            "source_kind": "organization",
            "name": None,
            "cue": {"exact": "said", "occurrence": 1},
            "directness": "indirect",
            "content_kind": "fact",
        },
        {
            "content": ["We heard a bang"],
            "source": "deckhand Ilse Brandt",
            "source_kind": "person",
            "name": "Ilse Brandt",
            "cue": {"exact": "said", "occurrence": 2},
            "directness": "direct",
            "content_kind": "fact",
        },
    ],
    "relations": [
        {"kind": "time_mismatch", "other": "ferry-two", "here": "on Monday", "there": "on Tuesday"},
        {"kind": "number_mismatch", "other": "ferry-two", "here": "Nine people", "there": "Eleven people"},
    ],
}  # fmt: skip
SECOND = {
    "id": "ferry-two", "story": "ferry", "split": "dev", "language": "en", "text": OTHER,
    "claims": [
        {"quote": "The ferry Alma sank off Corrin on Tuesday.", "checkable": True, "priority": "high"},
        {"quote": "Eleven people were on board.", "checkable": True},
    ],
    "attributions": [], "relations": [],
}  # fmt: skip
LONE = {
    "id": "lone",
    "split": "test",
    "language": "en",
    "text": "The pier is shut. It will reopen.",
    "attributions": [],
}


def written(path, *rows):
    """A JSON Lines file."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def attribution(article, content, source="", cue="", **source_fields):
    """An attribution of the first occurrence of these words."""

    def anchors(words):
        at = article.text.find(words)
        return (article.anchor("text", at, at + len(words)),) if words else ()

    fields = {"text": source, "kind": "person", **source_fields}
    return Attribution(
        article=article.id,
        sentences=(1,),
        source=Source(**fields),
        cue=cue,
        directness="direct" if "bang" in content else "indirect",
        source_anchors=anchors(source),
        cue_anchors=anchors(cue),
        content_anchors=anchors(content),
    )


class Given(Assistant):
    """An assistant whose stages are given."""

    def __init__(self, *stages):
        super().__init__(Settings())
        self.given = stages

    def stages(self, only=None):
        """All of them, or those named and what they need."""
        if only is None:
            return self.given
        needs = {need for stage in self.given if stage.name in only for need in stage.needs}
        return tuple(stage for stage in self.given if stage.name in only or stage.provides & needs)


def given(claims=None, sources=None, relations=None, *, status=None):
    """Stages that provide what these functions make of an article, or of all articles for relations."""
    statuses = status or {}

    def of_article(make):
        return lambda view: make(view.article) if make else Provided()

    return Given(
        Fake("claims", of_article(claims), provides={"claims"}, status=statuses.get("claims", "ok")),
        Fake("sources", of_article(sources), provides={"attributions"}, status=statuses.get("sources", "ok")),
        Fake(
            "consistency",
            lambda view: relations(view.articles) if relations else Provided(),
            scope="story",
            needs={"claims"},
            provides={"relations"},
            status=statuses.get("consistency", "ok"),
        ),
    )


def every_sentence(article, **more):
    """A claim for every sentence of the body."""
    return Provided(claims=tuple(claim(article, s.n, **more) for s in article.sentences if s.n))


def values(results):
    """The value of every measure that has cases."""
    return {(m.field, m.name): m.value for m in results.measures if any(of for _, of in m.shares)}
