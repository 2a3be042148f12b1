"""Calls and tokens for 4,500 characters, whole-article window (aims: 2 calls, 6,000 prompt, 2,500 completion)."""

import asyncio
import json
from collections.abc import Iterator

from pydantic import BaseModel

from assistant import Report
from assistant.asking import Question
from assistant.checking import Assistant
from assistant.config import Settings
from benchmarks.material import article

QUOTED_WORDS = 8


def lines() -> Iterator[str]:
    """Counted by LiteLLM's own counter; a full answer has an item for every sentence, or every attribution."""
    from assistant.model.provider import litellm

    count = litellm().token_counter
    assistant = Assistant(Settings())
    subject = article()
    report = asyncio.run(assistant.check([subject]))
    answers = {"claims": _claims(report), "sources": _sources(report)}
    calls = prompt = completion = 0
    for stage, items in answers.items():
        for question in asyncio.run(assistant.questions(stage, [subject])):
            calls += 1
            prompt += count(model="gpt-4o", text=_sent(question))
            full = question.answer.model_validate({"items": items})
            completion += count(model="gpt-4o", text=full.model_dump_json(exclude_none=True))
            yield f"{stage}: {len(items)} items in the full answer"
    yield f"{calls} calls, {prompt:,} prompt tokens (schema included), {completion:,} completion tokens"


def _sent(question: Question[BaseModel]) -> str:
    return "\n".join(message.content for message in question.messages) + json.dumps(question.schema)


def _claims(report: Report) -> list[dict[str, object]]:
    (subject,) = report.articles
    return [
        {"sentences": [n], "quote": _first(subject.words(sentence)), "kind": "quantity", "checkable": True}
        for n, sentence in enumerate(subject.sentences, 1)
    ]


def _sources(report: Report) -> list[dict[str, object]]:
    return [
        {
            "sentences": [max(1, said.sentences[0])],
            "quote": _first(said.content_anchors[0].exact),
            "source": said.source.text or "it",
            "cue": said.cue or "said",
            "voices": "prediction",
        }
        for said in report.attributions
    ]


def _first(words: str) -> str:
    return " ".join(words.split()[:QUOTED_WORDS])
