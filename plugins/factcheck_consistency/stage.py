"""The consistency stage: where articles disagree, and how many sources stand behind what they share."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import BaseModel

from assistant.rule import Rule, Scope
from assistant.stage import Answered, PromptStage, Provided
from assistant.view import View
from assistant.windows import Window
from factcheck_consistency.answer import ConsistencyAnswer
from factcheck_consistency.baseline import compared
from factcheck_consistency.judging import pairs_shown, pairs_to_judge, windows_of
from factcheck_consistency.merging import merged
from factcheck_consistency.rules import RULES


class ConsistencyStage(PromptStage[ConsistencyAnswer]):
    """Compares related claims: by rules, and with a model that judges the pairs worth a second look."""

    name: ClassVar[str] = "consistency"
    scope: ClassVar[Scope] = "story"
    needs: ClassVar[frozenset[str]] = frozenset({"claims", "attributions"})
    provides: ClassVar[frozenset[str]] = frozenset({"relations", "corroboration"})
    rules: ClassVar[tuple[Rule, ...]] = RULES
    answer: ClassVar[type[BaseModel]] = ConsistencyAnswer

    def draft(self, view: View) -> Provided:
        """The relations and the corroboration that the rules find."""
        return compared(view)

    def windows(self, view: View, draft: Provided, limit: int | None) -> Sequence[Window]:
        """Batches of pairs: conflicts that the rules found, and pairs that they left open."""
        _ = draft
        return windows_of(pairs_to_judge(view), limit)

    def ask(self, window: Window, draft: Provided) -> Mapping[str, object]:
        """The pairs of the window, each sentence with its article's letter and date."""
        _ = draft
        return {"pairs": pairs_shown(window)}

    def merge(self, view: View, draft: Provided, answers: Sequence[Answered]) -> Provided:
        """The rules' relations, confirmed or vetoed, and the model's own."""
        return merged(view, draft, answers)
