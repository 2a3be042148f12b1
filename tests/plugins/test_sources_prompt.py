"""The prompt and the answer: the example is true to its own text, the size is bounded, data is fenced."""

import json
import re

import pytest

from assistant import prompts
from assistant.article import Article
from assistant.asking import bounded_schema
from assistant.fold import fold
from assistant.report import Attribution
from assistant.view import View
from assistant.windows import cut
from factcheck_sources import SourcesStage
from factcheck_sources.answer import SourcesAnswer

STAGE = SourcesStage()
PROMPT = prompts.load("sources", "v1", SourcesStage)
SHOWING = prompts.load("sources", "v2", SourcesStage)  # shows what the rules found
each_prompt = pytest.mark.parametrize("prompt", [PROMPT, SHOWING], ids=lambda prompt: prompt.id)


def example(prompt: prompts.Prompt) -> tuple[dict[int, str], SourcesAnswer]:
    system = dict(prompt.parts)["system"]
    sentences = {int(n): words for n, words in re.findall(r"^\[(\d+)\] (.+)$", system, re.MULTILINE)}
    answer = SourcesAnswer.model_validate(json.loads(system.split("Example answer:")[1]))
    return sentences, answer


@each_prompt
def test_every_word_of_the_example_answer_stands_in_its_sentences(prompt):
    sentences, answer = example(prompt)
    assert answer.items
    for item in answer.items:
        text = fold(" ".join(sentences[n] for n in item.sentences))
        for words in (item.quote, item.source, item.cue):
            assert fold(words) in text


def test_the_example_agrees_with_the_rules():
    sentences, answer = example(PROMPT)
    article = Article.from_text("\n\n".join(sentences.values()), id="a", language="en")
    found = {one.sentences[0]: one for one in STAGE.draft(_view(article)).attributions}
    assert sorted(found) == sorted(item.sentences[0] for item in answer.items)
    for item in answer.items:
        one = found[item.sentences[0]]
        assert fold(item.quote) in fold(one.content_anchors[0].exact)
        assert (one.source.text, one.cue, one.content_kind) == (item.source, item.cue, item.voices)


def test_the_example_that_shows_the_draft_shows_what_the_rules_find():
    system = dict(SHOWING.parts)["system"]
    sentences, answer = example(SHOWING)
    done = re.findall(r"^done: (.+) -> (.+)$", system, re.MULTILINE)
    article = Article.from_text(
        "\n\n".join([*(words for words, _ in done), *sentences.values()]), id="a", language="en"
    )
    found = [
        (article.words(article.sentence(one.sentences[0])), one.source.text) for one in _drafted(article)
    ]
    assert found == done
    assert {n for item in answer.items for n in item.sentences} < set(sentences)


@each_prompt
def test_the_prompt_without_the_article_is_short(prompt):
    assert sum(len(text) for _, text in prompt.parts) / 4 < 900


@each_prompt
def test_article_text_stands_between_fences_and_is_no_template(prompt):
    article = Article.from_text("Nobody knew {{ 7 * 7 }} boats.", id="a", language="en")
    assert "[1] Nobody knew {{ 7 * 7 }} boats." in _shown(prompt, article)


def test_a_prompt_that_shows_the_draft_numbers_only_what_the_rules_left():
    text = "Ida Brandt said {{ 7 * 7 }} boats sank. Nobody drowned.\n\nThe boats were old."
    shown = _shown(SHOWING, Article.from_text(text, id="a", language="en")).splitlines()
    assert shown == [
        "done: Ida Brandt said {{ 7 * 7 }} boats sank. -> Ida Brandt",
        "[2] Nobody drowned.",
        "[3] The boats were old.",
    ]


def test_the_schema_bounds_the_answer():
    schema = json.dumps(bounded_schema(SourcesAnswer, range(1, 7)))
    assert '"maxItems": 12' in schema
    assert "[1, 2, 3, 4, 5, 6]" in schema


def _view(article: Article) -> View:
    return View((article,))


def _drafted(article: Article) -> tuple[Attribution, ...]:
    return STAGE.draft(_view(article)).attributions


def _shown(prompt: prompts.Prompt, article: Article) -> str:
    """What a prompt shows of an article, between its fences."""
    (window,) = cut(article, None)
    messages = prompt.render({**STAGE.ask(window, STAGE.draft(_view(article))), "window": window})
    return messages[1].content.split(prompts.fence_of(window))[1].strip()
