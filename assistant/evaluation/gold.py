"""The annotation format: JSON Lines, one article a line. `docs/evaluation.md` describes it.

A list that is absent is not annotated and not scored; an empty one says that there is nothing to find.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.article import Anchor, Article, ArticleInput, Part
from assistant.errors import InputError
from assistant.report import ClaimKind, ContentKind, Directness, Priority, RelationKind, SourceKind


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(_Line):
    """Exact words of the article, and which of their occurrences is meant, counted from 1."""

    exact: str = Field(min_length=1)
    occurrence: int | None = Field(default=None, ge=1)
    part: Part = "text"


Words = str | Quoted


class ClaimLine(_Line):
    """One sentence, or a part of it, and whether it can be checked."""

    quote: Words
    checkable: bool
    kind: ClaimKind | None = None
    contestable: bool | None = None
    priority: Priority | None = None


class AttributionLine(_Line):
    """One act of telling. What is None was not annotated; `name` is the only one that may mean "none"."""

    content: tuple[Words, ...] = Field(min_length=1)
    source: Words = ""
    source_kind: SourceKind | None = None
    name: str | None = None
    cue: Words = ""
    directness: Directness | None = None
    content_kind: ContentKind | None = None
    relay: tuple[Words, ...] = ()
    reason: Words | None = None


class RelationLine(_Line):
    """How words here and words in another article of the story stand to each other."""

    kind: RelationKind
    other: str
    here: Words
    there: Words
    upstream: str | None = None


class PlaceLine(_Line):
    """Words of one of the story's articles."""

    article: str
    words: Words


class FindingLine(_Line):
    """A finding that a person confirmed or dismissed: its rule's code and its places."""

    code: str
    confirmed: bool
    places: tuple[PlaceLine, ...] = ()


class GoldLine(_Line):
    """One line of the file: an article as it would be sent, and what is to be found in it."""

    id: str = Field(min_length=1)
    story: str | None = None
    split: str | None = None
    style: str | None = None
    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_at: str | None = None
    language: str | None = None
    text: str | None = None
    html: str | None = None
    claims: tuple[ClaimLine, ...] | None = None
    attributions: tuple[AttributionLine, ...] | None = None
    relations: tuple[RelationLine, ...] | None = None
    findings: tuple[FindingLine, ...] | None = None


@dataclass(frozen=True)
class GoldClaim:
    """A claim line with its place."""

    line: ClaimLine
    anchor: Anchor


@dataclass(frozen=True)
class GoldAttribution:
    """An attribution line with the places of its words; `source` and `cue` are None where there is none."""

    line: AttributionLine
    content: tuple[Anchor, ...]
    source: Anchor | None
    cue: Anchor | None
    relay: tuple[Anchor, ...]


@dataclass(frozen=True)
class GoldArticle:
    """An annotated article. None is not annotated."""

    article: Article
    story: str
    claims: tuple[GoldClaim, ...] | None
    attributions: tuple[GoldAttribution, ...] | None
    relations: tuple[RelationLine, ...] | None
    findings: tuple[FindingLine, ...] | None


def read_lines(rows: Iterable[tuple[int, object]], name: str) -> list[GoldLine]:
    """The lines, numbered for errors as they stand in the file. Raises InputError."""
    lines: list[GoldLine] = []
    for number, row in rows:
        try:
            lines.append(GoldLine.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the line"
            raise InputError(f"{name}: line {number}: {where}: {first['msg']}") from None
    ids = [line.id for line in lines]
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), None):
        raise InputError(f"{name}: expected an id of its own for every article, got {twice!r} twice")
    return lines


def annotated(line: GoldLine, name: str) -> GoldArticle:
    """The article read, and its annotations placed. Raises InputError for words that are not there."""
    where = f"{name}: article {line.id!r}"
    sent: dict[str, Any] = line.model_dump(include=set(ArticleInput.model_fields), exclude_none=True)
    try:
        article = ArticleInput.model_validate(sent).article(name=where)
    except ValidationError as error:
        raise InputError(f"{where}: {error.errors()[0]['msg']}") from None
    claims, attributions = line.claims, line.attributions
    return GoldArticle(
        article=article,
        story=line.story or line.id,
        claims=None
        if claims is None
        else tuple(GoldClaim(one, place(article, one.quote, where)) for one in claims),
        attributions=None
        if attributions is None
        else tuple(_attribution(article, one, where) for one in attributions),
        relations=line.relations,
        findings=line.findings,
    )


def place(article: Article, words: Words, where: str) -> Anchor:
    """Where the words stand, whole words only. Raises InputError if they do not, or which is unclear."""
    quoted = Quoted(exact=words) if isinstance(words, str) else words
    source, offset, part = _searched(article, quoted.part)
    found = [match.span() for match in re.finditer(whole_words(quoted.exact), source)]
    nth = quoted.occurrence
    if not found or (nth or 1) > len(found) or (nth is None and len(found) > 1):
        expected = "an occurrence number" if len(found) > 1 and nth is None else "words of the article"
        raise InputError(
            f"{where}: expected {expected}, got {quoted.exact!r}, which is there {len(found)} times"
        )
    start, end = found[(nth or 1) - 1]
    return article.anchor(part, start + offset, end + offset)


def _searched(article: Article, part: Part) -> tuple[str, int, Part]:
    """The string to look in, where it begins, and its part: a page's headline may be its first line."""
    first = article.sentences[0]
    if part == "headline" and first.n == 0 and first.part == "text":
        return article.text[first.start : first.end], first.start, "text"
    return article.source(part), 0, part


def whole_words(exact: str) -> str:
    """The pattern of these words where no word goes on before or after them."""
    before, after = (r"\b" if exact[edge].isalnum() else "" for edge in (0, -1))
    return before + re.escape(exact) + after


def _attribution(article: Article, line: AttributionLine, where: str) -> GoldAttribution:
    return GoldAttribution(
        line=line,
        content=tuple(place(article, words, where) for words in line.content),
        source=place(article, line.source, where) if line.source else None,
        cue=place(article, line.cue, where) if line.cue else None,
        relay=tuple(place(article, words, where) for words in line.relay),
    )
