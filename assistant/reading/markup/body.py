"""Which part of a page is the article, and what within it is boilerplate.

A fragment is taken nearly whole. On a page the article is what its markup calls so, if that holds
a fair share of the prose, else the whole body; whatever holds most of the prose is never dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise

from assistant.fold import fold
from assistant.reading.markup.tree import Tree

SILENT = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "math", "iframe",
    "object", "embed", "video", "audio", "canvas", "map", "select", "button", "textarea", "input",
    "datalist", "dialog", "nav", "footer", "figcaption", "menu", "xmp", "plaintext", "noembed",
    "noframes",
})  # fmt: skip
_DOUBTFUL = frozenset({"header", "aside", "form", "figure"})
_SILENT_ROLES = frozenset({
    "navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar",
    "tablist",
})  # fmt: skip
_DOUBTFUL_ROLES = frozenset({"banner", "complementary", "form"})
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST_NAME = 300
_FAIR_SHARE = 0.3
_PROSE_BLOCK = 60
_MOST_HEADINGS = 20


@dataclass(frozen=True)
class Selection:
    """What to render: `headline` first, then `roots`; no subtree that begins in `dropped`.

    `whole_page` says that there may be boilerplate which only its looks give away.
    """

    roots: tuple[int, ...]
    dropped: frozenset[int] = frozenset()
    headline: int | None = None
    whole_page: bool = False


@dataclass(frozen=True)
class _Measured:
    """What is silent, and how much prose each subtree holds, in characters."""

    silent: list[bool]
    prose: list[int]
    doubtful: list[int] = field(default_factory=list)


def select(tree: Tree, titles: Sequence[str], *, whole_page: bool) -> Selection:
    """Choose the article. `titles` are what the page calls itself, best first."""
    measured = _measure(tree)
    body = next(tree.named("body"), 0)
    roots = _roots(tree, measured, body) if whole_page else (body,)
    total = sum(measured.prose[root] for root in roots)
    dropped = {
        i for i in measured.doubtful if whole_page and measured.prose[i] * 2 <= total and i not in roots
    }
    dropped |= {i for i in range(len(tree)) if measured.silent[i] and not _silent_above(tree, measured, i)}
    title = _title(tree, measured, titles, roots) if whole_page else None
    return Selection(roots, frozenset(dropped), title, whole_page)


def _silent_above(tree: Tree, measured: _Measured, i: int) -> bool:
    parent = tree.parents[i]
    return parent >= 0 and measured.silent[parent]


def _measure(tree: Tree) -> _Measured:
    silent, prose, doubtful = [False] * len(tree), [0] * len(tree), []
    in_paragraph, in_link = [False] * len(tree), [False] * len(tree)
    for i, name in enumerate(tree.names):
        parent = tree.parents[i]
        if parent >= 0:
            silent[i], in_paragraph[i], in_link[i] = silent[parent], in_paragraph[parent], in_link[parent]
        if name:
            silent[i] = silent[i] or _is_silent(name, tree.attributes[i])
            in_paragraph[i] = in_paragraph[i] or name == "p"
            in_link[i] = in_link[i] or name == "a"
            if not silent[i] and _is_doubtful(tree, i):
                doubtful.append(i)
        elif not silent[i] and not in_link[i]:
            length = len(tree.texts[i].strip())
            prose[i] = length if in_paragraph[i] or length >= _PROSE_BLOCK else 0
    for i in range(len(tree) - 1, 0, -1):
        prose[tree.parents[i]] += prose[i]
    return _Measured(silent, prose, doubtful)


def _is_silent(name: str, attributes: dict[str, str]) -> bool:
    if name in SILENT or "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    return attributes.get("role", "").lower() in _SILENT_ROLES or bool(
        _INVISIBLE.search(attributes.get("style", "")[:_LONGEST_NAME])
    )


def _is_doubtful(tree: Tree, i: int) -> bool:
    name, attributes = tree.names[i], tree.attributes[i]
    if name in {"html", "body", "main"} or attributes.get("itemprop", "") == "articleBody":
        return False
    if name in _DOUBTFUL or attributes.get("role", "").lower() in _DOUBTFUL_ROLES:
        return True
    return any(
        _is_boilerplate(attributes[key][:_LONGEST_NAME]) for key in ("class", "id") if attributes.get(key)
    )


def _is_boilerplate(names: str) -> bool:
    for name in names.split():
        parts = [part.lower() for part in _NAME_PART.findall(name)]
        pairs = [f"{a}-{b}" for a, b in pairwise(parts)]
        if not _boilerplate_words().isdisjoint([*parts, *pairs]):
            return True
    return False


@cache
def _boilerplate_words() -> frozenset[str]:
    listed = files("assistant.reading.markup").joinpath("boilerplate.txt").read_text("utf-8")
    return frozenset(line for line in listed.splitlines() if line and not line.startswith("#"))


def _roots(tree: Tree, measured: _Measured, body: int) -> tuple[int, ...]:
    """The elements that the page calls its article, if they hold a fair share of its prose."""
    enough = _FAIR_SHARE * measured.prose[body]
    attributes = tree.attributes
    bodies = _outermost(
        tree, [i for i in range(len(tree)) if "articleBody" in attributes[i].get("itemprop", "").split()]
    )
    articles = [
        i for i in range(len(tree)) if tree.names[i] == "article" or attributes[i].get("role") == "article"
    ]
    mains = [i for i in range(len(tree)) if tree.names[i] == "main" or attributes[i].get("role") == "main"]
    largest = [[max(group, key=lambda i: measured.prose[i])] for group in (articles, mains) if group]
    for candidate in [bodies, *largest]:
        share = sum(measured.prose[i] for i in candidate)
        if candidate and share > 0 and share >= enough:
            return tuple(candidate)
    return (body,)


def _outermost(tree: Tree, nodes: Sequence[int]) -> list[int]:
    found: list[int] = []
    for i in nodes:
        if not found or i >= tree.ends[found[-1]]:
            found.append(i)
    return found


def _title(tree: Tree, measured: _Measured, titles: Sequence[str], roots: Sequence[int]) -> int | None:
    """The heading that shows the headline: the one that the titles repeat, else the article's own."""
    headings = [i for i in tree.named("h1") if not measured.silent[i]][:_MOST_HEADINGS]
    headings = [i for i in headings if tree.text(i)]
    known = [fold(title) for title in titles]
    for i in headings:
        shown = fold(tree.text(i))
        if any(shown in title or title in shown for title in known):
            return i
    inside = [i for i in headings if any(root <= i < tree.ends[root] for root in roots)]
    return inside[0] if inside else None
