"""Anchored passages within their sentences, cut short: what a finding quotes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.article import Anchor
from assistant.exports.outline import Subject
from assistant.exports.plain import flat

_CONTEXT = 220
_MOST = 240
_LOOKED_AT = 1000  # of a longer stretch no more is looked at: a hostile sentence can be a whole file


@dataclass(frozen=True)
class Passage:
    """Anchors of the same sentences: the anchors, and pieces of text on one line, each anchored or not."""

    anchors: tuple[Anchor, ...]
    pieces: tuple[tuple[str, bool], ...]


def quoted(anchor: Anchor) -> str:
    """The anchor's own words on one line; long ones lose their middle."""
    return _without_middle(anchor.exact).strip(" ")


def passages(subject: Subject | None, anchors: Sequence[Anchor]) -> Iterator[Passage]:
    """The anchors of one article in reading order, those of the same sentence together.

    Without what stands around them where the article is not in the check.
    """
    for group in together(subject, anchors):
        yield Passage(tuple(group), tuple(_pieces(subject, group)))


def together(subject: Subject | None, anchors: Iterable[Anchor]) -> list[list[Anchor]]:
    """The anchors of one article in reading order, those of the same sentence in one group."""
    groups: list[list[Anchor]] = []
    for anchor in sorted(anchors, key=lambda a: (a.part == "text", a.start, a.end)):
        if groups and _same_sentence(subject, groups[-1][-1], anchor):
            groups[-1].append(anchor)
        else:
            groups.append([anchor])
    return groups


def _same_sentence(subject: Subject | None, one: Anchor, other: Anchor) -> bool:
    if subject is None or one.part != other.part or other.start < one.end:
        return False
    near, far = subject.sentences_at(one), subject.sentences_at(other)
    return bool(near and far) and near[-1] == far[0]


def _pieces(subject: Subject | None, anchors: Sequence[Anchor]) -> Iterator[tuple[str, bool]]:
    """Anchors that do not overlap, with their context."""
    before = subject.sentences_at(anchors[0]) if subject else []
    after = subject.sentences_at(anchors[-1]) if subject else []
    if subject is None or not before or not after:
        yield from ((quoted(anchor), True) for anchor in anchors)
        return
    source = subject.article.source(anchors[0].part)
    yield _end_of(source[before[0].start : anchors[0].start]), False
    for at, anchor in enumerate(anchors):
        if at:
            yield _without_middle(source[anchors[at - 1].end : anchor.start]), False
        yield quoted(anchor), True
    yield _start_of(source[anchors[-1].end : after[-1].end]), False


def _start_of(text: str) -> str:
    shown = flat(text[:_LOOKED_AT])
    if len(shown) <= _CONTEXT and len(text) <= _LOOKED_AT:
        return shown
    cut = shown[:_CONTEXT]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut.strip() else cut} …"


def _end_of(text: str) -> str:
    shown = flat(text[-_LOOKED_AT:])
    if len(shown) <= _CONTEXT and len(text) <= _LOOKED_AT:
        return shown
    cut = shown[-_CONTEXT:]
    return f"… {cut[cut.find(' ') + 1 :] if ' ' in cut.strip() else cut}"


def _without_middle(text: str) -> str:
    if len(text) <= 2 * _LOOKED_AT and len(shown := flat(text)) <= _MOST:
        return shown
    start, end = flat(text[:_LOOKED_AT]), flat(text[-_LOOKED_AT:])
    return f"{start[: _MOST // 2].rstrip()} … {end[-_MOST // 2 :].lstrip()}"
