"""The report in a terminal: honest about what was not examined, within its width, deaf to what it shows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.exports.plain import one_line, visible
from assistant.exports.text import to_text
from assistant.report import Report
from tests.exports import samples
from tests.growth import LINEAR, growth

SGR = re.compile(r"\x1b\[[0-9;]*m")


def test_what_fell_short_comes_before_everything_found():
    text = to_text(samples.story())
    assert text.index("NOT EVERYTHING WAS EXAMINED") < text.index("CON002")
    assert "◐ partial, 4 of 6 sentences examined, by house: sources, Harbour Courier" in text
    assert "the reply was cut at 2048 tokens" in text


def test_a_finding_shows_code_message_passage_and_advice():
    text = to_text(samples.story())
    assert "■ error   SRC005 bare-source" in text
    assert "“The pilot left the bridge before the turn,” ⟦a source⟧ said." in text
    assert "→ Describe the source as closely as the agreement with them allows." in text


def test_two_anchors_in_one_sentence_are_one_passage():
    assert (
        "⟦A senior port official⟧, who spoke on condition of anonymity, predicted that ⟦the channel"
        in to_text(samples.story(), 300)
    )


def test_a_conflict_shows_both_sides_with_their_outlets():
    text = to_text(samples.story(), 200)
    conflict = text[text.index("CON002") : text.index("CON010")]
    assert "The Elspeth Ledger, sentence 2:" in conflict
    assert "⟦112 passengers were taken off by lifeboat⟧" in conflict
    assert "Harbour Courier, sentence 1:" in conflict
    assert "⟦Lifeboats brought 121 people ashore⟧" in conflict


def test_decisions_corroboration_rejections_and_unevaluated_rules_are_told():
    text = to_text(samples.story(), 200)
    assert "WAIVED by config: quoted from the minutes" in text
    assert "DISMISSED by tomas on 14 May 2031: company has since confirmed" in text
    assert "CONFIRMED by mira" in text
    assert "1 independent upstream source (unnamed coastguard officers) — circular" in text
    assert "1 × sources, Harbour Courier: the quote is not in sentence 2" in text
    assert re.search(r"NOT EVALUATED on Harbour Courier: sources is partial\n +SRC001\n", text)
    assert re.search(r"EVALUATED IN PART on Harbour Courier: sources is partial\n +SRC004\n", text)
    assert "set aside by the model: the second article does not say that the harbour was open" in text


def test_the_last_line_sums_up_and_counts_only_what_is_open_or_confirmed():
    last = to_text(samples.story(), 400).splitlines()[-1]
    assert last.startswith(
        "2 articles: 3 errors, 5 warnings, 2 info; 1 dismissed; 1 waived; 2 items rejected;"
    )
    assert last.endswith("NOT EVERYTHING WAS EXAMINED: 1 of 5 stage runs fell short; check partial")


def test_nothing_found_nothing_examined_and_no_stage_never_look_alike():
    one = samples.ledger()
    clean = to_text(samples.empty(one, stages=samples.examined_fully(one)), 200)
    failed = samples.trace("claims", one.id, 0, 9, status="failed", error="provider is down")
    skipped = samples.trace(
        "claims", one.id, 0, 9, status="skipped", skipped_because="it knows en; this is fi"
    )
    partly = samples.trace("claims", one.id, 4, 9, status="partial")
    unexamined = to_text(samples.empty(one, stages=(failed,), status="failed"), 200)
    unknown = to_text(samples.empty(one, stages=(skipped,)), 200)
    half = to_text(samples.empty(one, stages=(partly,), status="partial"), 200)
    bare = to_text(samples.empty(one), 200)
    assert "No findings. Every sentence was examined, by: claims, sources." in clean
    assert "everything was examined" in clean
    assert "examined:" not in clean.lower().replace("everything was examined", "")
    assert "Not examined: no stage examined a sentence" in unexamined
    assert "provider is down" in unexamined
    assert "it knows en; this is fi" in unknown
    assert "No findings in what was examined; not everything was, by: claims." in half
    assert "NOT EXAMINED: no stage ran" in bare
    for other in (unexamined, unknown, half, bare):
        assert "No findings. Every sentence" not in other
        assert "; everything was examined" not in other


def test_a_check_that_was_cancelled_never_says_that_everything_was_examined():
    one, two = samples.ledger(), samples.courier()
    done = samples.examined_fully(one)
    text = to_text(samples.empty(one, two, stages=done, status="cancelled"), 200)
    assert "NOT EVERYTHING WAS EXAMINED: 2 of 4 stage runs fell short" in text
    assert "✕ did not run, 0 of 6 sentences examined: claims, Harbour Courier" in text
    assert "Not examined: no stage examined a sentence of this article." in text
    alone = to_text(samples.empty(one, stages=done, status="cancelled"), 200)
    assert "NOT EVERYTHING WAS EXAMINED: the check is cancelled" in alone


def test_stages_that_fell_short_alike_are_told_once():
    articles = [samples.article("Yksi.", id=f"a{n}", language="fi") for n in range(20)]
    why = "without a model it knows en; this is fi"
    skipped = [samples.trace("claims", a.id, 0, 1, status="skipped", skipped_because=why) for a in articles]
    text = to_text(samples.empty(*articles, stages=tuple(skipped)), 400)
    assert text.count(why) == 1
    assert "– skipped, 0 of 20 sentences examined, by baseline: claims, Article 1, Article 2" in text


@pytest.mark.parametrize("width", [20, 40, 80, 133])
@pytest.mark.parametrize("color", [False, True])
def test_no_line_is_wider_than_asked(width, color):
    wide = samples.article("地震で港が閉鎖された。" * 9, id="港", headline="港の閉鎖" * 9, language="ja")
    found = samples.finding("SRC004", "vague-source", "warning", "専門家" * 20, wide.anchor("text", 4, 60))
    for report in (samples.story(), samples.hostile(), samples.empty(wide, findings=(found,))):
        for line in to_text(report, width, color=color).splitlines():
            assert cell_len(SGR.sub("", line)) <= width


def test_without_colour_there_is_no_escape_whatever_the_environment_says(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "30")
    text = to_text(samples.story(), 200)
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) > 100


def test_colour_is_given_when_asked_for_even_under_no_color(monkeypatch):
    plain = to_text(samples.story(), 200)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    coloured = to_text(samples.story(), 200, color=True)
    assert SGR.search(coloured)
    assert SGR.sub("", coloured) == plain.replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize("color", [False, True])
def test_escape_sequences_and_reordering_of_articles_are_shown_not_sent(color):
    evil = "a \x1b]0;owned\x07 b \x1b[2J c \x9b31m d \u202e e \x00 f \r g \x08\x08 h"
    one = samples.article(evil + ".", id=evil, headline=evil, outlet=evil)
    found = samples.finding("SRC001", evil, "error", evil, one.anchor("text", 0, len(evil)), suggestion=evil)
    failed = samples.trace(evil, evil, 0, 1, status="failed", error=evil, engine=evil)
    text = to_text(samples.empty(one, findings=(found,), stages=(failed,), id=evil), 80, color=color)
    left = SGR.sub("", text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", left)
    assert "␛" in left
    assert "\\u202e" in left


@given(st.text())
def test_what_is_made_visible_holds_no_control_character_and_can_be_written(text):
    for shown in (visible(text), one_line(text)):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown)
        shown.encode("utf-8")
    assert "\n" not in one_line(text)
    assert "\t" not in one_line(text)


def test_rich_markup_and_emoji_codes_in_articles_are_text():
    one = samples.article("He said [bold]no[/bold] :smile: [/] [link=x]y.", id="m")
    found = samples.finding("SRC001", "r", "error", "[red]m[/red] :heart:", one.anchor("text", 8, 23))
    text = to_text(samples.empty(one, findings=(found,)), 120)
    assert "⟦[bold]no[/bold]⟧ :smile: [/] [link=x]y." in text
    assert "[red]m[/red] :heart:" in text


def test_a_finding_is_told_with_the_relation_it_is_drawn_from():
    one, two = samples.ledger(), samples.courier()
    sides = (samples.at(one, "112 passengers"), samples.at(two, "121 people"))
    kinds = ("agreement", "time_mismatch", "number_mismatch")
    relations = tuple(
        samples.Relation(id=f"r{n}", kind=kind, anchors=sides, explanation=f"because of {kind}")
        for n, kind in enumerate(kinds)
    )
    found = samples.finding("CON002", "number-mismatch", "error", "112 and 121", *sides, relation="r2")
    text = to_text(samples.empty(one, two, findings=(found,), relations=relations), 200)
    finding, _, rest = text.partition("Related passages that make no finding")
    assert "because of number_mismatch" in finding
    assert "different times: because of time_mismatch" in rest
    assert "agreement" not in text


def test_a_long_sentence_is_quoted_around_the_anchor_and_cut_between_words():
    one = samples.article("first " * 100 + "the anchored words " + "last " * 100, id="long")
    found = samples.finding("SRC001", "r", "error", "m", samples.at(one, "the anchored words"))
    text = " ".join(to_text(samples.empty(one, findings=(found,)), 400).split())
    assert "│ … first first" in text
    assert "first ⟦the anchored words⟧ last" in text
    assert "last last …" in text


def test_a_file_that_is_one_sentence_full_of_anchors_is_told_in_time_linear_in_the_anchors():
    def report(size: int) -> Report:
        one = samples.article("word \t" * size, id="huge")
        found = [
            samples.finding("X", "r", "info", "m", one.anchor("text", 6 * n, 6 * n + 4)) for n in range(300)
        ]
        return samples.empty(one, findings=tuple(found))

    reports = {size: report(size) for size in (20_000, 80_000)}
    assert growth(lambda size: to_text(reports[size]), 20_000) < LINEAR
