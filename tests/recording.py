"""Cassettes: real exchanges with a model, recorded once and replayed. See cassettes/README.md."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import yaml
from vcr.request import Request

from assistant.config import Deployment, ModelSettings, Settings

ROOT = Path(__file__).parent.with_name("cassettes")
MODEL = "qwen"
ENDPOINT = os.environ.get("RECORD_FROM", "http://127.0.0.1:8812")
WireName = Literal["openai", "anthropic"]
_BASES = {"openai": f"{ENDPOINT}/v1", "anthropic": ENDPOINT}
_KEPT_OF_REQUEST = frozenset({"content-type", "anthropic-version"})
_KEPT_OF_REPLY = frozenset({"content-type", "retry-after"})


def recorded_settings(wire: WireName, *, max_tokens: int = 512, **model: Any) -> Settings:
    """Settings with the alias `local`: the model that cassettes are recorded from, in one wire format."""
    parameters = {"api_base": _BASES[wire], "api_key": os.environ.get("RECORD_KEY", "none-needed")}
    own = {"timeouts": {"total": 600}, "retries": {"attempts": 1}, "max_concurrency": 1, **model}
    return Settings(
        model="local",
        max_tokens=max_tokens,
        models={"local": ModelSettings.model_validate(own)},
        deployments=(Deployment(alias="local", model=f"{wire}/{MODEL}", parameters=parameters),),
    )


def vcr_options() -> dict[str, Any]:
    """How every cassette is recorded and matched.

    VCR also sits in httpx's ASGI transport, where it would record the API under test and never run it
    again; `testserver` is therefore ignored.
    """
    return {
        "match_on": ["method", "path", "said"],
        "before_record_request": scrubbed_request,
        "before_record_response": scrubbed_reply,
        "ignore_hosts": ["testserver"],
    }


def cassette_folder(test_file: Path) -> Path:
    """Where the cassettes of a test file lie: `cassettes/<path under tests>`."""
    return ROOT / test_file.relative_to(Path(__file__).parent).with_suffix("")


def scrubbed_request(request: Request) -> Request:
    """The request without what is secret or changes: of the headers only those that say how to read it."""
    request.headers = {n: v for n, v in request.headers.items() if n.lower() in _KEPT_OF_REQUEST}
    request.uri = f"http://provider{urlsplit(request.uri).path}"
    return request


def scrubbed_reply(reply: dict[str, Any]) -> dict[str, Any]:
    """The reply without cookies, organisation, addresses and times in its headers."""
    kept = {name: value for name, value in reply["headers"].items() if name.lower() in _KEPT_OF_REPLY}
    return {**reply, "headers": kept}


def said(one: Request, other: Request) -> None:
    """A matcher: the same JSON body. An edited prompt does not match what was answered to the old one."""
    was, now = _parsed(_text(one.body)), _parsed(_text(other.body))
    if was != now:
        raise AssertionError(f"the body differs at: {', '.join(_differences(was, now, 'body'))}")


class ReadableYaml:
    """The format of a cassette: JSON bodies parsed, event streams as a list, long texts in blocks."""

    @staticmethod
    def serialize(cassette: Mapping[str, Any]) -> str:
        """The text of a cassette file."""
        exchanges = [
            {"request": _readable(e["request"]), "response": _readable(e["response"])}
            for e in cassette["interactions"]
        ]
        content = {"version": cassette["version"], "interactions": exchanges}
        return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        """What VCR replays."""
        content = yaml.safe_load(text)
        for exchange in content["interactions"]:
            exchange["request"]["body"] = raw(exchange["request"].pop("body"))
            exchange["response"]["body"] = {"string": raw(exchange["response"].pop("body"))}
        return content  # type: ignore[no-any-return]


class _Dumper(yaml.SafeDumper):
    """YAML with texts of several lines in blocks."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block)


def _readable(message: Mapping[str, Any]) -> dict[str, Any]:
    body = message["body"]
    text = _text(body["string"] if isinstance(body, Mapping) else body)
    events = list(_events(text)) if text.startswith(("data:", "event:")) else None
    return {
        **message,
        "body": {"events": events}
        if events
        else {"json": json.loads(text)}
        if _is_json(text)
        else {"text": text},
    }


def raw(body: Mapping[str, Any]) -> str:
    """A body as it went over the wire."""
    if "json" in body:
        return json.dumps(body["json"], ensure_ascii=False)
    if "events" in body:
        return "".join(map(_event_text, body["events"]))
    return str(body["text"])


def _events(text: str) -> Iterator[dict[str, Any]]:
    for block in text.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if fields:
            yield {name: _parsed(value) for name, value in fields.items()}


def _event_text(event: Mapping[str, Any]) -> str:
    lines = (
        f"{n}: {v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)}" for n, v in event.items()
    )
    return "\n".join(lines) + "\n\n"


def _text(body: Any) -> str:
    return body.decode("utf-8") if isinstance(body, bytes) else body or ""


def _is_json(text: str) -> bool:
    return not isinstance(_parsed(text), str)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _differences(was: Any, now: Any, place: str) -> Iterator[str]:
    if isinstance(was, dict) and isinstance(now, dict):
        for name in sorted({*was, *now}):
            yield from _differences(was.get(name), now.get(name), f"{place}.{name}")
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for n, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _differences(one, other, f"{place}[{n}]")
    elif was != now:
        yield place
