"""The claims of an article by rules of language alone: English, deterministic, no download."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from assistant.article import Article, Part, Sentence
from assistant.language.quantities import find_quantities
from assistant.language.quotes import quotations
from assistant.language.times import find_times
from assistant.language.words import Words, words_in
from assistant.report import Claim
from factcheck_claims.checkability import Judgement, judge
from factcheck_claims.clauses import Range, statements
from factcheck_claims.kinds import is_contestable, kind_of
from factcheck_claims.priority import ranked, weighed
from factcheck_claims.restate import stands_alone
from factcheck_claims.signals import Signals


class Statement(NamedTuple):
    """One statement of an article: where it stands, its evidence, and the sentence just before it."""

    sentence: Sentence
    start: int
    signals: Signals
    before: str


def claims_of(article: Article) -> tuple[Claim, ...]:
    """The claims of an article, in reading order: what can be checked, and what is predicted."""
    judged = ((statement, judge(statement.signals)) for statement in statements_of(article))
    made = [(claim_of(article, one, judgement), one) for one, judgement in judged if _is_claim(judgement)]
    return prioritised(made)


def prioritised(made: Iterable[tuple[Claim, Statement]]) -> tuple[Claim, ...]:
    """The claims that the statements of one article make, with their priorities and the reasons for them."""
    return ranked(
        [
            (
                claim,
                *weighed(one.signals, claim.kind, checkable=claim.checkable, contestable=claim.contestable),
            )
            for claim, one in made
        ]
    )


def statements_of(article: Article) -> Iterator[Statement]:
    """Every statement of an article; each sentence has one at least."""
    quoted: dict[Part, tuple[Range, ...]] = {
        "text": _quoted(article, "text"),
        "headline": _quoted(article, "headline"),
    }
    lead = next((sentence.n for sentence in article.sentences if sentence.part == "text"), -1)
    cut: dict[Part, Words] = {part: words_in(article, part) for part in quoted}
    before: Sentence | None = None
    told = ""
    for sentence in article.sentences:
        text = article.words(sentence)
        inside = _within(quoted[sentence.part], sentence.start, sentence.end)
        known = told if before and _adjoin(before, sentence) else ""
        for start, end in statements(text, inside):
            words = cut[sentence.part].between(sentence.start + start, sentence.start + end)
            signals = _signals(article, words, _within(inside, start, end), sentence, lead)
            yield Statement(sentence, sentence.start + start, signals, known if start == 0 else "")
        before, told = sentence, text


def claim_of(article: Article, statement: Statement, judgement: Judgement) -> Claim:
    """The claim that a statement makes; how urgent it is depends on the article's other claims."""
    signals = statement.signals
    kind = kind_of(signals, prediction=judgement.sort == "prediction")
    contestable = is_contestable(signals, kind)
    anchor = article.anchor(statement.sentence.part, statement.start, statement.start + len(signals.text))
    return Claim(
        article=article.id,
        sentences=(statement.sentence.n,),
        statement=stands_alone(signals.text, statement.before),
        anchors=(anchor,),
        kind=kind,
        checkable=judgement.checkable,
        contestable=contestable,
        priority="low",
        modality="attributed"
        if signals.is_attributed and signals.modality == "asserted"
        else signals.modality,
        times=tuple(mention.expression for mention in signals.times),
        quantities=tuple(mention.quantity for mention in signals.quantities),
    )


def _is_claim(judgement: Judgement) -> bool:
    return judgement.sort in {"statement", "prediction"}


def _signals(
    article: Article, words: Words, inside: tuple[Range, ...], sentence: Sentence, lead: int
) -> Signals:
    times = find_times(words, article.published_at)
    return Signals(
        words=words,
        quoted=inside,
        times=times,
        quantities=find_quantities(words, times),
        is_headline=sentence.part == "headline",
        place=sentence.n - lead + 1 if sentence.part == "text" else 0,
        is_clause=len(words.text) < sentence.end - sentence.start,
    )


def _adjoin(before: Sentence, sentence: Sentence) -> bool:
    """Whether one sentence follows the other closely enough for a pronoun to look back."""
    return before.part == sentence.part and sentence.paragraph - before.paragraph <= 1


def _quoted(article: Article, part: Part) -> tuple[Range, ...]:
    source = article.source(part)
    return tuple((quotation.start, quotation.end) for quotation in quotations(source)) if source else ()


def _within(spans: Sequence[Range], start: int, end: int) -> tuple[Range, ...]:
    """The parts of these spans, which are in order, that lie in `start:end`, counted from `start`."""
    if not spans:
        return ()
    first = bisect_right(spans, start, key=itemgetter(1))
    after = bisect_left(spans, end, key=itemgetter(0))
    return tuple([(max(0, a - start), min(b, end) - start) for a, b in spans[first:after]])
