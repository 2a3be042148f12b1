"""The archive's step of a check: a stage of core's own, which fetches instead of examining."""

import asyncio
from datetime import timedelta

from sqlalchemy.orm import Session

from assistant.archive.choice import Choice
from assistant.archive.related import related
from assistant.archived import ARCHIVE, Against, Archived, taken
from assistant.asking import Model
from assistant.report import Coverage, Trace
from assistant.rule import Rule, Scope
from assistant.stage import Outcome, Provided
from assistant.store import Store, checks
from assistant.store.archive import Place
from assistant.view import View

LOOKED_AT = 3  # times `limit` articles are read at most, so that copies leave room for others


class FromArchive:
    """Fetches from a desk's archive. Implements `assistant.stage.Stage`; a check runs it on its claims."""

    name: str = ARCHIVE
    scope: Scope = "story"
    needs: frozenset[str] = frozenset({"claims"})
    provides: frozenset[str] = frozenset({ARCHIVE})
    rules: tuple[Rule, ...] = ()

    def __init__(self, store: Store, desk: str, against: Against) -> None:
        self._store, self._desk, self._against = store, desk, against

    async def run(self, view: View, model: Model | None) -> Outcome:  # noqa: ARG002 - as every stage
        """The related articles of the desk's earlier checks, the most related first. Raises StoreError."""
        provided = await asyncio.to_thread(self._fetched, view)
        lacking = view.lacking()
        sentences = {article.id: len(article.sentences) for article in view.articles}
        coverage = Coverage(
            sentences=sum(sentences.values()),
            examined=sum(size for id_, size in sentences.items() if id_ not in lacking),
        )
        trace = Trace(
            name=self.name,
            status="ok",
            engine="full text",
            coverage=coverage,
            parameters=self._against.model_dump(),
        )
        return Outcome(provided=provided, trace=trace)

    def _fetched(self, view: View) -> Provided:
        with self._store.reading() as session:
            choice = Choice(view.articles, self._against.limit)
            places = related(session, self._desk, view, timedelta(days=self._against.days))
            ranked = [place for place in places if place.identity not in choice.known]
            for place in ranked[: LOOKED_AT * self._against.limit]:
                if choice.full:
                    break
                choice.consider(_read(session, self._desk, place))
        choice.leave_out(len(ranked) - choice.considered, "related archived articles beyond the limit")
        return Provided(archived=tuple(choice.chosen), rejected=tuple(choice.rejected()))


def _read(session: Session, desk: str, place: Place) -> Archived | None:
    report = checks.report(session, place.check, desk)
    return None if report is None else taken(report, place.article)
