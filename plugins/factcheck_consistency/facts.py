"""Facts: claims made ready to be compared, each with what the comparison reads of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from assistant.article import Anchor, Article
from assistant.language.numbers import Number, numbers
from assistant.language.phrases import phrases
from assistant.language.polarity import Negation, negations
from assistant.language.words import Words, words_at, words_of
from assistant.report import Attribution, Claim, Source
from assistant.view import View
from factcheck_consistency.figures import Figure, figures_of
from factcheck_consistency.labels import labels
from factcheck_consistency.named import Named
from factcheck_consistency.origins import resolved
from factcheck_consistency.terms import (
    PACKAGE,
    Term,
    expression_key,
    expressions,
    is_function_word,
    key_of,
    name_key,
)
from factcheck_consistency.topics import Topic, topic_of

Firmness = Literal["stated", "credited", "unsure"]
UNNAMED = frozenset({"anonymous_person", "anonymous_group"})
_NOBODY = frozenset({"vague", "none"})
_DATELINE = re.compile(
    r"[A-Z][A-Z .,’'-]{2,40}(?:, [A-Z][\w.]{1,20})?\s?(?:\([^)\n]{2,30}\))?\s?[-–—]{1,2}\s"
)
_WITHIN_NAMES = frozenset({"", "of", "the", "de", "van", "for", "al", "-", "’s", "'s"})
NAME_WEIGHT = 2
_IN_THE_NEWS = timedelta(days=60)


@dataclass(frozen=True)
class Period:
    """A time as the text has it, and its first and last day."""

    text: str
    first: date
    last: date

    def meets(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Fact:
    """A claim, and what is compared of it. `text` is its anchors' own characters, joined by blanks.

    `read` are all its words. `words` and `terms` leave out figures, times, and what credits the claim to
    somebody; `every_word` and `every_term` keep the last. Terms have no function words. `topic` and `label`
    are its article's.
    """

    claim: Claim
    article: Article
    read: Words
    words: Words
    terms: tuple[Term, ...]
    every_word: Words
    every_term: tuple[Term, ...]
    figures: tuple[Figure, ...]
    credits: tuple[Attribution, ...]
    topic: Topic
    label: str

    @property
    def text(self) -> str:
        """The claim's own characters."""
        return self.read.text

    @property
    def anchor(self) -> Anchor:
        """Where the claim is shown."""
        return self.claim.anchors[0]

    @property
    def credited_to(self) -> str | None:
        """The id of the first attribution that the claim is part of, if there is one."""
        return next((credit.id for credit in self.credits), None)

    @property
    def is_archived(self) -> bool:
        """Whether its article was checked before, and is here to be compared with."""
        return self.article.role == "archive"

    @property
    def order(self) -> tuple[str, bool, int, str]:
        """An order that does not depend on how the articles were sorted."""
        anchor = self.anchor
        return self.article.sha256, anchor.part == "text", anchor.start, anchor.article

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all terms."""
        return frozenset(term.key for term in self.terms)

    @cached_property
    def first_terms(self) -> Mapping[str, Term]:
        """The first term of each key."""
        return {term.key: term for term in reversed(self.terms)}

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of the terms that are part of a proper name."""
        return frozenset(term.key for term in self.terms if term.name)

    @cached_property
    def name_runs(self) -> tuple[tuple[Term, ...], ...]:
        """The proper names, each as its words in order."""
        runs: list[list[Term]] = []
        for term in self.terms:
            if term.name and runs and self.text[runs[-1][-1].end : term.start].strip() in _WITHIN_NAMES:
                runs[-1].append(term)
            elif term.name:
                runs.append([term])
        return tuple(tuple(run) for run in runs)

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """The names written in capitals only, with their keys."""
        written = ((self.text[term.start : term.end], term.key) for term in self.terms if term.name)
        return {word: key for word, key in written if len(word) > 1 and word.isupper()}

    @cached_property
    def times(self) -> tuple[Period, ...]:
        """The times that are resolved at both ends."""
        return tuple(Period(t.text, t.from_, t.to) for t in self.claim.times if t.from_ and t.to)

    @cached_property
    def past(self) -> tuple[date, ...]:
        """The ends of the times that lie before the article's date."""
        published = self.article.published_at
        return tuple(time.last for time in self.times if published and time.last < published.date())

    @cached_property
    def tells_of_long_ago(self) -> bool:
        """Whether it has a time so long before its article that it tells of another case than the news."""
        published = self.article.published_at
        return any(published and end < published.date() - _IN_THE_NEWS for end in self.past)

    @cached_property
    def negations(self) -> tuple[Negation, ...]:
        """The negations among its words."""
        return negations(self.words)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of its text, ordinals included."""
        return tuple(numbers(self.text))

    @cached_property
    def odd_numbers(self) -> tuple[float, ...]:
        """The numbers that are part of no figure and of no resolved time: results of matches, hours, ordinals."""
        known = [(figure.start, figure.end) for figure in self.figures]
        known += _places(self.text, (time.text for time in self.times))
        free = (n for n in self.numbers if not any(start <= n.start < end for start, end in known))
        return tuple(sorted(float(number.value) for number in free))

    @cached_property
    def lead_ins(self) -> Mapping[Term, frozenset[str]]:
        """For each term the words between it and the one before."""
        ends = (0, *(term.end for term in self.terms))
        return {
            term: frozenset(words_of(self.text[end : term.start]).tokens)
            for end, term in zip(ends, self.terms, strict=False)
        }

    @cached_property
    def whole(self) -> "Fact":
        """The same fact, compared with the words that credit it to somebody."""
        return replace(self, words=self.every_word, terms=self.every_term)

    @property
    def firmness(self) -> Firmness:
        """How far the article itself stands behind the claim."""
        if self.claim.modality in {"hedged", "conditional"} or any(credit.hedged for credit in self.credits):
            return "unsure"
        return "credited" if self.credits or self.claim.modality == "attributed" else "stated"

    @property
    def is_unnamed(self) -> bool:
        """Whether everybody the claim is credited to stays unnamed."""
        return bool(self.credits) and all(origin(credit).kind in UNNAMED | _NOBODY for credit in self.credits)

    def has(self, name: str) -> bool:
        """Whether a word list has a phrase of the text."""
        if name not in self._has:
            self._has[name] = phrases(PACKAGE, name).first(self.words) is not None
        return self._has[name]

    @cached_property
    def _has(self) -> dict[str, bool]:
        return {}

    def weight(self, some: Iterable[str]) -> int:
        """What these keys weigh: a name more than another word."""
        return sum(NAME_WEIGHT if key in self.names else 1 for key in some)


def origin(attribution: Attribution) -> Source:
    """The last link of the chain: who a statement comes from in the end."""
    return attribution.relay[-1].source if attribution.relay else attribution.source


def is_nobody(source: Source) -> bool:
    """Whether a source tells nothing of where it comes from: "experts", "intelligence assessments"."""
    unspecified = source.kind == "document" and not source.name and source.text.endswith("s")
    return source.kind in _NOBODY or unspecified


def facts_of(view: View) -> tuple[Fact, ...]:
    """The facts of every claim, in an order that does not depend on the articles' order.

    Those of archived articles come last, so that a submitted one speaks for every group that has one.
    """
    credited = _Credited(view.once(resolved))
    named = Named(view.articles)
    called = labels(view.articles)
    within = {a.id: _Within(a, topic_of(a), called[a.id]) for a in view.articles}
    facts = (_fact(claim, within[claim.article], named, credited) for claim in view.claims)
    return tuple(sorted(facts, key=lambda fact: (fact.is_archived, fact.order)))


class _Within(NamedTuple):
    """What a fact has from its article."""

    article: Article
    topic: Topic
    label: str


class _Credited:
    """The attributions of a story, by article and sentence."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._by_place: dict[tuple[str, int], list[Attribution]] = {}
        self._by_id = {attribution.id: attribution for attribution in attributions if attribution.id}
        for attribution in attributions:
            for n in attribution.sentences:
                self._by_place.setdefault((attribution.article, n), []).append(attribution)

    def near(self, claim: Claim) -> Iterator[Attribution]:
        """Every attribution that shares a sentence with the claim."""
        for n in claim.sentences:
            yield from self._by_place.get((claim.article, n), ())

    def of(self, claim: Claim) -> tuple[Attribution, ...]:
        """The attributions whose content the claim is part of."""
        if claim.attribution in self._by_id:
            return (self._by_id[claim.attribution],)
        return tuple(a for a in self.near(claim) if _overlap(a.content_anchors, claim.anchors))


