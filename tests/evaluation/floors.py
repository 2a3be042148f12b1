"""The scores below which the baseline may not fall on the project's own sets.

`python -m tests.evaluation.floors` measures them again and writes `floors.json`. Of the test split only the
totals named here are read, never a single miss.
"""

import asyncio
import json
from math import floor
from pathlib import Path

from assistant import Assistant, Settings
from assistant.evaluation.datasets import read
from assistant.evaluation.run import evaluate

HERE = Path(__file__).parent
FILE = HERE / "floors.json"
SETS = {
    "gold dev": HERE.parent / "gold" / "dev.jsonl",
    "gold test": HERE.parent / "gold" / "test.jsonl",
}
TOTALS = {
    ("claims", "checkable F1"),
    ("claims", "high priority in the first five"),
    ("attributions", "content precision"),
    ("attributions", "content recall"),
    ("attributions", "content F1"),
    ("attributions", "source kind right"),
    ("attributions", "name right"),
    ("relations", "all kinds F1"),
}


def measured(name: str) -> dict[str, float]:
    """The totals of the baseline on one of the sets."""
    results = asyncio.run(evaluate(Assistant(Settings()), read(SETS[name]), model="baseline"))
    assert not results.unscored
    return {
        f"{m.field}: {m.name}": m.value
        for m in results.measures
        if (m.field, m.name) in TOTALS and m.value is not None
    }


def main() -> None:
    """Write what is measured now, rounded down to two decimals."""
    floors = {
        name: {total: floor(value * 100) / 100 for total, value in measured(name).items()} for name in SETS
    }
    FILE.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
