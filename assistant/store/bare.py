"""A report under embargo, or one that shows an erased article: what remains once the text must go.

What is not named here is removed, so a field that is added later is not kept by oversight.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.article import Anchor, Article, Frozen, Segment, Sentence, Span
from assistant.report import (
    Attribution,
    Claim,
    Corroboration,
    Coverage,
    Decision,
    Finding,
    Rejected,
    Relation,
    RelayLink,
    Report,
    RuleStatus,
    Source,
    Trace,
    Veto,
)

REMOVED = "removed under embargo"
GONE = "removed with the archived article"
_KEPT: Mapping[type[Frozen], str] = {
    Report: "schema_version id status created_at articles claims attributions relations corroboration "
    "findings rules rejected stages versions",
    Article: "id revision role published_at language sha256 sentences segments",
    Sentence: "n part start end paragraph",
    Segment: "start end html_start html_end",
    Span: "start end",
    Anchor: "article part start end html",
    Claim: "id article sentences anchors kind checkable contestable priority modality attribution by",
    Source: "kind",
    RelayLink: "source anchors",
    Attribution: "id article sentences source relay directness hedged content_kind source_anchors "
    "cue_anchors content_anchors by",
    Veto: "",
    Relation: "id kind claims anchors by vetoed",
    Corroboration: "claims articles independent circular anchors",
    Finding: "code rule severity anchors stage fingerprint decision",
    Decision: "state by at",
    RuleStatus: "code status articles",
    Rejected: "stage article",
    Coverage: "sentences examined",
    Trace: "name article status engine model prompt digest calls prompt_tokens completion_tokens cost_usd "
    "seconds attempts coverage of_check",
}


def bare(report: Report) -> Report:
    """The report without any text of the articles: codes, offsets, fingerprints and counts remain."""
    return _Bare()(report)  # type: ignore[no-any-return]


def without(report: Report, articles: Collection[str]) -> Report:
    """The report without any text of these articles, which were erased; the others keep theirs.

    What speaks of both keeps its places and loses its words, for they may quote either.
    """
    strip = _Bare(frozenset(articles), GONE)
    update = {
        name: tuple(strip(item) if strip.concerns(item) else item for item in content)
        for name, content in report
        if isinstance(content, tuple)
    }
    return report.model_copy(update={**update, "extra": {}})


@dataclass(frozen=True)
class _Bare:
    """Takes the text out of a value; with `articles`, the anchors of others stay whole."""

    articles: frozenset[str] | None = None
    reason: str = REMOVED

    def __call__(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, tuple):
            return tuple(self(item) for item in value)
        if not isinstance(value, Frozen):
            return value
        if self.articles is not None and isinstance(value, Anchor) and value.article not in self.articles:
            return value
        kept = _KEPT.get(type(value), "").split()
        return value.model_copy(
            update={
                name: self(content) if name in kept else self._emptied(name, content)
                for name, content in value
            }
        )

    def concerns(self, item: Any) -> bool:  # noqa: ANN401
        """Whether an item of the report may have words of one of the articles."""
        gone = self.articles or frozenset()
        if isinstance(item, Article):
            return item.id in gone
        if isinstance(item, Rejected):
            return item.article is None or item.article in gone
        if getattr(item, "article", None) in gone:
            return True
        return any(anchor.article in gone for anchor in getattr(item, "anchors", ()))

    def _emptied(self, name: str, value: Any) -> Any:  # noqa: ANN401
        """Nothing, in the field's own type. Where a reason was given it stays visible that there was one."""
        if isinstance(value, str) and value:
            return self.reason if name in {"error", "skipped_because", "why", "reason", "message"} else ""
        if isinstance(value, tuple):
            return ()
        return {} if isinstance(value, Mapping) else None if not isinstance(value, str) else ""
