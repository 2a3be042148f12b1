"""What a model is asked to say of an article's sources: where the words are, and little else."""

from pydantic import BaseModel, ConfigDict, Field

from assistant.grounding import Quoted, Words
from assistant.report import ContentKind


class CreditedStatement(Quoted):
    """One statement that the article credits to someone; `source` and `cue` are the words that credit it."""

    source: Words
    cue: Words
    voices: ContentKind


class SourcesAnswer(BaseModel):
    """The credited statements of a window, in order."""

    model_config = ConfigDict(extra="forbid")

    items: list[CreditedStatement] = Field(json_schema_extra={"x-per-sentence": 2})
