"""A fixed sample of the held-out half of SummEdits, for a model too slow to judge all of it.

Twelve versions of each edit type and twice as many consistent ones, in the order of the SHA-256 of their
words, so that the choice is nobody's and any first part of it is a sample too. Run as
`python -m benchmarks.sample summedits_news_dev.jsonl sample.jsonl`.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from assistant.evaluation.adapters.halves import half

OF_EACH_TYPE = 12
Row = dict[str, Any]


def sampled(rows: list[Row]) -> list[Row]:
    """The sample, in the order of the SHA-256 of the versions' words."""
    held_out = half((row["doc"] for row in rows), "test")
    ordered = sorted((row for row in rows if row["doc"] in held_out), key=_digest)
    kinds = sorted({kind for row in rows for kind in row["edit_types"] if not row["label"]})
    chosen = {_digest(row): row for row in [row for row in ordered if row["label"]][: 2 * OF_EACH_TYPE]}
    for kind in kinds:
        left = [r for r in ordered if not r["label"] and kind in r["edit_types"] and _digest(r) not in chosen]
        chosen |= {_digest(row): row for row in left[:OF_EACH_TYPE]}
    return [chosen[key] for key in sorted(chosen)]


def _digest(row: Row) -> str:
    return sha256(f"{row['summary']}\n{row['doc']}".encode()).hexdigest()


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    lines = source.read_text("utf-8").splitlines()
    kept = sampled([json.loads(line) for line in lines])
    target.write_text("".join(json.dumps(row) + "\n" for row in kept), "utf-8")
    print(f"{len(kept)} versions of {len({row['doc'] for row in kept})} articles")
