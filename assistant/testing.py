"""For plugin authors: a scripted model, and a check that a stage keeps the contract.

from assistant.testing import ScriptedModel, verify_stage

verify_stage(MyStage(), Article.from_text("…"), model=ScriptedModel({"mine": [{"items": []}]}))
"""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy

from pydantic import BaseModel, JsonValue, ValidationError

from assistant.article import Article, identified
from assistant.asking import A, Question, Reply, Usage
from assistant.pipeline import Examined, examine
from assistant.registry import chosen, installed
from assistant.stage import FIELDS, Stage

__all__ = ["ScriptedModel", "installed_stages", "verify_stage"]

_SAID = ("code", "name", "when", "why", "example", "better", "fix")


class ScriptedModel:
    """A model that gives prepared answers, in order, by stage name; and remembers what it was asked.

    An answer is what the model would have said as JSON, validated like a real reply. A string stands
    for a failure with that message. It raises AssertionError when it is asked more than was prepared.
    """

    alias = "scripted"

    def __init__(
        self,
        answers: Mapping[str, Sequence[JsonValue]],
        *,
        window: int | None = None,
        prompt_version: str | None = None,
        ends_in_baseline: bool = False,
    ) -> None:
        self.window = window
        self.prompt_version = prompt_version
        self.ends_in_baseline = ends_in_baseline
        self.questions: list[Question[BaseModel]] = []
        self._answers = {stage: list(prepared) for stage, prepared in deepcopy(dict(answers)).items()}

    async def ask(self, question: Question[A]) -> Reply[A]:
        """The next prepared answer for the question's stage."""
        self.questions.append(question)
        prepared = self._answers.get(question.stage)
        if not prepared:
            raise AssertionError(
                f"no answer prepared for call {len(self.questions)}, of stage {question.stage!r}"
            )
        answer = prepared.pop(0)
        usage = Usage(calls=1, attempts=1, prompt_tokens=sum(len(m.content) for m in question.messages) // 4)
        if isinstance(answer, str):
            return Reply(answer=None, error=answer, usage=usage, engine=self.alias, model=self.alias)
        try:
            valid = question.answer.model_validate_json(json.dumps(answer))
        except ValidationError as error:
            return Reply(answer=None, error=f"invalid answer: {error}", usage=usage, engine=self.alias)
        return Reply(answer=valid, usage=usage, engine=self.alias, model=self.alias)


def verify_stage(
    stage: Stage, *articles: Article, model: ScriptedModel | None = None, among: Iterable[Stage] | None = None
) -> Examined:
    """Run a stage as a check would, after the stages it needs, and return what came of it.

    `among` are the other stages to choose from (None: the installed ones). Raises AssertionError when
    the stage breaks its contract: its declaration, its results, its anchors, or not the same result
    for the same articles. A failure that `model` was scripted to cause is no breach.
    """
    _hold(isinstance(stage, Stage), "a stage has name, scope, needs, provides, rules and run")
    stray = ", ".join(sorted(stage.provides - FIELDS - {stage.name}))
    _hold(not stray, f"{stage.name} provides {stray}, which is neither a report field nor its own name")
    for rule in stage.rules:
        unsaid = ", ".join(name for name in _SAID if not getattr(rule, name))
        _hold(not unsaid, f"rule {rule.code} of {stage.name} does not say its {unsaid}")
    others = installed_stages() if among is None else tuple(among)
    needed = [other for other in others if other.name != stage.name and other.provides & stage.needs]
    ready = identified(articles)

    def run(answering: ScriptedModel | None) -> Examined:
        return asyncio.run(
            examine(ready, [*needed, stage], lambda name: answering if name == stage.name else None)
        )

    again = deepcopy(model)
    first = run(model)
    errors = [t.error for t in first.traces if t.name == stage.name and t.status == "failed"]
    _hold(not errors or model is not None, f"{stage.name} failed: {', '.join(filter(None, errors))}")
    _hold(first.view == run(again).view, f"{stage.name} gives other results for the same articles")
    return first


def installed_stages() -> tuple[Stage, ...]:
    """The installed stages in the order a check runs them."""
    return chosen(installed())


def _hold(condition: bool, breach: str) -> None:
    if not condition:
        raise AssertionError(breach)
