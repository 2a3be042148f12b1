"""What a model is asked to say of two sentences: how they stand to each other, and the words that show it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.grounding import Quoted
from assistant.report import RelationKind

Verdict = Literal[
    "contradiction", "number", "time", "name", "certainty", "update",
    "same", "compatible", "dispute", "different_thing",
]  # fmt: skip
CONFLICTS: dict[str, RelationKind] = {
    "contradiction": "contradiction",
    "number": "number_mismatch",
    "time": "time_mismatch",
    "name": "entity_mismatch",
    "certainty": "certainty_drift",
    "update": "superseded",
}
HARMLESS = {
    "same": "both say the same",
    "compatible": "both can be right at once",
    "dispute": "two sources disagree, and the articles report it as a dispute",
    "different_thing": "the two speak of different things",
}


class OtherSide(Quoted):
    """The second sentence of a pair, and the words of it that the verdict rests on."""


class Judgement(Quoted):
    """The first sentence of a pair and its words, the same of the second, and the verdict."""

    other: OtherSide
    verdict: Verdict


class ConsistencyAnswer(BaseModel):
    """One judgement for each pair of the window."""

    model_config = ConfigDict(extra="forbid")

    items: list[Judgement] = Field(json_schema_extra={"x-per-sentence": 1})
