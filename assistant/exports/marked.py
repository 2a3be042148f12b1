"""An article's text with its marks: without the tags it is the article's text, character for character."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from assistant.article import Anchor, Article, Part
from assistant.exports.highlight import Mark, Run, flat_runs
from assistant.exports.outline import SEVERITIES, Outline, by_article
from assistant.exports.passages import together
from assistant.exports.plain import encodable
from assistant.exports.words import SEVERITY_SIGNS, SOURCE_WORDS

LAYERS = (*SEVERITIES, "aside", "claim", "source", "related")


@dataclass(frozen=True)
class Item:
    """What a mark stands for: its key in the page (`f3`), its layer, a name, and the sign at its end."""

    key: str
    layer: str
    name: str
    sign: str = ""


@dataclass(frozen=True)
class Place:
    """The nth place of an item; `signed` when the item's sign stands at its end."""

    item: Item
    nth: int
    signed: bool

    @property
    def id(self) -> str:
        """The element id of the place."""
        return f"{self.item.key}.{self.nth}"


Places = Mapping[tuple[str, Part], Sequence[Mark[Place]]]


def places(outlined: Outline) -> Places:
    """Every mark of the report, by article and part: findings first, then what else was found."""
    found: dict[tuple[str, Part], list[Mark[Place]]] = {}
    for item, anchors in _items(outlined):
        last = _last_in_their_sentences(outlined, anchors) if item.sign else set()
        for nth, anchor in enumerate(anchors, start=1):
            mark = Mark(anchor.start, anchor.end, Place(item, nth, nth in last))
            found.setdefault((anchor.article, anchor.part), []).append(mark)
    return found


def marked_text(article: Article, marked: Places) -> Markup:
    """The body, one element per paragraph; the white space between paragraphs is kept, and not shown."""
    chunks = list(_chunks(article))
    cuts = [chunk.start for chunk in chunks]
    runs = flat_runs(len(article.text), marked.get((article.id, "text"), ()), cuts)
    remaining = iter(runs)
    run = next(remaining, None)
    out: list[str] = []
    for chunk in chunks:
        inside: list[str] = []
        while run is not None and run.start < chunk.end:
            inside.append(_run(article.text, run, plain=chunk.gap))
            run = next(remaining, None)
        out.append(f"{chunk.opening}{''.join(inside)}{chunk.closing}")
    return Markup("".join(out))  # noqa: S704 - every character went through `_escaped`


def marked_headline(article: Article, marked: Places) -> Markup:
    """The headline with its marks."""
    headline = article.headline or ""
    runs = flat_runs(len(headline), marked.get((article.id, "headline"), ()))
    return Markup("".join(_run(headline, run) for run in runs))  # noqa: S704 - as above


def _last_in_their_sentences(outlined: Outline, anchors: Sequence[Anchor]) -> set[int]:
    """Which places carry the sign: several in one sentence need it only once."""
    last: set[int] = set()
    for article, places in by_article(anchors).items():
        for group in together(outlined.by_article.get(article), places):
            last.add(max(nth for nth, anchor in enumerate(anchors, start=1) if anchor == group[-1]))
    return last


@dataclass(frozen=True)
class _Chunk:
    start: int
    end: int
    sentence: int
    gap: bool

    @property
    def opening(self) -> str:
        return "" if self.gap else f'<p dir="auto" data-sentence="{self.sentence}">'

    @property
    def closing(self) -> str:
        return "" if self.gap else "</p>"


def _items(outlined: Outline) -> Iterator[tuple[Item, Sequence[Anchor]]]:
    for entry in (*outlined.entries, *outlined.aside):
        finding = entry.finding
        layer = finding.severity if entry.counts else "aside"
        name = f"{finding.severity} {finding.code} {finding.rule}"
        sign = f"{SEVERITY_SIGNS[finding.severity]}{entry.number}" if entry.counts else ""
        yield Item(f"f{entry.number}", layer, name, sign), finding.anchors
    for n, relation in enumerate(outlined.other_relations, start=1):
        yield Item(f"r{n}", "related", "related passage"), relation.anchors
    for n, shared in enumerate(outlined.report.corroboration, start=1):
        yield Item(f"k{n}", "related", "corroborated"), shared.anchors
    for n, attribution in enumerate(outlined.report.attributions, start=1):
        who = attribution.source.name or attribution.source.text or SOURCE_WORDS[attribution.source.kind]
        behind = [anchor for link in attribution.relay for anchor in link.anchors]
        anchors = (*attribution.content_anchors, *attribution.source_anchors, *behind)
        yield Item(f"a{n}", "source", f"attributed to {who[:80]}"), anchors
    for n, claim in enumerate(outlined.report.claims, start=1):
        yield Item(f"c{n}", "claim", f"claim: {claim.kind}"), claim.anchors


def _chunks(article: Article) -> Iterator[_Chunk]:
    """Paragraphs and the white space around them, in order and without a gap.

    What no sentence covers (a headline repeated in the text) is a paragraph without a number.
    """
    text, at = article.text, 0
    for start, end, number in [*_paragraphs(article), (len(text), len(text), 0)]:
        words = text[at:start].strip()
        first = text.index(words, at) if words else start
        for n, (low, high) in enumerate(pairwise((at, first, first + len(words), start))):
            if low < high:
                yield _Chunk(low, high, 0, gap=n != 1)
        if start < end:
            yield _Chunk(start, end, number, gap=False)
        at = end


def _paragraphs(article: Article) -> list[tuple[int, int, int]]:
    """Start, end and first sentence of each paragraph."""
    found: list[tuple[int, int, int]] = []
    last = 0
    for sentence in article.sentences:
        if sentence.part != "text":
            continue
        if found and sentence.paragraph == last:
            start, _, number = found[-1]
            found[-1] = (start, sentence.end, number)
        else:
            found.append((sentence.start, sentence.end, sentence.n))
        last = sentence.paragraph
    return found


def _run(text: str, run: Run[Place], *, plain: bool = False) -> str:
    ids = "".join(f'<i id="{place.id}"></i>' for place in run.opens)
    signs = "".join(
        f'<sup data-i="{place.item.key}" class="{place.item.layer}" data-sign="{place.item.sign}"></sup>'
        for place in run.closes
        if place.signed
    )
    words = _escaped(text[run.start : run.end])
    if plain:
        return f'{ids}<span class="gap">{words}</span>{signs}'
    if not run.items:
        return f"{ids}{words}{signs}"
    items = list(dict.fromkeys(place.item for place in run.items))
    layers = " ".join(layer for layer in LAYERS if any(item.layer == layer for item in items))
    keys = " ".join(item.key for item in items)
    names = escape("; ".join(encodable(item.name) for item in items))
    stop = "" if any(place.item.layer in SEVERITIES for place in run.opens) else ' tabindex="-1"'
    link = f'<a class="{layers}" href="#{items[0].key}" data-i="{keys}" title="{names}"{stop}>{words}</a>'
    return f"{ids}{link}{signs}"


def _escaped(text: str) -> str:
    """Escaped for HTML; a parser would turn a bare carriage return into a line feed, and drops NUL."""
    return str(escape(encodable(text))).replace("\r", "&#13;").replace("\0", "\ufffd")
