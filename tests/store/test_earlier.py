"""Which earlier check an article is compared with."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from assistant import Article, Assistant, Settings
from assistant.store import checks

START = datetime(2026, 5, 4, 12, tzinfo=UTC)
BARE, VAGUE = "Sources said the weir burst.", "Experts said the weir burst."
ASSISTANT = Assistant(Settings())


@pytest.fixture
def save(store):
    """Save a check of these articles, each after the one before; gives its id."""
    saved = []

    def keep(*articles, desk="north", status=None, embargo=None):
        read = [
            Article.from_text(text, language="en", id=id_, revision=revision)
            for id_, revision, text in articles
        ]
        report = asyncio.run(ASSISTANT.check(read, id_=f"c{len(saved)}"))
        at = START + timedelta(minutes=len(saved))
        report = report.model_copy(update={"created_at": at, "status": status or report.status})
        store.save(report, desk, embargo=embargo)
        saved.append(report.id)
        return report.id

    return keep


@pytest.fixture
def since(store):
    """The earlier checks that each article of a check is compared with."""

    def found(id_, desk="north"):
        changes = store.changes(id_, desk)
        return None if changes is None else {s.article: (s.check, s.revision) for s in changes.since}

    return found


def test_the_first_check_of_an_article_is_compared_with_nothing(store, save, since):
    save(("other", "1", BARE))
    assert since(save(("a", "1", BARE))) is None
    assert store.changes("none", "north") is None


def test_a_revision_is_compared_with_the_newest_one_before_it(store, save, since):
    first, second = save(("a", "1", BARE)), save(("a", "2", VAGUE))
    third = save(("a", "3", f"{VAGUE} It rained."))
    assert since(second) == {"a": (first, "1")}
    assert since(third) == {"a": (second, "2")}
    changes = store.changes(second, "north")
    assert {item.code for item in changes.gone} >= {"SRC005"}
    assert (len(changes.new) > 0, changes.uncertain) == (True, ())
    assert changes.since[0].created_at == START
    assert store.changes(third, "north").gone == ()


def test_checking_a_revision_again_says_the_same_of_it(save, since):
    first, second, again = save(("a", "1", BARE)), save(("a", "2", VAGUE)), save(("a", "2", VAGUE))
    assert since(again) == since(second) == {"a": (first, "1")}


def test_without_revisions_it_is_the_newest_check(save, since):
    first, second = save(("a", None, BARE)), save(("a", None, BARE))
    assert since(second) == {"a": (first, None)}
    assert since(save(("a", "1", BARE))) == {"a": (second, None)}


def test_each_article_of_a_story_has_its_own(save, since):
    alone = save(("b", "1", BARE))
    story = save(("a", "1", BARE), ("b", "2", BARE))
    assert since(story) == {"b": (alone, "1")}
    assert since(save(("a", "1", BARE), ("b", "3", BARE))) == {"a": (story, "1"), "b": (story, "2")}
    assert since(save(("c", "1", BARE))) is None


def test_another_desks_check_is_not_there(save, since):
    save(("a", "1", BARE), desk="south")
    mine = save(("a", "2", BARE))
    assert since(mine) is None
    assert since(mine, "south") is None


@pytest.mark.parametrize("status", ["failed", "complete", "partial", "cancelled"])
def test_a_check_that_gave_nothing_is_passed_over(save, since, status):
    first, second = save(("a", "1", BARE)), save(("a", "2", BARE), status=status)
    assert since(save(("a", "3", VAGUE))) == {"a": (first, "1") if status == "failed" else (second, "2")}


def test_a_check_that_has_not_ended_is_passed_over_and_compared_with_nothing(store, save, since):
    first = save(("a", "1", BARE))
    with store.transaction() as session:
        article = Article.from_text(VAGUE, id="a", key="a", revision="2", language="en")
        checks.accept(session, "running", "north", [article])
    assert since("running") is None
    with store.transaction() as session:
        checks.row(session, "running", "north").created_at = START + timedelta(seconds=30)
    assert since(save(("a", "3", VAGUE))) == {"a": (first, "1")}


def test_what_was_erased_is_not_compared_with(store, save, since):
    first, second, third = (save(("a", revision, BARE)) for revision in "123")
    store.erase(second, "north")
    assert since(third) == {"a": (first, "1")}
    store.erase(first, "north")
    assert since(third) is None


def test_an_embargo_takes_the_text_and_leaves_the_comparison(store, save):
    save(("a", "1", f"{BARE} Mayor Quillfeather spoke."), embargo=0)
    second = save(("a", "2", VAGUE), embargo=0)
    before = store.changes(second, "north")
    store.sweep(30)
    assert store.changes(second, "north") == before
    assert "SRC005" in {item.code for item in before.gone}
    with store.reading() as session:
        outlines = [str(checks.row(session, id_, "north").outline) for id_ in ("c0", "c1")]
    assert "Quillfeather" not in "".join(outlines)
