"""Every rule of the sources stage, fired and not fired, with exact anchors."""

from dataclasses import replace

import pytest

from assistant.article import Article
from assistant.report import Claim
from assistant.rule import Breach, Rule
from assistant.view import View
from factcheck_sources import SourcesStage
from factcheck_sources.baseline import attributions

RULES = {rule.code: rule for rule in SourcesStage.rules}


def view_of(text: str, headline: str | None = None, outlet: str | None = None) -> View:
    article = Article.from_text(text, headline=headline, outlet=outlet, id="a", language="en")
    return View((article,), attributions=attributions(article))


def breaches(code: str, view: View) -> list[Breach]:
    rule = RULES[code]
    return list(rule.check(view, rule.thresholds))


def exact(code: str, view: View) -> list[list[str]]:
    return [[anchor.exact for anchor in breach.anchors] for breach in breaches(code, view)]


def claim(view: View, words: str, **more: object) -> Claim:
    article = view.article
    part = "text" if words in article.text else "headline"
    start = article.source(part).index(words)
    anchor = article.anchor(part, start, start + len(words))
    numbers = tuple(sentence.n for sentence in article.sentences_at(anchor))
    settings = {"kind": "event", "checkable": True, "contestable": True, "priority": "medium", **more}
    return Claim(article="a", sentences=numbers, statement=words, anchors=(anchor,), **settings)


def test_eleven_rules_with_complete_declarations():
    assert sorted(RULES) == [f"SRC{n:03}" for n in range(1, 12)]
    for rule in RULES.values():
        assert isinstance(rule, Rule)
        assert all((rule.name, rule.when, rule.why, rule.example, rule.better, rule.fix, rule.source))
        assert rule.reads


@pytest.mark.parametrize(
    "code", ["SRC002", "SRC003", "SRC004", "SRC005", "SRC006", "SRC009", "SRC010", "SRC011"]
)
def test_the_example_of_a_rule_breaks_it_and_the_better_one_does_not(code):
    rule = RULES[code]
    assert breaches(code, view_of(rule.example)), rule.example
    assert not breaches(code, view_of(rule.better)), rule.better


def test_unattributed_claim():
    text = "The dam was built without a permit. It leaked, the water authority said."
    view = view_of(text)
    view = replace(view, claims=(claim(view, "The dam was built without a permit"), claim(view, "It leaked")))
    assert exact("SRC001", view) == [["The dam was built without a permit"]]
    hedged = replace(view, claims=(claim(view, "The dam was built without a permit", modality="hedged"),))
    assert exact("SRC001", hedged) == []


def test_anonymous_source_without_a_reason_is_found_once():
    view = view_of(
        "A senior aide said it was over. The aide added that nobody knew. A driver fled, police said."
    )
    assert exact("SRC002", view) == [["A senior aide"]]


def test_a_reason_given_later_excuses():
    view = view_of(
        "A senior aide said it was over. The aide asked not to be named because the talks are private."
    )
    assert exact("SRC002", view) == []


def test_crowds_and_institutions_owe_no_reason():
    assert exact("SRC002", view_of("Residents said the water rose. Prosecutors said he fled.")) == []


def test_anonymous_prediction_has_exact_anchors():
    view = view_of("A senior aide said the plan would ruin the region.")
    assert exact("SRC003", view) == [["the plan would ruin the region", "A senior aide"]]


def test_named_prediction_is_allowed():
    assert exact("SRC003", view_of("Ida Brandt said the plan would ruin the region.")) == []


def test_vague_sources_have_exact_anchors():
    view = view_of(
        "Some experts believe it will fail. Others argue it will not. Analysts suggest both are wrong."
    )
    assert exact("SRC004", view) == [["Some experts"], ["Others"], ["Analysts"]]


def test_bare_source_in_a_chain():
    view = view_of("The bank is for sale, according to the Merrin Post, citing sources.")
    assert exact("SRC005", view) == [["sources"]]
    assert exact("SRC005", view_of("A source close to the board said the bank is for sale.")) == []


def test_second_hand_names_the_chain():
    view = view_of("The bank is for sale, according to the Merrin Post, citing two managers.")
    assert exact("SRC006", view) == [["the Merrin Post", "two managers"]]


