"""Archived articles in what a reader sees: told from submitted ones everywhere, and never judged."""

import asyncio

import pytest

from assistant import Article, Assistant, Settings
from assistant.archived import Archived, taken
from assistant.exports.annotations import to_annotations
from assistant.exports.html import to_html
from assistant.exports.text import to_text
from tests.test_archived import POST, WIRE, Fetch


@pytest.fixture(scope="module")
def report():
    def news(text, id_):
        return Article.from_text(text, language="en", id=id_, outlet="Gazette", published_at="2026-05-04")

    async def run():
        async with Assistant(Settings()) as assistant:
            old = await assistant.check([news(WIRE, "wire")], id_="0123456789abcdef")
            found: Archived = taken(old, "wire")
            return await assistant.check([news(POST, "post")], archive=Fetch(found))

    return asyncio.run(run())


def test_text_names_the_archived_side_and_its_check(report):
    text = to_text(report, 200)
    assert "1 article beside 1 from the archive" in text
    assert "│ Gazette (2), archive, sentence 2:" in text
    assert "From the archive, and judged in its own check 0123456789ab" in text
    assert "everything was examined" in text


def test_the_page_says_so_too_and_lists_no_archived_claim_as_one_to_check(report):
    page = to_html(report)
    assert "In 1 article beside 1 from the archive" in page
    assert "Gazette</bdi>, archive" in page
    assert "in check 0123456789ab<" in page
    table = page[page.index('id="claims"') : page.index('id="engines"')]
    assert "17 people" in table
    assert "12 people" not in table


def test_annotations_say_which_target_is_archived(report):
    page = to_annotations(report).model_dump()
    roles = {
        (target["factcheck"]["article"], target["factcheck"]["role"])
        for item in page["items"]
        for target in item["target"]
    }
    assert roles == {("post", "submitted"), ("wire", "archive")}
