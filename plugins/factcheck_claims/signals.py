"""What the words of a sentence show: the evidence that every decision of the baseline rests on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from assistant.language.hedges import Strength, modality
from assistant.language.phrases import Phrase, PhraseLists
from assistant.language.quantities import QuantityMention
from assistant.language.times import TimeMention
from assistant.language.words import Words, words_of
from factcheck_claims.superlatives import LISTS, superlatives_among

_LISTS = (
    "accusations", "acts", "ahead", "amounts", "boilerplate", "causes", "charges", "colour", "comparisons",
    "contested", "effects", "evaluations", "exclusive", "harm", "life", "papers", "reporting", "rhetoric", "shares",
    "stakes", "stances", "tenses", "unnamed", "unsaid", "verbs", *LISTS,
)  # fmt: skip
_NOT_PAST = frozenset(
    {"need", "indeed", "hundred", "speed", "feed", "red", "bed", "shed", "embed", "breed", "seed", "united"}
)
_BEFORE_PARTICIPLE = frozenset(
    {"the", "a", "an", "this", "these", "those", "such", "if", "unless", "any", "more"}
)
_BEFORE_NO_EFFECT = frozenset(
    {"the", "a", "an", "this", "that", "its", "his", "her", "their", "no", "any", "good", "same", "to"}
)
_NO_GROUP = frozenset(
    {"days", "nights", "mornings", "weeks", "years", "times", "cases", "ways", "things", "was", "is"}
)
_SMALL_COUNT = 3
_TWO_CAPITALS = re.compile(r"\b[A-Z][\w.'’-]{0,30}\s[A-Z]")
_MEASURES = frozenset({"%", "USD", "EUR", "GBP"})


@dataclass(eq=False)
class Signals:
    """The evidence in one statement: a sentence, or a clause of one.

    `quoted` are the spans of its text within quotation marks; `place` counts the sentences of the text from
    1, the lead's, and is 0 outside it.
    """

    words: Words
    quoted: tuple[tuple[int, int], ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[QuantityMention, ...]
    is_headline: bool = False
    place: int = 0
    is_clause: bool = False

    def __post_init__(self) -> None:
        """Look up what every decision begins with: `found` are the phrases of each word list in the text,
        `share_quoted` is how much of it stands within quotation marks, from 0 to 1, `superlatives` are firsts too,
        `has_figure` is for one worth a look: money, a share, an estimate, or a count above three, and
        `first_past` is the first word that tells of the past, those of reporting verbs left out.
        """
        self.text = self.words.text
        self.found = _lists().find(self.words)
        quoted = sum([end - start for start, end in self.quoted]) if self.quoted else 0
        self.share_quoted = quoted / max(1, len(self.text))
        self.superlatives = superlatives_among(self.words, self.found)
        self.has_figure = True in map(_weighs, self.quantities)
        self.first_past = _first_past(self.words.tokens, self.found)

    @cached_property
    def modality(self) -> Strength:
        """How firmly the text says what it says."""
        return modality(self.words)

    @property
    def is_attributed(self) -> bool:
        """Whether words outside quotation marks credit the statement to somebody."""
        return self.says("reporting")

    @property
    def names_count(self) -> int:
        """How many runs of capitals there are behind the first word: names, near enough."""
        return sum([after and not before for before, after in pairwise(self.words.capitalised)])

    @property
    def has_capital(self) -> bool:
        """Whether a word after the first begins with a capital, as names do."""
        capitals = self.words.capitalised[1:]
        if True not in capitals:
            return False
        return any(one and word != "i" for one, word in zip(capitals, self.words.tokens[1:], strict=True))

    def phrases(self, name: str) -> Sequence[Phrase]:
        """The phrases of a word list in the text."""
        return self.found.get(name, ())

    def has(self, name: str) -> bool:
        """Whether a word list has a phrase of the text."""
        return name in self.found

    @property
    def has_effect(self) -> bool:
        """Whether it tells what something does: "the dye causes cancer", not "the cause", "wants to prevent"."""
        before = (self.words.tokens[max(0, found.first - 1)] for found in self.phrases("effects"))
        return any(word not in _BEFORE_NO_EFFECT for word in before)

    @property
    def has_share(self) -> bool:
        """Whether it tells how many of a group: "most voters", "half of the homes"; not "most of all"."""
        return self.says("shares") or any(
            one == "most" and other.endswith("s") and other not in _NO_GROUP
            for one, other in pairwise(self.words.tokens)
        )

    def says(self, name: str) -> bool:
        """Whether a word list has a phrase of the text outside its quotations."""
        return name in self.said

    @property
    def said(self) -> Mapping[str, Sequence[Phrase]]:
        """The phrases of each word list outside its quotations; they are what the text itself says."""
        return self._found_outside if self.quoted else self.found

    @cached_property
    def _found_outside(self) -> dict[str, list[Phrase]]:
        return _lists().find(words_of(_cut_out(self.text, self.quoted)))


@cache
def _lists() -> PhraseLists:
    return PhraseLists("factcheck_claims", _LISTS)


def _first_past(words: tuple[str, ...], found: Mapping[str, Sequence[Phrase]]) -> int | None:
    saying = {i for one in found.get("reporting", ()) for i in range(one.first, one.last)}
    irregular = [one.first for one in found.get("tenses", ()) if one.first not in saying]
    end = irregular[0] if irregular else None
    for i, word in enumerate(words[:end]):
        if word.endswith("ed") and i not in saying and _is_verb(words, i):
            return i
    return end


def _is_verb(words: tuple[str, ...], i: int) -> bool:
    """Whether a word in -ed can be a finite verb: no participle as in "the alleged" or "if confirmed"."""
    return words[i] not in _NOT_PAST and not (i and words[i - 1] in _BEFORE_PARTICIPLE)


def _weighs(mention: QuantityMention) -> bool:
    quantity = mention.quantity
    value = quantity.low if quantity.high is None else quantity.high
    large = value is None or value > _SMALL_COUNT
    return (large and quantity.unit != "years old") or quantity.approximate or quantity.unit in _MEASURES


def _cut_out(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, free = [], 0
    for start, end in spans:
        pieces.append(text[free:start])
        free = end
    return " ".join([*pieces, text[free:]])
