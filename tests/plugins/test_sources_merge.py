"""Draft and model brought together: confirmed, added, described by rules, turned away with a reason."""

import pytest

from assistant.article import Article
from assistant.grounding import Grounded
from assistant.stage import Answered, Provided
from assistant.testing import ScriptedModel
from assistant.view import View
from assistant.windows import cut
from factcheck_sources import SourcesStage
from factcheck_sources.answer import CreditedStatement

STAGE = SourcesStage()


def merged(text: str, *items: tuple[str, str, str, str]) -> tuple[Provided, Provided]:
    """The draft, and the result with the model's items: quote, source, cue, what it voices."""
    article = Article.from_text(text, id="a", language="en")
    view = View((article,))
    draft = STAGE.draft(view)
    grounded = []
    for quote, source, cue, voices in items:
        words = {"quote": quote, "source": source, "cue": cue}
        anchors = {}
        for name, exact in words.items():
            start = text.index(exact)
            anchors[name] = article.anchor("text", start, start + len(exact))
        numbers = tuple(sentence.n for sentence in article.sentences_at(anchors["quote"]))
        item = CreditedStatement(sentences=list(numbers), voices=voices, **words)
        grounded.append(Grounded(item=item, article=article, sentences=numbers, anchors=anchors))
    (window,) = cut(article, None)
    return draft, STAGE.merge(view, draft, [Answered(window, tuple(grounded), complete=True)])


def test_what_both_find_is_the_rules_item_by_both():
    draft, result = merged("The dam leaks, Ida Brandt said.", ("The dam leaks", "Ida Brandt", "said", "fact"))
    assert result.attributions == (draft.attributions[0].model_copy(update={"by": "both"}),)
    assert result.rejected == ()


def test_what_the_model_does_not_mention_stays():
    draft, result = merged("The dam leaks, Ida Brandt said.")
    assert result == draft


def test_what_only_the_model_finds_is_described_by_rules():
    text = "Ida Brandt was blunt about it in her column, where the dam stood for all that may go wrong."
    draft, result = merged(text, ("the dam stood for all", "Ida Brandt", "was blunt", "opinion"))
    assert draft.attributions == ()
    (one,) = result.attributions
    assert (one.by, one.source.kind, one.source.name) == ("model", "person", "Ida Brandt")
    assert one.content_anchors[0].exact.endswith("all that may go wrong")
    assert one.hedged


def test_a_guess_of_the_rules_gives_way_to_the_model():
    text = "Ida Brandt spoke first. Jonas Berg listened.\n\n“Nobody has ever asked us about it.”"
    draft, result = merged(text, ("Nobody has ever asked us", "Ida Brandt", "spoke", "opinion"))
    (one,) = result.attributions
    assert one.by == "model"
    assert draft.attributions[0].source.name != "Ida Brandt"
    assert [rejected.reason for rejected in result.rejected] == ["dropped_by_model"]


def test_where_the_words_decide_the_rules_stand():
    text = "The dam leaks, Ida Brandt said after Jonas Berg had left."
    draft, result = merged(text, ("The dam leaks", "Jonas Berg", "said", "fact"))
    assert result.attributions == draft.attributions
    assert [rejected.stage for rejected in result.rejected] == ["sources"]
    assert "another source" in result.rejected[0].reason


def test_the_model_says_more_only_where_no_word_decides():
    text = "The dam is what it is, Ida Brandt said."
    _, result = merged(text, ("The dam is what it is", "Ida Brandt", "said", "opinion"))
    assert result.attributions[0].content_kind == "opinion"
    text = "The dam will leak, Ida Brandt said."
    _, result = merged(text, ("The dam will leak", "Ida Brandt", "said", "fact"))
    assert result.attributions[0].content_kind == "prediction"


def test_a_pronoun_is_the_person_named_before():
    text = "The dam leaks, Ida Brandt said. She was blunt: it is a scandal that nobody repairs it."
    _, result = merged(text, ("it is a scandal", "She", "was blunt", "opinion"))
    assert result.attributions[-1].source.name == "Ida Brandt"


async def test_the_stage_runs_with_a_model_and_grounds_its_words():
    text = "The dam leaks, Ida Brandt said. It is a scandal, she added."
    article = Article.from_text(text, id="a", language="en")
    item = {
        "sentences": [1],
        "quote": "The dam leaks",
        "source": "Ida Brandt",
        "cue": "said",
        "voices": "fact",
    }
    invented = {**item, "quote": "The dam burst"}
    outcome = await STAGE.run(View((article,)), ScriptedModel({"sources": [{"items": [item, invented]}]}))
    assert [one.by for one in outcome.provided.attributions] == ["both", "baseline"]
    assert len(outcome.provided.rejected) == 1
    assert outcome.trace.status == "ok"


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (
            "Modern conflicts highlight the cost of fuel.",
            ("the cost of fuel", "Modern conflicts", "highlight"),
        ),
        ("North Karsk represents the risk of war.", ("the risk of war", "North Karsk", "represents")),
        ("The wider world is tired of the war.", ("tired of the war", "The wider world", "is")),
        ("No one was blunt about the war at all.", ("about the war", "No one", "was blunt")),
    ],
)
def test_what_the_model_takes_for_a_credit_must_be_one(text, item):
    _, result = merged(text, (*item, "fact"))
    assert [one for one in result.attributions if one.by == "model"] == []
    assert [one.reason for one in result.rejected] == [f"not_a_cue: {item[2]}"]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("To hear Ida Brandt tell it, the dam is weak.", ("the dam is weak", "Ida Brandt", "tell")),
        ("In the view of Ida Brandt the dam is weak.", ("the dam is weak", "Ida Brandt", "view")),
        (
            "Ida Brandt stood up and there it was, “weak as old bread”, for all to hear.",
            ("weak as old bread", "Ida Brandt", "stood up"),
        ),
    ],
)
def test_what_holds_a_cue_or_a_quotation_is_a_credit(text, item):
    _, result = merged(text, (*item, "fact"))
    assert all(one.reason == "dropped_by_model" for one in result.rejected)
    assert any(one.source.name == "Ida Brandt" for one in result.attributions)