def _overlap(some: Sequence[Anchor], others: Sequence[Anchor]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def _fact(claim: Claim, within: _Within, named: Named, credited: _Credited) -> Fact:
    text, offsets = _joined(claim.anchors)
    figures = figures_of(text, claim.quantities)
    dateline = _DATELINE.match(text)
    measures = [
        *([dateline.span()] if dateline else []),
        *_places(text, (time.text for time in claim.times)),
        *((figure.start, figure.number_end) for figure in figures),
    ]
    read = words_at(within.article, claim.anchors[0]) if len(claim.anchors) == 1 else words_of(text)
    every_word = read.without(measures)
    words = every_word.without(_spans(claim, offsets, credited.near(claim)))
    return Fact(
        claim=claim,
        **within._asdict(),
        read=read,
        words=words,
        terms=tuple(_terms(claim, words, named)),
        every_word=every_word,
        every_term=tuple(_terms(claim, every_word, named)),
        figures=figures,
        credits=credited.of(claim),
    )


def _joined(anchors: Sequence[Anchor]) -> tuple[str, list[int]]:
    """The anchors' characters in one text, and where each begins in it."""
    offsets, length = [], 0
    for anchor in anchors:
        offsets.append(length)
        length += len(anchor.exact) + 1
    return " ".join(anchor.exact for anchor in anchors), offsets


def _spans(claim: Claim, offsets: Sequence[int], near: Iterable[Attribution]) -> Iterator[tuple[int, int]]:
    """Where the claim's text only says who says it."""
    for credit in near:
        links = (anchor for link in credit.relay for anchor in link.anchors)
        for anchor in (*credit.source_anchors, *credit.cue_anchors, *links):
            for mine, offset in zip(claim.anchors, offsets, strict=True):
                if mine.overlaps(anchor):
                    yield anchor.start - mine.start + offset, anchor.end - mine.start + offset


def _places(text: str, wanted: Iterable[str]) -> Iterator[tuple[int, int]]:
    for words in wanted:
        if (at := text.find(words)) >= 0:
            yield at, at + len(words)


def _terms(claim: Claim, words: Words, named: Named) -> Iterator[Term]:
    free = 0
    several, starts, ends, capitalised = expressions(), words.starts, words.ends, words.capitalised
    for i, token in enumerate(words.tokens):
        if i < free or not token[0].isalpha():
            continue
        if token in several.first_words and (found := several.at(words, i)):
            free = found.last
            yield Term(expression_key(found.entry), starts[i], found.end)
            continue
        bare = token.removesuffix("'s")
        if capitalised[i] and named.has(claim, starts[i], bare):
            yield Term(name_key(bare), starts[i], ends[i], name=True)
        elif not is_function_word(bare) and len(bare) > 1:
            yield Term(key_of(bare), starts[i], ends[i])
