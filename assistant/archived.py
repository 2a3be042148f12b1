"""An article of an earlier check, as it enters another one: with what its own check found, and nothing new.

It is not examined again and asks no model. The traces that come with it name the check they are from.
"""

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assistant.article import Anchor, Article, Frozen
from assistant.report import Attribution, Claim, Coverage, Rejected, Report, Trace

ARCHIVE = "archive"  # the step that fetches: its name among the stages of a report
_FREE = {
    "calls": 0,
    "prompt_tokens": 0,
    "completion_tokens": 0,
    "cost_usd": 0.0,
    "seconds": 0.0,
    "attempts": 0,
}


class Against(BaseModel):
    """How far to look for what the desk checked before."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    days: int = Field(
        default=90, ge=1, le=3_660, description="Days between the two publications, at most; either way."
    )
    limit: int = Field(default=10, ge=1, le=50, description="Archived articles at most.")


class Archived(Frozen):
    """An article with the claims, attributions, results and traces of its own check, by stage name."""

    check: str
    article: Article
    claims: tuple[Claim, ...] = Field(default=(), repr=False)
    attributions: tuple[Attribution, ...] = Field(default=(), repr=False)
    extra: Mapping[str, JsonValue] = Field(default={}, repr=False)
    traces: tuple[Trace, ...] = ()

    def named(self, id_: str) -> Self:
        """The same under another id, to be joined and numbered anew."""
        return self.model_copy(
            update={
                "article": self.article.model_copy(update={"id": id_, "role": "archive"}),
                "claims": tuple(_claim(claim, id_) for claim in self.claims),
                "attributions": tuple(_attribution(attribution, id_) for attribution in self.attributions),
            }
        )

    def trace_of(self, stage: str) -> Trace:
        """What its own check says of a stage, at no cost to this one."""
        mine = {"article": self.article.id, "of_check": self.check}
        for trace in self.traces:
            if trace.name == stage:
                return trace.model_copy(update={**_FREE, **mine})
        return Trace(
            name=stage,
            status="skipped",
            skipped_because=f"check {self.check}, which this article is from, did not run {stage}",
            coverage=Coverage(sentences=len(self.article.sentences), examined=0),
            **mine,
        )


def taken(report: Report, article: str) -> Archived:
    """A submitted article of a report, with what was found in it. Raises KeyError if there is none."""
    found = next((a for a in report.articles if a.id == article and a.role == "submitted"), None)
    if found is None:
        raise KeyError(article)
    return _taken(report, found, report.id)


def origins(report: Report) -> Mapping[str, str]:
    """The check that each archived article of a report comes from, by the article's id."""
    return {trace.article: trace.of_check for trace in report.stages if trace.article and trace.of_check}


def fetched(report: Report) -> tuple[Archived, ...]:
    """The archived articles of a report, as they entered its check."""
    of = origins(report)
    return tuple(_taken(report, a, of[a.id]) for a in report.articles if a.role == "archive")


def left_out(report: Report) -> tuple[Rejected, ...]:
    """What the fetch itself left out."""
    return tuple(rejected for rejected in report.rejected if rejected.stage == ARCHIVE)


def _taken(report: Report, article: Article, check: str) -> Archived:
    traces = tuple(trace for trace in report.stages if trace.article == article.id)
    results = {trace.name: report.extra.get(trace.name) for trace in traces}
    return Archived(
        check=check,
        article=article,
        claims=tuple(claim for claim in report.claims if claim.article == article.id),
        attributions=tuple(a for a in report.attributions if a.article == article.id),
        extra={
            name: by_article[article.id]
            for name, by_article in results.items()
            if isinstance(by_article, Mapping) and article.id in by_article
        },
        traces=traces,
    )


def _claim(claim: Claim, article: str) -> Claim:
    moved = {"article": article, "attribution": None, "anchors": _moved(claim.anchors, article)}
    return claim.model_copy(update=moved)


def _attribution(attribution: Attribution, article: str) -> Attribution:
    relay = tuple(
        link.model_copy(update={"anchors": _moved(link.anchors, article)}) for link in attribution.relay
    )
    moved = {
        name: _moved(getattr(attribution, name), article)
        for name in ("source_anchors", "cue_anchors", "content_anchors")
    }
    return attribution.model_copy(update={"article": article, "relay": relay, **moved})


def _moved(anchors: tuple[Anchor, ...], article: str) -> tuple[Anchor, ...]:
    return tuple(anchor.model_copy(update={"article": article}) for anchor in anchors)
