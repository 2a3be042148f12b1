"""The page: the article's own text, exactly; nothing run or loaded but our own; honest at a glance."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML

from assistant.exports.html import to_html, web_address
from assistant.report import Report
from tests.exports import samples
from tests.growth import LINEAR, growth

REPORTS = {
    "story": samples.story(),
    "hostile": samples.hostile(),
    "empty": samples.empty(samples.ledger()),
    "markup": samples.empty(samples.from_markup()),
    "no articles": samples.empty(),
}


class Reader(HTMLParser):
    """What a page is made of: every start tag, and the text within each element of some class."""

    VOID = frozenset({"meta", "input", "br", "img", "link"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, list[str], list[str]]] = []
        self.feed(page)
        self.close()
        assert not self._open, "elements left open"

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag not in self.VOID:
            self._open.append((tag, (values.get("class") or "").split(), []))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        name, classes, pieces = self._open.pop()
        assert name == tag, f"{name} closed by {tag}"
        text = "".join(pieces)
        self.texts += [(kind, text) for kind in (name, *(f".{one}" for one in classes))]
        if self._open:
            self._open[-1][2].append(text)

    def handle_data(self, data):
        if self._open:
            self._open[-1][2].append(data)

    def of(self, kind: str) -> list[str]:
        """The texts of all elements of that tag or .class."""
        return [text for name, text in self.texts if name == kind]

    def all(self, name: str) -> list[str]:
        """The values of that attribute, wherever it is set."""
        return [values[name] or "" for _, values in self.tags if name in values]


@pytest.fixture(params=REPORTS, name="report")
def one_report(request):
    return REPORTS[request.param]


def test_without_its_tags_each_article_is_its_text_exactly(report):
    page = Reader(to_html(report))
    assert page.of(".text") == [article.text for article in report.articles]
    assert page.of(".headline") == [article.headline or "No headline" for article in report.articles]


TEXTS = st.text(st.sampled_from("ab .\n\t\r<>&\"'é漢🜁\u202e\u0301\x85\x0c"), min_size=1, max_size=60)


@settings(max_examples=60)
@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_any_text_with_any_marks_is_kept_character_for_character(text, headline, ranges):
    one = samples.article(text, id="a", headline=headline)
    found = []
    for low, high in ranges:
        start, end = sorted((low % len(text), high % (len(text) + 1)))
        if start < end:
            found.append(samples.finding("SRC001", "r", "error", "m", one.anchor("text", start, end)))
    page = to_html(samples.empty(one, findings=tuple(found)))
    assert Reader(page).of(".text") == [text]
    assert Reader(page).of(".headline") == [headline]
    independent = JustHTML(page, sanitize=False).query(".text")
    assert [element.to_text(separator="", strip=False) for element in independent] == [text]


def test_marks_stand_on_exactly_the_anchored_words():
    page = to_html(samples.story())
    runs = re.findall(r'<a class="[^"]*" href="#f\d+" data-i="([^"]*)"[^>]*>(.*?)</a>', page)
    number = re.search(r'id="f(\d+)"(?:(?!</li>).)*SRC005', page, re.DOTALL).group(1)
    assert "".join(words for keys, words in runs if f"f{number}" in keys.split()) == "a source"


def test_overlapping_anchors_are_one_run_with_all_their_items():
    one = samples.article("abcdefghij", id="x")
    found = (
        samples.finding("A1", "outer", "warning", "m", one.anchor("text", 0, 6)),
        samples.finding("B2", "inner", "error", "m", one.anchor("text", 4, 10)),
    )
    page = to_html(samples.empty(one, findings=found))
    runs = re.findall(r'<a class="([^"]*)" href="#(f\d)" data-i="([^"]*)"[^>]*>(.*?)</a>', page)
    assert runs == [
        ("warning", "f2", "f2", "abcd"),
        ("error warning", "f1", "f1 f2", "ef"),
        ("error", "f1", "f1", "ghij"),
    ]


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(report):
    html = to_html(report)
    (policy,) = (
        v["content"] for t, v in Reader(html).tags if v.get("http-equiv") == "Content-Security-Policy"
    )
    for tag in ("style", "script"):
        (source,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(sha256(source.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_nothing_is_loaded_and_no_markup_of_an_article_comes_to_life(report):
    page = Reader(to_html(report))
    names = [tag for tag, _ in page.tags]
    assert names.count("script") == names.count("style") == 1
    assert not {"img", "link", "iframe", "object", "embed", "base", "form", "b", "image", "use"} & set(names)
    for _, values in page.tags:
        assert not [
            name
            for name in values
            if name.startswith("on") or name in {"style", "src", "srcset", "xlink:href"}
        ]
    links = [link for link in page.all("href") if not link.startswith("#")]
    assert all(link.startswith("https://") for link in links)


def test_every_inner_link_and_label_leads_somewhere_and_ids_are_unique(report):
    page = Reader(to_html(report))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.all("href") if link.startswith("#")} <= set(ids)
    assert set(page.all("aria-labelledby")) <= set(ids)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT://x/%0aalert(1)",
        "data:text/html,x",
        "//host/x",
        "http:/x",
        "http://[",
        "",
        None,
    ],
)
def test_only_addresses_of_the_web_are_linked(url):
    assert web_address(url) is None
    page = to_html(samples.empty(samples.article("Hm.", id="u", url=url or None)))
    assert [link for link in Reader(page).all("href") if not link.startswith("#")] == []


def test_an_address_of_the_web_is_linked_without_telling_where_from():
    page = Reader(to_html(samples.story()))
    (link,) = (
        values for _, values in page.tags if values.get("href") == "https://ledger.example/news/marigold"
    )
    assert set(link["rel"].split()) >= {"noopener", "noreferrer"}


def test_nothing_found_nothing_examined_and_half_examined_never_look_alike():
    one = samples.ledger()
    clean = Reader(to_html(samples.empty(one, stages=samples.examined_fully(one))))
    failed = samples.trace("claims", one.id, 0, 9, status="failed", error="provider is down")
    unexamined = Reader(to_html(samples.empty(one, stages=(failed,), status="failed")))
    partly = samples.trace("claims", one.id, 4, 9, status="partial", error="cut")
    half = Reader(to_html(samples.empty(one, stages=(partly,), status="partial")))
    bare = Reader(to_html(samples.empty(one)))
    assert [page.of("h1") for page in (clean, unexamined, half, bare)] == [
        ["No findings"],
        ["Not examined"],
        ["No findings in what was examined"],
        ["Not examined"],
    ]
    assert clean.of(".alarm") == []
    assert "provider is down" in unexamined.of(".alarm")[0]
    assert "◐ partial, 4 of 9 sentences examined" in " ".join(half.of(".alarm")[0].split())
    assert "no stage ran" in bare.of(".alarm")[0]


def test_unevaluated_rules_rejected_items_and_decisions_are_shown_with_their_reasons():
    html = " ".join(to_html(samples.story()).split())
    rows = [
        " ".join(Reader(row).of("tr")[0].split()) for row in re.findall(r"<tr>(?:(?!</tr>).)*</tr>", html)
    ]
    assert "SRC001 ✕ not evaluatedHarbour Couriersources is partial" in rows
    assert "SRC004 ◐ evaluated in partHarbour Couriersources is partial" in rows
    assert "the quote is not in sentence 2" in html
    assert "the captain had left the bridge" in html
    assert "WAIVED by config: quoted from the minutes" in html
    assert "DISMISSED by tomas on 14 May 2031" in html


def test_engines_show_model_prompt_digest_tokens_and_an_unknown_cost_as_unknown():
    html = " ".join(to_html(samples.story()).split())
    for shown in (
        "local/small-1",
        "sources/v1",
        "ab" * 32,
        "temperature=0",
        "3,210",
        "0.0123 and 1 unknown",
        ">unknown<",
    ):
        assert shown in html


def test_severity_is_told_by_a_sign_and_a_word_as_well_as_by_colour():
    page = Reader(to_html(samples.story()))
    shown = {" ".join(text.split()) for text in page.of(".severity")}
    assert {"■1 error", "▲2 warning", "●9 info"} <= shown
    signs = {values["data-sign"] for tag, values in page.tags if tag == "sup"}
    assert {"■1", "▲2", "●9"} <= signs


def test_the_drawing_joins_both_articles_to_what_stands_behind_the_agency():
    html = to_html(samples.story())
    (svg,) = re.findall(r"<svg class=\"drawing\".*?</svg>", html, re.DOTALL)
    told = re.findall(r'aria-label="([^"]*)"', svg)
    assert "Northwire: organisation, 2 attributions, 2 articles" in told
    assert "unnamed coastguard officers: unnamed group, 2 attributions, 2 articles" in told
    assert "a source: unnamed person, 1 attribution" in told
    assert svg.count('<path class="edge') == 9


def test_unnamed_sources_in_the_same_words_are_not_taken_for_one():
    one, two = samples.article("One.", id="1"), samples.article("Two.", id="2")
    officials = samples.Source(text="officials", kind="anonymous_group")
    both = tuple(samples.attribution(f"a{a.id}", a.anchor("text", 0, 3), officials) for a in (one, two))
    html = to_html(samples.empty(one, two, attributions=both))
    assert html.count("officials: unnamed group, 1 attribution") == 4
    assert "2 articles" not in "".join(re.findall(r"<svg class=\"drawing\".*?</svg>", html, re.DOTALL))


@pytest.mark.parametrize("many", [1, 2, 3, 20])
def test_one_to_twenty_articles_each_have_their_pane(many):
    articles = [
        samples.article(f"Text {n}.", id=f"a{n}", headline=f"Headline {n}", outlet="The Same Outlet")
        for n in range(many)
    ]
    page = Reader(to_html(samples.empty(*articles)))
    assert len(page.of(".pane")) == many
    assert len(page.of("option")) == (2 * many if many > 2 else 0)
    if many > 1:
        assert "The Same Outlet 2" in " ".join(page.of(".outlet"))


def test_right_to_left_text_chooses_its_own_direction():
    one = samples.article("הנמל נסגר.\n\nThe port closed.", id="r", headline="הנמל", language="he")
    page = Reader(to_html(samples.empty(one)))
    paragraphs = [values for tag, values in page.tags if tag == "p" and "data-sentence" in values]
    assert [values["dir"] for values in paragraphs] == ["auto", "auto"]


def test_an_erased_article_is_drawn_without_its_words():
    story = samples.story()
    one = story.articles[0].model_copy(update={"text": "", "headline": None})
    page = to_html(story.model_copy(update={"articles": (one, story.articles[1])}))
    assert Reader(page).of(".text") == ["", story.articles[1].text]


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_text_colour_has_the_contrast_of_wcag_aa_on_every_ground_it_stands_on():
    (style,) = re.findall(r"<style>(.*?)</style>", to_html(samples.empty()), re.DOTALL)
    palettes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", root))
        for root in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert len(palettes) == 3
    inks = ("ink", "soft", "error", "warning", "info", "claim", "source", "good")
    for palette in palettes[:2]:
        pairs = [(ink, ground) for ink in inks for ground in ("paper", "sheet")]
        pairs += [("ink", f"{tint}-tint") for tint in ("error", "warning", "info", "claim", "source")]
        for ink, ground in pairs:
            light, dark = sorted((_luminance(palette[ink]), _luminance(palette[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


def test_drawing_time_grows_with_the_length_of_an_article_and_not_with_its_square():
    def report(copies: int) -> Report:
        text = "\n\n".join(samples.LEDGER for _ in range(copies))
        one = samples.article(text, id="long")
        anchors = [one.anchor_of(sentence) for sentence in one.sentences]
        found = tuple(samples.finding("SRC001", "r", "warning", "m", anchor) for anchor in anchors)
        claims = tuple(samples.claim(f"c{n}", anchor) for n, anchor in enumerate(anchors))
        return samples.empty(one, findings=found, claims=claims)

    reports = {copies: report(copies) for copies in (30, 120)}
    assert growth(lambda copies: to_html(reports[copies]), 30) < LINEAR


def test_words_that_no_sentence_covers_are_shown_apart_and_not_numbered():
    one = samples.article("One.\n\nTwo.", id="n")
    body = one.model_copy(update={"sentences": one.sentences[1:]})
    page = Reader(to_html(samples.empty(body)))
    assert page.of(".text") == ["One.\n\nTwo."]
    assert [v["data-sentence"] for tag, v in page.tags if tag == "p" and "data-sentence" in v] == ["0", "2"]
