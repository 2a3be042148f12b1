"""Tell apart what went wrong, in words a newsroom engineer understands, and never with a secret in them."""

import json
import os
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from assistant.config import Deployment
from assistant.errors import MalformedModelError, ModelError, RefusedModelError, TransientModelError
from assistant.model.call import BrokenOffError, RateLimitedError
from assistant.model.wire import TooLargeError, Wire

_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSWORD", re.IGNORECASE)
_SECRET_SHAPE = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|AKIA|AIza)[-_A-Za-z0-9*]{8,200}|\bBearer\s{1,3}[^\s\"',}]{1,400}"
)
_HIDDEN = "[secret]"
_LONGEST = 200
_CONTEXT = re.compile(
    r"context.(?:length|size|window)|maximum context|prompt is too long|too many tokens|input is too long",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient_quota|billing|credit balance|exceeded your current quota|payment", re.IGNORECASE
)
_POLICY = re.compile(
    r"content.policy|content.filter|content_management|safety system|usage policy|responsibleai",
    re.IGNORECASE,
)


def timed_out(what: str, seconds: float) -> BrokenOffError:
    """The error of an attempt that took too long."""
    return BrokenOffError(f"no {what} within {seconds:g} s")


def classified(error: Exception, wire: Wire, deployment: Deployment) -> ModelError:
    """The error by whose fault it is: what the wire saw counts before what LiteLLM made of it."""
    if isinstance(error, ModelError):
        return error
    if wire.status is not None and wire.status >= 400:
        return _status(wire.status, wire.head, wire.headers, deployment)
    if wire.broken is not None:
        return _broken(wire.broken, wire)
    status = getattr(error, "status_code", None)
    if wire.status is None:
        return _before_sending(error, status, deployment)
    if wire.headers.get("content-type", "").startswith("text/event-stream"):
        return BrokenOffError("the provider broke its stream off with an error")
    return MalformedModelError(
        f"the provider answered {wire.status} with something that is not a reply of its API: "
        f"{excerpt(wire.head, deployment) or 'nothing'}"
    )


def scrubbed(text: str, deployment: Deployment) -> str:
    """The text without the keys of the deployment and the environment, and without what looks like one."""
    named = (value for name, value in os.environ.items() if _SECRET_NAME.search(name))
    for secret in sorted({*deployment.secrets(), *named}, key=len, reverse=True):
        if len(secret) >= 4:
            text = text.replace(secret, _HIDDEN)
    return _SECRET_SHAPE.sub(_HIDDEN, text)


def encodable(text: str) -> str:
    """The text with `?` for lone surrogates, which no report, database or request could hold."""
    return text.encode("utf-8", "replace").decode()


def excerpt(text: str, deployment: Deployment) -> str:
    """The beginning of what a provider said, in one line and without secrets."""
    line = " ".join(scrubbed(encodable(text[:20_000]), deployment).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def retry_after(headers: httpx.Headers) -> float | None:
    """How many seconds the provider asks us to wait; RFC 9110 allows seconds and a date."""
    if (milliseconds := headers.get("retry-after-ms", "")).isdecimal():
        return int(milliseconds) / 1000
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", said):
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _broken(broken: httpx.TransportError, wire: Wire) -> ModelError:
    if isinstance(broken, TooLargeError):
        return MalformedModelError(str(broken))
    if isinstance(broken, httpx.ConnectTimeout):
        return TransientModelError(f"no connection to the provider within {wire.connect_timeout:g} s")
    if isinstance(broken, httpx.ConnectError) and wire.status is None and "reset" not in str(broken).lower():
        return TransientModelError("the provider cannot be reached; is its address right and the server up?")
    return BrokenOffError("the connection to the provider broke off")


def _before_sending(error: Exception, status: object, deployment: Deployment) -> ModelError:
    """Errors that LiteLLM raised without asking anyone."""
    if status in {401, 403}:
        return RefusedModelError(f"no key for the provider; {_key_advice(deployment)}")
    if isinstance(error, ImportError):
        return RefusedModelError(
            f"LiteLLM needs another package for this provider: {excerpt(str(error), deployment)}"
        )
    return RefusedModelError(f"LiteLLM cannot make this call: {excerpt(str(error), deployment)}")


def _status(status: int, body: str, headers: httpx.Headers, deployment: Deployment) -> ModelError:
    said = _message(body, deployment)
    if _QUOTA.search(body) and status in {400, 402, 403, 429}:
        return RefusedModelError(
            f"the account has no quota or credit left ({status}); top it up or change its limit{said}"
        )
    if status == 429:
        return RateLimitedError(f"the provider limits the rate (429){said}", retry_after=retry_after(headers))
    if status in {408, 409, 425} or status >= 500:
        return TransientModelError(f"the provider failed ({status}){said}", retry_after=retry_after(headers))
    return RefusedModelError(f"{_refusal(status, body, deployment)} ({status}){said}")


def _refusal(status: int, body: str, deployment: Deployment) -> str:
    if status in {401, 403}:
        return f"the provider refused the key; {_key_advice(deployment)}"
    if status == 413 or _CONTEXT.search(body):
        return "the text is too long for the model's context; set a smaller `window`"
    if _POLICY.search(body):
        return "the provider's content policy refused the text"
    if status == 404:
        return f"the provider has no model {deployment.model!r} at this address; check `model` and `api_base`"
    return "the provider refused the request"


def _key_advice(deployment: Deployment) -> str:
    if deployment.variables:
        return f"set {' and '.join(deployment.variables)}"
    if "api_key" in deployment.parameters:
        return "check its api_key"
    return f"set {deployment.model.partition('/')[0].upper()}_API_KEY"


def _message(body: str, deployment: Deployment) -> str:
    """What the provider's error body says, if it is in the form that providers use."""
    try:
        content: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    found = content.get("error", content) if isinstance(content, dict) else None
    message = found.get("message") if isinstance(found, dict) else found
    return f": {excerpt(message, deployment)}" if isinstance(message, str) and message else ""
