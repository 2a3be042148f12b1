"""Replay: a report built again from the exchanges that were kept, without a network, and compared.

What is rebuilt runs with the settings that the check ran with, on the articles of the report.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from assistant.archived import ARCHIVE, fetched, left_out, origins
from assistant.article import Article, digest
from assistant.asking import Model
from assistant.checking import Assistant
from assistant.config import ModelSettings, Settings
from assistant.errors import InputError, RefusedModelError, TransientModelError
from assistant.ledger import failure_of, remembered
from assistant.model.call import Call, Completion, Recalled
from assistant.report import Report, Trace
from assistant.rule import Rule, Scope
from assistant.stage import Outcome, Provided
from assistant.store import Exchange
from assistant.store.columns import dumped
from assistant.terms import Terms
from assistant.view import View

NOT_KEPT = "this request was not kept"
_FREE = frozenset({"id", "created_at", "versions"})
_LONGEST = 60


@dataclass(frozen=True)
class Difference:
    """A place where the rebuilt report is not the kept one."""

    path: str
    kept: str
    rebuilt: str


async def rebuild(report: Report, terms: Terms, exchanges: Sequence[Exchange]) -> Report:
    """The report of the same articles, from these exchanges alone; nothing is sent to anyone.

    Archived articles are those that were fetched then. Raises InputError when an article's text is not the
    one that was checked, ConfigError or PluginError where stages or rules are no longer there.
    """
    for article in report.articles:
        if digest(article.text) != article.sha256:
            raise InputError(_not_the_same(report, article))
    settings = _without_waiting(terms.settings)
    async with Assistant(settings) as assistant:
        return await assistant.check(
            [article for article in report.articles if article.role == "submitted"],
            stages=terms.stages,
            model=terms.model,
            id_=report.id,
            exchanges=Kept(exchanges, settings),
            archive=next((_Fetched(report, t) for t in report.stages if t.name == ARCHIVE), None),
        )


class _Fetched:
    """The archive's step, giving what it gave then. Implements `assistant.stage.Stage`."""

    name: str = ARCHIVE
    scope: Scope = "story"
    needs: frozenset[str] = frozenset({"claims"})
    provides: frozenset[str] = frozenset({ARCHIVE})
    rules: tuple[Rule, ...] = ()

    def __init__(self, report: Report, trace: Trace) -> None:
        self._report, self._trace = report, trace

    async def run(self, view: View, model: Model | None) -> Outcome:  # noqa: ARG002 - as every stage
        """The archived articles of the report."""
        provided = Provided(archived=fetched(self._report), rejected=left_out(self._report))
        return Outcome(provided=provided, trace=self._trace)


class Kept:
    """Answers from kept exchanges only. Implements `assistant.model.Exchanges`."""

    def __init__(self, exchanges: Sequence[Exchange], settings: Settings) -> None:
        self._settings = settings
        self._same: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
        self._failed: dict[tuple[str, str, int, str | None], deque[Exchange]] = defaultdict(deque)
        for exchange in exchanges:
            request = exchange.alias, dumped(exchange.request)
            self._same[request].append(exchange)
            if exchange.failure:
                self._failed[*request, exchange.place, exchange.article].append(exchange)

    async def recall(self, call: Call) -> Recalled | None:
        """The reply that was kept."""
        return remembered(self._same[_request(call)], call)

    async def send(self, call: Call) -> Completion:
        """Fail as the call failed then. Raises ModelError."""
        failed = self._failed[*_request(call), call.place, call.article]
        error = failure_of(failed.popleft()) if failed else None
        if isinstance(error, TransientModelError) and error.retry_after is not None:
            # Waiting again would be of no use; only a wait that was too long then is part of what was said.
            most = self._settings.model_settings(call.deployment.alias).retries.seconds
            error.retry_after = error.retry_after if error.retry_after >= most else None
        raise error or RefusedModelError(NOT_KEPT)

    async def approve(self, completions: Sequence[Completion]) -> None:
        """Nothing is noted."""


def differences(kept: Report, rebuilt: Report) -> tuple[Difference, ...]:
    """Where the two differ, in all but id, created_at, seconds, versions and what people decided."""
    return tuple(_differing("", _comparable(kept), _comparable(rebuilt)))


def _comparable(report: Report) -> JsonValue:
    plain: dict[str, Any] = report.model_dump(mode="json", by_alias=True, exclude=set(_FREE))
    for trace in plain["stages"]:
        del trace["seconds"]
    for finding in plain["findings"]:
        if finding["decision"]["by"] not in {None, "config"}:
            del finding["decision"]
    return plain


def _differing(path: str, kept: Any, rebuilt: Any) -> Iterator[Difference]:  # noqa: ANN401
    if isinstance(kept, Mapping) and isinstance(rebuilt, Mapping):
        for name in sorted({*kept, *rebuilt}):
            if name == "decision" and not (name in kept and name in rebuilt):
                continue
            yield from _differing(f"{path}.{name}".lstrip("."), kept.get(name), rebuilt.get(name))
    elif isinstance(kept, list) and isinstance(rebuilt, list) and len(kept) == len(rebuilt):
        for place, (one, other) in enumerate(zip(kept, rebuilt, strict=True)):
            yield from _differing(f"{path}[{place}]", one, other)
    elif isinstance(kept, list) and isinstance(rebuilt, list):
        yield Difference(path, f"{len(kept)} items", f"{len(rebuilt)} items")
    elif kept != rebuilt:
        yield Difference(path, _shown(kept), _shown(rebuilt))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _not_the_same(report: Report, article: Article) -> str:
    check = origins(report).get(article.id)
    if check is not None and not article.text:
        return (
            f"article {article.id!r} came from the archive, and check {check}, which it is from, was erased"
        )
    return f"article {article.id!r}: its text is not the one that was checked"


def _request(call: Call) -> tuple[str, str]:
    return call.deployment.alias, dumped(call.request())


def _without_waiting(settings: Settings) -> Settings:
    """The same settings, but no pause before a retry, and circuits that do not open on replayed faults."""
    aliases = {*settings.models, *settings.known_aliases}
    models = {alias: _patient(settings.model_settings(alias)) for alias in sorted(aliases)}
    return settings.model_copy(update={"models": models})


def _patient(model: ModelSettings) -> ModelSettings:
    retries = model.retries.model_copy(update={"wait": 0.0})
    circuit = model.circuit.model_copy(update={"failures": 10**9})
    return model.model_copy(update={"retries": retries, "circuit": circuit})
