"""A whole check takes work in proportion to the length of the article, whatever stands in it."""

import asyncio
import sys

import pytest

from assistant.article import Article
from assistant.checking import Assistant
from assistant.config import Settings

ASSISTANT = Assistant(Settings())


def work(text):
    """How many calls a check of the text makes: the same on every machine, however busy it is."""
    article = Article.from_text(text, language="en")
    calls = 0

    def count(_frame, _event, _argument):
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        report = asyncio.run(ASSISTANT.check([article]))
    finally:
        sys.setprofile(None)
    assert report.status == "complete"
    return calls


@pytest.mark.parametrize("piece", ['"a\n\n', "“We won,” he said.\n\n", '"'])
def test_four_times_the_quotations_take_four_times_the_work(piece):
    def of(times):
        return work("The mayor said the plan was good. " + piece * times + " And so it was said by him.")

    of(10)  # word lists are read at first use
    assert of(800) / of(200) < 5
