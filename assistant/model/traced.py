"""A request to a model as a span, in the words of OpenTelemetry's GenAI conventions. No content is in it.

https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/, as of version 1.37.
"""

from urllib.parse import urlsplit

from assistant.model.call import Call, Completion, Send
from assistant.telemetry import tracing
from assistant.telemetry.tracing import Value

# LiteLLM's names of providers, where the conventions have another.
_PROVIDERS = {
    "azure": "azure.ai.openai",
    "azure_ai": "azure.ai.inference",
    "bedrock": "aws.bedrock",
    "gemini": "gcp.gemini",
    "mistral": "mistral_ai",
    "vertex_ai": "gcp.vertex_ai",
    "watsonx": "ibm.watsonx.ai",
    "xai": "x_ai",
}
_PORTS = {"http": 80, "https": 443}


async def traced(call: Call, send: Send) -> Completion:
    """Make the request. Raises what `send` raises."""
    provider, _, model = call.deployment.model.partition("/")
    with tracing.span(f"chat {model}", kind="client") as span:
        span.set(
            {
                "gen_ai.operation.name": "chat",
                "gen_ai.provider.name": _PROVIDERS.get(provider, provider),
                "gen_ai.request.model": model,
                "gen_ai.request.temperature": call.temperature,
                "gen_ai.request.max_tokens": call.max_tokens,
                "gen_ai.output.type": "json",
                "factcheck.stage": call.stage,
                "factcheck.model": call.deployment.alias,
                **_server(call.deployment.api_base),
            }
        )
        completion = await send(call)
        span.set(
            {
                "gen_ai.response.model": completion.reported_model,
                "gen_ai.response.finish_reasons": [completion.finish] if completion.finish else None,
                "gen_ai.usage.input_tokens": completion.prompt_tokens,
                "gen_ai.usage.output_tokens": completion.completion_tokens,
                "factcheck.cost_usd": completion.cost_usd,
            }
        )
        return completion


def _server(address: str | None) -> dict[str, Value | None]:
    """Where the provider is, if it is not where LiteLLM knows it to be."""
    found = urlsplit(address or "")
    if not found.hostname:
        return {}
    return {"server.address": found.hostname, "server.port": found.port or _PORTS.get(found.scheme)}
