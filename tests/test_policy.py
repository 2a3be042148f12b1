from dataclasses import replace

import pytest

from assistant import Breach, ConfigError, Missing, PluginError, Policy, View
from assistant.article import identified
from assistant.policy import Waiver, counting, evaluate
from assistant.report import Relation
from tests.fakes import article, rule

TEXT = "The dam failed. Some say it was old. The dam failed."


def view(*texts, missing=(), **metadata):
    return View(identified([article(text, **metadata) for text in texts or (TEXT,)]), missing=tuple(missing))


def on(n, whole=False):
    def check(view, thresholds):
        for number in n if isinstance(n, tuple) else (n,):
            one = view.articles[0]
            yield Breach(f"sentence {number}", (one.anchor_of(one.sentence(number)),), whole=whole)

    return check


def evaluated(view, *rules, **policy):
    return evaluate(view, [(r, "test") for r in rules], Policy(**policy))


def test_findings_come_in_reading_order_with_the_rules_severity():
    verdicts = evaluated(
        view(), rule("TST002", check=on(1)), rule("TST001", check=on((2, 1)), severity="info")
    )
    assert [(f.code, f.severity, f.message) for f in verdicts.findings] == [
        ("TST001", "info", "sentence 1"),
        ("TST002", "error", "sentence 1"),
        ("TST001", "info", "sentence 2"),
    ]


@pytest.mark.parametrize(
    ("policy", "codes"),
    [
        ({}, ["AAA001", "AAB001", "BBB001"]),
        ({"select": ("A",)}, ["AAA001", "AAB001"]),
        ({"select": ("A",), "ignore": ("AAA",)}, ["AAB001"]),
        ({"select": ("AAA001",), "ignore": ("A",)}, ["AAA001"]),
        ({"ignore": ("AAA001", "BBB")}, ["AAB001"]),
    ],
)
def test_the_longer_prefix_wins_and_ignore_on_a_tie(policy, codes):
    verdicts = evaluated(view(), *(rule(code) for code in ("AAA001", "AAB001", "BBB001")), **policy)
    assert [status.code for status in verdicts.statuses] == codes
    assert {f.code for f in verdicts.findings} == set(codes)


def test_severity_and_thresholds_are_the_desks():
    seen = []

    def check(view, thresholds):
        seen.append(dict(thresholds))
        yield from on(1)(view, thresholds)

    tuned = rule(check=check, thresholds={"most": 2, "least": 1})
    verdicts = evaluated(view(), tuned, severity={"TST001": "info"}, thresholds={"TST001": {"most": 5}})
    assert seen == [{"most": 5, "least": 1}]
    assert verdicts.findings[0].severity == "info"


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ({"select": ("XYZ",)}, "no rule begins with 'XYZ'; there are: TST001"),
        ({"severity": {"XYZ001": "info"}}, "no rule 'XYZ001'"),
        ({"thresholds": {"TST001": {"mots": 1}}}, "TST001 has no threshold mots; it has: most"),
    ],
)
def test_a_policy_that_names_nothing_is_told_so(policy, said):
    with pytest.raises(ConfigError, match=said):
        Policy(**policy).verify([rule(thresholds={"most": 2})])


def test_a_fingerprint_is_over_the_sentence_and_not_the_span_nor_what_stands_around_it():
    first = evaluated(view(), rule(check=on(2))).findings[0]
    moved = evaluated(view("Rain fell. Some  say it was OLD."), rule(check=on(2))).findings[0]
    changed = evaluated(view("Rain fell. Some say it was new."), rule(check=on(2))).findings[0]
    assert first.fingerprint == moved.fingerprint != changed.fingerprint


def test_equal_sentences_get_ordinals():
    findings = evaluated(view(), rule(check=on((1, 3)))).findings
    assert len({f.fingerprint for f in findings}) == 2
    alone = evaluated(view(), rule(check=on(3))).findings[0]
    assert alone.fingerprint == findings[0].fingerprint


def test_the_article_key_counts_and_the_code_counts():
    plain = evaluated(view(), rule(check=on(1))).findings[0]
    keyed = evaluated(view(url="a:b"), rule(check=on(1))).findings[0]
    other = evaluated(view(), rule("TST002", check=on(1))).findings[0]
    assert len({plain.fingerprint, keyed.fingerprint, other.fingerprint}) == 3


