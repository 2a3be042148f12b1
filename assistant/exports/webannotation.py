"""The W3C Web Annotation data model, as far as we write it (https://www.w3.org/TR/annotation-model/).

`factcheck` is ours; software that does not know it passes over it.
"""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from assistant.anchors import Part
from assistant.article import Role
from assistant.report import DecisionState, Severity

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


class Node(BaseModel):
    """The base of what is written: immutable, names as the standard has them."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True
    )


class TextPositionSelector(Node):
    """Offsets, in code points, into an article's text or into what another selector chose."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: int
    end: int


class TextQuoteSelector(Node):
    """The words, with what stands before and after them."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str


class XPathSelector(Node):
    """An element of the markup as it was posted, and an offset into its text."""

    type: Literal["XPathSelector"] = "XPathSelector"
    value: str
    refined_by: TextPositionSelector


class RangeSelector(Node):
    """From one place of the markup to another."""

    type: Literal["RangeSelector"] = "RangeSelector"
    start_selector: XPathSelector
    end_selector: XPathSelector


Selector = Annotated[RangeSelector | TextQuoteSelector | TextPositionSelector, Field(discriminator="type")]


class ArticlePart(Node):
    """Which part of which article of the check a target lies in, and whether it is one from the archive."""

    article: str
    part: Part
    role: Role


class SpecificResource(Node):
    """One place in an article. `selector` has up to three ways to find it, best first."""

    type: Literal["SpecificResource"] = "SpecificResource"
    source: str
    selector: tuple[Selector, ...]
    factcheck: ArticlePart


class TextualBody(Node):
    """What is said of the place: a comment to read, or the code of the rule as a tag."""

    type: Literal["TextualBody"] = "TextualBody"
    purpose: Literal["commenting", "tagging"]
    format: Literal["text/plain"] = "text/plain"
    value: str


class AnnotatedFinding(Node):
    """The finding that an annotation is about."""

    code: str
    rule: str
    severity: Severity
    fingerprint: str
    decision: DecisionState


class Annotation(Node):
    """One finding. `target` is the check itself where the finding is about no place."""

    id: str
    type: Literal["Annotation"] = "Annotation"
    motivation: Literal["assessing"] = "assessing"
    created: datetime
    body: tuple[TextualBody, ...]
    target: tuple[SpecificResource, ...] | str
    factcheck: AnnotatedFinding


class AnnotationPage(Node):
    """The findings of a check."""

    context: Annotated[Literal["http://www.w3.org/ns/anno.jsonld"], Field(alias="@context")] = CONTEXT
    id: str
    type: Literal["AnnotationPage"] = "AnnotationPage"
    items: tuple[Annotation, ...]
