"""One check, from its beginning to its end: what the engine calls, once for each time a worker takes it."""

import logging
from dataclasses import dataclass
from functools import partial

from assistant.archive import FromArchive
from assistant.article import Article
from assistant.checking import Assistant
from assistant.errors import FactcheckError
from assistant.jobs.ending import Key, end_with_report, end_without_report
from assistant.jobs.engine import LostError
from assistant.jobs.held import Begun, Held
from assistant.jobs.memo import Memo
from assistant.jobs.request import CheckRequest
from assistant.ledger import Ledger
from assistant.report import Report
from assistant.stage import Stage
from assistant.store import Store, checks
from assistant.store.tables import CheckRow
from assistant.telemetry.origin import about

_PATIENCE = 120.0
_log = logging.getLogger("factcheck.jobs")


@dataclass(frozen=True)
class Maker:
    """Makes checks as the worker of that name."""

    store: Store
    assistant: Assistant
    worker: str

    async def make(self, id_: str) -> bool:
        """Make the check. False means that it has neither ended nor been erased: somebody else must make it.

        Raises the engine's own error for a check that another worker has: the engine then waits for that one.
        """
        held = Held(self.store, id_, self.worker)
        begun = None
        try:
            if (begun := await held.begin()) is not None:
                with about(request=begun.origin.get("request"), check=id_):
                    _log.info("check %s: begun", id_)
                    await self._end(held, begun, await self._outcome(held, begun))
                    _log.info("check %s: ended", id_)
        except LostError as lost:
            _log.info("check %s: let go: %s", id_, lost)
            status = await held.status()
            if status is None and begun is not None:
                await held.erase_again(begun.desk)
            elif status in checks.UNENDED:
                if lost.__cause__ is not None:
                    raise lost.__cause__ from None
                return False
        except Exception as error:  # noqa: BLE001 - to the engine, a check that raises has been made
            _fault(id_, error)
            return False
        return True

    async def _outcome(self, held: Held, begun: Begun) -> tuple[Report, Memo] | str:
        """The report, or why there is none."""
        try:
            return await self._report(held, begun)
        except LostError:
            raise
        except FactcheckError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - it ends this check, by name; its message may quote the article
            return _fault(held.id, error)

    async def _report(self, held: Held, begun: Begun) -> tuple[Report, Memo]:
        request = CheckRequest.model_validate(begun.request)
        articles = request.read(self.assistant.settings)
        archive = FromArchive(self.store, begun.desk, request.against) if request.against else None
        stages = (*self.assistant.stages(request.stages), *((archive,) if archive else ()))
        memo = Memo(held, begun, _units(stages, articles))
        ledger = Ledger(
            self.store, self.assistant.settings, desk=begun.desk, check=held.id, patience=_PATIENCE
        )
        report = await self.assistant.check(
            articles,
            stages=request.stages,
            model=request.model,
            policy=request.policy,
            id_=held.id,
            exchanges=ledger,
            run_unit=memo,
            archive=archive,
            parent=begun.origin.get("traceparent"),
        )
        if memo.lost is not None:
            raise memo.lost
        return (report.model_copy(update={"status": "cancelled"}) if memo.stopped else report), memo

    async def _end(self, held: Held, begun: Begun, outcome: tuple[Report, Memo] | str) -> None:
        try:
            if not isinstance(outcome, str):
                report, memo = outcome
                await held.write(
                    partial(end_with_report, report=report, desk=begun.desk, told=frozenset(memo.told))
                )
                return
        except LostError:
            raise
        except Exception as error:  # noqa: BLE001 - as above: the report cannot be kept, and that is said
            outcome = _fault(held.id, error)
        await held.write(
            lambda session: end_without_report(session, session.get_one(CheckRow, held.id), "failed", outcome)
        )


def _units(stages: tuple[Stage, ...], articles: tuple[Article, ...]) -> list[Key]:
    """Every unit of the check, in the order of the pipeline."""
    return [
        (stage.name, article.id if article else None)
        for stage in stages
        for article in (articles if stage.scope == "article" else (None,))
    ]


def _fault(id_: str, error: Exception) -> str:
    _log.error("check %s: broke with %s", id_, type(error).__name__)
    return f"this is a fault of the service ({type(error).__name__})"
