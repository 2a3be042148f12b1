"""HTML: its body text, and the way from every character of it back into the markup.

tree        the page as flat lists in document order
metadata    what the page says about itself
body        which part is the article, and what in it is boilerplate
align       where the characters of a text node stand in the markup
render      text and segments of that part
trim        boilerplate that only its looks give away
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.anchors import Segment
from assistant.reading.markup import body, metadata, render, trim
from assistant.reading.markup.tree import parse

_PAGE = re.compile(r"<(?:html|head|body)[\s>]", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """What an HTML page says: its text, where that stands in the markup, and its metadata.

    `headed` says that the text begins with a heading.
    """

    text: str
    segments: tuple[Segment, ...]
    metadata: Mapping[str, object]
    headed: bool


def read(markup: str) -> Page:
    """Read a page, or a fragment without html, head and body tags, of which little is taken for boilerplate.

    Time and memory are linear in the length, however deep the nesting.
    """
    tree = parse(markup)
    about = metadata.read(tree)
    selection = body.select(tree, about.titles, whole_page=_PAGE.search(markup) is not None)
    found = render.blocks(tree, markup, selection)
    if selection.whole_page:
        named_none = tree.names[selection.roots[0]] == "body"
        found = trim.kept(found, body_only=named_none, headed=selection.headline is not None)
    text, segments = render.join(found)
    shown = found[0].text if found and selection.headline is not None else None
    headline = shown or next(iter(about.titles), None)
    fields = {**about.fields, "headline": headline} if headline else about.fields
    return Page(text, segments, fields, bool(found) and found[0].name in render.HEADINGS)
