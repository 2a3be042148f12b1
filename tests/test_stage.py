"""PromptStage on a toy stage and a scripted model: what becomes of answers, failures and languages."""

from typing import ClassVar

from pydantic import BaseModel, Field

from assistant import Article, PromptStage, Provided, Quoted
from assistant.asking import bounded_schema
from assistant.testing import ScriptedModel, verify_stage
from assistant.windows import cut
from tests.fakes import claim

TEXT = "One bridge is shut.\n\nTwo schools are open.\n\nThree roads are wet.\n\nFour shops are full."


class Answer(BaseModel):
    items: list[Quoted] = Field(max_length=9, json_schema_extra={"x-per-sentence": 1})


class Toy(PromptStage[Answer]):
    """The draft claims every sentence; the merge keeps what the draft or the model has."""

    name = "toy"
    provides = frozenset({"claims"})
    answer: ClassVar[type[BaseModel]] = Answer

    def draft(self, view):
        return Provided(claims=tuple(claim(view.article, s.n) for s in view.article.sentences))

    def ask(self, window, draft):
        return {}

    def merge(self, view, draft, answers):
        said = [claim(view.article, n, by="model") for a in answers for i in a.items for n in i.sentences]
        return draft.model_copy(update={"claims": (*draft.claims, *said)})


WINDOWS = cut(Article.from_text(TEXT, language="en"), 2)
FAILING_LAST = [*[{"items": []}] * (len(WINDOWS) - 1), "it was cut off"]


def item(number, quote):
    return {"sentences": [number], "quote": quote}


def examined(*answers, language="en", **model):
    article = Article.from_text(TEXT, language=language)
    scripted = ScriptedModel({"toy": list(answers)}, **model) if answers else None
    return verify_stage(Toy(), article, model=scripted, among=[])


def by(examined):
    return [(claim.by, claim.sentences) for claim in examined.view.claims]


def test_without_a_model_the_draft_is_the_result():
    found = examined()
    (trace,) = found.traces
    assert (trace.status, trace.engine, trace.coverage.examined) == ("ok", "baseline", 4)
    assert len(found.view.claims) == 4


def test_a_language_the_baseline_does_not_know_is_skipped_and_not_empty():
    (trace,) = examined(language="de").traces
    assert trace.status == "skipped"
    assert trace.skipped_because == "without a model it knows en; this is de"
    assert trace.coverage.examined == 0


def test_a_model_may_know_a_language_that_the_baseline_does_not():
    found = examined({"items": [item(1, "One bridge")]}, language="de")
    assert found.traces[0].status == "ok"
    assert by(found) == [("model", (1,))]


def test_answers_are_grounded_before_merge_sees_them():
    found = examined({"items": [item(1, "One bridge"), item(2, "Nine schools")]})
    assert ("model", (1,)) in by(found)
    assert ("model", (2,)) not in by(found)
    (rejected,) = found.rejected
    assert rejected.item["quote"] == "Nine schools"
    assert rejected.reason.startswith("quote_not_found")
    (trace,) = found.traces
    assert (trace.status, trace.engine, trace.calls, trace.prompt) == ("ok", "scripted", 1, "toy/v1")


def test_a_small_model_is_asked_window_by_window_with_numbers_of_its_own():
    firsts = [window.places[0] for window in WINDOWS]
    found = examined(*({"items": [item(1, " ".join(place.words.split()[:2]))]} for place in firsts), window=2)
    assert [n for who, (n,) in by(found) if who == "model"] == [place.sentence.n for place in firsts]
    assert found.traces[0].calls == len(WINDOWS) > 1


def test_an_outage_is_a_failure_and_no_draft_takes_its_place():
    found = examined("the provider is out of reach")
    (trace,) = found.traces
    assert (trace.status, trace.error, trace.coverage.examined) == (
        "failed",
        "the provider is out of reach",
        0,
    )
    assert found.view.claims == ()
    assert found.status == "failed"


def test_a_window_that_failed_is_left_out_and_the_rest_is_kept():
    found = examined(*FAILING_LAST, window=2)
    (trace,) = found.traces
    answered = {place.sentence.n for window in WINDOWS[:-1] for place in window.places}
    assert (trace.status, trace.engine, trace.coverage.examined) == ("partial", "scripted", len(answered))
    assert {n for c in found.view.claims for n in c.sentences} == answered


def test_the_baseline_completes_only_where_the_config_says_so_and_says_it_did():
    found = examined(*FAILING_LAST, window=2, ends_in_baseline=True)
    (trace,) = found.traces
    assert (trace.status, trace.engine, trace.error) == ("partial", "baseline", "it was cut off")
    assert trace.coverage.examined == 4 - len(WINDOWS[-1].places)
    assert {n for c in found.view.claims for n in c.sentences} == {1, 2, 3, 4}


def test_the_schema_bounds_numbers_and_lists():
    schema = bounded_schema(Answer, range(1, 4))
    assert schema["properties"]["items"]["maxItems"] == 3
    assert schema["$defs"]["Quoted"]["properties"]["sentences"]["items"] == {
        "type": "integer",
        "enum": [1, 2, 3],
    }
    assert "x-" not in str(schema)