def test_a_rule_about_the_whole_article_forgets_the_text():
    first = evaluated(view(), rule(check=on(1, whole=True))).findings[0]
    other = evaluated(view("Quite another text."), rule(check=on(1, whole=True))).findings[0]
    assert first.fingerprint == other.fingerprint


def test_the_order_of_articles_does_not_change_a_fingerprint():
    def both(view, _):
        yield Breach("differ", tuple(a.anchor_of(a.sentence(1)) for a in view.articles))

    story = rule(scope="story", check=both)
    one, two = article("It rained.", id="x"), article("It snowed.", id="y")
    forth, back = (evaluated(View(identified(pair)), story).findings[0] for pair in ([one, two], [two, one]))
    assert forth.fingerprint == back.fingerprint


def test_a_waiver_marks_the_finding_and_keeps_it():
    plain = evaluated(view(), rule(check=on(1))).findings[0]
    waiver = Waiver(fingerprint=plain.fingerprint, reason="agreed with the lawyers")
    waived = evaluated(view(), rule(check=on(1)), waivers=(waiver,)).findings[0]
    assert (waived.decision.state, waived.decision.reason) == ("waived", "agreed with the lawyers")
    assert counting([waived], "info") == ()
    assert counting([plain], "warning") == (plain,)


def test_what_counts_depends_on_severity():
    mild = evaluated(view(), rule(severity="warning")).findings
    assert counting(mild, "error") == ()
    assert counting(mild, "warning") == mild


def status_of(subject, made):
    return [(s.status, s.articles, s.why) for s in evaluated(subject, made).statuses]


def test_a_rule_without_what_it_reads_is_not_evaluated_and_says_why():
    lost = Missing("claims", "article-1", "claims failed: key refused")
    verdicts = evaluated(view(missing=[lost]), rule(reads=frozenset({"claims"})))
    assert verdicts.findings == ()
    assert [(s.status, s.why) for s in verdicts.statuses] == [("not_evaluated", "claims failed: key refused")]


def test_a_rule_on_part_of_an_article_says_how_far_unless_it_needs_all():
    half = Missing("claims", "article-1", "claims examined 1 of 2 sentences", partly=True)
    reads = frozenset({"claims"})
    assert status_of(view(missing=[half]), rule(reads=reads)) == [("evaluated", ("article-1",), half.why)]
    assert status_of(view(missing=[half]), rule(reads=reads, absence=True)) == [
        ("not_evaluated", ("article-1",), half.why)
    ]


def test_a_rule_is_judged_article_by_article():
    lost = Missing("claims", "article-2", "claims failed")
    assert status_of(view(TEXT, TEXT, missing=[lost]), rule(reads=frozenset({"claims"}))) == [
        ("evaluated", ("article-1",), ""),
        ("not_evaluated", ("article-2",), "claims failed"),
    ]


def test_a_rule_does_not_judge_a_language_it_does_not_know():
    german = View(identified([article().model_copy(update={"language": "de"})]))
    assert status_of(german, rule()) == [("not_evaluated", ("article-1",), "it knows en; this is de")]
    assert status_of(german, rule(languages=None)) == [("evaluated", ("article-1",), "")]


def test_a_story_rule_stands_or_falls_with_the_story():
    story = rule(scope="story", reads=frozenset({"relations"}))
    lost = Missing("relations", "", "consistency failed")
    assert status_of(view(missing=[lost]), story) == [("not_evaluated", (), "consistency failed")]


def test_a_breach_without_an_anchor_is_a_bug_of_the_rule():
    with pytest.raises(PluginError, match="TST001 found a breach without an anchor"):
        evaluated(view(), rule(check=lambda view, _: [Breach("somewhere", ())]))


def test_a_finding_names_the_relation_it_is_drawn_from():
    shown = view("It rained.", "It snowed.")
    sides = tuple(one.anchor_of(one.sentence(1)) for one in shown.articles)
    related = Relation(id="r1", kind="contradiction", anchors=sides, explanation="Rain or snow.")
    told = rule(scope="story", check=lambda view, _: [Breach("differ", sides, relation="r1")])
    assert evaluated(replace(shown, relations=(related,)), told).findings[0].relation == "r1"
    with pytest.raises(PluginError, match="TST001 names a relation that it was not shown: r1"):
        evaluated(shown, told)
