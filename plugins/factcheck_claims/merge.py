"""Draft and answers brought together: the model says what is a claim, the rules what its words show."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from assistant.article import Anchor, Article
from assistant.grounding import Grounded
from assistant.report import Claim, ClaimKind, Rejected
from assistant.rule import ENGLISH
from assistant.stage import Answered, Provided
from assistant.view import View
from factcheck_claims.answer import KINDS, LabelledSentence
from factcheck_claims.baseline import Statement, claim_of, prioritised, statements_of
from factcheck_claims.checkability import Judgement

DROPPED = "dropped_by_model"
# What rules read off the words they decide; a model may only say more of what they call an event.
_BY_MODEL = frozenset({"comparison", "causal", "position"})


def merged(view: View, draft: Provided, answers: Sequence[Answered]) -> Provided:
    """The claims of draft and model. A sentence that no answer speaks of keeps the draft's."""
    article = view.article
    items = [item for answer in answers for item in answer.items]
    if article.language not in ENGLISH:
        return Provided(claims=tuple(_verbatim(article, items)))
    said_of: dict[int, list[Grounded]] = {}
    for item in items:
        for n in item.sentences:
            said_of.setdefault(n, []).append(item)
    kept: list[tuple[Claim, Statement]] = []
    dropped: list[Claim] = []
    drafted = {_place(claim.anchors[0]): claim for claim in draft.claims}
    for statement in statements_of(article):
        said = _about(article, statement, said_of.get(statement.sentence.n, ()))
        before = drafted.get(_place(_anchor(article, statement)))
        after = _decide(article, statement, before, said)
        kept += [(after, statement)] if after else []
        if before and (after is None or after.by == "model"):
            dropped.append(before)
    rejected = tuple(
        Rejected(stage="claims", article=article.id, item=claim.model_dump(mode="json"), reason=DROPPED)
        for claim in dropped
    )
    return Provided(claims=prioritised(kept), rejected=(*draft.rejected, *rejected))


def _decide(
    article: Article, statement: Statement, before: Claim | None, said: Sequence[Grounded]
) -> Claim | None:
    """The claim that a statement makes, once the model has spoken of it or has not."""
    if not said:
        return before
    item = next((item for item in said if _label(item).checkable), said[0])
    label = _label(item)
    if before and before.checkable and before.kind == "first" and not label.checkable:
        return before  # its own words claim a rank, and that is for the rules to see
    if not label.checkable and label.kind != "prediction":
        return before.model_copy(update={"by": "both"}) if before and not before.checkable else None
    agreed = before is not None and before.checkable == label.checkable
    claim = claim_of(article, statement, Judgement("statement" if label.checkable else "prediction"))
    return claim.model_copy(
        update={
            "kind": _kind(claim.kind, label),
            "statement": label.statement or claim.statement,
            "by": "both" if agreed else "model",
        }
    )


def _kind(by_rules: ClaimKind, label: LabelledSentence) -> ClaimKind:
    said = KINDS.get(label.kind)
    return said if by_rules == "event" and said in _BY_MODEL else by_rules


def _about(article: Article, statement: Statement, items: Sequence[Grounded]) -> list[Grounded]:
    """The items whose words lie in the statement; a sentence has several statements where it was cut."""
    anchor = _anchor(article, statement)
    return [item for item in items if any(anchor.overlaps(words) for words in item.anchors.values())]


def _verbatim(article: Article, items: Iterable[Grounded]) -> Iterator[Claim]:
    """Claims in a language without rules: the sentence's own words, and the model's labels."""
    labels: dict[int, LabelledSentence] = {}
    for item in items:
        sentence = next(article.sentences_at(item.anchors["quote"]))
        before, label = labels.get(sentence.n), _label(item)
        labels[sentence.n] = before if before and before.checkable else label
    for n, label in sorted(labels.items()):
        kind = KINDS.get(label.kind)
        if kind is None or not (label.checkable or kind == "prediction"):
            continue
        anchor = article.anchor_of(article.sentence(n))
        yield Claim(
            article=article.id,
            sentences=(n,),
            statement=anchor.exact,
            anchors=(anchor,),
            kind=kind,
            checkable=label.checkable,
            contestable=label.checkable and kind not in {"position", "event"},
            priority="medium" if label.checkable else "low",
            by="model",
        )


def _label(item: Grounded) -> LabelledSentence:
    return cast("LabelledSentence", item.item)


def _anchor(article: Article, statement: Statement) -> Anchor:
    end = statement.start + len(statement.signals.text)
    return article.anchor(statement.sentence.part, statement.start, end)


def _place(anchor: Anchor) -> tuple[str, int]:
    return anchor.part, anchor.start
