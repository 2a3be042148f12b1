"""The words a reader sees for the report's codes: one place, so that text and page say the same."""

from collections.abc import Mapping

from assistant.report import RelationKind, Severity, SourceKind, StageStatus

SEVERITY_SIGNS: Mapping[Severity, str] = {"error": "■", "warning": "▲", "info": "●"}
STATUS_SIGNS: Mapping[StageStatus, str] = {"ok": "✓", "partial": "◐", "failed": "✕", "skipped": "–"}
SOURCE_WORDS: Mapping[SourceKind, str] = {
    "person": "named person",
    "organization": "organisation",
    "document": "document",
    "anonymous_person": "unnamed person",
    "anonymous_group": "unnamed group",
    "vague": "vague",
    "none": "nobody named",
}
RELATION_WORDS: Mapping[RelationKind, str] = {
    "contradiction": "contradiction",
    "number_mismatch": "different figures",
    "time_mismatch": "different times",
    "entity_mismatch": "different names",
    "certainty_drift": "different certainty",
    "quote_mismatch": "different wording of a quotation",
    "superseded": "updated figure",
    "precedent": "a first beside a precedent",
    "reported_dispute": "dispute reported as a dispute",
    "agreement": "agreement",
}


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 error", "2,500 words"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
