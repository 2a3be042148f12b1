"""The claims stage: what an article says that can be checked."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import BaseModel

from assistant.report import Claim
from assistant.rule import Rule
from assistant.stage import Answered, PromptStage, Provided
from assistant.view import View
from assistant.windows import Window
from factcheck_claims.answer import ClaimsAnswer
from factcheck_claims.baseline import claims_of
from factcheck_claims.merge import merged
from factcheck_claims.rules import RULES


class ClaimsStage(PromptStage[ClaimsAnswer]):
    """Finds checkable statements: by rules of language, and with a model that labels the sentences."""

    name: ClassVar[str] = "claims"
    provides: ClassVar[frozenset[str]] = frozenset({"claims"})
    rules: ClassVar[tuple[Rule, ...]] = RULES
    answer: ClassVar[type[BaseModel]] = ClaimsAnswer

    def draft(self, view: View) -> Provided:
        """The claims that the rules find."""
        return Provided(claims=claims_of(view.article))

    def ask(self, window: Window, draft: Provided) -> Mapping[str, object]:
        """The rules' label of each sentence, for a prompt that shows the draft: `v2`, and not `v1`."""
        asked = {place.sentence.n for place in window.places}
        claims = [claim for claim in draft.claims if not asked.isdisjoint(claim.sentences)]
        return {"labels": [_label(claims, place.sentence.n) for place in window.places]}

    def merge(self, view: View, draft: Provided, answers: Sequence[Answered]) -> Provided:
        """The claims of both; what the model denies is rejected as `dropped_by_model`."""
        return merged(view, draft, answers)


def _label(drafted: Sequence[Claim], sentence: int) -> str:
    """What the rules take a sentence for, in the words of the prompt; nothing where they found no claim."""
    claims = [claim for claim in drafted if sentence in claim.sentences]
    checkable = next((claim for claim in claims if claim.checkable), None)
    if checkable is not None:
        return f"checkable, {checkable.kind}"
    return "prediction" if claims else ""
