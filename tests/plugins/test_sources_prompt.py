"""The prompt and the answer: the example is true to its own text, the size is bounded, data is fenced."""

import json
import re

from assistant import prompts
from assistant.article import Article
from assistant.asking import bounded_schema
from assistant.fold import fold
from assistant.windows import cut
from factcheck_sources import SourcesStage
from factcheck_sources.answer import SourcesAnswer

STAGE = SourcesStage()
PROMPT = prompts.load("sources", "v1", SourcesStage)


def example() -> tuple[dict[int, str], SourcesAnswer]:
    system = dict(PROMPT.parts)["system"]
    sentences = {int(n): words for n, words in re.findall(r"^\[(\d+)\] (.+)$", system, re.MULTILINE)}
    answer = SourcesAnswer.model_validate(json.loads(system.split("Example answer:")[1]))
    return sentences, answer


def test_every_word_of_the_example_answer_stands_in_its_sentences():
    sentences, answer = example()
    assert answer.items
    for item in answer.items:
        text = fold(" ".join(sentences[n] for n in item.sentences))
        for words in (item.quote, item.source, item.cue):
            assert fold(words) in text


def test_the_example_agrees_with_the_rules():
    sentences, answer = example()
    article = Article.from_text("\n\n".join(sentences.values()), id="a", language="en")
    found = {one.sentences[0]: one for one in STAGE.draft(_view(article)).attributions}
    assert sorted(found) == sorted(item.sentences[0] for item in answer.items)
    for item in answer.items:
        one = found[item.sentences[0]]
        assert fold(item.quote) in fold(one.content_anchors[0].exact)
        assert (one.source.text, one.cue, one.content_kind) == (item.source, item.cue, item.voices)


def test_the_prompt_without_the_article_is_short():
    assert sum(len(text) for _, text in PROMPT.parts) / 4 < 900


def test_article_text_stands_between_fences_and_is_no_template():
    article = Article.from_text("Ida Brandt said {{ 7 * 7 }} boats sank.", id="a", language="en")
    (window,) = cut(article, None)
    messages = PROMPT.render({**STAGE.ask(window, STAGE.draft(_view(article))), "window": window})
    fence = prompts.fence_of(window)
    assert "[1] Ida Brandt said {{ 7 * 7 }} boats sank." in messages[1].content.split(fence)[1]


def test_the_schema_bounds_the_answer():
    schema = json.dumps(bounded_schema(SourcesAnswer, range(1, 7)))
    assert '"maxItems": 12' in schema
    assert "[1, 2, 3, 4, 5, 6]" in schema


def _view(article: Article):
    from assistant.view import View

    return View((article,))
