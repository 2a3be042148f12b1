"""Which article rests on which source, through whom: the graph behind the drawing and the table.

Named sources are one across articles when their names are the same but for case and white space.
Unnamed ones are one only behind the same named source and in the same words: two articles' "officials"
may be different people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.exports.outline import Outline
from assistant.exports.plain import one_line
from assistant.exports.words import SOURCE_WORDS
from assistant.fold import fold
from assistant.report import Attribution, Source, SourceKind

Key = tuple[str, ...]
UNNAMED: frozenset[SourceKind] = frozenset({"anonymous_person", "anonymous_group", "vague", "none"})


@dataclass
class SourceNode:
    """One source: how far from the articles it stands at most, and who names it, by article."""

    number: int
    label: str
    title: str
    kind: SourceKind
    level: int = 0
    uses: dict[str, list[int]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    @property
    def shared(self) -> bool:
        """Whether more than one article rests on it."""
        return len(self.uses) > 1

    @property
    def unnamed(self) -> bool:
        """Whether the reader is not told who it is."""
        return self.kind in UNNAMED

    @property
    def count(self) -> int:
        """How many attributions name it."""
        return sum(len(numbers) for numbers in self.uses.values())


@dataclass(frozen=True)
class Upstream:
    """All sources in order of first mention, and how often each link was made.

    `direct` counts (article id, source number), `relayed` counts (source number, the number behind it);
    `own` has the number of the source that each attribution itself names.
    """

    nodes: tuple[SourceNode, ...]
    direct: dict[tuple[str, int], int]
    relayed: dict[tuple[int, int], int]
    own: tuple[int, ...]

    def behind(self, node: SourceNode) -> list[SourceNode]:
        """The sources that this one passes on."""
        return [self.nodes[far - 1] for near, far in self.relayed if near == node.number]


def upstream(outlined: Outline) -> Upstream:
    """The graph of the report's attributions. Attributions are numbered from 1, as the report has them."""
    nodes: dict[Key, SourceNode] = {}
    direct: dict[tuple[str, int], int] = {}
    relayed: dict[tuple[int, int], int] = {}
    own: list[int] = []
    for number, attribution in enumerate(outlined.report.attributions, start=1):
        previous: SourceNode | None = None
        for level, (key, source) in enumerate(_chain(attribution)):
            node = nodes.setdefault(key, _node(len(nodes) + 1, source))
            node.level = max(node.level, level if previous is not node else 0)
            _use(node, attribution, number, last=level == len(attribution.relay))
            if previous is None:
                own.append(node.number)
                first = attribution.article, node.number
                direct[first] = direct.get(first, 0) + 1
            elif previous is not node:
                link = previous.number, node.number
                relayed[link] = relayed.get(link, 0) + 1
            previous = node
    return Upstream(tuple(nodes.values()), direct, relayed, tuple(own))


def _chain(attribution: Attribution) -> Iterator[tuple[Key, Source]]:
    parent: Key = (attribution.article,)
    for source in (attribution.source, *(link.source for link in attribution.relay)):
        words = fold(source.name or source.text)
        parent = (*parent, words) if source.kind in UNNAMED and not source.name else ("", words)
        yield parent, source


def _node(number: int, source: Source) -> SourceNode:
    words = one_line(source.name or source.text)
    title = one_line(source.title or "")
    unsaid = SOURCE_WORDS[source.kind]
    return SourceNode(number, words or unsaid, "" if title and title in words else title, source.kind)


def _use(node: SourceNode, attribution: Attribution, number: int, *, last: bool) -> None:
    numbers = node.uses.setdefault(attribution.article, [])
    if number not in numbers:
        numbers.append(number)
    reason = one_line(attribution.reason or "")
    if last and reason and reason not in node.reasons:
        node.reasons.append(reason)
