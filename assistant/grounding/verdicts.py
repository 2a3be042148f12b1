"""The verdict on each item of an answer: grounded, with its anchors, or not, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from unicodedata import category

from pydantic import BaseModel, JsonValue

from assistant.article import Anchor, Article
from assistant.asking import Ungrounded
from assistant.fold import fold
from assistant.grounding.edges import dropped_negation, split_negation
from assistant.grounding.passages import Found, Passages
from assistant.grounding.quoted import Quoted, Speech, items_of, speeches_of
from assistant.grounding.restating import Source, Statement, breach
from assistant.windows import Window

_SHOWN = 60


@dataclass(frozen=True)
class Grounded:
    """An item whose words were found: the article's sentence numbers, and an anchor per Words field.

    Anchors go by the field's path: `quote`, `names.0` in a list, `links.0.quote` of an item within it.
    """

    item: Quoted
    article: Article
    sentences: tuple[int, ...]
    anchors: Mapping[str, Anchor]


class _Unfounded(Exception):  # noqa: N818 - a verdict on an item, not an error
    """Why an item is not borne out."""


def ground(window: Window, answer: BaseModel) -> tuple[tuple[Grounded, ...], tuple[Ungrounded, ...]]:
    """Split the items of an answer into those the window's text bears out and those it does not.

    An item stands or falls with the items within it. Raises PluginError when the answer's type has
    `Words` outside of a `Quoted`; never for what a model wrote.
    """
    sources = _Sources(window)
    grounded, ungrounded = [], []
    for item in items_of(answer):
        try:
            grounded.append(_ground(sources, item))
        except _Unfounded as reason:
            ungrounded.append(Ungrounded(_as_json(item), str(reason)))
    return tuple(grounded), tuple(ungrounded)


class _Sources:
    """What items may draw on, read once for all that name the same sentences."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._passages = Passages(window)
        self._known: dict[tuple[int, ...], Source] = {}

    def of(self, quoted: Quoted) -> Source:
        """The sentences that an item names."""
        numbers = tuple(sorted(set(quoted.sentences)))
        if not numbers:
            raise _Unfounded("sentence_out_of_range: none is named")
        for number in numbers:
            if number not in self._window.numbers:
                raise _Unfounded(f"sentence_out_of_range: {number}")
        if numbers not in self._known:
            self._known[numbers] = Source(tuple(self._passages.of(numbers)))
        return self._known[numbers]


def _ground(sources: _Sources, item: Quoted) -> Grounded:
    places: dict[str, Found] = {}
    statements: dict[str, str] = {}
    for speech in speeches_of(item):
        source = sources.of(speech.quoted)
        found = _find_words(source, speech)
        places |= found
        quote = found[f"{speech.path}quote"]
        cue = dropped_negation(quote, found.values())
        if speech.quoted.statement is not None:
            statements[speech.path] = _statement(source, quote, cue, speech.quoted.statement)
        elif cue:
            raise _Unfounded(f"polarity_changed: {cue!r} is left out")
    article = places["quote"].passage.article
    named = (passage for passage in sources.of(item).passages if passage.article is article)
    return Grounded(
        item=_restated(item, statements),
        article=article,
        sentences=tuple(place.sentence.n for passage in named for place in passage.places),
        anchors={path: found.anchor() for path, found in places.items()},
    )


def _find_words(source: Source, speech: Speech) -> dict[str, Found]:
    """Where every Words field stands."""
    quote = _find_quote(source, speech.quoted.quote or "")
    found = {f"{speech.path}quote": quote}
    for path, words in speech.words:
        if path not in found and (folded := fold(words)):
            found[path] = _find(source, quote, path, folded)
    return found


def _find_quote(source: Source, quote: str) -> Found:
    folded = fold(quote)
    if not any(category(char)[0] in "LNS" for char in folded):
        raise _Unfounded("quote_empty: there is no word in it")
    found = [place for passage in source.passages for place in passage.find(folded)]
    if len(found) > 1:
        raise _Unfounded(f"ambiguous_quote: {_shown(quote)}")
    if not found:
        stitched = "..." in folded or "…" in folded
        raise _Unfounded(f"{'quote_stitched' if stitched else 'quote_not_found'}: {_shown(quote)}")
    if cue := split_negation(found[0]):
        raise _Unfounded(f"polarity_changed: {cue!r} is cut in two")
    return found[0]


def _find(source: Source, quote: Found, path: str, folded: str) -> Found:
    """The only place of the words; of several, the only one in the sentences of the quotation."""
    found = [place for passage in source.passages for place in passage.find(folded)]
    if len(found) > 1:
        of_quote = quote.passage.sentences_of(quote)
        inside = (place for place in found if place.passage is quote.passage)
        found = [place for place in inside if place.passage.sentences_of(place) <= of_quote] or found
    if len(found) == 1:
        return found[0]
    raise _Unfounded(f"{'ambiguous_words' if found else 'words_not_found'}: {path}: {_shown(folded)}")


def _statement(source: Source, quote: Found, cue: str | None, statement: str) -> str:
    """The statement, or the quotation where we have no rules for its language.

    `cue` is a negation that the quotation leaves out; a statement that negates may put it back.
    """
    english = all(passage.english for passage in source.passages)
    read = Statement(statement)
    is_quote = read.folded.text.strip() == quote.text
    if cue and (read.affirms or is_quote or not english):
        raise _Unfounded(f"polarity_changed: {cue!r} is left out")
    if english and not is_quote and (reason := breach(source, read)):
        raise _Unfounded(reason)
    return statement if english else quote.anchor().exact


def _restated(item: Quoted, statements: Mapping[str, str]) -> Quoted:
    """The item with its statements as they may be used; the same one where nothing changed."""
    speeches = {speech.path: speech.quoted for speech in speeches_of(item)}
    if all(speeches[path].statement == statement for path, statement in statements.items()):
        return item
    copy = item.model_copy(deep=True)
    for speech in speeches_of(copy):
        if speech.path in statements:
            object.__setattr__(speech.quoted, "statement", statements[speech.path])
    return copy


def _as_json(item: Quoted) -> JsonValue:
    return cast("JsonValue", item.model_dump(mode="json", warnings=False, fallback=repr))


def _shown(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
