"""The stage's own answer, by rules of language: every attributed statement of an article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.article import Anchor, Article
from assistant.language.words import Words, words_at, words_of
from assistant.report import Attribution, Directness, RelayLink, Source
from factcheck_sources.found import Found, Range
from factcheck_sources.labels import anonymity, is_hedged, reason
from factcheck_sources.lexicon import words
from factcheck_sources.people import Known
from factcheck_sources.phrases import Phrase
from factcheck_sources.scan import scan
from factcheck_sources.speakers import Directory
from factcheck_sources.subjects import main_subject, nearest_subject
from factcheck_sources.tokens import QUOTE, Token
from factcheck_sources.transcript import is_answer, is_question, labelled, turns
from factcheck_sources.uncredited import Loose, loose
from factcheck_sources.units import Unit, units
from factcheck_sources.voices import content_kind

_NOBODY = Source(text="", kind="none")
_ANONYMOUS = frozenset({"anonymous_person", "anonymous_group"})
_JOINING = frozenset({"and", "but", "then"})
_FAR = 3
_STOPS = tuple(".,?!…-–—;:'’")


def attributions(article: Article) -> tuple[Attribution, ...]:
    """The attributions of an article, in reading order."""
    return tuple(_Reader(article).read())


@dataclass(frozen=True, slots=True)
class _Credit:
    """A source, resolved, and the places that name it; an `adjunct` is no subject: "according to Lee"."""

    source: Source
    anchors: tuple[Anchor, ...] = ()
    head: str = ""
    adjunct: bool = False


class _Reader:
    """Reads one article once, from the headline to the end."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._units = [unit for unit in units(article) if unit.tokens]
        self._directory = Directory(self._units)
        self._made: list[Attribution] = []
        self._heads: list[str] = []
        self._spoke = -_FAR
        self._shown = -1
        self._narrated: tuple[int, int] | None = None
        self._turns = turns(self._units)
        self._turn = -1

    def read(self) -> list[Attribution]:
        """The attributions in reading order, with the reasons for anonymity that other sentences give."""
        for i, unit in enumerate(self._units):
            self._directory.open(unit)
            if self._directory.subject is not None:
                self._shown = unit.paragraph
            if not self._speaks_on(unit, self._turns.get(i)):
                self._read(unit)
            text = unit.written(0, len(unit.tokens))
            if anonymity(text):
                self._give_reason(unit, reason(text))
        return sorted(self._made, key=_place)

    def _read(self, unit: Unit) -> None:
        found = scan(unit)
        credit: _Credit | None = None
        for one in found:
            own = self._credit(unit, one, credit or self._ahead(unit, one, found))
            if own is None:
                self._narrated = (unit.paragraph, unit.numbers[-1])
                continue
            credit = own if own.source.kind != "none" else credit
            self._add(unit, one, own)
        for quote in loose(unit, found) if unit.quotes and not _is_heading(unit) else ():
            if credit is None and self._is_narrators(unit, quote):
                self._narrated = (unit.paragraph, unit.numbers[-1])
                continue
            if credit is None and self._carries_on(unit, quote):
                self._extend(unit, quote.at)
                continue
            if credit is not None and self._made and self._made[-1].sentences[-1] in unit.numbers:
                self._extend(unit, quote.at)
                continue
            speaker = credit or self._introduced(unit, quote) or self._speaker_of(unit, quote)
            if speaker is not None:
                self._add(unit, Found("quote", (0, 0), None, (quote.at,), quote.at[0]), speaker)

    def _ahead(self, unit: Unit, one: Found, found: list[Found]) -> _Credit | None:
        """Whose a participle is that the sentence opens with: "Arguing that it was late, Lind said"."""
        if not one.shared or one.cue[0] > 0:
            return None
        after = next(
            (other for other in found if other.source and other.source.first >= one.content[-1][1]), None
        )
        return self._credit(unit, after, None) if after else None

    def _speaks_on(self, unit: Unit, turn: Found | None) -> bool:
        """Whether a unit is a turn of a transcript, or goes on with one in the same paragraph."""
        if turn is None:
            if unit.part == "headline" or unit.paragraph != self._turn:
                return False
            self._extend(unit, (0, len(unit.tokens)))
            return True
        if is_question(unit):
            self._narrated = (unit.paragraph, unit.numbers[-1])
            return True
        known = (
            self._directory.interviewed() if is_answer(unit) else self._directory.person(unit, turn.cue[0])
        )
        if known is None and is_answer(unit):
            return True
        own = self._anchor(unit, (0, turn.cue[0]))
        source = known.source if known is not None else labelled(unit, turn.cue[0])
        source = source.model_copy(update={"text": own.exact})
        self._add(
            unit, turn, _Credit(source, (own, *self._named_at(known, own)), known.head if known else "")
        )
        self._turn = unit.paragraph
        return True

    def _add(self, unit: Unit, one: Found, credit: _Credit) -> None:
        if credit.source.kind != "none":
            self._spoke = unit.paragraph
        self._made.append(self._attribution(unit, one, credit))
        self._heads.append(credit.head)

    def _carries_on(self, unit: Unit, quote: Loose) -> bool:
        """Whether a quotation goes on with the statement before it, in the same paragraph."""
        return bool(
            self._made
            and quote.whole
            and quote.at[0] == 0
            and self._spoke == unit.paragraph
            and self._directory.subject is None
            and self._made[-1].source.kind != "none"
            and self._made[-1].directness != "indirect"
        )

    def _is_narrators(self, unit: Unit, quote: Loose) -> bool:
        """Whether a quotation goes on with what the reporter said: '"Why?" I asked. "Who was it?"'."""
        before = (unit.paragraph, unit.numbers[0] - 1)
        return quote.at[0] == 0 and self._narrated in {before, (unit.paragraph, unit.numbers[-1])}

    def _extend(self, unit: Unit, span: Range) -> None:
        before = self._made[-1]
        anchors = (*before.content_anchors, self._content(unit, span))
        self._made[-1] = before.model_copy(
            update={
                "content_anchors": anchors,
                "sentences": tuple(sorted({*before.sentences, *unit.numbers})),
            }
        )

    def _credit(self, unit: Unit, one: Found, last: _Credit | None) -> _Credit | None:
        """Whom a statement is credited to; None where it is the reporter's own ("I replied")."""
        phrase: Phrase | None = one.source
        if phrase is None and one.shared:
            conjoined = unit.tokens[one.start - 1].low in _JOINING
            if last is not None and not (conjoined and last.adjunct):
                return last
            joined = conjoined or unit.tokens[one.start].low == "to"
            phrase = (joined and nearest_subject(unit, one.start)) or main_subject(unit, one.cue[0])
        if phrase is None:
            return _Credit(_NOBODY)
        if unit.tokens[phrase.first].low in words("first_person") and phrase.last - phrase.first == 1:
            return None
        return replace(self._named(unit, phrase, one.content), adjunct=one.shape == "according")

    def _named(self, unit: Unit, phrase: Phrase, content: Sequence[Range]) -> _Credit:
        source, known, head = self._directory.resolve(unit, phrase.first, phrase.last, content)
        self._directory.hear(unit, phrase.first, phrase.last, source, head, known)
        own = self._anchor(unit, (phrase.first, phrase.last))
        return _Credit(source, (own, *self._named_at(known, own)), head)

    def _named_at(self, known: Known | None, own: Anchor) -> Iterator[Anchor]:
        if known is not None:
            anchor = self._anchor_of(known)
            if not anchor.overlaps(own):
                yield anchor

    def _anchor_of(self, known: Known) -> Anchor:
        part, start, end = known.place
        return self._article.anchor("headline" if part == "headline" else "text", start, end)

    def _introduced(self, unit: Unit, quote: Loose) -> _Credit | None:
        """Whose a quotation behind a colon is: the last subject's before it ("Lind turned to Roth: “Why?”").

        Nobody's where the words may be another's that are read, shown or held up: "read out a victim's letter: “…”".
        """
        at = quote.at[0]
        if at < _FAR or unit.tokens[at - 1].low != ":":
            return None
        phrase = nearest_subject(unit, at - 1)
        if phrase is None:
            return None
        if any(_bears_words(token) for token in unit.tokens[phrase.last : at]):
            return _Credit(_NOBODY)
        return self._named(unit, phrase, (quote.at,))

    def _speaker_of(self, unit: Unit, quote: Loose) -> _Credit | None:
        """Whose a quotation without a cue is: the unit's subject's, else whoever is in play near by."""
        known = self._directory.subject
        if known is None and quote.whole and quote.at == (0, len(unit.tokens)):
            known = self._directory.author
        if known is None and unit.paragraph == self._shown and self._directory.mentioned:
            known = self._directory.mentioned[-1]
        if known is None and unit.paragraph - self._spoke < _FAR:
            known = self._directory.in_play()
        if known is None:
            return _Credit(_NOBODY) if quote.whole else None
        self._directory.say(known)
        return _Credit(known.source, (self._anchor_of(known),), known.head)

    def _attribution(self, unit: Unit, one: Found, credit: _Credit) -> Attribution:
        anchors = tuple(self._content(unit, span) for span in one.content)
        hedged = any(token.low.endswith("edly") for token in unit.tokens[one.cue[0] : one.cue[1]])
        cue = (self._anchor(unit, one.cue),) if one.cue[1] > one.cue[0] else ()
        touched = (*anchors, *cue)
        directness = _directness(unit, one.content)
        said = self._words(anchors)
        return Attribution(
            article=self._article.id,
            sentences=self._sentences(unit, touched),
            source=credit.source,
            relay=tuple(self._link(unit, phrase) for phrase in one.relay),
            cue=cue[0].exact if cue else "",
            directness=directness,
            hedged=hedged or is_hedged(said, one.marks),
            content_kind=content_kind(said, one.marks, direct=directness == "direct"),
            source_anchors=credit.anchors,
            cue_anchors=cue,
            content_anchors=anchors,
        )

    def _words(self, anchors: Sequence[Anchor]) -> Words:
        if len(anchors) == 1:
            return words_at(self._article, anchors[0])
        return words_of(" ".join([anchor.exact for anchor in anchors]))

    def _link(self, unit: Unit, phrase: Phrase) -> RelayLink:
        source, known, _ = self._directory.resolve(unit, phrase.first, phrase.last)
        own = self._anchor(unit, (phrase.first, phrase.last))
        return RelayLink(source=source, anchors=(own, *self._named_at(known, own)))

    def _sentences(self, unit: Unit, anchors: Sequence[Anchor]) -> tuple[int, ...]:
        if len(unit.numbers) == 1:
            return unit.numbers
        numbers = {s.n for anchor in anchors for s in (self._article.sentence(n) for n in unit.numbers)
                   if s.start < anchor.end and anchor.start < s.end}  # fmt: skip
        return tuple(sorted(numbers))

    def _anchor(self, unit: Unit, span: Range) -> Anchor:
        return self._article.anchor(unit.part, *unit.place(*span))

    def _content(self, unit: Unit, span: Range) -> Anchor:
        """The statement's own characters: a quotation without its marks and the comma before the last one."""
        start, end = unit.place(*span)
        if not (unit.tokens[span[0]].quoted and unit.tokens[span[1] - 1].quoted):
            return self._article.anchor(unit.part, start, end)
        quote = next((q for q in unit.quotes if q.start == start), None)
        if quote is None or quote.end != end:
            return self._article.anchor(unit.part, start, end)
        inner = unit.text[quote.inner_start : quote.inner_end].rstrip().rstrip(",. \t\r\n")
        return self._article.anchor(unit.part, quote.inner_start, quote.inner_start + max(1, len(inner)))

    def _give_reason(self, unit: Unit, why: str | None) -> None:
        """Note the reason with the unnamed sources of its own sentence, else with those it speaks of."""
        if why is None:
            return
        unnamed = [i for i, one in enumerate(self._made) if one.source.kind in _ANONYMOUS]
        mine = [i for i in unnamed if set(self._made[i].sentences) & set(unit.numbers)]
        if not mine:
            lows = {token.low for token in unit.tokens}
            open_ = [i for i in unnamed if self._made[i].reason is None]
            mine = [i for i in open_ if self._heads[i] in lows] or open_[-1:]
        for i in mine:
            self._made[i] = self._made[i].model_copy(update={"reason": why})


def _bears_words(token: Token) -> bool:
    """Whether a noun is something that another's words stand on, or a word after which another is named."""
    return token.low == "of" or token.low in words("documents", "channels", "pictures", "works")


def _is_heading(unit: Unit) -> bool:
    """Whether a unit is nothing but words in marks with no stop, as a crosshead is: "“Not some odd channel”"."""
    if unit.part == "headline" or len(unit.tokens) != 1 or unit.tokens[0].low != QUOTE:
        return False
    quote = next((quote for quote in unit.quotes if quote.start == unit.starts[0]), None)
    return quote is not None and quote.closed and not unit.text[: quote.inner_end].endswith(_STOPS)


def _place(one: Attribution) -> tuple[bool, int]:
    first = one.content_anchors[0]
    return first.part == "text", first.start


def _directness(unit: Unit, content: Sequence[Range]) -> Directness:
    tokens = [token for first, last in content for token in unit.tokens[first:last]]
    quoted = [token.quoted for token in tokens if token.word or token.quoted]
    if all(quoted):
        return "direct"
    return "mixed" if any(quoted) else "indirect"
