"""An article, its numbered sentences, and anchors: exact places in its text.

Offsets count Unicode code points, as Python does. Text is kept exactly as it was sent. What cuts a text
is imported when there is one to cut: a kept article has been cut.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from assistant.anchors import Anchor, Frozen, Part, Segment, Sentence, Span
from assistant.errors import InputError
from assistant.reading.dates import moment
from assistant.reading.soundness import LIMIT, check, check_line, complaint
from assistant.reading.tongue import detected, primary

if TYPE_CHECKING:
    from assistant.reading.outline import Outline

__all__ = [
    "LIMIT",
    "Anchor",
    "Article",
    "ArticleInput",
    "Frozen",
    "Part",
    "Role",
    "Segment",
    "Sentence",
    "Span",
    "digest",
    "identified",
]

MARKUP_FACTOR = 10
_LONGEST_DATELINE = 200
_LINES_ABOVE = 4
_BODIES = ("text", "html", "markdown")
Role = Literal["submitted", "archive"]
T = TypeVar("T")
When = Annotated[datetime, BeforeValidator(moment)]
Language = Annotated[str, AfterValidator(primary)]


class Article(Frozen):
    """One text with its metadata, cut into sentences.

    Make one with `from_text` or `from_html`; both number the sentences. `id` is the caller's; a check
    gives the article one if it has none. `key` is what decisions are remembered by: the caller's id,
    else the url, else empty. `published_at` is as given or as the page has it, else the full date of a
    dateline, else None; without a zone it stays so; `language` is a primary subtag
    ("en"), declared or detected, None when unsure.
    """

    id: str = ""
    key: str | None = None
    revision: str | None = None
    role: Role = "submitted"
    headline: str | None = Field(default=None, repr=False)
    outlet: str | None = None
    url: str | None = None
    published_at: When | None = None
    language: Language | None = None
    sha256: str
    text: str = Field(repr=False)
    sentences: tuple[Sentence, ...] = Field(repr=False)
    segments: tuple[Segment, ...] = Field(default=(), repr=False)

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        markdown: bool = False,
        start: int = 0,
        name: str = "article",
        limit: int = LIMIT,
        most: int | None = None,
        **metadata: object,
    ) -> Self:
        """Read plain text or Markdown; metadata are this class's fields.

        A first line that reads like a headline becomes sentence 0. `start` skips front matter, which
        stays in `text` and makes no sentence. `name` stands for the article in errors, `limit` is in
        characters; of the body only the first `most` sentences are cut. Raises InputError if there is no
        text, too much, or a field is wrong.
        """
        from assistant.reading.outline import outline

        check(text[start:], name, limit=limit)
        fields = _known(metadata, name)
        language = fields["language"] = _language(fields, text[start:], name)
        headline = _line(fields.get("headline"))
        cut = outline(text, language, headline, marked_down=markdown, start=start, most=most)
        return cls._made(text, cut, fields, name)

    @classmethod
    def from_html(
        cls,
        markup: str,
        *,
        name: str = "article",
        limit: int = LIMIT,
        most: int | None = None,
        **metadata: object,
    ) -> Self:
        """Read an HTML page or fragment: its body text, without navigation, forms, captions and the like.

        Metadata are this class's fields and win over the page's own. `text` is the extracted text,
        blocks apart by a blank line; anchors lead back into `markup`. `limit` is in characters of text;
        the markup may be ten times as long. `most` is as in `from_text`, and so is what it raises.
        """
        from assistant.reading import markup as html
        from assistant.reading.outline import outline

        check(markup, name, limit=limit * MARKUP_FACTOR, what="markup")
        page = html.read(markup)
        check(page.text, name, limit=limit)
        fields = {**page.metadata, **_known(metadata, name)}
        language = fields["language"] = _language(fields, page.text, name)
        headline = _line(fields.get("headline"))
        cut = outline(page.text, language, headline, headed=page.headed, most=most)
        return cls._made(page.text, cut, {**fields, "segments": page.segments}, name)

    @classmethod
    def _made(cls, text: str, cut: "Outline", fields: dict[str, object], name: str) -> Self:
        if not any(sentence.part == "text" for sentence in cut.sentences):
            raise InputError(f"{name}: expected an article, got no words at all; send the text itself")
        if "published_at" not in fields:
            fields = {**fields, "published_at": _dated(text, cut)}
        derived = {"text": text, "sha256": digest(text), "headline": cut.headline, "sentences": cut.sentences}
        try:
            return cls.model_validate({**fields, **derived})
        except ValidationError as error:
            raise InputError(f"{name}: {complaint(error)}") from None

    def source(self, part: Part) -> str:
        """The string that anchors of this part count in."""
        return self.text if part == "text" else self.headline or ""

    def words(self, sentence: Sentence) -> str:
        """The sentence's own characters."""
        return self.source(sentence.part)[sentence.start : sentence.end]

    def sentence(self, n: int) -> Sentence:
        """The sentence of that number. Raises KeyError if there is none."""
        return self._by_number[n]

    def anchor(self, part: Part, start: int, end: int) -> Anchor:
        """The anchor of these characters. Raises InputError if they are not within the text."""
        source = self.source(part)
        if not 0 <= start < end <= len(source):
            raise InputError(
                f"article {self.id!r}: no characters {start}:{end} in its {part} of {len(source)}"
            )
        html = self._html(start, end) if self.segments and part == "text" else None
        return Anchor.exactly(self.id, part, start, end, source[start:end], html)

    def anchor_of(self, sentence: Sentence) -> Anchor:
        """The anchor of a whole sentence."""
        return self.anchor(sentence.part, sentence.start, sentence.end)

    def sentences_at(self, anchor: Anchor) -> Iterator[Sentence]:
        """The sentences that the anchor touches, in order."""
        sentences = self._by_part.get(anchor.part, ())
        first = bisect_right(sentences, anchor.start, key=lambda sentence: sentence.end)
        after = bisect_left(sentences, anchor.end, key=lambda sentence: sentence.start)
        yield from sentences[first:after]

    def once(self, make: Callable[[Self], T]) -> T:
        """What `make` makes of the text and the headline alone, made only once however often it is asked for.

        It lives as long as the article does: what stages and rules read off a text is kept nowhere else.
        """
        if make not in self._made_of:
            self._made_of[make] = make(self)
        return cast("T", self._made_of[make])

    @cached_property
    def _made_of(self) -> dict[Callable[[Any], Any], Any]:
        return {}

    @cached_property
    def _by_number(self) -> dict[int, Sentence]:
        return {sentence.n: sentence for sentence in self.sentences}

    @cached_property
    def _by_part(self) -> dict[Part, tuple[Sentence, ...]]:
        parts = {sentence.part for sentence in self.sentences}
        return {part: tuple(s for s in self.sentences if s.part == part) for part in parts}

    def _html(self, start: int, end: int) -> Span | None:
        first = bisect_right(self.segments, start, key=lambda segment: segment.end)
        after = bisect_left(self.segments, end, key=lambda segment: segment.start)
        if first >= after:
            return None
        low, high = self.segments[first], self.segments[after - 1]
        return Span(start=_into(low, start, at_start=True), end=_into(high, end, at_start=False))


