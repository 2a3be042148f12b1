"""Where sentences end in news prose, and where they do not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.sentences import sentences
from tests.growth import LINEAR, growth


def cut(text, language="en"):
    return [text[start:end] for start, end in sentences(text, 0, len(text), language)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Holt met Gen. Ada Brink and Sen. Bo Marsh, D-Calif., on Sept. 11.",
        "Ms. Brink of Ft. Norla met Amb. Holt.",
        "Lt. Gov. J. K. Marsh spoke in Washington, D.C., on Friday.",
        "The U.S. Army and the U.N. Security Council met.",
        "It began at 5 p.m. EST on Monday.",
        "It ended at 6 p.m. Friday in Norla.",
        "No. 5 was late, and Nos. 6 and 7 were lost.",
        "It weighs approx. 30 tonnes, see Fig. 2 and Vol. 10.",
        "Holt Inc. and Brink Co. merged with Norla S.A. in 2024.",
        "It cost $3.5 million, or 2.1% of the total.",
        "“It is not safe!” she said.",
        '"Where is it?" he asked.',
        "“It is not safe. It never was,” she said.",
        "They sell grain, e.g. wheat, i.e. food.",
        "See www.norla.example/Bridge.Report/Part or mail Bo.Marsh@norla.example today.",
        "VELDHAVEN (Norla) — The bridge was shut.",
        "• The bridge was shut.",
        "3. The bridge was shut.",
    ],
)
def test_one_sentence_stays_one(text):
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["She moved to the U.S.", "He stayed."],
        ["It works for Holt Inc.", "The firm grew."],
        ["It ended at 5 p.m.", "The crowd left."],
        ["(The plan failed.)", "The army left."],
        ["It failed (badly).", "The army left."],
        ["He said: “We won.”", "Then he left."],
        ["“We are done,” he said.", "“It is over.”"],
        ["It was shut.", '"We are done," he said.', "It is open."],
        ["What now?!", "Nobody knew."],
        ["He wrote it on Norla.", "(Reporting by Bo Marsh)"],
    ],
)
def test_two_sentences_are_two(parts):
    assert cut(" ".join(parts)) == parts


def test_a_quotation_mark_opens_what_follows_it_after_an_unbalanced_one():
    text = 'It is too late." Bo left. "We are done," he said.'
    assert cut(text)[-1] == '"We are done," he said.'


def test_a_newline_inside_a_paragraph_ends_no_sentence():
    assert cut("The bridge was\nshut. It is\r\nopen.") == ["The bridge was\nshut.", "It is\r\nopen."]


def test_other_languages_have_their_own_full_stops():
    assert cut("橋は閉鎖された。市長が述べた。", "ja") == ["橋は閉鎖された。", "市長が述べた。"]
    assert cut("Der Bürgermeister kam z. B. am 3. Mai. Er ging.", "de")[-1] == "Er ging."


@given(st.text(alphabet="aZé9 .!?\"“”()'\n…😀", max_size=120))
def test_sentences_are_in_order_and_leave_out_no_letter(text):
    found = sentences(text, 0, len(text), "en")
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(found))
    inside = "".join(text[start:end] for start, end in found)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("junk", ["“", '"', "(", ". ", "Mr. ", "a.b/", "1. ", "(A. ", "a.m. ", "…", "'"])
def test_hostile_text_takes_linear_time(junk):
    assert growth(lambda size: cut(junk * (size // len(junk))), 40_000) < LINEAR
