"""The log on stderr: a line each, as text or as JSON, with the request and the check that it is about.

A traceback ends in an exception's message, which may quote an article: of an exception a line has the type.
"""

import json
import logging
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, TypeAlias

from assistant.telemetry.origin import known

Form = Literal["text", "json"]
_Error: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Text(logging.Formatter):
    """A line for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line; the request comes last where the message does not name it."""
        line, request = super().formatMessage(record), known().get("request")
        return line if request is None or request in record.message else f"{line} (request {request})"

    def formatException(self, ei: _Error) -> str:  # noqa: N802 - logging's own name
        """The exception's type."""
        return "-" if ei[0] is None else ei[0].__name__


class Json(logging.Formatter):
    """A JSON object on one line. `fields` of a record become fields of the line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **known(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


def to_stderr(form: Form) -> None:
    """Have the log of the service and of uvicorn on stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if form == "json" else Text())
    for name in ("factcheck", "uvicorn"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
