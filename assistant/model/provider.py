"""One request to one deployment through LiteLLM: the only module that imports it.

It and `wire`, `faults` and `pricing` are imported when a model is first called, not before.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from assistant.asking import Hear
from assistant.config import Deployment
from assistant.errors import MalformedModelError, RefusedModelError
from assistant.model import pricing, wire
from assistant.model.call import Call, Completion
from assistant.model.faults import classified, encodable, timed_out


def litellm() -> Any:  # noqa: ANN401 - a module without useful types
    """LiteLLM. The first call takes seconds: make it in a thread."""
    from assistant.model import silenced

    return silenced.litellm


async def send(call: Call) -> Completion:
    """Make the request once. Raises ModelError by whose fault it is; no retries at any layer below."""
    module = await asyncio.to_thread(litellm)
    if call.deployment.unset:
        raise RefusedModelError(f"no key for the provider; set {' and '.join(call.deployment.unset)}")
    with wire.watching(call.timeouts.connect) as watched:
        try:
            async with asyncio.timeout(call.timeouts.total):
                return await _sent(module, call, watched)
        except TimeoutError as error:
            raise timed_out("complete reply", call.timeouts.total) from error
        except Exception as error:
            raise classified(error, watched, call.deployment) from error


def supports_schema(deployment: Deployment) -> bool:
    """Whether the schema can be given through the provider's structured output."""
    configured = deployment.info.get("supports_response_schema")
    if isinstance(configured, bool):
        return configured
    if deployment.model.startswith("openai/") and deployment.api_base:
        return True
    return bool(litellm().supports_response_schema(model=deployment.model))


async def _sent(module: Any, call: Call, watched: wire.Wire) -> Completion:  # noqa: ANN401
    patience = call.timeouts.first_token or call.timeouts.total
    parameters = {**pricing.without_prices(call.deployment.call_parameters()), **call.request()}
    if not call.streamed:
        return _completion(await module.acompletion(**parameters, max_retries=0, num_retries=0), call)
    try:
        async with asyncio.timeout(None) as limit:
            watched.on_sending = lambda: limit.reschedule(asyncio.get_running_loop().time() + patience)
            stream = await module.acompletion(**parameters, max_retries=0, num_retries=0)
    except TimeoutError as error:
        raise timed_out("reply", patience) from error
    chunks = [chunk async for chunk in _heard(_each_in_time(stream, patience), call.hear)]
    return _completion(module.stream_chunk_builder(chunks, messages=parameters["messages"]), call)


async def _heard(chunks: AsyncIterator[Any], hear: Hear | None) -> AsyncIterator[Any]:
    """The pieces of a streamed reply, told to whoever listens."""
    text = ""
    async for chunk in chunks:
        piece = chunk.choices[0].delta.content if chunk.choices else None
        if hear is not None and isinstance(piece, str) and piece:
            text += piece
            hear(text)
        yield chunk


async def _each_in_time(stream: AsyncIterator[Any], seconds: float) -> AsyncIterator[Any]:
    """The pieces of a streamed reply; a stream that stalls is an error."""
    while True:
        try:
            async with asyncio.timeout(seconds):
                yield await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise timed_out("further piece of the reply", seconds) from error


def _completion(reply: Any, call: Call) -> Completion:  # noqa: ANN401
    if reply is None or not reply.choices:
        raise MalformedModelError("the provider answered without any choice")
    choice = reply.choices[0]
    message = choice.message
    usage = getattr(reply, "usage", None)
    extra = getattr(message, "provider_specific_fields", None) or {}
    text = message.content if isinstance(message.content, str) else ""
    if text != encodable(text):
        raise MalformedModelError("the reply holds half a character, a lone surrogate, so it is no text")
    return Completion(
        text=text,
        finish=_label(choice.finish_reason),
        reported_model=_label(reply.model),
        refusal=_label(extra.get("refusal")),
        called_tool=bool(message.tool_calls),
        prompt_tokens=getattr(usage, "prompt_tokens", 0) or 0,
        completion_tokens=getattr(usage, "completion_tokens", 0) or 0,
        cost_usd=pricing.cost(litellm(), call.deployment, reply),
    )


def _label(value: object) -> str | None:
    return encodable(str(value)) if value else None
