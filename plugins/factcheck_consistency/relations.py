"""Relations: what the comparisons found, with the anchors and the explanation of both sides."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.article import Anchor
from assistant.report import Relation, RelationKind, TimeExpression
from assistant.view import View
from factcheck_consistency.alignment import Alignment
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.disputes import disputes
from factcheck_consistency.explain import explained, explanation, side
from factcheck_consistency.facts import Fact
from factcheck_consistency.firsts import precedents
from factcheck_consistency.quotations import Quote, excerpts, quote_mismatches

_Side = tuple[Fact, str]


def relations(
    view: View, facts: Sequence[Fact], alignment: Alignment, bounds: Bounds
) -> tuple[Relation, ...]:
    """Every relation of the story that the rules find."""
    order = {article.id: n for n, article in enumerate(view.articles)}
    special = [
        *_quotations(view, facts, order, bounds),
        *_precedents([group.head for group in alignment.groups], order, bounds),
        *_disputes(view, facts),
    ]
    plain = [relation for relation in _between_facts(alignment, order) if not _covered(relation, special)]
    return tuple({(relation.kind, relation.anchors): relation for relation in (*plain, *special)}.values())


def _covered(relation: Relation, special: Sequence[Relation]) -> bool:
    """Whether a quotation or a precedent already says what is at odds in the same two places."""
    mine, theirs = relation.anchors
    return any(
        mine.overlaps(first) and theirs.overlaps(second) for first, second in (o.anchors for o in special)
    )


def _between_facts(alignment: Alignment, order: dict[str, int]) -> Iterator[Relation]:
    for pair, found in alignment.compared:
        if found:
            yield _relation(found.kind, (pair.a, found.words_a), (pair.b, found.words_b), order)


def _precedents(facts: Sequence[Fact], order: dict[str, int], bounds: Bounds) -> Iterator[Relation]:
    for pair in precedents(facts, bounds):
        yield _relation("precedent", (pair.a, pair.a.text), (pair.b, pair.b.text), order)


def _relation(kind: RelationKind, mine: _Side, theirs: _Side, order: dict[str, int]) -> Relation:
    first, second = sorted((mine, theirs), key=lambda one: _place(one[0].anchor, order))
    return Relation(
        kind=kind,
        claims=tuple(fact.claim.id for fact, _ in (first, second)),
        anchors=(first[0].anchor, second[0].anchor),
        attributions=(first[0].credited_to, second[0].credited_to),
        times=(first[0].claim.times, second[0].claim.times),
        explanation=explanation(kind, first, second),
    )


def _quotations(
    view: View, facts: Sequence[Fact], order: dict[str, int], bounds: Bounds
) -> Iterator[Relation]:
    places = _Places(view, facts)
    for pair in quote_mismatches(view, bounds):
        first, second = sorted(pair, key=lambda quote: _place(quote.anchor, order))
        mine, theirs = excerpts(first, second)
        yield Relation(
            kind="quote_mismatch",
            claims=tuple(id_ for quote in (first, second) for id_ in places.claims_at(quote.anchor)),
            anchors=(first.anchor, second.anchor),
            attributions=tuple(next((c.id for c in q.credits), None) for q in (first, second)),
            times=tuple(places.times_at(q.anchor) for q in (first, second)),
            explanation=explained("quote_mismatch", _quoted(first, mine), _quoted(second, theirs)),
        )


def _disputes(view: View, facts: Sequence[Fact]) -> Iterator[Relation]:
    places = _Places(view, facts)
    for mine, theirs in disputes(view):
        told = (side(s.article, s.label, s.text, (s.credit,)) for s in (mine, theirs))
        yield Relation(
            kind="reported_dispute",
            claims=tuple(id_ for s in (mine, theirs) for id_ in places.claims_at(s.anchor)),
            anchors=(mine.anchor, theirs.anchor),
            attributions=(mine.credit.id, theirs.credit.id),
            times=tuple(places.times_at(s.anchor) for s in (mine, theirs)),
            explanation=explained("reported_dispute", *told),
        )


class _Places:
    """Which claims stand where: looked up by sentence, so that a long article costs no more a place."""

    def __init__(self, view: View, facts: Sequence[Fact]) -> None:
        self._view = view
        self._facts: dict[tuple[str, int], list[Fact]] = {}
        for fact in facts:
            for n in fact.claim.sentences:
                self._facts.setdefault((fact.article.id, n), []).append(fact)

    def claims_at(self, anchor: Anchor) -> list[str]:
        return [fact.claim.id for fact in self._at(anchor)]

    def times_at(self, anchor: Anchor) -> tuple[TimeExpression, ...]:
        return tuple(time for fact in self._at(anchor) for time in fact.claim.times)

    def _at(self, anchor: Anchor) -> Iterable[Fact]:
        touched = self._view.article_of(anchor).sentences_at(anchor)
        near = (fact for sentence in touched for fact in self._facts.get((anchor.article, sentence.n), ()))
        return {
            fact.claim.id: fact for fact in near if any(anchor.overlaps(a) for a in fact.claim.anchors)
        }.values()


def _quoted(quote: Quote, words: str) -> str:
    return side(quote.article, quote.label, words.strip("\"“”'‘’"), quote.credits)


def _place(anchor: Anchor, order: dict[str, int]) -> tuple[int, bool, int]:
    return order[anchor.article], anchor.part == "text", anchor.start
