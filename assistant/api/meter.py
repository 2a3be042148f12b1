"""The figures that `/metrics` shows, in Prometheus' text format.

What checks, stages and models did, and how long the queue is, comes from the database: every process on it
shows the same. Requests, and what the process itself takes, are each process's own.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import accumulate, groupby

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from assistant.report import CheckStatus
from assistant.store import Store, tallies
from assistant.store.tallies import BOUNDS, BUCKET, SUM, Standing, Tally

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH"})
_STATUSES: tuple[CheckStatus, ...] = ("queued", "running", "complete", "partial", "failed", "cancelled")
_COUNTERS = {
    "checks": ("Checks that have ended.", ("status",)),
    "stages": (
        "Stages of checks that have ended, one for each article or story.",
        ("stage", "status", "engine"),
    ),
    "model_calls": ("Requests to models that have ended.", ("model", "outcome")),
    "model_errors": ("Requests to models that failed, by kind of fault.", ("model", "kind")),
    "model_tokens": ("Tokens of requests and replies.", ("model", "direction")),
    "model_cost_usd": ("US dollars that calls cost, where the cost is known.", ("model",)),
    "model_calls_of_unknown_cost": ("Calls whose cost is not known.", ("model",)),
    "webhook_attempts": ("Attempts to tell that a check has ended, by outcome.", ("outcome",)),
    "webhooks": ("Messages that a check has ended, delivered or given up.", ("state",)),
}
_HISTOGRAMS = {
    "check_seconds": ("Seconds from accepting a check to its end.", ()),
    "stage_seconds": ("Seconds of a stage on one article or story.", ("stage",)),
    "model_seconds": ("Seconds of a request to a model.", ("model",)),
}


class Meter:
    """Counts the requests of this process, and shows them with what the database holds."""

    def __init__(self, store: Store) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        labels = ("method", "route", "status")
        self._requests = Counter(
            "factcheck_http_requests", "Requests that this process answered.", labels, registry=self._registry
        )
        self._seconds = Histogram(
            "factcheck_http_request_seconds",
            "Seconds of requests that this process answered.",
            ("method", "route"),
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)
        self._registry.register(_Kept(store))

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note a request. `route` is the route's own path: what a caller makes up must not become a label."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(known, route).observe(seconds)

    def shown(self) -> bytes:
        """Everything, as Prometheus reads it. Blocks, and raises StoreError for what the database does."""
        return generate_latest(self._registry)


class _Kept(Collector):
    """What the database holds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def describe(self) -> Iterable[Metric]:
        """Nothing yet: it would read the database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Read it now."""
        with self._store.reading() as session:
            found, standing = tallies.all_of(session), tallies.standing(session)
        yield from _standing(standing)
        for name, (what, labels) in _COUNTERS.items():
            yield _counter(name, what, labels, found)
        for name, (what, labels) in _HISTOGRAMS.items():
            yield _histogram(name, what, labels, found)


def _standing(standing: Standing) -> Iterator[Metric]:
    checks = GaugeMetricFamily(
        "factcheck_checks_kept", "Checks in the database, by status.", labels=("status",)
    )
    for status in _STATUSES:
        checks.add_metric((status,), standing.checks.get(status, 0))
    yield checks
    since = standing.waiting_since
    age = 0.0 if since is None else (datetime.now(UTC) - since).total_seconds()
    yield GaugeMetricFamily("factcheck_queue_depth", "Checks that wait.", standing.checks.get("queued", 0))
    yield GaugeMetricFamily("factcheck_queue_oldest_seconds", "How long the oldest of them has waited.", age)


def _counter(name: str, what: str, labels: tuple[str, ...], found: Iterable[Tally]) -> Metric:
    metric = CounterMetricFamily(f"factcheck_{name}", what, labels=labels)
    for tally in found:
        if tally.name == name:
            metric.add_metric([tally.labels[label] for label in labels], tally.value)
    return metric


def _histogram(name: str, what: str, labels: tuple[str, ...], found: Iterable[Tally]) -> Metric:
    metric = HistogramMetricFamily(f"factcheck_{name}", what, labels=labels)

    def own(tally: Tally) -> list[str]:
        return [tally.labels[label] for label in labels]

    sums = {tuple(own(tally)): tally.value for tally in found if tally.name == name + SUM}
    buckets = sorted((tally for tally in found if tally.name == name + BUCKET), key=own)
    for values, counts in groupby(buckets, key=own):
        metric.add_metric(
            values, list(_cumulated({t.labels["le"]: t.value for t in counts})), sums[tuple(values)]
        )
    return metric


def _cumulated(counts: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Prometheus counts in each bucket what is in the smaller ones too."""
    bounds = (*map(str, BOUNDS), "+Inf")
    return zip(bounds, accumulate(counts.get(bound, 0.0) for bound in bounds), strict=True)
