"""The beginnings of articles, each as long as one call of a small model, so that many can be asked in little time.

An excerpt is the first six sentences without the headline, and what is annotated in them. Pages in HTML are left
out. Run as `python -m benchmarks.excerpts tests/gold/test.jsonl excerpts.jsonl`; SEER's lines work too.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from assistant.article import Article
from assistant.errors import InputError
from assistant.evaluation.gold import AttributionLine, GoldLine, Words, place

SENTENCES = 6
Row = dict[str, Any]
P = TypeVar("P")


def excerpt(row: Row) -> Row | None:
    """The row cut short; None where the body is a page."""
    if "body" in row:
        return _of_seer(row)
    return _of_ours(row) if "text" in row else None


def _of_ours(row: Row) -> Row:
    article = _begun(row["text"])
    line = GoldLine.model_validate(row)
    kept = {name: row[name] for name in ("id", "split", "outlet", "published_at") if name in row}
    claims = [raw for raw, one in _pairs(row["claims"], line.claims) if _stand(article, one.quote)]
    credits_ = [_credit(article, *pair) for pair in _pairs(row["attributions"], line.attributions)]
    return {**kept, "text": article.text, "claims": claims, "attributions": [one for one in credits_ if one]}


def _credit(article: Article, raw: Row, line: AttributionLine) -> Row | None:
    """What stands of an attribution; where its source or cue does not, its content alone."""
    content = [words for words, part in _pairs(raw["content"], line.content) if _stand(article, part)]
    if not content:
        return None
    whole = _stand(article, line.source, line.cue, *line.relay, line.reason or "")
    return {**raw, "content": content} if whole else {"content": content}


def _of_seer(row: Row) -> Row:
    text = _begun(row["body"]).text
    claims = [
        claim for claim in row["claims"] if claim["source_span"] and claim["source_span"][1] <= len(text)
    ]
    return {**row, "title": None, "body": text, "claims": claims}


def _begun(text: str) -> Article:
    whole = Article.from_text(text, language="en")
    return Article.from_text(text[: whole.sentences[:SENTENCES][-1].end], language="en")


def _pairs(raw: Sequence[Any], parsed: Sequence[P] | None) -> list[tuple[Any, P]]:
    return list(zip(raw, parsed or (), strict=True))


def _stand(article: Article, *several: Words) -> bool:
    """Whether all of these words are in the excerpt; no words are."""
    try:
        return all(place(article, words, "") for words in several if words)
    except InputError:
        return False


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    rows = map(json.loads, source.read_text("utf-8").splitlines())
    excerpts = [short for row in rows if (short := excerpt(row))]
    target.write_text("".join(json.dumps(row) + "\n" for row in excerpts), "utf-8")
    print(f"{len(excerpts)} excerpts")
