"""A third-party stage: does the headline follow from the body?

Without a model it looks for the headline's figures and names in the body; a model is asked which
sentences bear the headline out and which speak against it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, Field

from assistant import Answered, Breach, PromptStage, Provided, Quoted, Rule, View, Window
from assistant.fold import fold
from assistant.language.names import names
from assistant.language.numbers import numbers


class Stance(Quoted):
    """A sentence of the body that supports or contradicts the headline."""

    stance: Literal["supports", "contradicts"]


class Answer(BaseModel):
    """What the model is asked for."""

    items: list[Stance] = Field(max_length=4)


def _unsupported(view: View, _: Mapping[str, float]) -> Iterator[Breach]:
    article = view.article
    result = view.extra["headline"][article.id] or {}
    head = article.sentences[0]
    for start, end in result.get("unsupported", ()):
        anchor = article.anchor(head.part, start, end)
        yield Breach(f"The body says nothing of “{anchor.exact}”.", (anchor,))
    for start, end in result.get("contradicts", ()):
        against = article.anchor("text", start, end)
        yield Breach("The body speaks against the headline.", (article.anchor_of(head), against))


class HeadlineStage(PromptStage[Answer]):
    """Provides `extra["headline"]`: the headline's words without support, and sentences for and against."""

    name = "headline"
    provides = frozenset({"headline"})
    answer = Answer
    rules = (
        Rule(
            code="HDL001",
            name="headline-beyond-body",
            severity="warning",
            when="The headline names a figure or a name that the body does not, or the body speaks against it.",
            why="Most readers see the headline only; it must not promise what the article does not hold.",
            example="Headline: “40 hurt in tram fire”. Body: “Four people were hurt.”",
            better="Headline: “Four hurt in tram fire”.",
            fix="Take the headline's figures and names from the body.",
            check=_unsupported,
            reads=frozenset({"headline"}),
        ),
    )

    def draft(self, view: View) -> Provided:
        """The headline's figures and names that the body lacks."""
        article = view.article
        head = article.sentences[0]
        if head.n != 0:
            return Provided(extra={"unsupported": []})
        headline = article.words(head)
        body = " ".join(article.words(sentence) for sentence in article.sentences[1:])
        values = {number.value for number in numbers(body)}
        lost = [n for n in numbers(headline) if n.value not in values]
        lost += [name for name in names(headline) if fold(name.text) not in fold(body)]
        return Provided(extra={"unsupported": [[head.start + x.start, head.start + x.end] for x in lost]})

    def ask(self, window: Window, draft: Provided) -> Mapping[str, object]:
        """The headline, as words."""
        article = window.places[0].article
        return {"headline": article.headline or ""}

    def merge(self, view: View, draft: Provided, answers: Sequence[Answered]) -> Provided:
        """The baseline's result and the model's sentences, by stance."""
        stances: dict[str, list[list[int]]] = {"supports": [], "contradicts": []}
        for grounded in (item for answer in answers for item in answer.items):
            quote = grounded.anchors["quote"]
            if isinstance(grounded.item, Stance) and 0 not in grounded.sentences:
                stances[grounded.item.stance].append([quote.start, quote.end])
        extra = draft.extra if isinstance(draft.extra, dict) else {}
        return Provided(extra={**extra, **stances})
