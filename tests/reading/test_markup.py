"""HTML: body text out, and every character's way back into the markup."""

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.article import Article
from assistant.errors import InputError
from assistant.reading.markup import read
from tests.growth import LINEAR, growth

PAGE = """\ufeff<!doctype html><html lang="en-GB"><head><title>Bridge shut - The Norla Post</title>
<meta property="og:site_name" content="The Norla Post">
<meta property="article:published_time" content="2025-03-01T10:00:00Z">
<link rel=canonical href="https://norla.example/bridge"></head>
<body class="has-sidebar"><nav><a href=/>Home</a> <a href=/w>World</a></nav>
<header><h1>The Norla Post</h1></header>
<main><article><header><h1>Bridge   shut</h1><p class=byline>By Ada Brink</p></header>
<p>The <b>bridge</b> was\r\n   shut on Tuesday, the mayor&rsquo;s office
said 😀. It&nbsp;will <a href=x>reopen</a></x> soon.</p>
<div class="share-bar">Share this</div><div hidden>Secret words.</div><p style="display: none">Unseen.</p>
<figure><img src=a.png><figcaption>The bridge.</figcaption></figure>
<aside>Sign up to our letter.</aside><ul class=related><li><a href=y>Another story about things</a></ul>
<p>It was built &lt;long&gt; ago<br>in 1950. <!-- note -->Nobody &amp; nothing fell.
<section id="comments"><p>First!</p></section></article></main><footer>Copyright.</footer></body></html>"""


def spans(article, markup):
    """Each sentence's own words, and what its span in the markup shows once tags and references are gone."""
    for sentence in article.sentences:
        anchor = article.anchor_of(sentence)
        if anchor.html is not None:
            yield folded(anchor.exact), folded(shown(markup[anchor.html.start : anchor.html.end]))


def shown(markup):
    return html.unescape(
        re.sub(r"<br>", " ", re.sub(r"<!--.*?-->|</?(?!br)[a-z](?:[^>']|'[^']*')*>", "", markup))
    )


def folded(text):
    return " ".join(re.split(r"[ \t\n\r\f]+", text)).strip()


def test_the_body_is_read_and_the_rest_is_not():
    assert read(PAGE).text == (
        "Bridge shut\n\n"
        "The bridge was shut on Tuesday, the mayor’s office said 😀. It\xa0will reopen soon.\n\n"
        "It was built <long> ago\nin 1950. Nobody & nothing fell."
    )


def test_metadata_come_from_the_page_and_the_callers_win():
    article = Article.from_html(PAGE)
    assert (article.headline, article.outlet, article.language) == ("Bridge shut", "The Norla Post", "en")
    assert article.url == "https://norla.example/bridge"
    assert article.published_at == datetime(2025, 3, 1, 10, tzinfo=UTC)
    assert Article.from_html(PAGE, outlet="Wire", language="fr").outlet == "Wire"
    assert Article.from_html(PAGE, headline="Crack found").sentence(0).part == "headline"


def test_every_sentence_leads_back_to_its_own_markup():
    found = list(spans(Article.from_html(PAGE), PAGE))
    assert len(found) == 5
    assert all(text == markup for text, markup in found)


def test_the_headline_shown_on_the_page_leads_back_too():
    article = Article.from_html(PAGE)
    span = article.anchor_of(article.sentence(0)).html
    assert PAGE[span.start : span.end] == "Bridge   shut"


