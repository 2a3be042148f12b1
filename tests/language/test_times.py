"""Time expressions are found where they stand and resolved from the date of publication."""

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.times import find_times
from tests.growth import LINEAR, growth

TUESDAY = datetime(2026, 7, 14, 9, 0, tzinfo=timezone(timedelta(hours=2)))


def days(text, published=TUESDAY):
    """The only time of a text: its words, first and last day."""
    (mention,) = find_times(text, published)
    return mention.expression.text, mention.expression.from_, mention.expression.to


def day(text):
    words, first, last = days(text)
    assert first == last
    return words, first.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council met on Tuesday.", ("Tuesday", "2026-07-14")),
        ("The council met on Monday night.", ("Monday night", "2026-07-13")),
        ("The council met on Wednesday.", ("Wednesday", "2026-07-08")),
        ("The council will meet on Wednesday.", ("Wednesday", "2026-07-15")),
        ("The river rose by two metres on Wednesday.", ("Wednesday", "2026-07-08")),
        ("The mayor said on Wednesday that it will close.", ("Wednesday", "2026-07-08")),
        ("It opens next Friday.", ("next Friday", "2026-07-24")),
        ("It opens this Friday.", ("this Friday", "2026-07-17")),
        ("It opened last Friday.", ("last Friday", "2026-07-10")),
        ("It burned yesterday.", ("yesterday", "2026-07-13")),
        ("It burned last night.", ("last night", "2026-07-13")),
        ("It burns today.", ("today", "2026-07-14")),
        ("It burns tonight.", ("tonight", "2026-07-14")),
        ("It burns tomorrow.", ("tomorrow", "2026-07-15")),
        ("It burned the day before yesterday.", ("the day before yesterday", "2026-07-12")),
        ("It burned on July 3.", ("July 3", "2026-07-03")),
        ("It burned on Sept. 30.", ("Sept. 30", "2025-09-30")),
        ("It burned on Tuesday, July 7.", ("Tuesday, July 7", "2026-07-07")),
        ("It burned on 14 July 2025.", ("14 July 2025", "2025-07-14")),
        ("It burned on July 14, 2025.", ("July 14, 2025", "2025-07-14")),
        ("It burned on the 3rd of May 2024.", ("the 3rd of May 2024", "2024-05-03")),
        ("It burned on 2026-03-01.", ("2026-03-01", "2026-03-01")),
        ("It burned three days ago.", ("three days ago", "2026-07-11")),
    ],
)
def test_a_day_is_resolved(text, expected):
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("It rained last week.", "last week", "2026-07-06", "2026-07-12"),
        ("It rained this year.", "this year", "2026-01-01", "2026-12-31"),
        ("It rained earlier this year.", "earlier this year", "2026-01-01", "2026-07-14"),
        ("It may rain later this month.", "later this month", "2026-07-14", "2026-07-31"),
        (
            "They may leave in July or August of this year.",
            "July or August of this year", "2026-07-01", "2026-08-31",
        ),
        ("They left in November or January.", "November or January", "2025-11-01", "2026-01-31"),
        ("They left in October.", "October", "2025-10-01", "2025-10-31"),
        ("They are due in October.", "October", "2026-10-01", "2026-10-31"),
        ("They left in May.", "May", "2026-05-01", "2026-05-31"),
        ("They left in early March 2024.", "early March 2024", "2024-03-01", "2024-03-31"),
        ("They met from July 14-16.", "July 14-16", "2026-07-14", "2026-07-16"),
        ("It has been closed since 2019.", "since 2019", "2019-01-01", "2026-07-14"),
        ("The first time since 1953.", "since 1953", "1953-01-01", "2026-07-14"),
        ("It closed in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("It was built in the 19th century.", "the 19th century", "1801-01-01", "1900-12-31"),
        ("Sales in the third quarter of 2025 fell.", "the third quarter of 2025", "2025-07-01", "2025-09-30"),
        ("Sales in Q2 2026 fell.", "Q2 2026", "2026-04-01", "2026-06-30"),
        ("Sales in the first half of last year.", "the first half of last year", "2025-01-01", "2025-06-30"),
        ("He served between 2015 and 2019.", "between 2015 and 2019", "2015-01-01", "2019-12-31"),
        ("The 2020-21 season was short.", "2020-21", "2020-01-01", "2021-12-31"),
        ("The 2024 election was close.", "2024", "2024-01-01", "2024-12-31"),
        ("Prices doubled over the past three years.", "the past three years", "2023-07-14", "2026-07-14"),
        ("It ran from Monday to Friday.", "Monday to Friday", "2026-07-06", "2026-07-10"),
        ("It ran between July 14 and August 3.", "between July 14 and August 3", "2026-07-14", "2026-08-03"),
        ("It ran from 20 Dec to 3 Jan 2026.", "from 20 Dec to 3 Jan 2026", "2025-12-20", "2026-01-03"),
        ("He wrote two months ago.", "two months ago", "2026-05-01", "2026-05-31"),
    ],
)  # fmt: skip
def test_a_longer_time_is_resolved_to_its_first_and_last_day(text, words, first, last):
    assert days(text) == (words, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It must end by the end of next year.", None, "2027-12-31"),
        ("It must end by the end of the year.", None, "2026-12-31"),
        ("It must end by early 2027.", None, "2027-12-31"),
        ("It was legal before 2020.", None, "2019-12-31"),
        ("It was illegal after 2020.", "2021-01-01", None),
        ("It is closed until Friday.", None, "2026-07-17"),
    ],
)
def test_a_bound_leaves_one_end_open(text, first, last):
    _, found_first, found_last = days(text)
    assert (found_first and found_first.isoformat(), found_last and found_last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "It opens at 9 a.m. as usual.",
        "It opens at 10:30 GMT.",
        "A few weeks ago.",
        "This summer.",
        "It opens every Monday.",
    ],
)
def test_what_cannot_be_resolved_is_kept_as_text(text):
    _, first, last = days(text)
    assert first is None
    assert last is None


