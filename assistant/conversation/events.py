"""What an answer consists of. The same events in process and over HTTP, where each is one server-sent event."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from assistant.article import Anchor, Frozen
from assistant.asking import Usage

JUDGES = "judges"  # the reason of a statement that judges, and is not passed on


class Cite(Frozen):
    """A sentence: the article's place in the check, from 1, and its number in the article."""

    article: int
    sentence: int

    def __str__(self) -> str:
        return f"{self.article}:{self.sentence}"


class Passage(Frozen):
    """A sentence that speaks to a question, in the article's own words, with what the report says of it."""

    cite: Cite
    words: str = Field(repr=False)
    notes: tuple[str, ...] = ()


class Looked(Frozen):
    """How much of an article was looked at for an answer, in sentences."""

    article: int
    sentences: int
    of: int


class Found(Frozen):
    """What was found before any model is asked, and whether one is asked now. Always the first event.

    `best` are the passages that speak to the question, the most telling first; `about` says what of the
    report they were chosen by, `unknown` has the words of the question that no article has.
    """

    kind: Literal["found"] = "found"
    looked: tuple[Looked, ...]
    best: tuple[Passage, ...]
    about: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    asks: bool = False


class Declined(Frozen):
    """Why no model is asked, in plain words."""

    kind: Literal["declined"] = "declined"
    why: Literal["verdict", "not_in_articles", "not_in_report", "no_words", "no_model", "no_text"]
    said: str


class Statement(Frozen):
    """One statement of the answer. One that is not `grounded` says why in `reason`, and is no answer.

    `words` are the quoted ones, exactly as the article has them.
    """

    kind: Literal["statement"] = "statement"
    text: str = Field(repr=False)
    cites: tuple[Cite, ...] = ()
    words: Anchor | None = Field(default=None, repr=False)
    grounded: bool
    reason: str = ""


class Ended(Frozen):
    """How it ended, and what it cost. `failed`: the model gave no usable answer, which is no answer.

    `nothing`: it was asked, and found no statement to make. Always the last event.
    """

    kind: Literal["ended"] = "ended"
    status: Literal["answered", "nothing", "declined", "failed"]
    engine: str = ""
    model: str = ""
    prompt: str = ""
    usage: Usage = Usage()
    error: str = ""


Event = Annotated[Found | Declined | Statement | Ended, Field(discriminator="kind")]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
