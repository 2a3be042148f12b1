"""The drawing of who rests on whom: articles at the left, then their sources, then those behind them.

Only the geometry is here, in CSS pixels; the page's template turns it into SVG.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import east_asian_width

from assistant.exports.outline import Outline, Subject
from assistant.exports.plain import shortened
from assistant.exports.upstream import SourceNode, Upstream
from assistant.exports.words import SOURCE_WORDS, counted

WIDTH, HEIGHT = 240, 34
_ACROSS, _DOWN, _EDGE = 330, 44, 4
_LETTERS = 31
_ROWS = 14


@dataclass(frozen=True)
class Box:
    """An article or a source: its corner, its label, what it links to and how it is told in words."""

    x: int
    y: int
    kind: str
    href: str
    label: str
    told: str

    @property
    def middle(self) -> int:
        """Half its height down."""
        return self.y + HEIGHT // 2


@dataclass(frozen=True)
class Line:
    """A path from one box to the next; `weight` is its stroke width."""

    path: str
    weight: int
    shared: bool


@dataclass(frozen=True)
class Drawing:
    """The whole drawing, and how many sources had no room in it (the table has them all)."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: int


def draw(outlined: Outline, graph: Upstream) -> Drawing | None:
    """The drawing, or None where nothing is attributed to anyone."""
    if not graph.nodes:
        return None
    credited = {article for article, _ in graph.direct}
    subjects = [subject for subject in outlined.subjects if subject.article.id in credited]
    columns = list(_columns(graph))
    height = max(len(subjects), *(len(column) for column in columns)) * _DOWN + 2 * _EDGE
    tops = _tops(len(subjects), height)
    articles = {s.article.id: _article(s, top) for s, top in zip(subjects, tops, strict=True)}
    sources: dict[int, Box] = {}
    for level, column in enumerate(columns, start=1):
        column.sort(key=lambda node: _pull(node, graph, articles, sources))
        placed = zip(column, _tops(len(column), height), strict=True)
        sources |= {node.number: _source(node, level, top) for node, top in placed}
    return Drawing(
        width=len(columns) * _ACROSS + WIDTH + 2 * _EDGE,
        height=height,
        boxes=(*articles.values(), *sources.values()),
        lines=tuple(_lines(graph, articles, sources)),
        left_out=len(graph.nodes) - len(sources),
    )


def _columns(graph: Upstream) -> Iterator[list[SourceNode]]:
    """The sources by level, in each the most telling ones: shared, relayed, often named."""
    links = {number for link in graph.relayed for number in link}
    for level in range(max(node.level for node in graph.nodes) + 1):
        column = [node for node in graph.nodes if node.level == level]
        column.sort(key=lambda node: (not node.shared, node.number not in links, -node.count, node.number))
        yield column[:_ROWS]


def _tops(many: int, height: int) -> Iterable[int]:
    top = (height - many * _DOWN) // 2 + (_DOWN - HEIGHT) // 2
    return range(top, top + many * _DOWN, _DOWN)


def _pull(
    node: SourceNode, graph: Upstream, articles: Mapping[str, Box], sources: Mapping[int, Box]
) -> tuple[float, int]:
    """Where the boxes that lead to this one stand on average, so that lines cross little."""
    before = [articles[near].y for near, far in graph.direct if far == node.number and near in articles]
    before += [sources[near].y for near, far in graph.relayed if far == node.number and near in sources]
    return (sum(before) / len(before) if before else 0.0, node.number)


def _lines(graph: Upstream, articles: Mapping[str, Box], sources: Mapping[int, Box]) -> Iterator[Line]:
    for (article, far), times in graph.direct.items():
        if article in articles and far in sources:
            yield _line(articles[article], sources[far], times, shared=graph.nodes[far - 1].shared)
    for (near, far), times in graph.relayed.items():
        if near in sources and far in sources:
            yield _line(sources[near], sources[far], times, shared=graph.nodes[far - 1].shared)


def _line(near: Box, far: Box, times: int, *, shared: bool) -> Line:
    left, right = near.x + WIDTH, far.x
    bend = max((right - left) // 2, 40)
    start, end = f"{left} {near.middle}", f"{right} {far.middle}"
    path = f"M{start}C{left + bend} {near.middle} {right - bend} {far.middle} {end}"
    return Line(path, min(1 + times // 2, 4), shared)


def _article(subject: Subject, top: int) -> Box:
    label = _fitted(subject.label)
    told = f"article {subject.number}, {subject.name}: {subject.title}"
    return Box(_EDGE, top, "article", f"#article-{subject.number}", label, told)


def _source(node: SourceNode, level: int, top: int) -> Box:
    kind = f"{'unnamed' if node.unnamed else 'named'}{' shared' if node.shared else ''}"
    many = f", {counted(len(node.uses), 'article')}" if node.shared else ""
    told = f"{node.label}: {SOURCE_WORDS[node.kind]}, {counted(node.count, 'attribution')}{many}"
    return Box(_EDGE + level * _ACROSS, top, kind, f"#s{node.number}", _fitted(node.label), told)


def _fitted(label: str) -> str:
    """The label cut to the box; wide characters count as two."""
    room = _LETTERS
    for at, char in enumerate(label):
        room -= 2 if east_asian_width(char) in "WF" else 1
        if room < 0:
            return shortened(label, at)
    return label
