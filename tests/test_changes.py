"""What is new, gone and unchanged; and that nothing is, of which one of the checks cannot tell."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Article, Assistant, Settings
from assistant.article import digest
from assistant.changes import compared, outline, shortened
from assistant.policy import Policy
from assistant.report import RuleStatus

ASSISTANT = Assistant(Settings())
SENTENCES = (
    "Sources said the weir burst on Tuesday.",
    "Experts said 12 boats sank.",
    "It was the first breach since 1990.",
    "The ferry is expected to sail again.",
    "Mayor Ada Bream said nobody was hurt.",
    "A source said the mayor had lied.",
    "Rain fell all day.",
    "The weir held 40 tonnes of water.",
)


def made(text, id_="a", policy=None):
    return asyncio.run(ASSISTANT.check([Article.from_text(text, language="en", id=id_)], policy=policy))


def story(**texts):
    articles = [Article.from_text(text, language="en", id=id_) for id_, text in texts.items()]
    return asyncio.run(ASSISTANT.check(articles))


def changed(before, after, *keys):
    """What `after` found otherwise than `before`, which checked the articles of these keys."""
    base = outline(before)
    wanted = keys or tuple(article.key for article in before.articles)
    return compared(outline(after), {shortened(digest(key)): base for key in wanted}, [])


def prints(findings):
    return [finding.fingerprint for finding in findings]


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7).map(" ".join)


@settings(max_examples=60)
@given(texts, texts)
def test_after_any_edit_every_finding_is_told_once_and_the_way_back_mirrors_it(one, other):
    before, after = made(one), made(other)
    there, back = changed(before, after), changed(after, before)
    assert not there.uncertain
    assert sorted((*there.new, *there.unchanged)) == sorted(prints(after.findings))
    assert sorted((*prints(there.gone), *there.unchanged)) == sorted(prints(before.findings))
    assert sorted(there.new) == sorted(prints(back.gone))
    assert sorted(there.unchanged) == sorted(back.unchanged)


@settings(max_examples=40)
@given(texts, texts, st.data())
def test_what_one_check_did_not_examine_is_neither_new_nor_gone(one, other, data):
    before, after = made(one), made(other)
    codes = sorted({status.code for status in before.rules})
    unseen = data.draw(st.sets(st.sampled_from(codes)))
    for blind, seeing, side in ((before, after, "this"), (after, before, "earlier")):
        half = blind.model_copy(update={"rules": tuple(map(_half_seen(unseen), blind.rules))})
        found = changed(half, after) if side == "this" else changed(before, half)
        doubtful = {item.fingerprint for item in found.uncertain if item.found_by == side}
        missing = set(prints(seeing.findings)) - set(prints(blind.findings))
        assert doubtful == {f.fingerprint for f in seeing.findings if f.code in unseen} & missing
        assert {item.why for item in found.uncertain} <= {"not_examined"}
        assert doubtful.isdisjoint({*found.new, *prints(found.gone)})


def _half_seen(codes):
    """Rules that were not evaluated, or not on everything: no difference to who asks what is gone."""

    def half(status):
        if status.code not in codes:
            return status
        if int(status.code[3:]) % 2:
            return RuleStatus(code=status.code, status="not_evaluated", why="claims failed")
        return status.model_copy(update={"why": "claims examined 1 of 3 sentences"})

    return half


def test_the_same_check_is_all_unchanged_whatever_it_lacks():
    report = made(SENTENCES[0])
    found = changed(report, report.model_copy(update={"rules": ()}))
    assert list(found.unchanged) == prints(report.findings)
    assert (found.new, found.gone, found.uncertain) == ((), (), ())


def test_a_rule_that_the_policy_no_longer_selects_leaves_no_finding_gone():
    before, after = made(SENTENCES[5]), made("Rain fell.", policy=Policy(select=("CLM",)))
    found = changed(before, after)
    assert not found.gone
    assert {(item.found_by, item.why) for item in found.uncertain} == {("earlier", "not_examined")}


@pytest.mark.parametrize(
    "otherwise",
    [
        lambda report: {"versions": {**report.versions, "factcheck-assistant": "0"}},
        lambda report: {"stages": tuple(t.model_copy(update={"engine": "desk"}) for t in report.stages)},
        lambda report: {"stages": tuple(t.model_copy(update={"digest": "v2"}) for t in report.stages)},
    ],
)
def test_another_model_prompt_or_release_makes_differences_uncertain(otherwise):
    before, after = made(f"{SENTENCES[0]} {SENTENCES[1]}"), made(f"{SENTENCES[1]} {SENTENCES[2]}")
    found = changed(before.model_copy(update=otherwise(before)), after)
    assert found.unchanged
    assert (found.new, found.gone) == ((), ())
    assert {item.why for item in found.uncertain} == {"examined_otherwise"}


def test_a_release_of_what_was_not_used_before_and_stages_left_out_make_no_difference():
    before, after = made(SENTENCES[0]), made(SENTENCES[1])
    more = {
        "versions": {**before.versions, "litellm": "9"},
        "stages": tuple(trace for trace in before.stages if trace.name == "sources"),
    }
    assert changed(before.model_copy(update=more), after).new == changed(before, after).new


def test_another_threshold_makes_the_findings_of_its_rule_uncertain():
    before, after = made(SENTENCES[0]), made("Rain fell.")
    base = outline(before, {"SRC005": {"none": 2.0}})
    key = shortened(digest("a"))
    found = compared(outline(after), {key: base}, [])
    assert [item.code for item in found.uncertain] == ["SRC005"]
    assert "SRC002" in {item.code for item in found.gone}


HARBOUR = {
    "one": "Officials said 12 ships were damaged in Lowbridge on Friday.",
    "two": "Officials said 15 ships were damaged in Lowbridge on Friday.",
}


def test_what_stands_between_two_articles_is_gone_only_when_both_were_checked():
    both = story(**HARBOUR)
    (conflict,) = [finding for finding in both.findings if finding.code == "CON002"]
    corrected = story(one=HARBOUR["one"], two=HARBOUR["one"])
    assert conflict.fingerprint in prints(changed(both, corrected).gone)
    alone = story(one=HARBOUR["one"])
    (doubt,) = [item for item in changed(both, alone, "one").uncertain if item.code == "CON002"]
    assert (doubt.found_by, doubt.why, doubt.articles) == ("earlier", "not_together", ("one",))
    assert conflict.fingerprint not in prints(changed(both, alone, "one").gone)


def test_what_stands_between_two_articles_is_new_only_when_they_were_compared_before():
    both, one, two = story(**HARBOUR), story(one=HARBOUR["one"]), story(two=HARBOUR["two"])
    (conflict,) = [finding for finding in both.findings if finding.code == "CON002"]
    apart = {shortened(digest("one")): outline(one), shortened(digest("two")): outline(two)}
    (doubt,) = [item for item in compared(outline(both), apart, []).uncertain if item.found_by == "this"]
    assert (doubt.code, doubt.why, doubt.articles) == ("CON002", "not_together", ("one", "two"))
    first_time = {shortened(digest("one")): outline(one)}
    assert conflict.fingerprint in compared(outline(both), first_time, []).new
    agreed = story(one=HARBOUR["one"], two=HARBOUR["one"])
    assert conflict.fingerprint in changed(agreed, both).new


def test_an_article_without_a_key_cannot_be_found_again():
    unnamed, named = (
        Article.from_text(SENTENCES[n], language="en", id=id_) for n, id_ in enumerate(("", "b"))
    )
    nameless = asyncio.run(ASSISTANT.check([unnamed, named]))
    found = changed(made(SENTENCES[6], "b"), nameless)
    assert {(item.why, item.articles) for item in found.uncertain} == {("no_key", ("article-1",))}
    assert found.new


def test_an_outline_holds_no_text_and_no_key():
    kept = outline(story(**HARBOUR)).model_dump_json()
    assert not [word for word in ("ships", "Officials", "Lowbridge") if word in kept]
