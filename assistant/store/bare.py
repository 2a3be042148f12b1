"""A report under embargo: what remains of it once its text must go.

What is not named here is removed, so a field that is added later is not kept by oversight.
"""

from collections.abc import Mapping
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
    "seconds attempts coverage",
}


def bare(report: Report) -> Report:
    """The report without any text of the articles: codes, offsets, fingerprints and counts remain."""
    return _bare(report)  # type: ignore[no-any-return]


def _bare(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, tuple):
        return tuple(_bare(item) for item in value)
    if not isinstance(value, Frozen):
        return value
    kept = _KEPT.get(type(value), "").split()
    return value.model_copy(
        update={name: _bare(content) if name in kept else _emptied(name, content) for name, content in value}
    )


def _emptied(name: str, value: Any) -> Any:  # noqa: ANN401
    """Nothing, in the field's own type. Where a reason was given it stays visible that there was one."""
    if isinstance(value, str) and value:
        return REMOVED if name in {"error", "skipped_because", "why", "reason", "message"} else ""
    if isinstance(value, tuple):
        return ()
    return {} if isinstance(value, Mapping) else None if not isinstance(value, str) else ""
