"""The report as JSON: the contract, and the way back."""

from collections.abc import Mapping

from pydantic import JsonValue, ValidationError

from assistant.errors import InputError
from assistant.report import SCHEMA_VERSION, Report

_SHOWN = 3


def to_json(report: Report) -> str:
    """The report as indented JSON. Equal reports give equal text: fields as declared, mappings by key."""
    ordered = report.model_copy(
        update={
            "extra": _by_key(report.extra),
            "versions": _by_key(report.versions),
            "stages": tuple(
                trace.model_copy(update={"parameters": _by_key(trace.parameters)}) for trace in report.stages
            ),
        }
    )
    return ordered.model_dump_json(by_alias=True, indent=2) + "\n"


def from_json(text: str) -> Report:
    """Read a report back. Raises InputError that says where the JSON is not such a report."""
    try:
        report = Report.model_validate_json(text)
    except ValidationError as error:
        raise InputError(f"not a report of schema version {SCHEMA_VERSION}: {_told(error)}") from error
    if report.schema_version != SCHEMA_VERSION:
        raise InputError(
            f"expected a report of schema version {SCHEMA_VERSION}, got {report.schema_version!r}: "
            "read it with the release that wrote it"
        )
    return report


def _by_key(value: JsonValue | Mapping[str, JsonValue]) -> JsonValue:
    if isinstance(value, Mapping):
        return {key: _by_key(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_by_key(item) for item in value]
    return value


def _told(error: ValidationError) -> str:
    """The first few complaints, without repeating the input: it may be an article."""
    complaints = [
        f"{'.'.join(str(step) for step in detail['loc']) or 'the document'}: {detail['msg']}"
        for detail in error.errors(include_input=False, include_url=False, include_context=False)
    ]
    more = f" (and {len(complaints) - _SHOWN} more)" if len(complaints) > _SHOWN else ""
    return "; ".join(complaints[:_SHOWN]) + more
