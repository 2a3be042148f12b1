"""How the thresholds for rewritten sentences are chosen: on dev material alone, each by itself.

`python -m tests.pairs.thresholds [summedits_news_dev.jsonl]` tries the values of GRID for one threshold while
the others stay, on the dev pairs and on the first half of SummEdits if its file is given. The choice is the value
with the fewest false alarms; among those the one that finds most; among those the strictest, which stands last.
Values looser than today's are shown and not chosen: what they cost in the news no dev set is large enough to say.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from assistant.article import Article
from assistant.evaluation.adapters.halves import half
from assistant.evaluation.scoring.conflicts import CONFLICTS
from assistant.view import View
from factcheck_consistency import rewrites
from factcheck_consistency.baseline import compared
from tests.pairs.scoring import Score, count, examined, read

GRID: dict[str, tuple[float, ...]] = {
    "_OVERLAP": (0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "_CLOSE": (0.5, 0.55, 0.6, 0.65, 0.7, 0.8),
    "_COPIED": (0.7, 0.75, 0.8, 0.85, 0.9),
    "_LONG": (5, 6, 7, 8, 9, 10),
    "_ALIKE": (1, 2, 3),
}


@dataclass(frozen=True)
class Material:
    """Views of which claims and sources are known: the dev pairs, and versions with whether each is consistent."""

    pairs: list[tuple[dict, View]]
    versions: list[tuple[bool, View]]

    def outcome(self) -> tuple[int, int]:
        """How many conflicts are false, and how many are found."""
        total = Score()
        for pair, view in self.pairs:
            count(total, pair, _compared(view))
        false, found = total.false.total(), total.found.total()
        for consistent, view in self.versions:
            told = any(relation.kind in CONFLICTS for relation in _compared(view).relations)
            false, found = false + (told and consistent), found + (told and not consistent)
        return false, found


def material(summedits: Path | None) -> Material:
    """The dev pairs and the dev half of SummEdits, examined once."""
    return Material(read("dev"), list(_versions(summedits)) if summedits else [])


def _versions(path: Path) -> Iterator[tuple[bool, View]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    dev = half((row["doc"] for row in rows), "dev")
    for row in (row for row in rows if row["doc"] in dev):
        texts = (("doc", row["doc"]), ("version", row["summary"]))
        articles = [Article.from_text(text, id=id_, language="en") for id_, text in texts]
        yield bool(row["label"]), examined(articles).view


def _compared(view: View) -> View:
    found = compared(replace(view, relations=(), corroboration=()))
    return replace(view, relations=found.relations, corroboration=found.corroboration)


def main() -> None:
    """Print what every value comes to, and the choice."""
    known = material(Path(sys.argv[1]) if sys.argv[1:] else None)
    for name, values in GRID.items():
        outcomes = {}
        for value in values:
            with mock.patch.object(rewrites, name, value):
                outcomes[value] = known.outcome()
        strict = [value for value in reversed(values) if value >= getattr(rewrites, name)]
        chosen = min(strict, key=lambda value: (outcomes[value][0], -outcomes[value][1]))
        tried = ", ".join(f"{v}: {false} false, {found} found" for v, (false, found) in outcomes.items())
        print(f"{name} is {getattr(rewrites, name)}, chosen {chosen} ({tried})")  # noqa: T201


if __name__ == "__main__":
    main()
