"""Conflicts between articles: what says that both cannot be right."""

from collections.abc import Set as AbstractSet

from assistant.report import Relation, Report

CONFLICTS = frozenset(
    {"contradiction", "number_mismatch", "time_mismatch", "entity_mismatch", "quote_mismatch"}
)


def conflicts(report: Report, kinds: AbstractSet[str]) -> list[Relation]:
    """The relations of these kinds that no model vetoed and that join different articles."""
    return [
        relation
        for relation in report.relations
        if relation.kind in kinds
        and relation.vetoed is None
        and len({anchor.article for anchor in relation.anchors}) > 1
    ]
