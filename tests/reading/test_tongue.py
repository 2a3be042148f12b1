"""The language of a text, declared or detected."""

import pytest

from assistant.reading.tongue import detected, primary

ENGLISH = "The mayor of Norla said on Tuesday that the bridge was shut for now and that ferries ran. "
DANISH = "Borgmesteren sagde tirsdag, at broen for tiden er lukket, og at færger vil sejle folk over. "


@pytest.mark.parametrize(("tag", "kept"), [("en-GB", "en"), ("EN", "en"), ("pt_BR", "pt"), ("gsw-CH", "gsw")])
def test_the_primary_subtag_is_kept(tag, kept):
    assert primary(tag) == kept


@pytest.mark.parametrize("tag", ["", "English", "e", "12", "en GB"])
def test_what_is_no_tag_is_refused(tag):
    with pytest.raises(ValueError, match="language tag"):
        primary(tag)


@pytest.mark.parametrize("times", [1, 5])
def test_english_is_told_short_or_long(times):
    assert detected(ENGLISH * times) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (DANISH, "da"),
        (DANISH * 5, "da"),
        ("Le ministre a déclaré lundi que l'élection serait reportée à cause de la tempête.", "fr"),
        ("政府は月曜日に選挙を延期すると発表した。", "ja"),
        ("Министр заявил в понедельник, что выборы отложены.", "ru"),
    ],
)
def test_other_languages_are_told(text, language):
    assert detected(text) == language


@pytest.mark.parametrize(
    "text", ["Ok.", "12 34 56", "lorem ipsum dolor sit amet consectetur adipiscing elit sed"]
)
def test_in_doubt_there_is_none(text):
    assert detected(text) is None
