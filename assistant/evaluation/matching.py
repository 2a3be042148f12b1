"""When a place found is the place expected. Places are anchors; characters are counted."""

from collections.abc import Iterable, Sequence

from assistant.article import Anchor

HALF = 0.5


def overlap(one: Anchor, other: Anchor) -> int:
    """How many characters two anchors share; none across articles or parts."""
    if (one.article, one.part) != (other.article, other.part):
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def touches(anchors: Iterable[Anchor], place: Anchor) -> bool:
    """Whether one of the anchors shares a character with the place."""
    return any(overlap(anchor, place) for anchor in anchors)


def agrees(one: Anchor, other: Anchor) -> bool:
    """Whether the overlap is at least half of both."""
    return overlap(one, other) >= HALF * max(_length(one), _length(other))


def covered(place: Anchor, anchors: Iterable[Anchor]) -> float:
    """The share of the place's characters that lie in any of the anchors."""
    inside: set[int] = set()
    for anchor in anchors:
        if overlap(anchor, place):
            inside.update(range(max(anchor.start, place.start), min(anchor.end, place.end)))
    return len(inside) / _length(place)


def half_of_shorter(place: Anchor, anchors: Sequence[Anchor]) -> bool:
    """Whether the characters shared are at least half of the shorter: of the place, or of the anchors together."""
    return _shared(place, anchors) >= HALF * min(_length(place), sum(map(_length, anchors)))


def half_of_both(place: Anchor, anchors: Sequence[Anchor]) -> bool:
    """Whether the characters shared are at least half of the place and of the anchors together."""
    return _shared(place, anchors) >= HALF * max(_length(place), sum(map(_length, anchors)))


def _shared(place: Anchor, anchors: Sequence[Anchor]) -> int:
    return sum(overlap(anchor, place) for anchor in anchors)


def one_to_one(expected: Sequence[Anchor], found: Sequence[Anchor]) -> dict[int, int]:
    """Pairs of expected and found places that agree, by their numbers, the closest first, each used once."""
    pairs = [
        (overlap(one, other) / (_length(one) + _length(other)), -n, -m)
        for n, one in enumerate(expected)
        for m, other in enumerate(found)
        if agrees(one, other)
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, m in sorted(pairs, reverse=True):
        if -n not in matched and -m not in taken:
            matched[-n] = -m
            taken.add(-m)
    return matched


def _length(anchor: Anchor) -> int:
    return anchor.end - anchor.start
