"""A check that is kept: what is due goes first, and a report that cannot be saved is not lost."""

import asyncio

import pytest

from assistant import Article, Assistant, Settings, StoreError
from assistant.saving import UnsavedError, check_and_save
from assistant.store import Store

ARTICLE = Article.from_text("The bridge is shut, the mayor said.", language="en")


class Watched(Store):
    """A store that notes how long it is told to keep, and may refuse to save."""

    kept_days: float | None = None
    full = False

    def sweep(self, retention_days, *args, **more):
        self.kept_days = retention_days
        return super().sweep(retention_days, *args, **more)

    def save(self, *args, **more):
        if self.full:
            raise StoreError("the disk is full")
        return super().save(*args, **more)


def kept(store, **settings):
    return asyncio.run(check_and_save(Assistant(Settings(**settings)), [ARTICLE], store))


def test_a_check_is_found_again_and_what_is_due_is_swept_before(tmp_path):
    with Watched(f"sqlite:///{tmp_path / 'checks.db'}") as store:
        report = kept(store, retention_days=3)
        assert store.kept_days == 3
        assert store.report(report.id, "local") == report


def test_a_report_that_cannot_be_saved_comes_with_the_error(tmp_path):
    with Watched(f"sqlite:///{tmp_path / 'checks.db'}") as store:
        store.full = True
        with pytest.raises(UnsavedError, match="the disk is full") as caught:
            kept(store)
    assert caught.value.report.attributions
