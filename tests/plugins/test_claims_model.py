"""The claims stage with a model: what is asked, what becomes of the answer, and what it costs."""

import json
import re

import pytest

from assistant import prompts
from assistant.article import Article
from assistant.asking import bounded_schema
from assistant.grounding import ground
from assistant.testing import ScriptedModel
from assistant.view import View
from assistant.windows import cut
from factcheck_claims import ClaimsStage
from factcheck_claims.answer import ClaimsAnswer

TEXT = (
    "The ferry Alcyon ran aground off Port Merrin on Tuesday. All 84 passengers were brought ashore. "
    "The captain is a fine man. He was arrested in the evening. The company could face a fine."
)


def label(n, quote, kind="event", *, checkable=True, statement=None):
    item = {
        "sentences": n if isinstance(n, list) else [n],
        "quote": quote,
        "kind": kind,
        "checkable": checkable,
    }
    return item | ({"statement": statement} if statement else {})


async def checked(*items, text=TEXT, language="en", **settings):
    article = Article.from_text(text, id="a", language=language, published_at="2026-07-15T09:00:00+02:00")
    model = ScriptedModel({"claims": [{"items": list(items)}]}, **settings)
    outcome = await ClaimsStage().run(View((article,)), model)
    return outcome.provided, model


def by_sentence(provided):
    return {claim.sentences[0]: claim for claim in provided.claims}


async def test_what_both_find_is_by_both_and_what_nobody_speaks_of_stays_the_rules():
    provided, _ = await checked(label(1, "ran aground off Port Merrin"))
    found = by_sentence(provided)
    assert found[1].by == "both"
    assert found[2].by == "baseline"


async def test_what_the_model_denies_is_rejected_with_the_reason():
    provided, _ = await checked(label(2, "brought ashore", "none", checkable=False))
    assert 2 not in by_sentence(provided)
    (rejected,) = provided.rejected
    assert rejected.reason == "dropped_by_model"
    assert rejected.item["statement"] == "All 84 passengers were brought ashore."


async def test_what_only_the_model_finds_has_its_times_quantities_and_modality_from_the_rules():
    text = (
        "The ferry Alcyon ran aground off Port Merrin on Tuesday. A fine captain is said to be 84 this year."
    )
    alone, _ = await checked(text=text)
    provided, _ = await checked(label(2, "said to be 84"), text=text)
    assert 2 not in by_sentence(alone) or by_sentence(alone)[2].by == "baseline"
    claim = by_sentence(provided)[2]
    assert claim.by in {"model", "both"}
    assert claim.modality == "hedged"
    assert [time.text for time in claim.times] == ["this year"]


async def test_a_model_may_find_a_claim_where_the_rules_see_opinion():
    provided, _ = await checked(label(3, "a fine man"))
    claim = by_sentence(provided)[3]
    assert claim.by == "model"
    assert claim.checkable
    assert claim.statement == "The captain is a fine man."


async def test_the_rules_decide_the_kind_that_words_show_and_the_model_the_rest():
    provided, _ = await checked(label(2, "All 84 passengers", "position"), label(4, "was arrested", "causal"))
    found = by_sentence(provided)
    assert found[2].kind == "quantity"
    assert found[4].kind == "causal"
    provided, _ = await checked(label(4, "was arrested", "first"))
    assert by_sentence(provided)[4].kind == "event"


async def test_a_prediction_of_the_model_replaces_a_statement_of_the_rules():
    provided, _ = await checked(label(4, "arrested in the evening", "prediction", checkable=False))
    claim = by_sentence(provided)[4]
    assert (claim.checkable, claim.by) == (False, "model")
    assert [r.reason for r in provided.rejected] == ["dropped_by_model"]


async def test_a_rank_that_the_words_claim_stays_whatever_the_model_says():
    text = f"{TEXT} It is the first grounding in the strait since 1987."
    provided, _ = await checked(label(6, "first grounding", "none", checkable=False), text=text)
    claim = by_sentence(provided)[6]
    assert (claim.kind, claim.checkable, claim.by) == ("first", True, "baseline")
    assert provided.rejected == ()


async def test_a_statement_of_the_model_is_taken_once_it_is_grounded():
    good = label([4, 1], "was arrested", statement="The captain of the Alcyon was arrested in the evening.")
    provided, _ = await checked(good)
    assert by_sentence(provided)[4].statement == "The captain of the Alcyon was arrested in the evening."
    assert by_sentence(provided)[1].by == "baseline"
    provided, _ = await checked(label(4, "was arrested", statement="Captain Ruth Pell was arrested."))
    assert by_sentence(provided)[4].statement == "He was arrested in the evening."
    assert [r.reason.partition(":")[0] for r in provided.rejected] == ["name_not_in_source"]


async def test_words_that_are_not_in_the_article_make_no_claim():
    provided, _ = await checked(label(3, "fell overboard"))
    assert 3 not in by_sentence(provided)
    assert provided.rejected


