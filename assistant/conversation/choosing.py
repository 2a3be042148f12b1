"""The sentences that speak to a question, as many as a model takes. Deterministic.

Sentences are ranked by the rarity of the question's words in them (BM25 with each word counted once),
and raised where the report has something on what the question is about. Where a story has room as a whole
it is taken as a whole; else the best, each article's own best among them, then what stands beside those.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

from assistant.article import Sentence
from assistant.conversation import facets
from assistant.conversation.events import Cite, Looked, Passage
from assistant.conversation.question import Reading, alike, terms_of
from assistant.exports.outline import Outline, Subject
from assistant.exports.plain import one_line
from assistant.windows import Place

_BEST, _TELLING = 5, 0.4
_LENGTH, _ALIKE = 0.6, 0.7
_NUMBER = 20  # bytes of a sentence's number and article
_FACET, _SLOPE = 2.0, 50


@dataclass(frozen=True)
class Room:
    """What a model takes: so many sentences (None: any number) of so many bytes of UTF-8 in all."""

    sentences: int | None = None
    size: int = 24_000


@dataclass(frozen=True)
class Chosen:
    """What is shown to a model, in reading order, and the ranked passages with what the report notes of them."""

    cites: tuple[Cite, ...]
    places: tuple[Place, ...]
    best: tuple[Passage, ...]
    looked: tuple[Looked, ...]


class Story:
    """The sentences of a report's articles, and what they can be found by. Made once for many questions."""

    def __init__(self, outlined: Outline) -> None:
        self.outlined = outlined
        self._notes: dict[str, facets.Notes] = {}
        self._orders: dict[str, Mapping[Cite, int]] = {}

    @cached_property
    def places(self) -> Mapping[Cite, Place]:
        """Every sentence in reading order."""
        return {
            Cite(article=subject.number, sentence=sentence.n): Place(subject.article, sentence)
            for subject in self.outlined.subjects
            for sentence in _read(subject)
        }

    @cached_property
    def terms(self) -> Mapping[Cite, frozenset[str]]:
        """What each sentence can be found by."""
        return {cite: frozenset(terms_of(place.words)) for cite, place in self.places.items()}

    @cached_property
    def often(self) -> Counter[str]:
        """In how many sentences a term stands."""
        return Counter(term for found in self.terms.values() for term in found)

    def has(self, term: str) -> bool:
        """Whether a sentence can be found by this term, or by one that a question may mean by it."""
        return any(self.often[other] for other in alike(term))

    def notes(self, facet: str) -> facets.Notes:
        """What the report has on a facet, by sentence."""
        if facet not in self._notes:
            self._notes[facet] = facets.notes(self.outlined, facet)
            self._orders[facet] = {cite: place for place, cite in enumerate(self._notes[facet])}
        return self._notes[facet]

    def choose(self, reading: Reading, room: Room) -> Chosen:
        """The sentences for a question."""
        scores = self._scores(reading)
        ranked = sorted(scores, key=lambda cite: -scores[cite])
        telling = [cite for cite in ranked[:_BEST] if scores[cite] >= _TELLING * scores[ranked[0]]]
        taken = self._taken(ranked, room)
        cites = tuple(cite for cite in self.places if cite in taken)
        return Chosen(
            cites=cites,
            places=tuple(self.places[cite] for cite in cites),
            best=tuple(self._passage(cite, reading) for cite in telling),
            looked=tuple(
                Looked(
                    article=subject.number,
                    sentences=sum(cite.article == subject.number for cite in cites),
                    of=len(subject.article.sentences),
                )
                for subject in self.outlined.subjects
            ),
        )

    def passage(self, cite: Cite, notes: Sequence[str] = ()) -> Passage:
        """A sentence as it is shown."""
        return Passage(cite=cite, words=one_line(self.places[cite].words), notes=tuple(notes))

    def _passage(self, cite: Cite, reading: Reading) -> Passage:
        told = [note for facet in reading.facets for note in self.notes(facet).get(cite, ())]
        return self.passage(cite, tuple(dict.fromkeys(told)))

    def _scores(self, reading: Reading) -> Mapping[Cite, float]:
        """The sentences with any bearing on the question, and how much they tell."""
        scores = ((cite, self._score(cite, reading)) for cite in self.places)
        return {cite: score for cite, score in scores if score > 0}

    def _score(self, cite: Cite, reading: Reading) -> float:
        mine = self.terms[cite]
        shared = [worth for term in reading.terms if (worth := self._worth(term, mine))]
        if reading.terms and not shared:
            return 0.0
        length = 1 - _LENGTH + _LENGTH * len(mine) / self._length
        score = sum(shared) / sqrt(length)
        for facet in reading.facets:
            if cite in self.notes(facet):
                score += _FACET / (1 + self._orders[facet][cite] / _SLOPE)
        return score

    def _worth(self, term: str, mine: frozenset[str]) -> float:
        """What a sentence tells about a term: all by the term itself, less by another that may be meant."""
        own = [self._rarity(term)] if term in mine else []
        return max([*own, *(_ALIKE * self._rarity(other) for other in alike(term) & mine)], default=0.0)

    def _rarity(self, term: str) -> float:
        return log(1 + (len(self.places) - self.often[term] + 0.5) / (self.often[term] + 0.5))

    @cached_property
    def _length(self) -> float:
        return max(1.0, sum(map(len, self.terms.values())) / max(1, len(self.terms)))

    def _taken(self, ranked: Sequence[Cite], room: Room) -> frozenset[Cite]:
        if self._fits(room):
            return frozenset(self.places)
        most = room.sentences or len(self.places)
        left = room.size
        taken: set[Cite] = set()
        for cite in self._wanted(ranked):
            size = _size(self.places[cite])
            if len(taken) < most and size <= left and cite not in taken:
                taken.add(cite)
                left -= size
        return frozenset(taken)

    def _fits(self, room: Room) -> bool:
        size = sum(map(_size, self.places.values()))
        return size <= room.size and len(self.places) <= (room.sentences or len(self.places))

    def _wanted(self, ranked: Sequence[Cite]) -> Iterator[Cite]:
        """In the order in which sentences are taken: each article's best, the best, and their neighbours."""
        firsts: dict[int, Cite] = {}
        for cite in ranked:
            firsts.setdefault(cite.article, cite)
        yield from firsts.values()
        yield from ranked
        for cite in ranked:
            for beside in (cite.sentence - 1, cite.sentence + 1):
                near = Cite(article=cite.article, sentence=beside)
                if near in self.places:
                    yield near


def _size(place: Place) -> int:
    return len(place.words.encode("utf-8", "replace")) + _NUMBER


def _read(subject: Subject) -> Iterator[Sentence]:
    """The article's sentences that have words; an embargo may have removed them."""
    return (sentence for sentence in subject.article.sentences if subject.article.words(sentence).strip())
