"""Rules and model together: it confirms or vetoes what they found, and decides what they left open."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from assistant.report import Relation, Veto
from assistant.stage import Answered, Provided
from assistant.view import View
from factcheck_consistency.answer import CONFLICTS, HARMLESS, Judgement, Verdict
from factcheck_consistency.comparable import clashing
from factcheck_consistency.explain import explanation, shortened
from factcheck_consistency.judging import Key, key_of_pair, key_of_places, left_out, pairs_to_judge
from factcheck_consistency.pairs import Pair
from factcheck_consistency.vetoes import AtOdds, at_odds, sets_aside


class _Judged(NamedTuple):
    """What the model says of two sentences, and the articles' own words that it goes by."""

    verdict: Verdict
    words: tuple[str, str]


def merged(view: View, draft: Provided, answers: Sequence[Answered]) -> Provided:
    """The rules' relations with the model's vetoes, and the model's own."""
    verdicts = dict(_verdicts(answers))
    odds = at_odds(view)
    judged = [_judged(view, relation, verdicts, odds) for relation in draft.relations]
    decided = {_key(view, relation) for relation in draft.relations}
    judgeable = pairs_to_judge(view)
    pairs = (pair for pair in judgeable if key_of_pair(pair) not in decided)
    added = [relation for pair in pairs if (relation := _relation(pair, verdicts.get(key_of_pair(pair))))]
    beyond = left_out(judgeable, [answered.window for answered in answers])
    return draft.model_copy(update={"relations": (*judged, *added), "rejected": (*draft.rejected, *beyond)})


def _verdicts(answers: Sequence[Answered]) -> Iterator[tuple[Key, _Judged]]:
    """What the model says of each two sentences that it was asked about together."""
    for answered in answers:
        for item in answered.items:
            judgement = cast("Judgement", item.item)
            first, second = judgement.sentences[0], judgement.other.sentences[0]
            if first % 2 == 1 and second == first + 1:
                mine, theirs = answered.window.place(first), answered.window.place(second)
                words = item.anchors["quote"].exact, item.anchors["other.quote"].exact
                yield key_of_places(mine, theirs), _Judged(judgement.verdict, words)


def _judged(
    view: View, relation: Relation, verdicts: Mapping[Key, _Judged], odds: Mapping[Key, AtOdds]
) -> Relation:
    key = _key(view, relation)
    judged = verdicts.get(key)
    if judged is None:
        return relation
    if judged.verdict in HARMLESS and sets_aside(*judged, relation.kind, odds.get(key)):
        return relation.model_copy(update={"vetoed": _veto(judged)})
    if judged.verdict in CONFLICTS and relation.kind in CONFLICTS.values():
        return relation.model_copy(update={"by": "both"})
    return relation


def _veto(judged: _Judged) -> Veto:
    """The verdict in words, and what it rests on: the articles' words, never any of the model's own."""
    mine, theirs = map(shortened, judged.words)
    return Veto(reason=f"{HARMLESS[judged.verdict]}, going by “{mine}” and “{theirs}”")


def _key(view: View, relation: Relation) -> Key:
    first, second = relation.anchors[0], relation.anchors[-1]
    mine = next(view.article_of(first).sentences_at(first)).n
    theirs = next(view.article_of(second).sentences_at(second)).n
    return (first.article, mine), (second.article, theirs)


def _relation(pair: Pair, judged: _Judged | None) -> Relation | None:
    """The model's relation, where the words of both sides bear it out."""
    kind = CONFLICTS.get(judged.verdict) if judged else None
    if kind is None or judged is None or not _bears_out(pair, judged.verdict):
        return None
    return Relation(
        kind=kind,
        claims=(pair.a.claim.id, pair.b.claim.id),
        anchors=(pair.a.anchor, pair.b.anchor),
        attributions=(pair.a.credited_to, pair.b.credited_to),
        times=(pair.a.claim.times, pair.b.claim.times),
        explanation=explanation(kind, (pair.a, pair.a.text), (pair.b, pair.b.text)),
        by="model",
    )


def _bears_out(pair: Pair, verdict: Verdict) -> bool:
    """Whether what rules can see agrees: figures that clash, dates apart, one side that hedges."""
    if verdict in {"number", "update"}:
        return clashing(pair) is not None and (verdict == "number" or pair.published_apart)
    if verdict == "time":
        return pair.times_apart
    if verdict == "name":
        return pair.names_differ
    if verdict == "certainty":
        return {pair.a.firmness, pair.b.firmness} >= {"stated"} and pair.a.firmness != pair.b.firmness
    return pair.same_time