async def test_two_answers_about_one_sentence_make_one_claim():
    provided, _ = await checked(
        label(2, "All 84 passengers"), label(2, "brought ashore", "none", checkable=False)
    )
    assert by_sentence(provided)[2].by == "both"
    assert len([claim for claim in provided.claims if claim.sentences == (2,)]) == 1


async def test_in_a_language_without_rules_the_statement_is_the_sentence():
    text = "Die Fähre lief am Dienstag auf Grund. Was nun?"
    provided, _ = await checked(label(1, "lief am Dienstag auf Grund"), text=text, language="de")
    (claim,) = provided.claims
    assert claim.statement == claim.anchors[0].exact == "Die Fähre lief am Dienstag auf Grund."
    assert claim.times == ()
    assert claim.by == "model"


async def test_the_prompt_shows_every_numbered_sentence_between_fences_and_the_context_without_numbers():
    text = "\n\n".join(f"Ferry number {n} sank off Port Merrin." for n in range(1, 9))
    article = Article.from_text(text, id="a", language="en")
    window = cut(article, 4)[1]
    system, user = prompts.load("claims", "v1").render({"window": window})
    fence = prompts.fence_of(window)
    assert user.content.count(fence) == 4
    for n, place in enumerate(window.places, 1):
        assert f"[{n}] {place.words}" in user.content
    for place in window.context:
        assert place.words in user.content
        assert f"] {place.words}" not in user.content
    assert text[:12] not in system.content


def example():
    """The example of the prompt: its sentences, and its answer."""
    system = prompts.load("claims", "v1").parts[0][1]
    sentences = re.findall(r"^\[\d+\] (.+)$", system, flags=re.MULTILINE)
    answer = re.search(r"^Example answer:\n(.+?)\n\n?$", system, flags=re.MULTILINE | re.DOTALL)
    return sentences, json.loads(answer[1])


def test_the_prompts_example_holds_against_its_own_text():
    sentences, answer = example()
    article = Article.from_text("\n\n".join(sentences), id="a", language="en", headline="An example")
    (window,) = cut(
        Article.model_validate(article.model_copy(update={"sentences": article.sentences[1:]})), None
    )
    parsed = ClaimsAnswer.model_validate(answer)
    grounded, ungrounded = ground(window, parsed)
    assert ungrounded == ()
    assert len(grounded) == len(sentences) == len(window.places)
    assert {item.kind for item in parsed.items} >= {"event", "quantity", "first", "prediction", "none"}


def test_a_prompt_that_shows_the_draft_numbers_only_what_the_rules_left():
    article = Article.from_text(
        "The ferry Alcyon ran aground on Tuesday.\n\nWhat a day!\n\nThe company could face a fine.",
        id="a",
        language="en",
    )
    (window,) = cut(article, None)
    stage = ClaimsStage()
    drafted = stage.ask(window, stage.draft(View((article,))))
    user = prompts.load("claims", "v2").render({**drafted, "window": window})[1]
    assert user.content.split(prompts.fence_of(window))[1].strip().splitlines() == [
        "done: The ferry Alcyon ran aground on Tuesday. -> checkable, event",
        "[2] What a day!",
        "done: The company could face a fine. -> prediction",
    ]


def test_the_example_that_shows_the_draft_shows_what_the_rules_find():
    system = prompts.load("claims", "v2").parts[0][1]
    shown = re.findall(r"^(?:done:|\[\d\]) (.+?)(?: -> (.+))?$", system, flags=re.MULTILINE)
    article = Article.from_text("\n\n".join(words for words, _ in shown), id="a", language="en")
    (window,) = cut(article, None)
    stage = ClaimsStage()
    assert stage.ask(window, stage.draft(View((article,))))["labels"] == [label for _, label in shown]


def test_the_schema_bounds_the_list_and_names_the_sentences():
    schema = bounded_schema(ClaimsAnswer, range(1, 7))
    assert schema["properties"]["items"]["maxItems"] == 6
    assert '"enum": [1, 2, 3, 4, 5, 6]' in json.dumps(schema)


def test_prompts_and_answer_are_short():
    """At about four characters a token: 900 tokens of prompt without the article, 1,200 of a full answer."""
    for version in ("v1", "v2"):
        prompt = prompts.load("claims", version)
        assert sum(len(text) for _, text in prompt.parts) < 900 * 4
    _, answer = example()
    per_sentence = len(json.dumps(answer)) / len(answer["items"])
    assert 30 * per_sentence < 1200 * 4


@pytest.mark.parametrize("failure", ["the provider is down"])
async def test_a_model_that_fails_gives_no_claims(failure):
    article = Article.from_text(TEXT, id="a", language="en")
    outcome = await ClaimsStage().run(View((article,)), ScriptedModel({"claims": [failure]}))
    assert outcome.trace.status == "failed"
    assert outcome.provided.claims == ()
