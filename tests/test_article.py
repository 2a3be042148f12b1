"""Articles: text and HTML in, numbered sentences and exact offsets out."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.article import Anchor, Article, ArticleInput, Segment, Sentence, Span, digest, identified
from assistant.errors import InputError

STORY = (
    "Harbour bridge shut after crack is found\n\n"
    "VELDHAVEN (Norla) — The harbour bridge was shut on Tuesday, Mayor Ada Brink said. "
    "“It is not safe!” she said.\n\n"
    "Engineers of Holt Inc. found a crack at 5 p.m. Monday. It is 3.5 metres long, "
    "according to the U.S. firm."
)


def words(article: Article) -> list[str]:
    return [article.words(sentence) for sentence in article.sentences]


def test_a_story_is_cut_into_numbered_sentences_headline_first():
    article = Article.from_text(STORY, language="en")
    assert words(article) == [
        "Harbour bridge shut after crack is found",
        "VELDHAVEN (Norla) — The harbour bridge was shut on Tuesday, Mayor Ada Brink said.",
        "“It is not safe!” she said.",
        "Engineers of Holt Inc. found a crack at 5 p.m. Monday.",
        "It is 3.5 metres long, according to the U.S. firm.",
    ]
    assert [(s.n, s.paragraph) for s in article.sentences] == [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2)]
    assert article.headline == "Harbour bridge shut after crack is found"
    assert article.text == STORY
    assert article.sha256 == digest(STORY)


def test_the_headline_in_the_text_is_anchored_in_the_text():
    article = Article.from_text(STORY, language="en")
    anchor = article.anchor_of(article.sentence(0))
    assert (anchor.part, anchor.start, anchor.exact) == ("text", 0, article.headline)


def test_a_given_headline_is_a_part_of_its_own():
    article = Article.from_text("The bridge was shut. It reopened.", headline="Bridge shut", language="en")
    assert article.sentence(0).part == "headline"
    assert article.anchor_of(article.sentence(0)).exact == "Bridge shut"
    assert words(article)[1:] == ["The bridge was shut.", "It reopened."]


def test_a_given_headline_that_the_text_repeats_is_no_sentence_twice():
    article = Article.from_text(
        "Mayor’s bridge shut\n\nMayor's bridge shut\n\nIt was shut.", headline="Mayor's bridge shut"
    )
    assert words(article) == ["Mayor’s bridge shut", "It was shut."]
    assert article.headline == "Mayor's bridge shut"
    assert article.sentence(0).part == "text"


def test_a_headline_printed_twice_with_other_apostrophes_is_one_sentence():
    article = Article.from_text(
        "Norla’s bridge shut\n\nNorla's bridge shut\n\nThe bridge was shut on Tuesday."
    )
    assert words(article) == ["Norla’s bridge shut", "The bridge was shut on Tuesday."]


def test_a_text_without_a_headline_has_none():
    article = Article.from_text("The bridge was shut on Tuesday, officials said.\nIt reopened on Friday.")
    assert article.headline is None
    assert article.sentences[0].n == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_newlines_are_kept_as_sent(newline):
    text = newline.join(["The bridge was shut.", "", "  It reopened. ", ""])
    article = Article.from_text(text)
    assert article.text == text
    assert words(article) == ["The bridge was shut.", "It reopened."]


@given(
    st.text(
        alphabet=st.one_of(
            st.characters(exclude_categories=["Cs"], exclude_characters="\0"), st.sampled_from(' \n.!?"“”’')
        )
    )
)
def test_whatever_the_text_sentences_are_in_order_apart_and_trimmed(text):
    try:
        article = Article.from_text(text, language="en")
    except InputError:
        assert not any(char.isalnum() for char in text)
        return
    assert article.text == text
    end = 0
    for sentence in article.sentences:
        exact = article.words(sentence)
        assert sentence.start >= end
        assert exact == exact.strip()
        assert any(char.isalnum() for char in exact)
        assert article.anchor_of(sentence).exact == text[sentence.start : sentence.end]
        end = sentence.end
    assert [s.n for s in article.sentences] == list(
        range(article.sentences[0].n, article.sentences[0].n + len(article.sentences))
    )


@given(
    st.sampled_from(["text", "html", "markdown"]),
    st.lists(
        st.sampled_from(
            [
                "Rain fell on Norla.", "NORLA, March 3, 2025 (Coast Wire) --", "# The harbour reopens", "By Ada Bream",
                "<p>Ada left.</p>", "“No!” he said. “Go.”", "1. Bo stayed.", "---", "***",
                "\n\n", " ", "é", "<title>A</title>",
            ]
        ),
        max_size=12,
    ),
    st.sampled_from([None, "Rain fell on Norla.", "A headline"]),
)  # fmt: skip
def test_an_article_that_is_not_read_whole_is_the_same_but_for_its_later_sentences(kind, parts, headline):
    sent = ArticleInput(**{kind: "\n".join(parts)}, headline=headline, language="en")
    try:
        whole = sent.article()
    except InputError as error:
        with pytest.raises(InputError, match=re.escape(str(error))):
            sent.article(whole=False)
        return
    opening = sent.article(whole=False)
    assert opening.model_copy(update={"sentences": whole.sentences}) == whole
    assert opening.sentences == whole.sentences[: len(opening.sentences)]
    assert len(opening.sentences) == len(whole.sentences) or len(opening.sentences) >= 4


@given(
    st.lists(
        st.sampled_from(["Rain fell.", "Ada left?", "“No!” he said.", "It is 3.5 m."]), min_size=1, max_size=8
    )
)
def test_no_letter_of_the_body_is_outside_a_sentence(parts):
    parts = ["The rain fell on Norla.", *parts]
    article = Article.from_text("\n".join(parts), language="en")
    assert "".join(words(article)).replace(" ", "") == "".join(parts).replace(" ", "")


def test_an_anchor_outside_the_text_is_refused():
    article = Article.from_text("Rain fell.")
    with pytest.raises(InputError, match="no characters 3:99"):
        article.anchor("text", 3, 99)


def test_sentences_at_an_anchor_are_those_that_it_touches():
    article = Article.from_text("Rain fell. Ada left. Bo stayed.", language="en")
    assert [s.n for s in article.sentences_at(article.anchor("text", 5, 14))] == [1, 2]


def test_an_unequal_segment_leads_to_the_whole_of_its_markup():
    article = Article(
        sha256="", text="a&b", sentences=(Sentence(n=1, start=0, end=3),),
        segments=(
            Segment(start=0, end=1, html_start=10, html_end=11),
            Segment(start=1, end=2, html_start=11, html_end=16),
            Segment(start=2, end=3, html_start=16, html_end=17),
        ),
    )  # fmt: skip
    assert article.anchor("text", 1, 2).html == Span(start=11, end=16)
    assert article.anchor("text", 0, 3).html == Span(start=10, end=17)


@pytest.mark.parametrize("text", ["", "   \n\t", "--- *** ---"])
def test_text_without_words_is_refused(text):
    with pytest.raises(InputError, match=r"^article 3: expected .*got"):
        Article.from_text(text, name="article 3")
    with pytest.raises(InputError, match=r"^article 3: expected .*got"):
        Article.from_text(text, name="article 3", headline="Rain fell")


def test_text_beyond_the_limit_is_refused_with_both_figures():
    assert Article.from_text("a" * 50, limit=50).text
    with pytest.raises(InputError, match="at most 50 characters of text, got 51"):
        Article.from_text("a" * 51, limit=50)


@pytest.mark.parametrize(("char", "said"), [("\0", "NUL"), ("\ud83d", "surrogate")])
def test_what_no_report_can_hold_is_refused_with_its_place(char, said):
    with pytest.raises(InputError, match=rf"{said}.* at character 5 of the text"):
        Article.from_text(f"Rain {char} fell.")
    with pytest.raises(InputError, match=rf"{said}.* of the headline"):
        Article.from_text("Rain fell.", headline=f"Rain {char}")


def test_a_declared_language_is_kept_as_its_primary_subtag():
    assert Article.from_text("Rain fell.", language="en-GB").language == "en"
    with pytest.raises(InputError, match="language: expected a language tag"):
        Article.from_text("Rain fell.", language="English, mostly")


def test_an_undeclared_language_is_detected_or_unknown():
    german = "Der Minister sagte am Montag, dass die Wahl wegen des Sturms verschoben werden muss."
    assert Article.from_text(german).language == "de"
    assert (
        Article.from_text("The minister said on Monday that the vote would be held later.").language == "en"
    )
    assert Article.from_text("Ok.").language is None


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2025-03-31", datetime(2025, 3, 31)),  # noqa: DTZ001
        (date(2025, 3, 31), datetime(2025, 3, 31)),  # noqa: DTZ001
        ("2025-03-31T18:05:00", datetime(2025, 3, 31, 18, 5)),  # noqa: DTZ001
        ("2025-03-31T18:05:00Z", datetime(2025, 3, 31, 18, 5, tzinfo=UTC)),
        ("2025-03-31 18:05:00 +0000", datetime(2025, 3, 31, 18, 5, tzinfo=UTC)),
        ("Mon, 31 Mar 2025 18:05:00 GMT", datetime(2025, 3, 31, 18, 5, tzinfo=UTC)),
    ],
)
def test_dates_are_read_and_stay_naive_without_a_zone(given, read):
    article = Article.from_text("Rain fell.", published_at=given)
    assert article.published_at == read
    assert article.published_at.tzinfo == read.tzinfo or read.tzinfo is not None


def test_a_wrong_field_is_named():
    with pytest.raises(InputError, match=r"published_at: expected a date such as .*, got 'last week'"):
        Article.from_text("Rain fell.", published_at="last week")
    with pytest.raises(InputError, match="autor: no such field"):
        Article.from_text("Rain fell.", autor="Ada")


def test_an_article_survives_json():
    article = Article.from_text(STORY, published_at="2025-03-31", url="https://norla.example/1")
    assert Article.model_validate_json(article.model_dump_json()) == article


def test_articles_get_ids_that_do_not_collide_and_keys_of_their_own():
    def made(**metadata):
        return Article.from_text("Rain fell.", **metadata)

    found = identified(
        [made(), made(id="article-1"), made(url="https://norla.example/1"), made(id="x", url="u")]
    )
    assert [a.id for a in found] == ["article-2", "article-1", "article-3", "x"]
    assert [a.key for a in found] == ["", "article-1", "https://norla.example/1", "x"]


def test_two_articles_of_one_id_are_refused():
    article = Article.from_text("Rain fell.", id="a")
    with pytest.raises(InputError, match=r"article 2: expected an id of its own, got 'a' again"):
        identified([article, article])


def test_input_takes_text_or_html_with_the_fields_of_the_service():
    given = ArticleInput.model_validate_json(
        '{"text": "Rain fell.", "headline": "Rain", "outlet": "Norla", "url": "https://norla.example/1",'
        ' "published_at": "2025-03-31", "language": "en-GB", "id": "a", "revision": "2"}'
    )
    article = given.article()
    assert (article.headline, article.outlet, article.language, article.id, article.revision) == (
        "Rain", "Norla", "en", "a", "2",
    )  # fmt: skip
    assert ArticleInput(html="<p>Rain fell.</p>").article().text == "Rain fell."
    written = ArticleInput(markdown="---\ntitle: Rain\noutlet: A\n---\n# Rain\n\nIt *fell*.", outlet="B")
    marked = written.article()
    assert (marked.headline, marked.outlet) == ("Rain", "B")
    assert [marked.words(sentence) for sentence in marked.sentences if sentence.n] == ["It *fell*."]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "one of text, html, markdown, got none"),
        ({"text": "a", "html": "b"}, "one of text, html, markdown, got text and html"),
        ({"text": "a", "published_at": "soon"}, "published_at"),
        ({"text": "a", "published_at": 1700000000}, "published_at"),
        ({"text": "a", "author": "b"}, "author"),
        ({"text": 5}, "text"),
        ({"text": "a", "id": 5}, "id"),
    ],
)
def test_input_is_strict(fields, said):
    with pytest.raises(ValidationError, match=re.escape(said)):
        ArticleInput.model_validate(fields)


def test_a_schema_can_be_drawn_from_the_input():
    assert set(ArticleInput.model_json_schema()["properties"]) == {
        "text", "html", "markdown", "headline", "outlet", "url", "published_at", "language", "id", "revision",
    }  # fmt: skip


def test_anchors_overlap_only_within_one_part_of_one_article():
    first = Anchor(article="a", start=0, end=5, exact="Rain ")
    assert first.overlaps(Anchor(article="a", start=4, end=6, exact=" f"))
    assert not first.overlaps(Anchor(article="a", start=5, end=6, exact="f"))
    assert not first.overlaps(Anchor(article="b", start=0, end=5, exact="Rain "))
    assert not first.overlaps(Anchor(article="a", part="headline", start=0, end=5, exact="Rain "))


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("PORT VERRIN, 14 October 2025 — Two men died.", "2025-10-14"),
        ("HALDEN, Norland – May 6, 2024 – Nimbra sold more.", "2024-05-06"),
        ("HALDEN, Norland, Tuesday, 6 May 2024 (Norpress) -- Nimbra sold more.", "2024-05-06"),
        ("HALDEN, 31 February 2025 — Nothing happened.", None),
        ("HALDEN, 14 October — Two men died.", None),
        ("On 14 October 2025 two men died.", None),
        ("NATO, 14 October 2025 was a day of talks.", None),
    ],
)
def test_the_full_date_of_a_dateline_is_the_date_of_an_article_without_one(opening, day):
    assert Article.from_text(f"{opening}\n\nMore later.", language="en").published_at == (
        datetime.fromisoformat(day) if day else None
    )
    given = Article.from_text(opening, language="en", published_at="2020-01-02")
    assert given.published_at == datetime.fromisoformat("2020-01-02")
