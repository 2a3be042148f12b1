"""Units: one sentence, or several that a quotation joins; in each, attributions are looked for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

from assistant.article import Article, Part, Sentence
from assistant.language.quotes import Quotation, quotations
from assistant.reading.dateline import end_of
from factcheck_sources.lexicon import finite, plural_people, verb_forms, words
from factcheck_sources.tokens import (
    QUOTATION,
    Stretch,
    Token,
    quoted,
    squeezed,
    tokenise,
    uncapitalised,
    unmarked,
)

_STOPS = frozenset(".,!?…—–-")
_ENDS = frozenset(".,!?;—–")
_LONG_QUOTE = 8
_TITLE_CASE = 0.6
_FEWEST_CAPITALS = 4
# No sentence has as many; what has is cut, so that the search for a subject stays linear on any text.
_MOST_TOKENS = 300
_TOP = 12
_PAIR = 2
_CLOSING = frozenset('”"’»')
_LONGEST_TAG = 8
_TAG_ENDS = frozenset({".", ",", "in", "at", "of", "during", "on", "as"})
_LONGEST_DATELINE = 120


@dataclass(frozen=True, slots=True)
class Unit(Stretch):
    """One sentence, or several that a quotation joins.

    `tokens` has utterances collapsed to one QUOTE each; quoted fragments keep their words, marked.
    `plain` is the text with Markdown's marks as blanks.
    """

    text: str
    part: Part
    paragraph: int
    numbers: tuple[int, ...]
    quotes: tuple[Quotation, ...]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where the characters of tokens `first` up to but not including `last` begin and end in their part."""
        return self.starts[first], self.ends[last - 1]

    def written(self, first: int, last: int) -> str:
        """These characters."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def shown(self, first: int, last: int) -> str:
        """The same characters, without Markdown's marks where it has any."""
        written = self.written(first, last)
        plain = self.plain[self.starts[first] : self.ends[last - 1]]
        return written if written == plain else squeezed(plain)


def units(article: Article) -> Iterator[Unit]:
    """The article's units, headline first, in reading order."""
    for part in ("headline", "text"):
        sentences = [sentence for sentence in article.sentences if sentence.part == part]
        if sentences:
            yield from _Cutter(article.source(sentences[0].part), sentences).units()


class _Cutter:
    """Cuts one part of an article into units."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._plain = unmarked(text)
        self._sentences = sentences
        stretch = tokenise(self._plain)
        self._starts = stretch.starts
        self._words = replace(stretch, tokens=_plain_openings(stretch, sentences))
        self._datelines = dict(_datelines(self._plain, sentences))
        self._quotes = quotations(self._plain)
        self._quote_ends = [quote.end for quote in self._quotes]

    def units(self) -> Iterator[Unit]:
        """The units in order, none without a token."""
        group: list[Sentence] = []
        for sentence in self._sentences:
            if group and not self._joins(group[-1], sentence):
                yield from self._of(group)
                group = []
            group.append(sentence)
        yield from self._of(group)

    def _joins(self, before: Sentence, sentence: Sentence) -> bool:
        """Whether a quotation goes on into the sentence, or the sentence signs it: "“…” — Jane Doe"."""
        at = bisect_left(self._quote_ends, sentence.start + 1)
        if at < len(self._quotes) and self._quotes[at].start < sentence.start:
            return True
        if self._text[before.end - 1] not in _CLOSING or before.paragraph != sentence.paragraph:
            return False
        return self._text[sentence.start] in "—–" or self._is_tag(before, sentence)

    def _is_tag(self, before: Sentence, sentence: Sentence) -> bool:
        """Whether a sentence only says who asked the question before it: "“Who pays?” Lind asked."."""
        if self._text[before.end - 2] not in "?!":
            return False
        first = bisect_left(self._starts, sentence.start)
        near = self._words.tokens[first : first + _LONGEST_TAG]
        at = next((i for i, token in enumerate(near[1:], 1) if token.low in verb_forms()), None)
        if at is None or at + 1 >= len(near):
            return False
        form, after = verb_forms()[near[at].low], near[at + 1].low
        tells = form.verb.lemma == "tell" and any(token.low == "." for token in near[at + 1 :])
        return (
            "q" in form.verb.frames
            and form.tense in {"past", "s"}
            and (tells or after in _TAG_ENDS or after in words("time_words"))
        )

    def _of(self, group: Sequence[Sentence]) -> Iterator[Unit]:
        start, end = self._datelines.get(group[0].n, group[0].start), group[-1].end
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        quotes = self._within(start, end)
        stretch = self._words.between(low, high)
        if quotes:
            stretch = _collapsed(stretch, quotes, end)
        for first in range(0, len(stretch.tokens), _MOST_TOKENS):
            last = first + _MOST_TOKENS
            yield Unit(
                plain=self._plain,
                tokens=stretch.tokens[first:last],
                starts=stretch.starts[first:last],
                ends=stretch.ends[first:last],
                text=self._text,
                part=group[0].part,
                paragraph=group[0].paragraph,
                numbers=tuple([sentence.n for sentence in group]),
                quotes=quotes,
            )

    def _within(self, start: int, end: int) -> tuple[Quotation, ...]:
        low = high = bisect_left(self._quote_ends, start)
        while high < len(self._quotes) and self._quotes[high].start < end:
            high += 1
        return tuple([quote for quote in self._quotes[low:high] if quote.start >= start])


def _datelines(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The sentences near the top that open with a dateline, and where their own words begin."""
    for sentence in sentences[:_TOP] if sentences[0].part == "text" else ():
        if (end := end_of(text[sentence.start : sentence.end][:_LONGEST_DATELINE])) > 0:
            yield sentence.n, sentence.start + end


