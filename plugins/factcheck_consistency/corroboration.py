"""Corroboration: which articles carry a claim, and how many independent sources really stand behind it."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.article import Anchor
from assistant.fold import fold
from assistant.report import Attribution, Corroboration
from assistant.view import View
from factcheck_consistency.alignment import Alignment
from factcheck_consistency.facts import Fact, is_nobody, origin
from factcheck_consistency.origins import resolved
from factcheck_consistency.pairs import Pair, from_one_source
from factcheck_consistency.unions import Unions
from factcheck_consistency.upstream import Support, best, copied, independent, known_again, relayed

LEAST_WEIGHT = 5
_OVERLAP = 0.6
_FEWEST_WORDS = 2  # a name and a light verb in common are not one claim
_LIKENESS = 0.9  # of two short statements
_FEWEST_REPEATED, _REPEATED = 3, 0.5  # weight and overlap of what one source says in both
_SAME_STEP, _BOTH = 0.75, 2  # the overlap, and who takes the step and whom it concerns
_PARAGRAPH = "\n\n"
_Place = tuple[str, int]


def corroborations(view: View, alignment: Alignment) -> Iterator[Corroboration]:
    """The claims that several articles carry, and the sources behind each."""
    nearby = _by_sentence(view.once(resolved))
    order = {article.id: n for n, article in enumerate(view.articles)}
    texts = {article.id: known_again(article) for article in view.articles}

    def place(fact: Fact) -> tuple[int, bool, int]:
        return order[fact.article.id], fact.anchor.part == "text", fact.anchor.start

    shared = [sorted(facts, key=place) for facts in _shared(alignment)]
    for facts in sorted(shared, key=lambda facts: place(facts[0])):
        by_article: dict[str, list[Fact]] = {}
        for fact in facts:
            by_article.setdefault(fact.article.id, []).append(fact)
        if len(by_article) > 1 and not all(fact.is_archived for fact in facts):
            yield _corroboration(
                by_article, [_supports(facts, nearby, texts) for facts in by_article.values()]
            )


def _corroboration(
    by_article: dict[str, list[Fact]], by_support: Sequence[Sequence[Support]]
) -> Corroboration:
    supports = [support for supports in by_support for support in supports]
    upstreams = independent(supports)
    return Corroboration(
        claims=tuple(fact.claim.id for facts in by_article.values() for fact in facts),
        articles=tuple(by_article),
        sources=tuple(dict.fromkeys(best(same).name for same in upstreams)),
        independent=len(upstreams),
        circular=len(upstreams) == 1 and _counted_twice(supports),
        anchors=tuple(best(one).anchor for one in by_support),
    )


def _counted_twice(supports: Sequence[Support]) -> bool:
    """Whether a reader would take one source for two: second-hand, unnamed, or one passage in two outlets.

    What a named person or body said on the record is ordinary reporting, even in the same words.
    """
    first = supports[0]
    if any(support.is_second_hand for support in supports):
        return True
    own = all(support.credit is None for support in supports)
    return any(relayed(first, other) or (own and copied(first, other)) for other in supports[1:])


def _supports(
    facts: Sequence[Fact], nearby: dict[_Place, list[Attribution]], texts: dict[str, frozenset[str]]
) -> list[Support]:
    """What one article gives for a claim: whom it found there or beside it, else its own voice."""
    found = [(credit, fact) for fact in facts for credit in fact.credits if not is_nobody(origin(credit))]
    if not found:
        found = [(credit, fact) for fact in facts for credit in _beside(fact, nearby)][:1]
    if not found:
        return [_support(facts[0], None, texts)]
    return [_support(fact, credit, texts) for credit, fact in found]


def _support(fact: Fact, credit: Attribution | None, texts: dict[str, frozenset[str]]) -> Support:
    words = tuple(fold(fact.text).split())
    anchor = _credited_at(fact, credit) if credit else fact.anchor
    return Support(fact.article, fact.label, credit, anchor, words, texts[fact.article.id])


def _credited_at(fact: Fact, credit: Attribution) -> Anchor:
    """From the first to the last word that says who says it: source, cue, and the links behind."""
    links = (anchor for link in credit.relay for anchor in link.anchors)
    named = (*credit.source_anchors, *credit.cue_anchors, *links) or credit.content_anchors
    part = named[0].part
    here = [anchor for anchor in named if anchor.part == part]
    return fact.article.anchor(part, min(a.start for a in here), max(a.end for a in here))


def _beside(fact: Fact, nearby: dict[_Place, list[Attribution]]) -> Iterator[Attribution]:
    """Second-hand sources of the sentences next to a claim that is credited to nobody."""
    own = fact.claim.sentences
    for n in (*own, *(n + 1 for n in own), *(n - 1 for n in own)):
        for credit in nearby.get((fact.article.id, n), ()):
            if credit.relay and _in_one_paragraph(fact, n):
                yield credit


def _in_one_paragraph(fact: Fact, n: int) -> bool:
    anchor, sentence = fact.anchor, fact.article.sentence(n)
    if anchor.part != sentence.part:
        return False
    start, end = sorted((anchor.start, sentence.start))
    return _PARAGRAPH not in fact.article.source(anchor.part)[start:end]


def _by_sentence(attributions: Iterable[Attribution]) -> dict[_Place, list[Attribution]]:
    found: dict[_Place, list[Attribution]] = {}
    for attribution in attributions:
        for n in attribution.sentences:
            found.setdefault((attribution.article, n), []).append(attribution)
    return found


def _shared(alignment: Alignment) -> list[list[Fact]]:
    """The facts of groups that agree, together."""
    unions = Unions(len(alignment.groups))

    def join(pair: Pair) -> None:
        unions.join(alignment.group_of(pair.a).number, alignment.group_of(pair.b).number)

    for pair, found in alignment.compared:
        if (found is None or found.kind == "certainty_drift") and _agree(pair):
            join(pair)
    for pair in alignment.agreed:
        join(pair)
    return [
        [fact for number in numbers for fact in alignment.groups[number].members] for numbers in unions.sets()
    ]


def _agree(pair: Pair) -> bool:
    """Whether one of the two says little that the other does not say too."""
    if pair.names_differ or pair.times_apart or pair.contrasted or pair.numbers_apart:
        return False
    words = len(pair.shared - pair.a.names)
    if words < _FEWEST_WORDS:
        return words > 0 and _same_step(pair)
    if pair.weight < LEAST_WEIGHT:
        return _short(pair) or _repeated(pair)
    own = min(len(only - names) for only, names in ((pair.only_a, pair.a.names), (pair.only_b, pair.b.names)))
    return pair.overlap >= _OVERLAP and (words > _FEWEST_WORDS or own < _FEWEST_WORDS)


def _short(pair: Pair) -> bool:
    return pair.weight == LEAST_WEIGHT - 1 and pair.likeness >= _LIKENESS


def _repeated(pair: Pair) -> bool:
    """Whether one source says it in both accounts of one story."""
    told = pair.weight >= _FEWEST_REPEATED and pair.overlap >= _REPEATED
    return told and from_one_source(pair) and pair.one_story


def _same_step(pair: Pair) -> bool:
    """Whether two accounts of one story say in one order who does what to whom, and little besides."""
    named = sum(all(term.key in pair.shared for term in run) for run in pair.a.name_runs)
    if named < _BOTH or pair.overlap < _SAME_STEP or pair.likeness < _OVERLAP or not pair.one_story:
        return False
    mine, theirs = ([term.key for term in fact.terms if term.key in pair.shared] for fact in (pair.a, pair.b))
    return mine == theirs
