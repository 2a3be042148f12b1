"""Datelines: no part of the sentence that they open."""

import pytest

from assistant.reading.dateline import end_of


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("MERRIN, Pa. (AP) — ", "Police said"),
        ("NEW VELM — ", "Shares fell"),
        ("Feb 22 (Lantern) - ", "The agency"),
        ("MERRIN, Feb 21 (Lantern) - ", "The agency"),
        ("Merrin (LNN) -- ", "The agency"),
        ("MERRIN/VELM (Lantern) - ", "The agency"),
        ("MERRIN, DUNMORE / LANTERN Newswire / February 21, 2025 / ", "A new"),
        ("PORT VERRIN, 14 October 2025 — ", "Two"),
    ],
)
def test_what_a_dateline_is(dateline, rest):
    assert end_of(dateline + rest) == len(dateline)


@pytest.mark.parametrize(
    "text", ["A man (35) - who ran", "The FBI (the bureau) — said to be", "VELM — which is"]
)
def test_what_is_none(text):
    assert end_of(text) == 0