def _into(segment: Segment, offset: int, *, at_start: bool) -> int:
    inside = segment.start <= offset <= segment.end
    if inside and segment.end - segment.start == segment.html_end - segment.html_start:
        return segment.html_start + offset - segment.start
    return segment.html_start if at_start else segment.html_end


def _known(metadata: dict[str, object], name: str) -> dict[str, object]:
    for field, value in metadata.items():
        check_line(value, name, field)
    return {field: value for field, value in metadata.items() if value is not None}


def _dated(text: str, cut: "Outline") -> datetime | None:
    """The date of the dateline, which opens the body or follows a line or two above it."""
    from assistant.reading import dateline

    starts = [sentence.start for sentence in cut.sentences if sentence.part == "text" and sentence.n > 0]
    openings = (text[start : start + _LONGEST_DATELINE] for start in starts[:_LINES_ABOVE])
    return next((date for opening in openings if (date := dateline.date_of(opening))), None)


def _line(headline: object) -> str | None:
    return headline if isinstance(headline, str) and headline.strip() else None


def _language(fields: dict[str, object], text: str, name: str) -> str | None:
    tag = fields.get("language")
    if tag is None:
        return detected(text)
    try:
        return primary(str(tag))
    except ValueError as error:
        raise InputError(f"{name}: language: {error}, got {tag!r}") from None


class ArticleInput(BaseModel):
    """One article as it is sent: text, html or markdown, one of them alone, and what is known about it.

    Markdown may begin with front matter; what is known beside it wins.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    text: str | None = None
    html: str | None = None
    markdown: str | None = None
    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_at: When | None = None
    language: Language | None = None
    id: str | None = None
    revision: str | None = None

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        came = [name for name in _BODIES if getattr(self, name) is not None]
        if len(came) != 1:
            raise ValueError(f"expected one of {', '.join(_BODIES)}, got {' and '.join(came) or 'none'}")
        return self

    def article(self, *, name: str = "article", limit: int = LIMIT, whole: bool = True) -> Article:
        """Read it. `name` stands for it in errors. Raises InputError.

        Unless it is read `whole`, it has the first sentences of its body alone: enough to know that it can be
        read, in a fraction of the time.
        """
        from assistant.reading import frontmatter

        most = None if whole else _LINES_ABOVE
        metadata = self.model_dump(exclude=set(_BODIES), exclude_none=True)
        if self.markdown is not None:
            found, start = frontmatter.split(self.markdown, name)
            known = {**found, **metadata}
            return Article.from_text(
                self.markdown, markdown=True, start=start, name=name, limit=limit, most=most, **known
            )
        if self.html is not None:
            return Article.from_html(self.html, name=name, limit=limit, most=most, **metadata)
        return Article.from_text(self.text or "", name=name, limit=limit, most=most, **metadata)


def identified(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles of one check, each with an id and a key; those of an earlier check keep theirs.

    One without an id is called "article-N" after its place, or with the next free number; its key is
    its url, if any. Raises InputError if two have the same id.
    """
    taken: set[str] = set()
    for place, article in enumerate(articles, start=1):
        if article.id in taken:
            raise InputError(
                f"article {place}: expected an id of its own, got {article.id!r} again; give another"
            )
        taken.update({article.id} - {""})
    named = []
    for place, article in enumerate(articles, start=1):
        id_ = article.id or _free(place, taken)
        taken.add(id_)
        key = (article.id or article.url or "") if article.key is None else article.key
        named.append(article.model_copy(update={"id": id_, "key": key}))
    return tuple(named)


def _free(place: int, taken: set[str]) -> str:
    while f"article-{place}" in taken:
        place += 1
    return f"article-{place}"


def digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hex; lone surrogates are kept."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
