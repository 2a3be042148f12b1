"""The smallest values of a report: exact places in a text, counted in Unicode code points as Python does."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

Part = Literal["text", "headline"]
_set = object.__setattr__


class Frozen(BaseModel):
    """The base of every value in a report: immutable, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __copy__(self) -> Self:
        """As pydantic copies a model, in half the time: a check copies every item once or twice."""
        if self.__pydantic_private__ is not None:
            return super().__copy__()
        return self._as_is(self.__dict__.copy(), self.__pydantic_fields_set__.copy())

    @classmethod
    def _as_is(cls, values: dict[str, object], given: set[str]) -> Self:
        """A model of values that are known to be right; pydantic's `model_construct` takes as long as validation."""
        made = cls.__new__(cls)
        _set(made, "__dict__", values)
        _set(made, "__pydantic_fields_set__", given)
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", None)
        return made


class Span(Frozen):
    """A half-open range of code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Anchor(Frozen):
    """An exact place in an article: `article[part][start:end] == exact`.

    `html` is the same place in the markup as it was sent, when the article came as HTML.
    """

    article: str
    part: Part = "text"
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    exact: str
    html: Span | None = None

    @classmethod
    def exactly(cls, article: str, part: Part, start: int, end: int, exact: str, html: Span | None) -> Self:
        """An anchor that was cut from its text just now, and so needs no validation: a check cuts hundreds."""
        values = {"article": article, "part": part, "start": start, "end": end, "exact": exact, "html": html}
        return cls._as_is(values, set(values))

    def overlaps(self, other: "Anchor") -> bool:
        """Whether the two share at least one character of the same article."""
        return (
            self.start < other.end
            and other.start < self.end
            and self.part == other.part
            and self.article == other.article
        )


class Sentence(Frozen):
    """A numbered piece of an article. Number 0 is the headline; `paragraph` counts from 1 (0: headline)."""

    n: int = Field(ge=0)
    part: Part = "text"
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    paragraph: int = Field(ge=0, default=1)


class Segment(Frozen):
    """A run of extracted text and the markup it came from; equal lengths map character by character."""

    start: int
    end: int
    html_start: int
    html_end: int
