"""A relation in the making."""

from dataclasses import dataclass

from assistant.report import RelationKind


@dataclass(frozen=True)
class Difference:
    """What two facts disagree on: the kind of relation, and the words of each side that it turns on."""

    kind: RelationKind
    words_a: str
    words_b: str
