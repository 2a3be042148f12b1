"""Statements of a model's answer, each grounded as soon as it is whole.

A statement passes when its quotation stands in a sentence that it cites, when its numbers, names and
negations come from the cited sentences, when every sentence that it cites speaks of what it says and, where
it cites several articles, each alone bears it out, when whoever it begins with as having said it stands
there, and when it judges nothing: a judging word is passed on only where the article has it and somebody is
said to say so.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from assistant.asking import Reply
from assistant.conversation.events import JUDGES, Cite, Statement
from assistant.conversation.phrasing import pattern
from assistant.conversation.question import terms_of
from assistant.fold import fold
from assistant.grounding import Grounded, Quoted, SentenceNumber, ground
from assistant.language.clauses import stem
from assistant.language.lists import words
from assistant.windows import Window

MOST = 6
_OPENS_SAYING = re.compile(r"((?:[^\W\d]\S* ){1,8}?)(?:says?|said|told)\b")


class Said(Quoted):
    """One statement, in words of one's own, with the sentence that it rests on."""

    # A model is held to one sentence: one that may name several joins two articles in a quotation that stands
    # in neither. Where its provider does not hold it, several are grounded all the same.
    sentences: list[SentenceNumber] = Field(min_length=1, max_length=3, json_schema_extra={"maxItems": 1})
    statement: str = Field(min_length=1)


class Answer(BaseModel):
    """What is said to a question; nothing where the sentences do not answer it."""

    model_config = ConfigDict(extra="forbid")

    statements: Annotated[list[Said], Field(max_length=MOST)]


class Statements:
    """Reads an answer while it comes. `cites` are the numbered sentences of the window, in order."""

    def __init__(self, window: Window, cites: Sequence[Cite]) -> None:
        self._window, self._cites = window, tuple(cites)
        self._text, self._at = "", 0
        self._told: set[str] = set()

    def more(self, text: str) -> Iterator[Statement]:
        """The statements that are whole by now and were not before."""
        if not text.startswith(self._text[: self._at]):
            self._at = 0
        self._text = text
        for item in self._whole_items():
            try:
                said = Said.model_validate_json(json.dumps(item), strict=True)
            except ValidationError:
                continue
            yield from self._of(said)

    def rest(self, reply: Reply[Answer]) -> Iterator[Statement]:
        """What the answer holds besides, once it is here as a whole; what was no statement at all, too."""
        for said in reply.answer.statements if reply.answer else ():
            yield from self._of(said)
        for bad in reply.invalid:
            item = bad.item if isinstance(bad.item, Mapping) else {}
            text = item.get("statement") or item.get("quote")
            yield Statement(
                text=text if isinstance(text, str) else "",
                cites=self._named(item),
                grounded=False,
                reason=bad.reason,
            )

    def _whole_items(self) -> Iterator[JsonValue]:
        """The items of the list that end before the text does, from where the last reading stopped."""
        if not self._at:
            opening = self._text.rfind('"statements"')
            bracket = self._text.find("[", opening) if opening >= 0 else -1
            if bracket < 0:
                return
            self._at = bracket + 1
        decoder = json.JSONDecoder()
        while (start := self._text.find("{", self._at)) >= 0:
            try:
                item, end = decoder.raw_decode(self._text, start)
            except (ValueError, RecursionError):
                return
            self._at = end
            yield item

    def _of(self, said: Said) -> Iterator[Statement]:
        key = said.model_dump_json()
        if key in self._told:
            return
        self._told.add(key)
        grounded, ungrounded = ground(self._window, Answer(statements=[said]))
        if grounded:
            yield self._grounded(grounded[0])
        for bad in ungrounded:
            yield Statement(
                text=said.statement,
                cites=self._named(said.model_dump()),
                grounded=False,
                reason=bad.reason,
            )

    def _grounded(self, found: Grounded) -> Statement:
        numbers = sorted(set(found.item.sentences))
        cites = tuple(self._cites[number - 1] for number in numbers)
        text = found.item.statement or ""
        reason = self._fault(text, numbers)
        return Statement(
            text=text, cites=cites, words=found.anchors["quote"], grounded=not reason, reason=reason
        )

    def _fault(self, text: str, numbers: Sequence[int]) -> str:
        sources = [fold(self._window.place(number).words) for number in numbers]
        if judging := _judging(fold(text), sources):
            return f"{JUDGES}: {judging}"
        mine = _content(text)
        for number, source in zip(numbers, sources, strict=True):
            if not mine & _content(source):
                return f"cites_wrongly: {self._cites[number - 1]} does not speak of it"
        if not _credited(fold(text)) <= frozenset().union(*map(_content, sources)):
            return "cites_wrongly: who is said to have said it is not in the cited sentences"
        articles = {self._cites[number - 1].article for number in numbers}
        for article in sorted(articles) if len(articles) > 1 else ():
            theirs = [number for number in numbers if self._cites[number - 1].article == article]
            if not self._bears_out(text, theirs):
                return f"cites_wrongly: {self._cites[theirs[0] - 1]} does not say it"
        return ""

    def _bears_out(self, text: str, numbers: Sequence[int]) -> bool:
        """Whether a statement would be grounded in these sentences alone."""
        quote = self._window.place(numbers[0]).words
        said = Said(sentences=list(numbers), quote=quote, statement=text)
        return bool(ground(self._window, Answer(statements=[said]))[0])

    def _named(self, item: Mapping[str, JsonValue]) -> tuple[Cite, ...]:
        numbers = item.get("sentences")
        listed = numbers if isinstance(numbers, list) else []
        known = range(1, len(self._cites) + 1)
        return tuple(self._cites[n - 1] for n in listed if isinstance(n, int) and n in known)


def _judging(text: str, sources: Sequence[str]) -> str | None:
    """A judging word that the statement takes upon itself."""
    told = pattern("verdicts", "say").search(text)
    for match in pattern("verdicts", "judge").finditer(text):
        before = text[: match.start()].split()[-2:]
        said = " ".join([*before, match[0]])
        if not (told and any(said in source for source in sources)):
            return match[0]
    return None


def _credited(text: str) -> frozenset[str]:
    """The words for whoever a statement begins with as having said it: "the fire brigade said …"."""
    told = _OPENS_SAYING.match(text)
    return _content(told[1]) if told else frozenset()


def _content(text: str) -> frozenset[str]:
    skipped = frozenset(map(stem, words("name_function_words.txt")))
    return frozenset(terms_of(text)) - skipped