def test_an_outlet_that_quotes_itself_is_not_second_hand():
    text = "The bank is for sale, according to Reuters."
    assert exact("SRC006", view_of(text)) == [["Reuters"]]
    assert exact("SRC006", view_of(text, outlet="Reuters")) == []


def test_single_source_counts_the_upstream_one():
    text = "The driver fled, police said. He was drunk, according to the Merrin Post, citing police."
    view = view_of(text)
    claims = (claim(view, "The driver fled"), claim(view, "He was drunk"))
    (breach,) = breaches("SRC007", replace(view, claims=claims))
    assert breach.whole
    assert "police" in breach.message
    two = view_of("The driver fled, police said. He was drunk, his neighbour Ida Brandt said.")
    claims = (claim(two, "The driver fled"), claim(two, "He was drunk"))
    assert breaches("SRC007", replace(two, claims=claims)) == []


def test_single_source_needs_the_whole_article():
    assert RULES["SRC007"].absence


def test_attribution_lost_in_the_headline():
    text = "The mayor took bribes from the harbour company, a former aide alleges."
    view = view_of(text, headline="Mayor took bribes from harbour company")
    said = claim(view, "The mayor took bribes from the harbour company", modality="attributed")
    told = claim(view, "Mayor took bribes from harbour company")
    assert exact("SRC008", replace(view, claims=(told, said))) == [[told.statement, said.statement]]


def test_another_figure_or_a_denial_is_not_the_same_claim():
    text = (
        "The mayor took 9 bribes from the harbour company, an aide alleges. "
        "The mayor took 2 bribes from the harbour company."
    )
    view = view_of(text)
    said = claim(view, "The mayor took 9 bribes from the harbour company", modality="attributed")
    told = claim(view, "The mayor took 2 bribes from the harbour company")
    assert exact("SRC008", replace(view, claims=(said, told))) == []


def test_loaded_verb_has_the_verb_as_anchor():
    assert exact("SRC009", view_of("The manager claimed that the books were in order.")) == [["claimed"]]


def test_agentless_attribution_has_cue_and_content():
    view = view_of("The purchase is said to form part of a wider plan.")
    assert exact("SRC010", view) == [["is said to", "The purchase", "form part of a wider plan"]]


def test_quotation_without_speaker():
    view = view_of("The mood in town was grim.\n\n“We have been forgotten.”")
    assert exact("SRC011", view) == [["We have been forgotten"]]


@pytest.mark.parametrize(
    "text",
    [
        "Two aides said the office had received calls asking if they would come back.",
        "Two aides asked whether the mayor would resign.",
        "An inspection of the mine by the regulator in June found that its walls should be higher.",
        "His attorneys said the ruling was a disgrace.",
    ],
)
def test_what_is_no_opinion_of_somebody_unnamed(text):
    assert exact("SRC003", view_of(text)) == []


def test_a_source_described_elsewhere_is_not_bare():
    text = "The firm is for sale, sources say. Three sources familiar with the plan said it was cheap."
    assert exact("SRC005", view_of(text)) == []


def test_his_lawyers_are_known_by_whose_they_are():
    assert exact("SRC002", view_of("His attorneys said he was at home.")) == []
    assert exact("SRC002", view_of("Two attorneys said he was at home.")) == [["Two attorneys"]]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor has confirmed that bribes went from the harbour company to him.",
        "Bribes went from the harbour company to the mayor, the firm's records show.",
    ],
)
def test_what_an_actor_owns_to_or_a_record_shows_may_stand_without_a_source(text):
    view = view_of(text, headline="Bribes went from harbour company")
    said = claim(view, text, modality="attributed")
    told = claim(view, "Bribes went from harbour company")
    assert exact("SRC008", replace(view, claims=(told, said))) == []
    text = text.replace("has confirmed", "alleges").replace("records show", "rivals say")
    view = view_of(text, headline="Bribes went from harbour company")
    told = claim(view, "Bribes went from harbour company")
    said = claim(view, text, modality="attributed")
    assert exact("SRC008", replace(view, claims=(told, said))) == [[told.statement, said.statement]]
