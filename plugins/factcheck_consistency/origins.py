"""Sources that point back: "the same sources" and "the agency" as the ones that the article named before."""

from collections.abc import Iterator

from assistant.language.lists import entries
from assistant.language.phrases import phrases
from assistant.language.words import words_of
from assistant.report import Attribution, RelayLink, Source
from assistant.view import View
from factcheck_consistency.terms import PACKAGE

_UNNAMED = frozenset({"anonymous_person", "anonymous_group"})


def resolved(view: View) -> tuple[Attribution, ...]:
    """The view's attributions in its order, those that point back with what they point to.

    "The same sources" are the unnamed sources that the article had last; "the agency", also in a headline,
    is the only named outlet that the article relays, with whom it cites.
    """
    by_article: dict[str, list[Attribution]] = {}
    for attribution in view.attributions:
        by_article.setdefault(attribution.article, []).append(attribution)
    found = {id(old): new for every in by_article.values() for old, new in _of_one_article(every)}
    return tuple(found[id(attribution)] for attribution in view.attributions)


def _of_one_article(attributions: list[Attribution]) -> Iterator[tuple[Attribution, Attribution]]:
    outlet = _relayed_outlet(attributions)
    last: Source | None = None
    for attribution in sorted(attributions, key=_place):
        new = _with_sources_named_before(attribution, last)
        if outlet and _is_outlet_in_general(new):
            behind = tuple(RelayLink(source=link.source) for link in outlet.relay)
            new = new.model_copy(update={"source": outlet.source, "relay": new.relay or behind})
        unnamed = [source for source in _chain(new) if source.kind in _UNNAMED]
        last = unnamed[-1] if unnamed else last
        yield attribution, new


def _place(attribution: Attribution) -> tuple[bool, int]:
    anchors = (*attribution.source_anchors, *attribution.content_anchors)
    return anchors[0].part == "text", min(anchor.start for anchor in anchors)


def _chain(attribution: Attribution) -> tuple[Source, ...]:
    return attribution.source, *(link.source for link in attribution.relay)


def _with_sources_named_before(attribution: Attribution, last: Source | None) -> Attribution:
    if last is None:
        return attribution
    relay = tuple(
        RelayLink(source=last, anchors=link.anchors) if _points_back(link.source) else link
        for link in attribution.relay
    )
    source = last if _points_back(attribution.source) else attribution.source
    return attribution.model_copy(update={"source": source, "relay": relay})


def _points_back(source: Source) -> bool:
    return source.name is None and phrases(PACKAGE, "same_sources").first(words_of(source.text)) is not None


def _is_outlet_in_general(attribution: Attribution) -> bool:
    """Whether nobody but "the agency" or "a wire service" is credited."""
    words = " ".join(word for word in attribution.source.text.lower().split() if word not in _ARTICLES)
    return attribution.source.name is None and words in _outlets()


_ARTICLES = frozenset({"a", "an", "the"})


def _outlets() -> frozenset[str]:
    return frozenset(entries(PACKAGE, "data/outlets_in_general.txt"))


def _is_outlet(source: Source) -> bool:
    """Whether a named source may be a medium: a body, or a name that ends like one ("Corvus Wire")."""
    return bool(source.name) and (source.kind == "organization" or has_the_name_of_an_outlet(source))


def has_the_name_of_an_outlet(source: Source) -> bool:
    """Whether the name ends like a medium's."""
    return (source.name or " ").lower().split(" ")[-1] in entries(PACKAGE, "data/outlet_names.txt")


def _relayed_outlet(attributions: list[Attribution]) -> Attribution | None:
    """The first attribution to the only named outlet of the article that cites somebody in its turn."""
    relaying = [a for a in attributions if a.relay and _is_outlet(a.source)]
    return relaying[0] if len({a.source.name for a in relaying}) == 1 else None
