"""The sources stage: who is said to have said what."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import BaseModel

from assistant.report import Attribution
from assistant.rule import Rule
from assistant.stage import Answered, PromptStage, Provided
from assistant.view import View
from assistant.windows import Window
from factcheck_sources.answer import SourcesAnswer
from factcheck_sources.baseline import attributions
from factcheck_sources.merge import merged
from factcheck_sources.rules import RULES


class SourcesStage(PromptStage[SourcesAnswer]):
    """Finds attributions: by rules of language, and with a model that finds and quotes them."""

    name: ClassVar[str] = "sources"
    provides: ClassVar[frozenset[str]] = frozenset({"attributions"})
    rules: ClassVar[tuple[Rule, ...]] = RULES
    answer: ClassVar[type[BaseModel]] = SourcesAnswer

    def draft(self, view: View) -> Provided:
        """The attributions that the rules find."""
        return Provided(attributions=attributions(view.article))

    def ask(self, window: Window, draft: Provided) -> Mapping[str, object]:
        """Whom the rules credit in each sentence, for a prompt that shows the draft: `v2`, and not `v1`."""
        asked = {place.sentence.n for place in window.places}
        drafted = [one for one in draft.attributions if not asked.isdisjoint(one.sentences)]
        return {"found": [_credited(drafted, place.sentence.n) for place in window.places]}

    def merge(self, view: View, draft: Provided, answers: Sequence[Answered]) -> Provided:
        """The attributions of both; a guess of the rules that the model contradicts is `dropped_by_model`."""
        return merged(view, draft, answers)


def _credited(drafted: Sequence[Attribution], sentence: int) -> list[str]:
    """The sources of what the rules found in a sentence; none is named where quoted words stand alone."""
    mine = [one for one in drafted if sentence in one.sentences]
    return list(dict.fromkeys(one.source.text for one in mine if one.source.kind != "none"))
