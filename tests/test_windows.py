from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.article import Article, Sentence, digest
from assistant.windows import CONTEXT, Window, cut
from tests.growth import LINEAR, growth

Paragraphs = list[list[str]]


def article_of(paragraphs: Paragraphs) -> Article:
    pieces, sentences, start = [], [], 0
    for number, paragraph in enumerate(paragraphs, 1):
        for words in paragraph:
            sentences.append(
                Sentence(n=len(sentences) + 1, start=start, end=start + len(words), paragraph=number)
            )
            pieces.append(words + " ")
            start += len(words) + 1
    text = "".join(pieces)
    return Article(id="a1", sha256=digest(text), text=text, sentences=tuple(sentences))


def asked(window: Window) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All that a prompt can show of a window."""
    return tuple(place.words for place in window.context), tuple(place.words for place in window.places)


def seeded(seed: object) -> Random:
    """Chance that repeats, so that what is measured does too."""
    return Random(str(seed))  # noqa: S311


def random_article(random: Random, size: int, paragraph_sizes: tuple[int, ...]) -> Paragraphs:
    paragraphs: Paragraphs = []
    while sum(map(len, paragraphs)) < size:
        paragraphs.append([f"Sentence {random.random()}." for _ in range(random.choice(paragraph_sizes))])
    return paragraphs


def edited(random: Random, paragraphs: Paragraphs) -> Paragraphs:
    """A copy with one sentence rewritten, inserted or deleted."""
    copy = [list(paragraph) for paragraph in paragraphs]
    paragraph = random.choice(copy)
    at = random.randrange(len(paragraph))
    kind = random.choice(["rewrite", "insert", "delete"])
    paragraph[at : at + (kind != "insert")] = [] if kind == "delete" else [f"New sentence {random.random()}."]
    return [paragraph for paragraph in copy if paragraph]


def changes(limit: int, paragraph_sizes: tuple[int, ...], edits: int) -> Counter[int]:
    """How many edits changed how many windows."""
    random = seeded((limit, paragraph_sizes))
    counted: Counter[int] = Counter()
    for _ in range(edits):
        before = random_article(random, 200, paragraph_sizes)
        after = edited(random, before)
        old = Counter(asked(window) for window in cut(article_of(before), limit))
        new = Counter(asked(window) for window in cut(article_of(after), limit))
        counted[(new - old).total()] += 1
    return counted


paragraphs = st.lists(st.lists(st.text(max_size=3), min_size=1, max_size=7), max_size=12)
limits = st.none() | st.integers(1, 30)


@given(paragraphs, limits)
def test_every_sentence_is_numbered_in_exactly_one_window(paragraphs, limit):
    article = article_of(paragraphs)
    windows = cut(article, limit)
    assert [place.sentence for window in windows for place in window.places] == list(article.sentences)
    for window in windows:
        assert list(window.numbers) == list(range(1, len(window.places) + 1))
        assert 0 < len(window.places) <= (limit or len(article.sentences))
        assert [window.place(number) for number in window.numbers] == list(window.places)


@given(paragraphs, limits)
def test_the_context_is_what_stands_before_and_cannot_be_cited(paragraphs, limit):
    article = article_of(paragraphs)
    for window in cut(article, limit):
        first = window.places[0].sentence.n - 1
        assert [place.sentence for place in window.context] == list(
            article.sentences[max(0, first - CONTEXT) : first]
        )
        for number in (-1, 0, len(window.places) + 1):
            with pytest.raises(KeyError):
                window.place(number)


@given(paragraphs, limits)
def test_the_same_article_is_cut_the_same_way(paragraphs, limit):
    assert cut(article_of(paragraphs), limit) == cut(article_of(paragraphs), limit)


@pytest.mark.parametrize(
    ("limit", "paragraph_sizes", "share"),
    [
        (6, (1, 2, 3, 4), 0.05),
        (12, (1, 2, 3, 4), 0.04),
        (20, (1, 2, 3, 4), 0.03),
        (6, (1,), 0.10),
        (6, (40,), 0.10),
    ],
)
def test_an_edit_changes_at_most_two_windows_but_for_a_small_share_and_never_more_than_five(
    limit, paragraph_sizes, share
):
    counted = changes(limit, paragraph_sizes, edits=300)
    assert sum(count for windows, count in counted.items() if windows > 2) <= share * 300
    assert max(counted) <= 5


def test_an_edit_leaves_what_is_far_from_it_alone():
    random = seeded(7)
    before = random_article(random, 400, (1, 2, 3, 4))
    after = [["A wholly new beginning."], *before]
    old, new = (cut(article_of(article), 6) for article in (before, after))
    assert [asked(window) for window in old[6:]] == [asked(window) for window in new[-len(old[6:]) :]]


def test_cuts_fall_on_paragraph_ends_where_they_can():
    windows = cut(article_of(random_article(seeded(3), 300, (2, 3))), 8)
    firsts = [(window.context[-1].sentence, window.places[0].sentence) for window in windows[1:]]
    assert all(last.paragraph != first.paragraph for last, first in firsts)


def test_windows_grow_linearly_with_the_article():
    random = seeded(5)
    small, large = (
        len(cut(article_of(random_article(random, size, (1, 2, 3, 4))), 6)) for size in (200, 1600)
    )
    assert large == pytest.approx(8 * small, rel=0.15)


@pytest.mark.parametrize("words", ["Sentence {}.", "The same."])
def test_cutting_takes_linear_time(words):
    articles = {size: article_of([[words.format(n)] for n in range(size)]) for size in (2_000, 8_000)}
    assert growth(lambda size: cut(articles[size], 6), 2_000) < LINEAR
    assert len(cut(articles[8_000], 6)) < 8_000 / 6 * 2
