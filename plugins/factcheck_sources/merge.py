"""Draft and answers brought together: the model finds and quotes, the rules read off what words decide."""

from collections.abc import Sequence
from typing import cast

from assistant.article import Anchor, Article
from assistant.fold import fold
from assistant.grounding import Grounded
from assistant.report import Attribution, Directness, Rejected, Source
from assistant.stage import Answered, Provided
from assistant.view import View
from factcheck_sources.answer import CreditedStatement
from factcheck_sources.kinds import described
from factcheck_sources.labels import is_hedged
from factcheck_sources.standing import forms_in, is_cue, is_nobody, may_say
from factcheck_sources.tokens import tokenise
from factcheck_sources.voices import content_kind

NOT_A_CUE = "not_a_cue"
DROPPED = "dropped_by_model"
CONTRADICTED = "the rules read another source in the same words"
_NEAR = 80
_AROUND = " \t\r\n,;:.—–-"


def merged(view: View, draft: Provided, answers: Sequence[Answered]) -> Provided:
    """The attributions of draft and model; what only the model finds is described by the same rules."""
    article = view.article
    kept = list(draft.attributions)
    rejected = list(draft.rejected)
    for item in (item for answer in answers for item in answer.items):
        at = _match(kept, item)
        if at is None:
            why = _no_credit(article, item)
            if why is None:
                kept.append(_by_model(article, item, kept))
            else:
                rejected.append(_turned_away(article, item.item.model_dump(mode="json"), why))
        elif _agree(kept[at], item):
            kept[at] = _confirmed(kept[at], item)
        elif kept[at].cue and kept[at].source.kind != "none":
            rejected.append(_turned_away(article, item.item.model_dump(mode="json"), CONTRADICTED))
        else:
            rejected.append(_turned_away(article, kept[at].model_dump(mode="json"), DROPPED))
            kept[at] = _by_model(article, item, kept[:at])
    kept.sort(key=lambda one: (one.content_anchors[0].part == "text", one.content_anchors[0].start))
    return Provided(attributions=tuple(kept), rejected=tuple(rejected))


def _no_credit(article: Article, item: Grounded) -> str | None:
    """Why words that only the model takes for a credit are none, by the lists that the rules go by."""
    said, cue = item.anchors["source"], item.anchors["cue"]
    source, by = tokenise(said.exact).tokens, tokenise(cue.exact).tokens
    quoted = _directness(article, item.anchors["quote"]) == "direct"
    if not source or is_nobody(source) or not (quoted or (is_cue(by) and may_say(source, by))):
        return f"{NOT_A_CUE}: {cue.exact}"
    return None


def _match(kept: Sequence[Attribution], item: Grounded) -> int | None:
    """The attribution whose content takes in the item's words; of several, one with its source."""
    quote = item.anchors["quote"]
    found = [i for i, one in enumerate(kept) if any(anchor.overlaps(quote) for anchor in one.content_anchors)]
    return next((i for i in found if _agree(kept[i], item)), found[0] if found else None)


def _agree(one: Attribution, item: Grounded) -> bool:
    """Whether both credit the same: the same words, a link of the chain, or the same name."""
    said = item.anchors["source"]
    places = (*one.source_anchors, *(anchor for link in one.relay for anchor in link.anchors))
    if any(anchor.overlaps(said) for anchor in places):
        return True
    known = fold(f"{one.source.text} {one.source.name or ''}")
    return fold(said.exact) in known


def _confirmed(one: Attribution, item: Grounded) -> Attribution:
    """What both found; the model may say more of what no word of it shows to be opinion or prediction."""
    label = cast("CreditedStatement", item.item).voices
    return one.model_copy(
        update={
            "by": "both" if one.by == "baseline" else one.by,
            "content_kind": label if one.content_kind == "fact" else one.content_kind,
        }
    )


def _by_model(article: Article, item: Grounded, before: Sequence[Attribution]) -> Attribution:
    label = cast("CreditedStatement", item.item).voices
    said, cue = item.anchors["source"], item.anchors["cue"]
    content = _content(article, item)
    marks = next((form.verb.marks for form in forms_in(cue.exact)), frozenset())
    directness = _directness(article, content)
    kind = content_kind(content.exact, marks, direct=directness == "direct")
    return Attribution(
        article=article.id,
        sentences=item.sentences,
        source=_source(said, before),
        cue=cue.exact,
        directness=directness,
        hedged=is_hedged(content.exact, marks),
        content_kind=label if kind == "fact" else kind,
        source_anchors=(said,),
        cue_anchors=(cue,),
        content_anchors=(content,),
        by="model",
    )


def _source(said: Anchor, before: Sequence[Attribution]) -> Source:
    """The kind and name that the words show; a pronoun is the last person named before it."""
    what = described(tokenise(said.exact))
    if what.pronoun:
        for one in reversed(before):
            if one.source.name and one.content_anchors[0].start < said.start:
                return one.source.model_copy(update={"text": said.exact})
    return Source(text=said.exact, kind=what.kind, name=what.name, title=what.title)


def _content(article: Article, item: Grounded) -> Anchor:
    """The statement's whole clause: the sentence's side of source and cue on which the quoted words lie."""
    quote, said, cue = item.anchors["quote"], item.anchors["source"], item.anchors["cue"]
    first, last = min(said.start, cue.start), max(said.end, cue.end)
    sentence = next(iter(article.sentences_at(quote)))
    if said.part != quote.part or last - first > _NEAR or not sentence.start <= first <= last <= sentence.end:
        return quote
    if quote.start >= last:
        start, end = last, sentence.end
    elif quote.end <= first:
        start, end = sentence.start, first
    else:
        return quote
    words = article.source(quote.part)
    while start < quote.start and (words[start] in _AROUND or words[start : start + 5].lower() == "that "):
        start += 5 if words[start : start + 5].lower() == "that " else 1
    while end > quote.end and words[end - 1] in _AROUND:
        end -= 1
    return article.anchor(quote.part, min(start, quote.start), max(end, quote.end))


def _directness(article: Article, content: Anchor) -> Directness:
    words = article.source(content.part)[max(0, content.start - 1) : content.end + 1]
    marks = sum(char in '“”"«»' for char in words)
    whole = words.strip(" ,.")[:1] in {"“", '"', "«"} and words.strip(" ,.")[-1:] in {"”", '"', "»"}
    return "direct" if whole and marks == 2 else "mixed" if marks else "indirect"


def _turned_away(article: Article, item: object, reason: str) -> Rejected:
    return Rejected.model_validate(
        {"stage": "sources", "article": article.id, "item": item, "reason": reason}
    )