def _plain_openings(stretch: Stretch, sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    """The tokens without the capital that a common word has only because a sentence or a headline begins."""
    tokens, starts = list(stretch.tokens), stretch.starts
    lower = {token.low for token in tokens if token.word and not token.capital}
    if sentences[0].part == "headline" and _is_title_case(tokens):
        common = _common()
        return tuple([uncapitalised(t) if t.low in lower or t.low in common else t for t in tokens])
    surnames = _surnames(tokens)
    for sentence in sentences:
        i = bisect_left(starts, sentence.start)
        if tokens[i : i + 1] and tokens[i].acronym:
            _lower_capitals(tokens, i, bisect_left(starts, sentence.end), lower)
        while i < len(tokens) and not tokens[i].word:
            i += 1
        low = tokens[i].low if i < len(tokens) else ""
        if low in lower or (low in _common() and low not in surnames) or _is_gerund(tokens[i : i + 2]):
            tokens[i] = uncapitalised(tokens[i])
    return tuple(tokens)


def _is_gerund(opening: Sequence[Token]) -> bool:
    """Whether a sentence opens with what is done to somebody, and no first name: "Hosting | Cook was a dream"."""
    if len(opening) < _PAIR or not opening[0].low.endswith("ing"):
        return False
    return opening[1].capital and opening[0].low not in words("male", "female")


def _surnames(tokens: Sequence[Token]) -> frozenset[str]:
    """What stands as a surname behind a first name somewhere: "Clark Page", so that "Page said" is his."""
    given = words("male", "female")
    named = [i for i, token in enumerate(tokens[:-1]) if token.capital and token.low in given]
    return frozenset([tokens[i + 1].low for i in named if tokens[i + 1].capital])


def _lower_capitals(tokens: list[Token], first: int, last: int, lower: AbstractSet[str]) -> None:
    """Read a sentence all in capitals as one without: "OFFICIALS SAID THE DAM WAS SAFE"."""
    if sum(token.acronym for token in tokens[first:last]) < _FEWEST_CAPITALS or any(
        token.word and not token.capital for token in tokens[first:last]
    ):
        return
    for i in range(first, last):
        low = tokens[i].low
        tokens[i] = replace(tokens[i], capital=low not in lower and low not in _common(), acronym=False)


def _is_title_case(tokens: list[Token]) -> bool:
    words_ = [token for token in tokens if token.word]
    return sum(token.capital for token in words_) > _TITLE_CASE * len(words_)


@cache
def _common() -> frozenset[str]:
    people = plural_people() | words("roles", "vague", "documents", "determiners")
    return (
        people
        | words(
            "prepositions", "subordinators", "organizations", "auxiliaries", "nonverbal_adverbs", "leading"
        )
        | finite()
        | frozenset(verb_forms())
    )


def _collapsed(stretch: Stretch, quotes: Sequence[Quotation], end: int) -> Stretch:
    """The words with every utterance as one token, and the other words in marks told by theirs."""
    tokens: list[Token] = []
    starts: list[int] = []
    ends: list[int] = []
    i = 0
    for quote in quotes:
        first, last = bisect_left(stretch.starts, quote.start), bisect_left(stretch.starts, quote.end)
        tokens += stretch.tokens[i:first]
        starts += stretch.starts[i:first]
        ends += stretch.ends[i:first]
        inside, i = stretch.between(first, last), last
        if _is_utterance(inside, quote, tokens[-1] if tokens else None, end):
            tokens.append(QUOTATION)
            starts.append(quote.start)
            ends.append(quote.end)
        else:
            for k in _comma_outside(inside, quote):
                tokens.append(_in_marks(inside, k, quote))
                starts.append(inside.starts[k])
                ends.append(inside.ends[k])
    return Stretch(
        stretch.plain,
        (*tokens, *stretch.tokens[i:]),
        (*starts, *stretch.starts[i:]),
        (*ends, *stretch.ends[i:]),
    )


def _comma_outside(inside: Stretch, quote: Quotation) -> Sequence[int]:
    """The words in marks as if the comma stood behind the closing mark, where it belongs to the sentence."""
    count = len(inside.tokens)
    if quote.closed and count > 2 and _is_last_comma(inside, count - 2, quote):
        return [*range(count - 2), count - 1, count - 2]
    return range(count)


def _is_last_comma(inside: Stretch, k: int, quote: Quotation) -> bool:
    return inside.tokens[k].low == "," and inside.ends[k] == quote.inner_end


def _in_marks(inside: Stretch, k: int, quote: Quotation) -> Token:
    """A word in marks; the closing one may look like the apostrophe of a plural."""
    if _is_last_comma(inside, k, quote):
        return inside.tokens[k]
    if (start := inside.starts[k]) == quote.inner_end:
        return Token(inside.plain[start], capital=False, word=False, quoted=True)
    return quoted(inside.tokens[k])


def _is_utterance(inside: Stretch, quote: Quotation, before: Token | None, end: int) -> bool:
    """Whether a quotation is a statement by itself, and not words woven into the reporter's sentence."""
    text, content = inside.plain, [token for token in inside.tokens if token.word]
    if not content:
        return False
    after = text[quote.end : end].lstrip()[:1]
    ended = not quote.closed or text[quote.inner_end - 1] in _STOPS or after == "" or after in _ENDS
    if before is None:
        return ended or len(content) > _LONG_QUOTE
    if before.low in {":", ","}:
        return ended and (before.low == ":" or content[0].capital or len(content) > 1)
    if not before.word:
        return ended and content[0].capital
    verb = verb_forms().get(before.low)
    return content[0].capital and ended and len(content) > 1 and verb is not None and "q" in verb.verb.frames
