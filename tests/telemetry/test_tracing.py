"""Traces: who caused what, in OpenTelemetry's words, and nothing that an article, a prompt or a reply says."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from assistant.api import create_app
from assistant.config import Deployment, Settings
from assistant.errors import ConfigError, TransientModelError
from assistant.jobs import Worker
from assistant.model.traced import traced
from assistant.store import Store
from assistant.telemetry import tracing
from tests.api.conftest import NEWS, checked, served
from tests.store.calls import Sender, call, completion

WORD = "Quillfeather"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def spans():
    """The spans that ended so far."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing.stop()
    tracing.start(provider)
    yield exporter.get_finished_spans
    tracing.stop()


@pytest.fixture
async def client(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'facts.db'}") as store:
        async with served(create_app(Settings(), store, Worker(store, Settings(), poll=0.02))) as opened:
            yield opened


async def test_a_check_belongs_to_its_request_and_its_stages_to_it(spans, client):
    client.headers["traceparent"] = f"00-{TRACE}-00f067aa0ba902b7-01"
    body = await checked(client, {"text": f"{WORD} said so. {NEWS}", "headline": WORD, "language": "en"})
    await client.get("/v1/checks", params={"article": WORD})
    found = {span.name: span for span in spans()}
    request, check = found["POST /v1/checks"], found["check"]
    assert (request.kind, request.parent.span_id) == (SpanKind.SERVER, 0x00F067AA0BA902B7)
    assert request.attributes["http.response.status_code"] == 200
    assert check.parent.span_id == request.context.span_id
    assert check.attributes == {
        "factcheck.check": body["id"], "factcheck.status": "complete", "factcheck.articles": 1,
    }  # fmt: skip
    for stage in ("claims", "sources", "consistency"):
        assert found[f"stage {stage}"].parent.span_id == check.context.span_id
        assert found[f"stage {stage}"].attributes["factcheck.engine"] == "baseline"
    assert {span.context.trace_id for span in spans()} == {int(TRACE, 16)}
    assert WORD not in "".join(span.to_json() for span in spans())


async def test_a_call_to_a_model_is_told_by_the_conventions(spans):
    asked = call(
        WORD,
        deployment=Deployment(
            alias="big",
            model="mistral/large-2",
            parameters={"api_base": "https://user:pass@models.example/v1", "api_key": "sk-thekey"},
        ),
    )
    sent = completion(
        f'"{WORD}"', prompt_tokens=7, completion_tokens=5, cost_usd=0.5, reported_model="large-2b"
    )
    await traced(asked, Sender(sent))
    (span,) = spans()
    assert (span.name, span.kind, span.status.status_code) == (
        "chat large-2",
        SpanKind.CLIENT,
        StatusCode.UNSET,
    )
    assert dict(span.attributes) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "mistral_ai",
        "gen_ai.request.model": "large-2",
        "gen_ai.request.temperature": asked.temperature,
        "gen_ai.request.max_tokens": asked.max_tokens,
        "gen_ai.output.type": "json",
        "gen_ai.response.model": "large-2b",
        "gen_ai.response.finish_reasons": (sent.finish,),
        "gen_ai.usage.input_tokens": 7,
        "gen_ai.usage.output_tokens": 5,
        "server.address": "models.example",
        "server.port": 443,
        "factcheck.stage": asked.stage,
        "factcheck.model": "big",
        "factcheck.cost_usd": 0.5,
    }
    assert not [word for word in (WORD, "pass@", "sk-thekey") if word in span.to_json()]


async def test_a_call_that_failed_says_how_and_not_what(spans):
    with pytest.raises(TransientModelError):
        await traced(call(), Sender(TransientModelError(WORD)))
    (span,) = spans()
    assert (span.status.status_code, span.attributes["error.type"]) == (
        StatusCode.ERROR,
        "TransientModelError",
    )
    assert WORD not in span.to_json()


def test_without_traces_the_library_is_not_imported():
    program = (
        "import sys, assistant, assistant.checking, assistant.model.gateway, assistant.telemetry.logs;"
        "assistant.check(assistant.Article.from_text('Sources said so.'), settings=assistant.Settings());"
        "sys.exit('opentelemetry' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=120).returncode == 0


def test_traces_without_the_libraries_are_a_configuration_error(monkeypatch):
    tracing.stop()
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(ConfigError, match=r"factcheck-assistant\[otel\]"):
        tracing.start()


class Collector(ThreadingHTTPServer):
    """What an operator runs: takes traces by OTLP over HTTP."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


def test_a_setting_sends_traces_to_the_collector_of_the_environment(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(f"{WORD} said so. {NEWS}", "utf-8")
    with Collector() as collector:
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        env = {
            "FACTCHECK_TRACES": "true",
            "FACTCHECK_DATABASE_URL": f"sqlite:///{tmp_path / 'facts.db'}",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
            "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
        }
        words = [sys.executable, "-c", "from assistant.cli import main; main()", "check", "-q", str(article)]
        ran = subprocess.run(words, env=env, cwd=tmp_path, timeout=120, capture_output=True, text=True)
        collector.shutdown()
    assert ran.returncode == 1, ran.stderr
    assert [path for path, _ in collector.taken] == ["/v1/traces"]
    sent = ExportTraceServiceRequest.FromString(collector.taken[0][1])
    (resource,) = sent.resource_spans
    assert {span.name for scope in resource.scope_spans for span in scope.spans} == {
        "check", "stage claims", "stage sources", "stage consistency",
    }  # fmt: skip
    assert "factcheck" in [
        pair.value.string_value for pair in resource.resource.attributes if pair.key == "service.name"
    ]
    assert WORD.encode() not in collector.taken[0][1]