@pytest.mark.parametrize(
    "text",
    [
        "It may rain.",
        "May resigned.",
        "They began a March on the capital",
        "A crowd of 2000 people came.",
        "There were 2,019 votes.",
        "He scored in the second half.",
        "The sun rose and the moon set.",
        "He paid $2019 for it.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text):
    assert find_times(text, TUESDAY) == ()


def test_without_a_date_of_publication_only_absolute_times_are_resolved():
    relative, absolute = find_times("Since Monday the law of 3 May 2024 is void.")
    assert relative.expression.from_ is None
    assert relative.relative
    assert absolute.expression.from_ == date(2024, 5, 3)
    assert not absolute.relative


def test_the_day_is_that_of_the_articles_own_zone():
    late = datetime(2026, 7, 14, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert days("It burned today.", late)[1] == date(2026, 7, 14)


def test_an_impossible_date_is_text():
    assert days("It happened on February 30, 2025.")[1:] == (None, None)


@pytest.mark.parametrize("words", ["recently", "in recent years", "in the coming weeks", "the past months"])
def test_a_vague_time_says_so_and_is_not_resolved(words):
    (mention,) = find_times(f"The two met {words}.", TUESDAY)
    assert mention.vague
    assert mention.expression.text == words
    assert mention.expression.from_ is None


TEXTS = st.lists(
    st.sampled_from(
        [
            "since",
            "May",
            "2019",
            "the",
            "last",
            "three",
            "days",
            "ago",
            "July",
            "14,",
            "next",
            "Friday",
            "2031",
            "between",
            "and",
            "2015",
            "5",
            "12-10",
            "the 1990s",
            "1",
            "-",
            "é",
            "\n",
        ]
    )
).map(" ".join)


@given(TEXTS | st.text(max_size=200))
def test_mentions_are_exact_in_order_and_apart(text):
    found = find_times(text, TUESDAY)
    assert all(text[mention.start : mention.end] == mention.expression.text for mention in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for mention in found:
        first, last = mention.expression.from_, mention.expression.to
        assert first is None or last is None or first <= last


@pytest.mark.parametrize(
    "unit", ["since the end of ", "July 1-", "the last ", "in 2019 and ", "three days ", "early "]
)
def test_time_is_linear_on_junk(unit):
    assert growth(lambda size: find_times((unit * size)[:size], TUESDAY), 10_000) < LINEAR


@pytest.mark.parametrize(
    "words",
    [
        "Tuesday, the 3rd - 5th of May 2024",
        "between 14 July and 3 August 2024",
        "the day before yesterday",
        "in the last couple of years",
        "at the beginning of the 20th century",
        "this coming early Tuesday evening",
        "1.30 p.m. GMT",
        "the late-nineteenth-century",
    ],
)
def test_a_form_is_found_whole_however_far_before_its_telling_word_it_begins(words):
    text = f"It was found, so they said, {words}, and was kept."
    alone, found = find_times(words, TUESDAY), find_times(text, TUESDAY)
    assert [text[time.start : time.end] for time in found] == [words[time.start : time.end] for time in alone]
    assert found
