"""The scores of a report that is perfect, empty or wrong in a known way."""

import asyncio

import pytest

from assistant import Provided, Relation
from assistant.article import Anchor
from assistant.evaluation.datasets import read
from assistant.evaluation.run import evaluate
from assistant.evaluation.scoring import cues, names
from tests.evaluation.material import FERRY, LONE, SECOND, attribution, every_sentence, given, values, written
from tests.fakes import article, claim


def evaluated(tmp_path, assistant, *rows, **options):
    dataset = read(written(tmp_path / "set.jsonl", *(rows or (FERRY, SECOND))))
    return asyncio.run(evaluate(assistant, dataset, **options))


def perfect_claims(subject):
    kinds = {1: ("event", False, "high"), 2: ("quantity", True, "low")}
    wanted = [s.n for s in subject.sentences if s.n in kinds]
    labelled = (dict(zip(("kind", "contestable", "priority"), kinds[n], strict=True)) for n in wanted)
    return Provided(
        claims=tuple(claim(subject, n, **labels) for n, labels in zip(wanted, labelled, strict=True))
    )


def perfect_sources(subject):
    if subject.id != "ferry-one":
        return Provided()
    first = "The ferry Alma sank off Corrin on Monday"
    guard = attribution(subject, first, "the coast guard", "said", kind="organization")
    brandt = attribution(subject, "We heard a bang", "deckhand Ilse Brandt", name="the Ilse Brandt")
    said = subject.text.rfind("said")
    cue = (subject.anchor("text", said, said + 4),)
    return Provided(attributions=(guard, brandt.model_copy(update={"cue": "said", "cue_anchors": cue})))


def relation(articles, kind, here, there):
    anchors = [
        Anchor(article=a.id, start=a.text.find(w), end=a.text.find(w) + len(w), exact=w)
        for a, w in zip(articles, (here, there), strict=True)
    ]
    return Relation(kind=kind, anchors=tuple(anchors), explanation="they differ")


def perfect_relations(articles):
    return Provided(
        relations=(
            relation(articles, "time_mismatch", "on Monday", "on Tuesday"),
            relation(articles, "number_mismatch", "Nine people were", "Eleven people were"),
        )
    )


def test_a_perfect_report_scores_1_throughout(tmp_path):
    results = evaluated(tmp_path, given(perfect_claims, perfect_sources, perfect_relations))
    own = {
        (m.field, m.name): m.value for m in results.measures if not m.floor and any(of for _, of in m.shares)
    }
    assert set(own.values()) == {1.0}
    assert {field for field, _ in own} == {"claims", "attributions", "relations"}
    assert not results.faults
    assert not results.unscored


def test_an_empty_report_recalls_nothing_and_every_miss_is_shown(tmp_path):
    results = evaluated(tmp_path, given())
    assert values(results)["claims", "checkable recall"] == 0
    assert values(results)["attributions", "content F1"] == 0
    assert values(results)["relations", "all kinds recall"] == 0
    assert ("claims", "checkable precision") not in values(results)
    missed = [
        fault.passages[0].exact for fault in results.faults if fault.measure in {"checkable", "content"}
    ]
    assert sorted(missed) == sorted(
        [
            "The ferry Alma sank off Corrin on Monday, the coast guard said.", "Nine people were on board.",
            "The ferry Alma sank off Corrin on Tuesday.", "Eleven people were on board.",
            "The ferry Alma sank off Corrin on Monday", "We heard a bang",
        ]
    )  # fmt: skip


def test_calling_everything_checkable_costs_precision_and_equals_the_floor(tmp_path):
    results = evaluated(tmp_path, given(every_sentence), FERRY | {"relations": []})
    scored = values(results)
    assert scored["claims", "checkable precision"] == 0.5
    assert scored["claims", "checkable recall"] == 1
    assert scored["claims", "checkable F1"] == scored["claims", "every sentence: checkable F1"]
    assert [f.what for f in results.faults if f.measure == "checkable"] == ["false alarm"] * 2


def test_only_urgent_claims_among_the_first_five_count(tmp_path):
    text = "One was hurt. " + "".join(f"Gate {n} was shut. " for n in "ABCDE")
    row = {"id": "x", "language": "en", "text": text.strip()}
    row["claims"] = [{"quote": "One was hurt.", "checkable": True, "priority": "high"}]

    def ranked(first, rest):
        def make(subject):
            order = (
                claim(subject, s.n, priority=first if s.n == 1 else rest) for s in subject.sentences if s.n
            )
            return Provided(claims=tuple(order))

        return values(evaluated(tmp_path, given(make), row))["claims", "high priority in the first five"]

    assert ranked("high", "low") == 1
    assert ranked("low", "medium") == 0


@pytest.mark.parametrize(
    ("change", "measure"),
    [
        ({"kind": "document"}, "source kind right"),
        ({"name": "Ilse Brand"}, "name right"),
        ({"name": None}, "name right"),
    ],
)
def test_a_wrong_label_lowers_its_own_measure_only(tmp_path, change, measure):
    def sources(subject):
        guard, brandt = perfect_sources(subject).attributions
        wrong = brandt.source.model_copy(update=change)
        return Provided(attributions=(guard, brandt.model_copy(update={"source": wrong})))

    results = evaluated(tmp_path, given(sources=sources), FERRY | {"relations": []}, stages=["sources"])
    own = {m.name: m.value for m in results.measures if not m.floor and any(of for _, of in m.shares)}
    assert own.pop(measure) < 1
    assert set(own.values()) == {1.0}
    assert [fault.what for fault in results.faults] == ["wrong label"]


def test_a_relation_made_up_or_told_twice_is_a_false_alarm(tmp_path):
    def relations(articles):
        right = relation(articles, "time_mismatch", "on Monday", "on Tuesday")
        again = relation(articles, "time_mismatch", "Corrin on Monday", "Corrin on Tuesday")
        wrong = relation(articles, "contradiction", "Nine people", "Eleven people")
        return Provided(relations=(right, again, wrong))

    results = evaluated(tmp_path, given(relations=relations))
    scored = values(results)
    assert scored["relations", "time_mismatch precision"] == 0.5
    assert scored["relations", "time_mismatch recall"] == 1
    assert scored["relations", "contradiction precision"] == 0
    assert scored["relations", "number_mismatch recall"] == 0
    assert scored["relations", "all kinds precision"] == pytest.approx(1 / 3)


def test_an_attribution_where_there_is_none_is_a_false_alarm(tmp_path):
    def sources(subject):
        return Provided(attributions=(attribution(subject, "The pier is shut"),))

    results = evaluated(tmp_path, given(sources=sources), LONE)
    assert values(results)["attributions", "content precision"] == 0
    assert [fault.what for fault in results.faults] == ["false alarm"]


def test_the_cue_list_returns_whole_sentences_that_hold_a_cue():
    found = cues.sentences(
        article("“It is shut,” Ann Oram said. Aphids sayeth nothing. According to Bo, no.")
    )
    assert [anchor.exact for anchor in found] == ["“It is shut,” Ann Oram said.", "According to Bo, no."]


def test_names_are_the_same_but_for_case_and_article_and_contained_word_by_word():
    assert names.same("the Civil Guard", "Civil guard")
    assert not names.same("Maria Ruiz", "Carlos Ruiz")
    assert names.contained("Ruiz", "Mayor Ana Ruiz's")
    assert not names.contained("Ruiz", "Ruizova")
    assert not names.contained("", "Ruiz")
