from headline_check import HeadlineStage

from assistant import Article
from assistant.testing import ScriptedModel, verify_stage

BODY = "Four people were hurt when a tram caught fire in Oldport on Monday.\n\nThe line reopened at noon."


def test_a_figure_that_the_body_does_not_have_is_found():
    examined = verify_stage(
        HeadlineStage(),
        Article.from_text(BODY, headline="40 hurt in Oldport tram fire", language="en"),
        among=[],
    )
    article = examined.view.articles[0]
    spans = examined.view.extra["headline"][article.id]["unsupported"]
    assert [article.headline[start:end] for start, end in spans] == ["40"]


def test_a_faithful_headline_is_left_alone():
    examined = verify_stage(
        HeadlineStage(),
        Article.from_text(BODY, headline="Four hurt in Oldport tram fire", language="en"),
        among=[],
    )
    assert examined.view.extra["headline"]["article-1"] == {"unsupported": []}


def test_a_models_sentence_is_kept_and_an_invented_one_is_rejected():
    model = ScriptedModel(
        {
            "headline": [
                {
                    "items": [
                        {"sentences": [2], "quote": "Four people were hurt", "stance": "supports"},
                        {"sentences": [2], "quote": "Forty people were hurt", "stance": "supports"},
                    ]
                }
            ]
        }
    )
    article = Article.from_text(BODY, headline="Four hurt in Oldport tram fire", language="en")
    examined = verify_stage(HeadlineStage(), article, model=model, among=[])
    assert len(examined.view.extra["headline"]["article-1"]["supports"]) == 1
    assert [item.reason.split(":")[0] for item in examined.rejected] == ["quote_not_found"]
