"""OpenTelemetry spans: off unless asked for, and without any content when on.

The one module that knows OpenTelemetry, and imports it when tracing starts. Where an application has set a
tracer provider of its own, spans go there; else to the collector that the `OTEL_EXPORTER_OTLP_…` variables
of the environment name.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from assistant.errors import ConfigError

Value = str | bool | int | float | list[str]
Kind = Literal["internal", "server", "client"]
_tracer: Any = None


class Span:
    """A span under way, or none."""

    def __init__(self, span: Any = None) -> None:  # noqa: ANN401 - OpenTelemetry is imported late
        self._span = span

    def set(self, attributes: Mapping[str, Value | None]) -> None:
        """Say more of it; None is not said."""
        if self._span is not None:
            self._span.set_attributes({name: v for name, v in attributes.items() if v is not None})

    def rename(self, name: str) -> None:
        """Call it otherwise."""
        if self._span is not None:
            self._span.update_name(name)

    def fail(self, kind: str) -> None:
        """Mark it as failed; `kind` is a word, never a message."""
        if self._span is not None:
            from opentelemetry.trace import StatusCode

            self._span.set_attribute("error.type", kind)
            self._span.set_status(StatusCode.ERROR)


def start(provider: Any = None) -> None:  # noqa: ANN401
    """Trace from now on. Raises ConfigError where the libraries are missing. Starting again changes nothing."""
    global _tracer
    if _tracer is None:
        try:
            _tracer = _provided(provider).get_tracer("factcheck")
        except ImportError:
            raise ConfigError(
                "traces: expected OpenTelemetry's SDK and exporter, which are not installed; "
                "install factcheck-assistant[otel], or set traces: false"
            ) from None


def stop() -> None:
    """Trace no more."""
    global _tracer
    _tracer = None


@contextmanager
def span(
    name: str,
    attributes: Mapping[str, Value | None] | None = None,
    *,
    kind: Kind = "internal",
    parent: str | None = None,
) -> Iterator[Span]:
    """A span over what is done inside. `parent` is a traceparent of elsewhere; unset: the span at hand.

    An exception that passes through fails it, by its type.
    """
    if _tracer is None:
        yield Span()
        return
    from opentelemetry.trace import SpanKind

    with _tracer.start_as_current_span(
        name,
        context=None if parent is None else _context(parent),
        kind=SpanKind[kind.upper()],
        record_exception=False,
        set_status_on_exception=False,
    ) as under_way:
        found = Span(under_way)
        found.set(attributes or {})
        try:
            yield found
        except BaseException as error:
            found.fail(type(error).__name__)
            raise


def traceparent() -> str | None:
    """The span at hand, as the W3C's Trace Context writes it; None if there is none."""
    if _tracer is None:
        return None
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get("traceparent")


def _context(parent: str) -> Any:  # noqa: ANN401
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    return TraceContextTextMapPropagator().extract({"traceparent": parent})


def _provided(provider: Any) -> Any:  # noqa: ANN401
    from opentelemetry import trace

    if provider is None and isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        own = Resource.create({SERVICE_NAME: "factcheck"}).merge(OTELResourceDetector().detect())
        made = TracerProvider(resource=own)
        made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        trace.set_tracer_provider(made)
    return provider or trace.get_tracer_provider()
