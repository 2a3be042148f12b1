"""Paragraphs, headlines and Markdown blocks."""

import pytest

from assistant.article import Article
from assistant.reading.outline import outline
from assistant.reading.paragraphs import paragraphs
from tests.growth import LINEAR, growth

WRAPPED = (
    "The harbour bridge of Veldhaven was shut on Tuesday\n"
    "after engineers had found a crack that is as long as\n"
    "a bus. It will stay shut.\n"
    "\n"
    "The mayor, Ada Brink, said that nobody was hurt in the\n"
    "night and that ferries would carry people across the\n"
    "water.\n"
)
BODY = "\n\nThe bridge was shut on Tuesday after a crack was found, the mayor said."


def cut(text, **options):
    found = outline(text, "en", **options)
    source = found.headline if found.sentences[0].part == "headline" else text
    return found.headline, [
        (source if s.part == "headline" else text)[s.start : s.end] for s in found.sentences
    ]


def test_each_line_is_a_paragraph():
    assert len(paragraphs("One.\nTwo.\n\n  Three.  \n")) == 3


def test_hard_wrapped_lines_are_one_paragraph_up_to_a_blank_line():
    assert len(paragraphs(WRAPPED)) == 2
    _, found = cut(WRAPPED)
    assert found[0].count("\n") == 2
    assert found[1] == "It will stay shut."


def test_hard_wrapped_lines_may_end_in_carriage_returns():
    assert len(paragraphs(WRAPPED.replace("\n", "\r\n"))) == 2


def test_a_list_of_lines_of_any_length_is_not_hard_wrapped():
    text = (
        "Bring these to the bridge today:\nbread\na very long coil of new rope\nsalt\nand a map of the town"
    )
    assert len(paragraphs(text)) == 5


def test_lines_without_words_are_no_paragraph():
    assert cut("The rain fell on Norla.\n\n***\n\n___\n\nIt fell all day.")[1] == [
        "The rain fell on Norla.",
        "It fell all day.",
    ]


@pytest.mark.parametrize(
    "first",
    [
        "Bridge shut after crack is found",
        "Who shut the harbour bridge?",
        "“Not safe”: bridge shut",
        "Bridge shut after engineers find...",
        "# Bridge shut",
    ],
)
def test_a_short_first_line_above_a_story_is_the_headline(first):
    assert cut(first + BODY)[0] == first.removeprefix("# ")


@pytest.mark.parametrize(
    "first",
    [
        "The bridge was shut.",
        "By Ada Brink",
        "VELDHAVEN (Norla) - Bridge",
        "- Bridge shut",
        "the bridge and more",
        "Bridge",
        "Bridge shut, " * 30,
        "Contents:",
        "VELDHAVEN, March 1, 2025 /NorlaWire/ -- Holt Inc. is pleased to announce a long",
    ],
)
def test_other_first_lines_are_not(first):
    assert cut(first + BODY)[0] is None


def test_a_title_alone_is_a_sentence_and_no_headline():
    assert cut("Bridge shut after crack is found") == (None, ["Bridge shut after crack is found"])


def test_a_story_of_equal_lines_loses_at_most_repetitions_of_its_headline():
    _, found = cut("Bridge shut again\n" * 10 + "It was shut.")
    assert len(found) == 1 + 7 + 1


MARKDOWN = """# Bridge *shut* #

The harbour bridge
was shut. It is old.

> A quotation goes
> on here. It ends.

- first item
- [x] second item
  goes on

1. numbered

| Year | Length |
|------|--------|
| 2024 | 3.5 m  |

```
code = here.
```

![A picture](a.png)
[ref]: https://norla.example
<!-- a note -->

Underlined
----------
[^1]: A footnote.

---
The end.
"""


def test_markdown_marks_lie_outside_sentences():
    headline, found = cut(MARKDOWN, marked_down=True)
    assert headline == "Bridge *shut*"
    assert found == [
        "Bridge *shut*", "The harbour bridge\nwas shut.", "It is old.", "A quotation goes\n> on here.",
        "It ends.", "first item", "second item\n  goes on", "numbered", "Year", "Length", "2024", "3.5 m",
        "Underlined", "A footnote.", "The end.",
    ]  # fmt: skip


def test_in_plain_text_marks_other_than_bullets_are_words():
    _, found = cut("The bridge is shut.\n- It is old.\n> It is long.")
    assert found == ["The bridge is shut.", "It is old.", "> It is long."]


def test_a_fence_that_never_closes_hides_nothing():
    assert cut("The rain fell.\n\n```\nIt fell all day.", marked_down=True)[1] == [
        "The rain fell.",
        "It fell all day.",
    ]


@pytest.mark.parametrize(
    "junk", ["> ", "- ", "#", "|", "[", "![", "```\n", "<!--\n", "=\n", "---\n", "[x]:", "* * ", "a\n"]
)
def test_hostile_markdown_takes_linear_time(junk):
    def parse(size):
        text = junk * (size // len(junk)) + "\n\nThe rain fell."
        Article.from_text(text, markdown=True, language="en")

    assert growth(parse, 10_000) < LINEAR


def test_in_plain_text_the_marks_of_list_items_lie_outside_sentences():
    listed = "1. Turnout was 61%.\n2. Nobody won a majority.\n\n- The mayor did not vote.\n• It rained.\n"
    article = Article.from_text(f"What we know\n\n{listed}", language="en")
    assert [article.words(sentence) for sentence in article.sentences][1:] == [
        "Turnout was 61%.",
        "Nobody won a majority.",
        "The mayor did not vote.",
        "It rained.",
    ]


def test_a_number_that_no_item_follows_is_part_of_its_sentence():
    article = Article.from_text("14. The rule is old.\n\nIt was made in Norla.", language="en")
    assert article.words(article.sentence(1)) == "14. The rule is old."


def test_a_notice_above_a_press_release_is_no_headline():
    text = "FOR IMMEDIATE RELEASE\n\nThe dam of Norla was closed on Monday, its owner said. It will reopen."
    assert Article.from_text(text, language="en").headline is None


def test_an_image_at_the_end_of_a_markdown_line_is_no_sentence():
    text = 'The dam was shut. ![A crowd](crowd.jpg "The largest crowd")\n\nIt is old.'
    article = Article.from_text(text, markdown=True, language="en")
    assert [article.words(sentence) for sentence in article.sentences] == ["The dam was shut.", "It is old."]