TEXT = st.lists(
    st.sampled_from([
        "Rain", "fell", "on", "Norla.", "Ada", "left!", "It", "is", "“late”", "😀", "&amp;",
        "&lt;b&gt;", "&rsquo;s", "&#128512;", "&eacute;", "&nbsp;", "é", "3.5", "\n", "\r\n", "  \t", "&copy",
        "&NotEqualTilde;", "& ", "a < b",
    ]),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip
INLINE = st.recursive(
    TEXT,
    lambda inner: st.one_of(
        st.builds(
            lambda tag, body: f"<{tag} title='a > b'>{body}</{tag}>",
            st.sampled_from(["b", "i", "span", "a"]),
            inner,
        ),
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds(lambda body: f"<!-- c -->{body}<br>{body}", inner),
        st.builds(lambda body: f"{body}</x>{body}", TEXT),
    ),
    max_leaves=8,
)
BLOCKS = st.recursive(
    INLINE.map(lambda body: f"<p>{body}</p>"),
    lambda inner: st.one_of(
        st.builds(
            lambda tag, body: f"<{tag}>\n {body}</{tag}>",
            st.sampled_from(["div", "section", "blockquote"]),
            inner,
        ),
        st.lists(inner, min_size=1, max_size=3).map("\r\n".join),
        st.lists(INLINE, min_size=1, max_size=3).map(lambda items: "<ul><li>" + "<li>".join(items) + "</ul>"),
        st.lists(INLINE, min_size=1, max_size=2).map(
            lambda i: "<table><tr><td>" + "<td>".join(i) + "</table>"
        ),
    ),
    max_leaves=6,
)


@given(BLOCKS, st.booleans())
def test_in_any_markup_every_sentence_span_shows_the_sentence(markup, marked):
    markup = ("\ufeff" if marked else "") + markup
    article = Article.from_html(f"{markup}<p>The rain fell.</p>", language="en")
    for text, back in spans(article, f"{markup}<p>The rain fell.</p>"):
        assert text == back


@given(BLOCKS)
def test_every_visible_character_has_its_place(markup):
    page = read(markup)
    covered = set()
    for segment in page.segments:
        covered.update(range(segment.start, segment.end))
        assert 0 <= segment.html_start < segment.html_end <= len(markup)
    assert {i for i, char in enumerate(page.text) if not char.isspace()} <= covered


SOUP = [
    "<p>", "</p>", "<b>", "</b>", "<table>", "<td>", "</table>", "<a href=\"'>\">", "</a>", "<h1>", "<pre>\n",
    "</pre>", "<", "&", "&amp", "</x y=\">\">", "<!--", "-->", "<article>", "<body>", "<div hidden>",
    "Rain fell.", "\r\n", "<br>", "<svg>", "<title>", "<select>", "<template>", "<li>", "é",
]  # fmt: skip


@given(st.lists(st.sampled_from(SOUP), max_size=30))
def test_tag_soup_is_read_or_refused_and_never_leads_outside_the_markup(parts):
    markup = "".join(parts)
    try:
        article = Article.from_html(markup, language="en")
    except InputError:
        return
    for sentence in article.sentences:
        span = article.anchor_of(sentence).html
        assert span is None or 0 <= span.start <= span.end <= len(markup)


def test_a_page_that_names_no_article_is_cut_by_its_looks():
    page = """<html><body><div>Menu item</div><div><a href=a>World</a> <a href=b>Sport</a></div>
    <h2>Ferry sunk</h2><div>The ferry of Norla sank on Sunday in a storm that nobody had foreseen,
    its owner said.</div>
    <div>All were saved.</div><div>The second ferry went out to search for the crew
    until late in the night on Monday.</div>
    <div>Terms of use</div></body></html>"""
    text = read(page).text
    assert text.startswith("Ferry sunk\n\nThe ferry of Norla")
    assert text.endswith("late in the night on Monday.")
    assert "All were saved." in text


def test_what_holds_most_of_the_prose_is_kept_whatever_it_is_called():
    page = "<body><form class='sidebar'><p>The ferry sank in a storm.</p><p>All were saved.</p></form></body>"
    assert read(page).text == "The ferry sank in a storm.\n\nAll were saved."


def test_a_fragment_keeps_short_pieces_and_its_heading():
    article = Article.from_html(
        "<h2>Ferry sunk</h2><p>Bad news.</p><ul><li>One dead</li></ul>", language="en"
    )
    assert article.headline == "Ferry sunk"
    assert [article.words(s) for s in article.sentences] == ["Ferry sunk", "Bad news.", "One dead"]


def test_linked_data_give_what_the_meta_elements_do_not():
    page = """<html><head><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
    "headline": "Ferry sunk", "datePublished": "2025-03-01", "publisher": {"name": "The Norla Post"},
    "inLanguage": "en"}]}
    </script></head>
    <body><p>The ferry sank.</p></body></html>"""
    article = Article.from_html(page)
    assert (article.headline, article.outlet, article.language) == ("Ferry sunk", "The Norla Post", "en")
    assert article.published_at == datetime(2025, 3, 1)  # noqa: DTZ001


def test_bad_metadata_of_a_page_count_as_none():
    page = """<html lang="?"><head><meta name=date content="yesterday"><link rel=canonical href="/x">
    <script type="application/ld+json">{nonsense</script></head>
    <body><p>The ferry of Norla sank.</body></html>"""
    article = Article.from_html(page)
    assert (article.published_at, article.url, article.headline) == (None, None, None)


def test_preformatted_text_keeps_its_lines():
    assert read("<pre>\nOne  two\n  three</pre>").text == "One  two\n  three"


def test_a_page_without_text_is_refused():
    with pytest.raises(InputError, match="expected the text of an article"):
        Article.from_html("<html><body><nav>Home</nav></body></html>")


@pytest.mark.parametrize(
    "junk",
    [
        "<div>",
        "<div>x ",
        "<b>",
        "<p>x",
        "<table>",
        "<a>x",
        "<h1><div>x",
        "<article><p>x",
        "</x>a",
        "<br>a",
        "<!--",
        "&",
        "<",
    ],
)
def test_hostile_markup_takes_linear_time(junk):
    def parse(size):
        Article.from_html(junk * (size // len(junk)) + "<p>The rain fell on Norla.", language="en")

    assert growth(parse, 8_000) < LINEAR


def test_a_huge_attribute_is_no_trouble():
    markup = f"<p class='{'aB-' * 300_000}' style='{'display:' * 100_000}'>The rain fell.</p>"
    assert Article.from_html(markup, language="en").text == "The rain fell."


def test_a_hundred_thousand_open_tags_are_no_trouble():
    assert Article.from_html("<div>" * 100_000 + "The rain fell.", language="en").text == "The rain fell."


def test_a_paragraph_of_a_plain_page_stays_though_it_ends_without_a_full_stop():
    page = (
        "<html><body><h1>Mayor quits</h1><p>The mayor quit on Monday, officials said (see below)</p>"
        "<p>He did not say why. More to come</p></body></html>"
    )
    article = Article.from_html(page)
    assert article.headline == "Mayor quits"
    assert [article.words(sentence) for sentence in article.sentences][1:] == [
        "The mayor quit on Monday, officials said (see below)",
        "He did not say why.",
        "More to come",
    ]


def test_the_headline_of_a_plain_page_stays_when_scraps_follow_it():
    page = "<html><body><h1>Mayor quits</h1><div>Share</div><p>The mayor quit on Monday.</p></body></html>"
    article = Article.from_html(page)
    assert article.headline == "Mayor quits"
    assert article.text == "Mayor quits\n\nThe mayor quit on Monday."


def test_a_script_inside_the_headline_is_no_part_of_it():
    page = "<html><body><h1>Mayor <script>alert(1)</script>quits</h1><p>She quit on Monday.</p></body></html>"
    assert Article.from_html(page).headline == "Mayor quits"
