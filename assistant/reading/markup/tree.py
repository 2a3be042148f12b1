"""A parsed page as flat lists in document order, so that no depth of nesting needs recursion."""

from collections.abc import Iterator
from dataclasses import dataclass

BLANKS = " \t\n\r\f"


@dataclass(frozen=True)
class Tree:
    """Node `i` has its subtree at `i:ends[i]` and its parent at `parents[i]` (-1: none).

    `names` are element names, "" for text; `texts` and `origins` are of text only. `origins` count
    code points of the markup as it was sent.
    """

    names: list[str]
    attributes: list[dict[str, str]]
    texts: list[str]
    origins: list[int | None]
    parents: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.names)

    def named(self, *names: str) -> Iterator[int]:
        """The elements of these names, in order."""
        return (i for i, name in enumerate(self.names) if name in names)

    def text(self, i: int) -> str:
        """All text within, white space folded."""
        return " ".join("".join(self.texts[i : self.ends[i]]).split())


def parse(markup: str) -> Tree:
    """Parse as a browser without scripts would (HTML5)."""
    # Here, for it takes longer to import than the rest of this package, and plain text needs none of it.
    from justhtml import JustHTML, Text

    shift = 1 if markup.startswith("\ufeff") else 0
    page = JustHTML(markup, sanitize=False, track_node_locations=True, scripting_enabled=False)
    tree = Tree([], [], [], [], [], [])
    pending: list[tuple[object, int]] = [(page.root, -1)]
    while pending:
        node, parent = pending.pop()
        here = len(tree)
        text = node.data or "" if isinstance(node, Text) else ""
        origin = node.origin_offset if isinstance(node, Text) else None
        name = "" if isinstance(node, Text) else str(getattr(node, "name", "") or "#")
        found = getattr(node, "attrs", None) or {}
        tree.names.append(name)
        tree.attributes.append({key: value or "" for key, value in found.items()})
        tree.texts.append(text)
        tree.origins.append(None if origin is None else origin + shift)
        tree.parents.append(parent)
        tree.ends.append(here + 1)
        pending.extend((child, here) for child in reversed(getattr(node, "children", None) or ()))
    for i in range(len(tree) - 1, 0, -1):
        parent = tree.parents[i]
        tree.ends[parent] = max(tree.ends[parent], tree.ends[i])
    return tree
