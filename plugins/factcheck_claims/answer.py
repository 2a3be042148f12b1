"""What a model is asked to say of an article's claims: labels and a few words, no re-typed text."""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from assistant.grounding import Quoted
from assistant.report import ClaimKind

Label = Literal["event", "quantity", "comparison", "first", "causal", "position", "prediction", "none"]
KINDS: dict[str, ClaimKind] = {kind: kind for kind in get_args(ClaimKind)}


class LabelledSentence(Quoted):
    """One sentence, what it is, and the few words that pin it."""

    kind: Label
    checkable: bool


class ClaimsAnswer(BaseModel):
    """The labelled sentences of a window, one entry a sentence."""

    model_config = ConfigDict(extra="forbid")

    items: list[LabelledSentence] = Field(json_schema_extra={"x-per-sentence": 1})
